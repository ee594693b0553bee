//! What it costs to know an article again: `cargo bench -- recall 100`.

use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use dateline::article::{Anchor, Article, BlockId};
use dateline::read;
use dateline::recall::identity::Features;
use dateline::recall::{Alignment, ReadRange, ReadingPosition, Recalled, fingerprints};
use dateline::run::store::{Change, Opened, Origin, Store};

use super::blog;

/// Measures a live blog of so many megabytes, and the same with a part more on top.
pub(crate) fn measure(megabytes: usize) {
    let text = blog::make(megabytes * 1_000_000);
    let news =
        "The wind has dropped\n\nThe wind has dropped, and the ferry sails at noon, the harbour master said.\n\n";
    let (old, new) = (read_of(text.clone()), read_of(format!("{news}{text}")));
    println!(
        "\n  a live blog of {megabytes} MB, {} blocks, known again",
        new.blocks().len()
    );
    let (prints, taken) = timed(|| fingerprints(&new));
    line("fingerprints", taken);
    line("what it is known by", timed(|| Features::of(&new, &prints)).1);
    let before = fingerprints(&old);
    line(
        "alignment with the version before",
        timed(|| Alignment::of(&before, &prints)).1,
    );
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("store.sqlite");
    let visit = || Store::start(path.clone(), |words| println!("  {words}")).expect("a thread");
    let store = visit();
    line("first visit: nothing is known", timed(|| open(&store, &old)).1);
    let last = old.last().unwrap_or_default();
    let position = ReadingPosition {
        top: Anchor::start_of(last),
        above: 0,
        cursor: last,
    };
    let marked = ReadRange {
        first: BlockId(0),
        last,
        read: true,
    };
    let change = Change {
        position: Some(position),
        marked: vec![marked],
        ..Change::default()
    };
    store.change(0, change);
    line("all of it is read, and written", timed(|| drop(store)).1);
    let store = visit();
    let (found, taken) = timed(|| open(&store, &new));
    line("second visit: all is known", taken);
    println!(
        "  {:<36}at block {:?}, {} blocks read, {:?} new",
        "",
        found.position.map(|position| position.top.block.0),
        found.read.len(),
        found.changes.as_ref().map(|changes| changes.added.len()),
    );
    drop(store);
    let bytes = std::fs::metadata(&path).map_or(0, |data| data.len());
    println!("  {:<36}{:>9.1} MB", "the store", bytes as f64 / 1e6);
}

fn read_of(text: String) -> Arc<Article> {
    Arc::new(read::read(text.into_bytes()).expect("a text"))
}

fn open(store: &Store, article: &Arc<Article>) -> Arc<Recalled> {
    let (send, answer) = mpsc::channel();
    let opened = Opened {
        article: Arc::clone(article),
        at: 0,
        more: false,
        origin: Origin {
            name: "/blog.txt".into(),
            lasts: true,
        },
    };
    store.open(opened, Box::new(move |recalled| drop(send.send(recalled))));
    answer.recv().expect("an answer")
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let since = Instant::now();
    let done = work();
    (done, since.elapsed())
}

fn line(name: &str, taken: Duration) {
    println!("  {name:<36}{:>9.1} ms", taken.as_secs_f64() * 1e3);
}
