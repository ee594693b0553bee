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
