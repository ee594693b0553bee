//! A short, repeatable part of the fuzzing: the same targets, on mutations of our own examples. `tests/fuzz` has a
//! package that feeds them what a coverage-guided fuzzer finds.

mod examples;
mod mutate;
mod targets;

use mutate::Mutator;

/// Feeds a target so many mutations of its examples, always the same ones.
fn feed(name: &str, count: usize) {
    let target = targets::named(name);
    let examples = examples::of(name);
    assert!(!examples.is_empty(), "{name} has no example");
    for example in &examples {
        target(example);
    }
    let mut mutator = Mutator::new(name, &examples);
    for number in 0..count {
        let data = mutator.next();
        let run = std::panic::catch_unwind(|| target(&data));
        assert!(
            run.is_ok(),
            "case {number} of {name}: {:?}",
            String::from_utf8_lossy(&data)
        );
    }
}

#[test]
fn bytes() {
    feed("bytes", 300);
}

#[test]
fn html() {
    feed("html", 300);
}

#[test]
fn markdown() {
    feed("markdown", 200);
}

#[test]
fn feeds() {
    feed("feeds", 200);
}

#[test]
fn json() {
    feed("json", 400);
}

#[test]
fn lines() {
    feed("lines", 400);
}

#[test]
fn corpora() {
    feed("corpora", 400);
}

#[test]
fn configuration() {
    feed("configuration", 500);
}

#[test]
fn themes() {
    feed("themes", 300);
}

#[test]
fn keys() {
    feed("keys", 1_000);
}

#[test]
fn command_line() {
    feed("command_line", 1_000);
}

#[test]
fn patterns() {
    feed("patterns", 500);
}

#[test]
fn store() {
    feed("store", 100);
}
