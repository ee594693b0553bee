//! What things cost: `cargo bench` measures reading, folding, laying out and drawing on generated live blogs.
//!
//! `cargo bench -- 1 10 100` names the sizes in MB (1 and 10 unless told); `cargo bench -- corpus 500` measures the
//! program on a corpus of that size alone, `cargo bench -- list 100` its list of articles, and `cargo bench -- write 500
//! FILE` keeps such a corpus (of JSON Lines where FILE ends in .jsonl). `cargo bench -- recall 100` measures what it costs
//! to know an article again; `cargo bench -- find 100`, or `find FILE`, to find words in a corpus; `cargo bench -- follow 2000`
//! to show a new post in a blog of so many. `cargo bench -- hands 1 100` measures what hands feel, on the sample and on
//! blogs of these sizes: the first screen, a key, the end, beside `less`. `cargo bench -- FILE` measures finding
//! repeats in a text of your own, with the memory it takes; a table beside it, `FILE` with `.truth.tsv` for `.txt`, of
//! each block's number, its kind (`dup near cap capdup` are repeats) and the block it repeats, tells how many are found.
//! Each figure is the median of several
//! rounds; the rounds of what is compared are interleaved, so that a busy machine slows both alike. Read the
//! ratios.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "whoever runs it looks at a terminal of theirs"
)]

mod bench {
    pub(crate) mod blog;
    pub(crate) mod corpus;
    pub(crate) mod file;
    pub(crate) mod find;
    pub(crate) mod follow;
    pub(crate) mod hands;
    pub(crate) mod list;
    pub(crate) mod recall;
}

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bench::corpus::Form;
use dateline::app::session::area::Size;
use dateline::app::{App, Configured, Message, Settings, search, update};
use dateline::article::Article;
use dateline::fold::{Folding, Folds};
use dateline::keymap::{Code, Key};
use dateline::layout::typography::Typography;
use dateline::layout::{Order, Page, Past, Top};
use dateline::{read, theme, view};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let given = sizes.clone();
    let sizes = if sizes.is_empty() { vec![1, 10] } else { sizes };
    let asked = |word: &str| std::env::args().any(|argument| argument == word);
    if asked("recall") {
        return sizes.into_iter().for_each(bench::recall::measure);
    }
    if asked("find") {
        let words = std::env::args()
            .skip(1)
            .filter(|word| !word.starts_with('-') && word != "find");
        let (sizes, files): (Vec<String>, Vec<String>) = words.partition(|word| word.parse::<usize>().is_ok());
        for file in &files {
            bench::find::measure_file(Path::new(file), &[]);
        }
        return sizes
            .iter()
            .filter_map(|size| size.parse().ok())
            .for_each(bench::find::measure);
    }
    if asked("hands") {
        return bench::hands::measure(&given);
    }
    if asked("follow") {
        let posts = if given.is_empty() { vec![2000] } else { given };
        return posts.into_iter().for_each(bench::follow::measure);
    }
    if asked("write") {
        let path = std::env::args().rfind(|argument| !argument.starts_with("--"));
        let path = std::path::PathBuf::from(path.unwrap_or_default());
        let lines = path.extension().is_some_and(|ending| ending == "jsonl");
        let form = if lines { Form::Lines } else { Form::Dated };
        write_corpus(sizes[0], form, &path).expect("a file to write");
        return;
    }
    let words = std::env::args().skip(1).filter(|word| !word.starts_with('-'));
    let files: Vec<String> = words
        .filter(|word| !matches!(word.as_str(), "corpus" | "list") && word.parse::<usize>().is_err())
        .collect();
    for file in &files {
        bench::file::measure(Path::new(file));
    }
    let sizes = if files.is_empty() { sizes } else { given };
    for megabytes in sizes {
        if !asked("corpus") && !asked("list") {
            measure(megabytes);
        }
        if !asked("list") {
            corpora(megabytes);
        }
        if !asked("corpus") {
            bench::list::measure(megabytes, Form::Dated, "txt");
            bench::list::measure(megabytes, Form::Lines, "jsonl");
        }
    }
}

fn write_corpus(megabytes: usize, form: Form, path: &Path) -> io::Result<usize> {
    let mut out = BufWriter::new(File::create(path)?);
    let count = bench::corpus::write(megabytes * 1_000_000, form, &mut out)?;
    out.flush()?;
    Ok(count)
}

