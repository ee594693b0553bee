//! The file: made for its owner, of other versions, broken, locked, out of reach.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use dateline::run::store::schema::{self, VERSION, Wrong};
use rusqlite::Connection;

use super::{Folder, article};

#[test]
fn only_its_owner_can_read_it() {
    let folder = Folder::new();
    drop(folder.visit());
    let mode = |path: &std::path::Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    let path = folder.path();
    assert_eq!(mode(path.parent().expect("a folder")), 0o700);
    assert_eq!(mode(&path), 0o600);
    let visit = folder.visit();
    visit.open(&article("Harbour fire", 0, 5), 0, "/tmp/fire.txt");
    for entry in fs::read_dir(path.parent().expect("a folder"))
        .expect("a folder")
        .flatten()
    {
        assert_eq!(mode(&entry.path()), 0o600, "{}", entry.path().display());
    }
}

#[test]
fn what_is_too_open_is_closed_to_others() {
    let folder = Folder::new();
    drop(folder.visit());
    let path = folder.path();
    let aside = path.with_extension("sqlite.broken-1");
    fs::write(&aside, "an old one").expect("a file");
    let open = |path: &std::path::Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("ours");
    };
    let mode = |path: &std::path::Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    let parent = path.parent().expect("a folder");
    let reopen: [&dyn Fn(); 2] = [&|| drop(folder.visit()), &|| {
        drop(dateline::run::store::Records::open_existing(&path));
    }];
    for reopen in reopen {
        open(parent, 0o755);
        open(&path, 0o664);
        open(&aside, 0o604);
        reopen();
        assert_eq!((mode(parent), mode(&path), mode(&aside)), (0o700, 0o600, 0o600));
    }
}

#[test]
fn a_reader_that_is_closed_leaves_one_file_and_its_log() {
    let folder = Folder::new();
    let visit = folder.visit();
    visit.open(&article("Harbour fire", 0, 5), 0, "/tmp/fire.txt");
    drop(visit);
    let files = fs::read_dir(folder.path().parent().expect("a folder")).expect("a folder");
    let mut names: Vec<_> = files.flatten().map(|file| file.file_name()).collect();
    names.sort();
    assert_eq!(names, ["store.sqlite", "store.sqlite-shm", "store.sqlite-wal"]);
    // The log is read by whoever comes next, and does not grow for ever.
    for number in 0..40 {
        let visit = folder.visit();
        visit.open(&article(&format!("Harbour fire {number}"), 0, 25), 0, "/tmp/fire.txt");
        drop(visit);
    }
    let log = fs::metadata(folder.path().with_extension("sqlite-wal")).expect("a log");
    assert!(log.len() < 1 << 20, "{} bytes", log.len());
}

/// Steps that somebody may take some day.
const STEPS: [&str; 3] = [
    "CREATE TABLE posts (id INTEGER PRIMARY KEY, words TEXT NOT NULL)",
    "ALTER TABLE posts ADD COLUMN read INTEGER NOT NULL DEFAULT 0",
    "CREATE TABLE marks (post INTEGER, letter TEXT); UPDATE posts SET read = 1 WHERE words = 'old'",
];

fn version(connection: &Connection) -> i32 {
    connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .expect("a version")
}

#[test]
fn an_older_file_is_brought_up_step_by_step_and_keeps_what_is_in_it() {
    let mut connection = Connection::open_in_memory().expect("a database");
    schema::migrate_by(&mut connection, &STEPS[..1]).expect("the first version");
    connection
        .execute("INSERT INTO posts (words) VALUES ('old')", [])
        .expect("a row");
    schema::migrate_by(&mut connection, &STEPS[..2]).expect("the second");
    connection
        .execute("INSERT INTO posts (words) VALUES ('new')", [])
        .expect("a row");
    assert_eq!(version(&connection), 2);
    schema::migrate_by(&mut connection, &STEPS).expect("the third");
    schema::migrate_by(&mut connection, &STEPS).expect("nothing to do");
    assert_eq!(version(&connection), 3);
    let read = |words: &str| -> i64 {
        let sql = "SELECT read FROM posts WHERE words = ?1";
        connection
            .query_row(sql, [words], |row| row.get(0))
            .expect("it is there")
    };
    assert_eq!((read("old"), read("new")), (1, 0));
}

#[test]
fn a_step_that_fails_leaves_the_file_as_it_was() {
    let mut connection = Connection::open_in_memory().expect("a database");
    schema::migrate_by(&mut connection, &STEPS[..1]).expect("the first version");
    let wrong = [
        "",
        "ALTER TABLE posts ADD COLUMN half INTEGER",
        "CREATE TABLE posts (id INTEGER)",
    ];
    assert!(matches!(
        schema::migrate_by(&mut connection, &wrong),
        Err(Wrong::Sql(_))
    ));
    assert_eq!(version(&connection), 1);
    assert!(connection.prepare("SELECT half FROM posts").is_err());
}

