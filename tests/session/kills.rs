//! Readers that are killed at any moment: what they kept is whole, and lacks at most the last second.
//!
//! `DATELINE_KILLS=400 cargo test killed -- --nocapture` kills more of them, and says what was lost.

use std::time::{Duration, Instant};

use nix::sys::signal::Signal;
use rusqlite::Connection;

use super::pty::{Pty, article};

/// Kills in the suite.
const KILLS: u32 = 25;
/// What was done so long before is there, on a machine however busy. (It is written after a second.)
const LONG: Duration = Duration::from_secs(10);

/// What the file says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Kept {
    /// The block at the top of the page.
    top: i64,
    /// Blocks that were read.
    read: i64,
}

fn kept(path: &std::path::Path) -> Option<Kept> {
    let connection = Connection::open(path).ok()?;
    connection.busy_timeout(Duration::from_secs(5)).ok()?;
    let number = |sql: &str| connection.query_row(sql, [], |row| row.get(0));
    Some(Kept {
        top: number("SELECT top_block FROM places WHERE mark = ''").ok()?,
        read: number("SELECT count(*) FROM passages").ok()?,
    })
}

fn check_whole(path: &std::path::Path) {
    let connection = Connection::open(path).expect("the store");
    let said: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("an answer");
    assert_eq!(said, "ok");
    let strays: i64 = connection
        .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))
        .expect("an answer");
    assert_eq!(strays, 0);
}

#[test]
fn readers_that_are_killed_leave_a_whole_store_and_lose_the_last_second_at_most() {
    let asked = std::env::var("DATELINE_KILLS")
        .ok()
        .and_then(|kills| kills.parse().ok());
    let kills: u32 = asked.unwrap_or(KILLS);
    let (home, file) = (tempfile::tempdir().expect("a temporary folder"), article());
    let path = home.path().join("dateline/store.sqlite");
    let state = home.path().to_str().expect("a path in UTF-8");
    let (mut lost, mut most) = (0, Duration::ZERO);
    let mut seen = Kept::default();
    for kill in 0..kills {
        let mut pty = Pty::open_with(100, 30, &[file.path()], &[("XDG_STATE_HOME", state)]);
        // Some are killed as they open.
        if kill % 7 != 3 {
            pty.wait_for("of 9");
        }
        // Another part each time, so that a place that was not kept is seen to be another.
        let part = 2 + kill * 5 % 7;
        pty.keys(&format!("{part}G"));
        let acted = Instant::now();
        let moments = Duration::from_millis(u64::from(kill * 83 % 1700));
        pty.wait_until("the moment has come", |_| acted.elapsed() >= moments);
        if let Some(now) = kept(&path) {
            assert!(now.read >= seen.read, "what was read stays read");
            seen = now;
        }
        pty.signal(Signal::SIGKILL);
        let since = acted.elapsed();
        drop(pty);
        if !path.exists() {
            continue;
        }
        check_whole(&path);
        let Some(now) = kept(&path) else { continue };
        assert!(now.read >= seen.read, "what was kept is there");
        // The heading of part n stands before nine paragraphs for each part before it.
        let expected = i64::from(1 + (part - 2) * 10);
        if now.top != expected && kill % 7 != 3 {
            assert!(since < LONG, "lost after {since:?}: {now:?} instead of {expected}");
            assert_eq!(now.top, seen.top, "what was kept is there");
            lost += 1;
            most = most.max(since);
        }
        seen = now;
    }
    let pty = Pty::open_with(100, 30, &[file.path()], &[("XDG_STATE_HOME", state)]);
    pty.wait_for("of 9");
    eprintln!("{kills} readers killed, 0 stores broken; the last of {lost} was lost, done {most:?} before at most");
}