/// What the program takes to write out all articles of a file, on all processors and on one.
fn corpora(megabytes: usize) {
    for (form, name) in [(Form::Dated, "txt"), (Form::Lines, "jsonl")] {
        let path = std::env::temp_dir().join(format!("dateline-bench-{}.{name}", std::process::id()));
        let count = write_corpus(megabytes, form, &path).expect("room for a corpus");
        let rounds = if megabytes >= 100 { 1 } else { 3 };
        let all: Vec<(Duration, u64)> = (0..rounds).filter_map(|_| written_out(&[], &path)).collect();
        let one: Vec<(Duration, u64)> = (0..rounds)
            .filter_map(|_| written_out(&["taskset", "-c", "0"], &path))
            .collect();
        let _ = std::fs::remove_file(&path);
        println!("\n  a corpus of {count} articles in {megabytes} MB (.{name}), --to json");
        for (name, runs) in [("on all processors", all), ("on one", one)] {
            let Some(peak) = runs.iter().map(|run| run.1).max() else {
                continue;
            };
            let taken = median(runs.into_iter().map(|run| run.0).collect());
            line(name, taken, Some(megabytes * 1_000_000));
            let rate = count as f64 / taken.as_secs_f64();
            println!("  {:<34}{rate:>9.0} articles/s, peak {:.0} MB", "", peak as f64 / 1e3);
        }
    }
}