#[test]
fn a_newer_file_is_left_alone_and_the_reader_goes_on() {
    let folder = Folder::new();
    drop(folder.visit());
    folder
        .connection()
        .pragma_update(None, "user_version", VERSION + 1)
        .expect("newer");
    let before = fs::read(folder.path()).expect("the file");
    let visit = folder.visit();
    let found = visit.open(&article("Harbour fire", 0, 5), 0, "/tmp/fire.txt");
    visit.go(0, 3);
    assert_eq!(*found, dateline::recall::Recalled::default());
    assert!(visit.told().concat().contains("later version"), "{:?}", visit.told());
    drop(visit);
    assert_eq!(fs::read(folder.path()).expect("the file"), before);
}

#[test]
fn a_file_of_somebody_else_is_left_alone() {
    let folder = Folder::new();
    fs::create_dir_all(folder.path().parent().expect("a folder")).expect("a folder");
    folder
        .connection()
        .execute_batch("CREATE TABLE bookmarks (url TEXT)")
        .expect("a table");
    let visit = folder.visit();
    visit.open(&article("Harbour fire", 0, 5), 0, "/tmp/fire.txt");
    assert!(
        visit.told().concat().contains("not a file of dateline's"),
        "{:?}",
        visit.told()
    );
}

#[test]
fn a_broken_file_is_put_aside_and_its_name_told() {
    let fire = article("Harbour fire", 0, 25);
    // Broken from the start, and broken in the middle.
    for (start, garbage) in [(0, 4096), (4096, 40_000)] {
        let folder = Folder::new();
        let visit = folder.visit();
        visit.open(&fire, 0, "/tmp/fire.txt");
        visit.go(0, 3);
        drop(visit);
        // Else the log would have what is broken.
        let other = rusqlite::Connection::open(folder.path()).expect("the store");
        other
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .expect("the log is taken in");
        drop(other);
        let mut bytes = fs::read(folder.path()).expect("the file");
        let end = (start + garbage).min(bytes.len());
        bytes[start..end].fill(0xa5);
        fs::write(folder.path(), &bytes).expect("broken");
        let visit = folder.visit();
        visit.open(&fire, 0, "/tmp/fire.txt");
        visit.go(0, 7);
        let aside = folder.path().with_extension("sqlite.broken-1");
        drop(visit);
        assert_eq!(fs::read(&aside).expect("put aside"), bytes);
        let visit = folder.visit();
        let found = visit.open(&fire, 0, "/tmp/fire.txt");
        assert_eq!(
            found.position.map(|position| position.top.block.0),
            Some(7),
            "what is read now is kept"
        );
        assert!(visit.told().is_empty());
    }
}

#[test]
fn a_folder_that_cannot_be_used_is_told_once() {
    let folder = Folder::new();
    fs::write(folder.0.path().join("dateline"), "a file where the folder should be").expect("a file");
    let visit = folder.visit();
    let fire = article("Harbour fire", 0, 5);
    for at in 0..3 {
        visit.open(&fire, at, "/tmp/fire.txt");
        visit.go(at, 2);
    }
    visit.store.writer().write();
    assert_eq!(visit.told().len(), 1, "{:?}", visit.told());
    assert!(visit.told()[0].contains("Nothing new is kept"), "{:?}", visit.told());
}

#[test]
fn a_full_disk_leaves_the_file_whole() {
    let folder = Folder::new();
    let fire = article("Harbour fire", 0, 25);
    drop(folder.visit());
    let (mut records, _) = dateline::run::store::Records::open(&folder.path()).expect("the store");
    records.keep_below(1).expect("full");
    let prints = dateline::recall::fingerprints(&fire);
    let origin = dateline::run::store::Origin {
        name: "/tmp/fire.txt".into(),
        lasts: true,
    };
    let open = dateline::run::store::Open {
        article: &fire,
        prints: &prints,
        origin: &origin,
        more: false,
        unseen: &[],
    };
    let error = records
        .insert(open, &rustc_hash::FxHashSet::default(), 0)
        .expect_err("there is no room");
    let told = records.recover(error).expect("the file is whole");
    assert!(told.to_string().contains("disk is full"), "{told}");
    drop(records);
    assert_eq!(folder.count("articles"), 0, "nothing, rather than half of it");
}

#[test]
fn a_file_that_another_program_holds_is_waited_for_and_never_in_the_way() {
    let folder = Folder::new();
    let fire = article("Harbour fire", 0, 25);
    let visit = folder.visit();
    visit.open(&fire, 0, "/tmp/fire.txt");
    let connection = folder.connection();
    connection.execute_batch("BEGIN IMMEDIATE").expect("held");
    visit.go(0, 9);
    visit.store.writer().write();
    assert!(visit.told().concat().contains("another program"), "{:?}", visit.told());
    connection.execute_batch("COMMIT").expect("let go");
    drop(visit);
    let found = folder.visit().open(&fire, 0, "/tmp/fire.txt");
    assert_eq!(found.position.map(|position| position.top.block.0), Some(9));
}

/// Readers that are started together, on a machine that has no store yet, all get it.
#[test]
fn many_make_the_store_at_once_and_all_have_it() {
    for round in 0..20 {
        let folder = Folder::new();
        let path = folder.path();
        std::thread::scope(|scope| {
            let opened: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| dateline::run::store::Records::open(&path).map(|(_, told)| told.is_none())))
                .collect();
            for opened in opened {
                let opened = opened.join().expect("no panic");
                assert!(matches!(opened, Ok(true)), "round {round}: {opened:?}");
            }
        });
    }
}
