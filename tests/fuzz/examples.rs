//! What the fuzzing of each target begins with: our own pages, themes and lines.

use std::fs;
use std::path::Path;

/// The files of a folder of the repository.
fn folder(path: &str) -> Vec<Vec<u8>> {
    let mut files: Vec<_> = fs::read_dir(root().join(path))
        .expect("a folder of ours")
        .flatten()
        .collect();
    files.sort_by_key(fs::DirEntry::path);
    files
        .iter()
        .map(|file| fs::read(file.path()).expect("a file of ours"))
        .collect()
}

/// The repository, whichever of its packages this is part of.
fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors()
        .find(|folder| folder.join("assets/sample.txt").exists())
        .expect("the repository")
}

fn file(path: &str) -> Vec<u8> {
    fs::read(root().join(path)).expect("a file of ours")
}

fn all(examples: &[&str]) -> Vec<Vec<u8>> {
    examples.iter().map(|example| example.as_bytes().to_vec()).collect()
}

/// Our pages as our own JSON.
fn exported() -> Vec<Vec<u8>> {
    let export = |page: Vec<u8>| {
        let article = dateline::read::read(page).expect("a page of ours");
        let mut json = Vec::new();
        dateline::export::json(&article, &dateline::fold::Folding::of(&article), &mut json).expect("memory");
        json
    };
    folder("tests/read/pages").into_iter().step_by(9).map(export).collect()
}

/// The examples of a target.
pub(crate) fn of(target: &str) -> Vec<Vec<u8>> {
    match target {
        "bytes" => [folder("tests/read/pages"), vec![file("assets/sample.txt")]].concat(),
        "html" => all(&[
            "<title>Ferries</title><h1>Ferries sail</h1><article id=p1><time datetime=2026-08-15T14:05Z>14:05</time><h2>Fog</h2><p>It <em>lifted</em>.</p></article><article id=p2><time>13:00</time><p>The <a href=\"/x\">ferries</a> wait at the quay, all of them.</article><article id=p3><time>12:00</time><p>Fog again over the whole of the bay.",
            "<script type='application/ld+json'>{\"@type\": \"LiveBlogPosting\", \"liveBlogUpdate\": [{\"headline\": \"Fog\", \"datePublished\": \"2026-08-15T14:05:00Z\", \"articleBody\": \"&lt;p&gt;It lifted.&lt;/p&gt;\"},]}</script><body><div id=app>",
            "<ul><li>One<ol start=3><li>Two</ol><li><h3>Three</h3></ul><figure><img src=a.png alt=b><figcaption>A roof. <span class=credit>Ana Brandt</span></figure><blockquote>Glow<footer>— Mia Ode, master</footer></blockquote><table><tr><td>a<td>b</table><pre> x\n  y</pre>a<br><br>b<br>c<iframe src='//v' title=w></iframe>",
        ]),
        "markdown" => all(&[
            "## 14:05 Fog\n\n*Ana Brandt*\n\nIt **lifted** at [the quay](/q).\n\n- one\n  1. two\n\n> Glow\n\n![a](b.png)\n*c*\n",
            "| a | b |\n|---|---|\n| `c` | d |\n\n```\n x\n```\n<div>e</div>\n\n---\n\nf  \ng\\\nh\n",
            "---\ntitle: x\n---\n\n~~a~~ <b>c</b> [ ] &amp; &#27;\n\n* [x] done\n",
        ]),
        "feeds" => all(&[
            "<title>Ferries</title><item><guid>p1</guid><pubDate>Sat, 15 Aug 2026 14:05:00 +0200</pubDate><title>Fog</title><content:encoded><![CDATA[<p>It lifted.</p>]]></content:encoded></item></channel></rss>",
            "<entry><id>a</id><updated>2026-08-15T14:05:00Z</updated><author><name>Ana Brandt</name></author><content type='xhtml'><div>It &amp; <b>all</b></div></content></entry>",
            "\"title\": \"Ferries\", \"items\": [{\"id\": \"p1\", \"content_html\": \"<p>It lifted.</p>\", \"date_published\": \"2026-08-15T14:05:00Z\"}, {\"id\": 2",
        ]),
        "json" => exported(),
        "lines" => all(&[
            "{\"title\": \"Ferries sail\", \"text\": \"The ferries sail again.\\n\\nFog kept them.\"}\n{\"id\": 1}\n",
            "{\"text\": \"A fire\", \"date\": \"2026-08-15\", \"url\": \"https://coast.example/fire\"}\r\n\n{\"text\": 1}\n",
            "{\"text\": \"\\ud83d\\udea2 \\u00fc\", \"body\": [1, {\"a\": null}], \"authors\": [\"Ana Brandt\"]}\n{\n",
        ]),
        "corpora" => all(&[
            "\x05 date 2026-08-15 Harbour fire\n\nIt was out by dawn.\n date 2026-08-16 Ferries sail\n\nThey sail.\n",
            "\x21{\"text\": \"The fire was out.\"}\n{\"text\": \"cut sh\n{\"id\": 1}\n\n",
            "\x42date 2026-08-17 Old town\r\rThe old town.\rdate 2026-02-30 No such day\r",
        ]),
        "configuration" => vec![
            file("assets/config.toml"),
            b"[keys.page]\n\"<c-d>\" = \"page-down\"\n".to_vec(),
        ],
        "themes" => folder("themes"),
        "keys" => all(&["<c-d>", "gg", "<a-->>", "<f12><space>", "<lt>é<s-tab>", "<c-m>"]),
        "command_line" => all(&[
            "--to\0json\0-",
            "--measure=72\0--theme\0paper\0file.txt",
            "--set\0hyphenate=true\0--\0-x",
            "--help",
            "--clear-history\0--older-than\x0030",
        ]),
        "patterns" => all(&[
            "cafe\nThe café and the cafe\u{301} of Straße",
            "[a-z]+\\b(é|ß)\nﬁnal ﬂoor İstanbul",
            "(?x) a b # c\nab «go» “go”",
            "می خواهم\nمی\u{200c}خواهم",
            "\\p{Lu}\\w*|[^ -~]{2,}\nＡＢＣ ＤＥＦ 漢字",
        ]),
        "store" => vec![
            vec![0, 1, 2, 3, 4, 5, 6],
            vec![1, 0, 0, 0, 2, 3, 3, 3, 4, 4],
            vec![1, 9, 9, 9],
        ],
        _ => Vec::new(),
    }
}