/// Runs the program on a file; the time it took, and the most memory it had in KB. Nothing where it cannot be run so.
fn written_out(before: &[&str], path: &Path) -> Option<(Duration, u64)> {
    let program = env!("CARGO_BIN_EXE_dateline");
    let words: Vec<&str> = before.iter().copied().chain([program, "--to", "json"]).collect();
    let start = Instant::now();
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).arg(path).stdout(Stdio::null());
    let mut child = command.spawn().ok()?;
    let mut peak = 0;
    loop {
        // It only ever grows, so what was seen last is the most, but for the last moment.
        let seen = bench::file::memory_of(&child.id().to_string(), "VmHWM:");
        peak = peak.max(seen.unwrap_or(0));
        if let Some(status) = child.try_wait().ok()? {
            return status.success().then(|| (start.elapsed(), peak));
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn measure(megabytes: usize) {
    let text = bench::blog::make(megabytes * 1_000_000);
    let rounds = if megabytes >= 100 { 3 } else { 7 };
    println!("\n{megabytes} MB ({rounds} rounds each)");
    reading(&text, rounds);
    let article = Arc::new(read::read(text.into_bytes()).expect("a text of ours"));
    println!(
        "  {} blocks, {} sections",
        article.blocks().len(),
        article.sections().len()
    );
    let folding = Arc::new(finding(&article, rounds));
    println!("  {} repeats, {} runs", folding.repeats().len(), folding.runs().len());
    searching(&article, rounds);
    layout(&article, &folding);
    frames(&article, &folding);
}

fn reading(text: &str, rounds: usize) {
    // Before anything else has taken memory and given it back.
    let bytes = text.as_bytes().to_vec();
    bench::file::forget_peak();
    let before = bench::file::memory("VmRSS:");
    let article = read::read(bytes);
    if let (Some(before), Some(most), Ok(article)) = (before, bench::file::memory("VmHWM:"), article) {
        // The bytes that were given become the text.
        let size = article.text().len() as f64;
        let taken = size + most.saturating_sub(before) as f64 * 1024.0;
        println!(
            "  {:<34}{:>9.2} times the text",
            "memory at most, the text included",
            taken / size
        );
    }
    let (mut ours, mut words) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let bytes = text.as_bytes().to_vec();
        ours.push(time(|| read::read(bytes).map(|article| article.blocks().len())));
        words.extend(word_count(text));
    }
    let ours = median(ours);
    line("reading the structure", ours, Some(text.len()));
    if let Some(words) = (!words.is_empty()).then(|| median(words)) {
        line("wc -w on the same bytes", words, Some(text.len()));
        println!(
            "  {:<34}{:>9.2} times wc -w",
            "ratio",
            ours.as_secs_f64() / words.as_secs_f64()
        );
    }
}

/// What `wc -w` takes for the same bytes, from the moment they are all on its standard input's file.
fn word_count(text: &str) -> Option<Duration> {
    let path = std::env::temp_dir().join(format!("dateline-bench-{}.txt", std::process::id()));
    std::fs::File::create(&path)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .ok()?;
    let start = Instant::now();
    let status = Command::new("wc").arg("-w").arg(&path).stdout(Stdio::null()).status();
    let taken = start.elapsed();
    let _ = std::fs::remove_file(&path);
    status.ok()?.success().then_some(taken)
}

fn finding(article: &Article, rounds: usize) -> Folding {
    let (mut exact, mut all) = (Vec::new(), Vec::new());
    let mut folding = Folding::default();
    for _ in 0..rounds {
        exact.push(time(|| Folding::exact(article).runs().len()));
        all.push(time(|| folding = Folding::of(article)));
    }
    line("exact repeats", median(exact), Some(article.text().len()));
    line("exact and near repeats", median(all), Some(article.text().len()));
    folding
}

/// Searches for words that are nowhere, or in some or in many places.
fn searching(article: &Article, rounds: usize) {
    for (name, pattern) in [
        ("search: a word that is nowhere", "resettlement"),
        ("search: with an accent", "resettlemént"),
        ("search: a word in many places", "harbour"),
        ("search: an expression", r"\b(crew|boat)s? [a-z]+ing\b"),
    ] {
        let times = (0..rounds).map(|_| time(|| search::find(article, pattern, &mut |_| true).map(|_| ())));
        line(name, median(times.collect()), Some(article.text().len()));
    }
}

fn layout(article: &Article, folding: &Folding) {
    let folds = Folds::default();
    let page = Page {
        article,
        folding,
        folds: &folds,
        measure: 72,
        fold_boilerplate: false,
        past: &Past::default(),
        fold_read: false,
        typography: Typography::default(),
        order: &Order::default(),
    };
    let middle = article
        .anchor_at(article.text().len() as u32 / 2)
        .map_or(Top::default(), |anchor| page.top_at(anchor));
    line(
        "layout: 40 rows in the middle",
        often(|| page.rows(middle, 40).len()),
        None,
    );
    for (name, hyphenate) in [("  justified", false), ("  justified, hyphenated", true)] {
        let typography = Typography {
            justify: true,
            hyphenate,
            ..Typography::default()
        };
        let page = Page { typography, ..page };
        line(name, often(|| page.rows(middle, 40).len()), None);
    }
    line("layout: a page turned", often(|| page.page_down(middle, 40)), None);
    line("layout: a page turned back", often(|| page.page_up(middle, 40)), None);
    line("layout: 40 rows up", often(|| page.up(middle, 40)), None);
    line("layout: the last page", often(|| page.end(40)), None);
}

fn frames(article: &Arc<Article>, folding: &Arc<Folding>) {
    let size = Size { width: 120, height: 40 };
    let themes = theme::builtin();
    let names: Arc<[String]> = themes.iter().map(|theme| theme.name.clone()).collect();
    let configured = Configured {
        themes: names,
        ..Configured::default()
    };
    let mut app = App::new(article.clone(), configured, Settings::default(), size);
    let found = Message::Folding {
        article: article.clone(),
        folding: folding.clone(),
    };
    line("state: repeats arrive", time(|| update(&mut app, found.clone())), None);
    let frame = |app: &mut App, name: &str, messages: [Message; 2]| {
        let mut turn = 0;
        let taken = often(|| {
            turn += 1;
            update(app, messages[turn % 2].clone());
            let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
            view::view(app, &themes[0]).render(buffer.area, &mut buffer);
            buffer.content.len()
        });
        line(name, taken, None);
    };
    let key = |code| Message::Key(Key::plain(code));
    for (name, justify, hyphenate) in [
        ("", false, false),
        (", justified", true, false),
        (", hyphenated, too", true, true),
    ] {
        (app.state.session.settings.justify, app.state.session.settings.hyphenate) = (justify, hyphenate);
        update(&mut app, key(Code::Home));
        let pages = [key(Code::PageDown), key(Code::PageDown)];
        frame(&mut app, &format!("a frame after one page{name}"), pages);
    }
    (app.state.session.settings.justify, app.state.session.settings.hyphenate) = (false, false);
    frame(
        &mut app,
        "a frame after turning on and back",
        [key(Code::PageDown), key(Code::PageUp)],
    );
    frame(
        &mut app,
        "a frame after the end or the start",
        [key(Code::End), key(Code::Home)],
    );
    let wide = |width| Message::Resize(Size { width, height: 40 });
    frame(&mut app, "a frame after a resize", [wide(120), wide(118)]);
}

fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed()
}

/// The median of many runs of something short.
fn often<T>(mut work: impl FnMut() -> T) -> Duration {
    median((0..101).map(|_| time(&mut work)).collect())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn line(name: &str, taken: Duration, bytes: Option<usize>) {
    let rate = bytes.map_or(String::new(), |bytes| {
        format!("{:>9.0} MB/s", bytes as f64 / 1e6 / taken.as_secs_f64())
    });
    println!("  {name:<34}{:>9.3} ms{rate}", taken.as_secs_f64() * 1e3);
}
