//! Which articles are versions of one page.

use dateline::article::{Article, Kind};
use dateline::recall::fingerprints;
use dateline::recall::identity::{Features, Whereabouts, is_version};

use super::support::article;

use Kind::{Boilerplate, Byline, Heading, Paragraph};
use Whereabouts::{Elsewhere, Same, Unknown};

fn features(article: &Article) -> Features {
    Features::of(article, &fingerprints(article))
}

fn paragraph(number: usize) -> (Kind, String) {
    let words = format!("Report {number} of the night says that crew {number} was at the quay for {number} hours.");
    (Paragraph, words)
}

fn page(outlet: &str, from: usize, to: usize) -> Vec<(Kind, String)> {
    let mut blocks = vec![
        (Byline, format!("By the desk of {outlet}")),
        (Boilerplate, format!("Read more in {outlet}")),
        (Boilerplate, format!("Sign up for the letters of {outlet}")),
    ];
    blocks.extend((from..to).map(paragraph));
    blocks
}

/// Whether the second is a version of the first.
fn is_one(old: &[(Kind, String)], new: &[(Kind, String)], place: Whereabouts, title: bool) -> bool {
    let (old, new) = (features(&article(old)), features(&article(new)));
    is_version(&new, &old.sketch(), place, title).is_some()
}

#[test]
fn yesterdays_version_of_the_page_is_the_same_whatever_it_is_called() {
    let (yesterday, today) = (page("the Gull", 10, 30), page("the Gull", 0, 30));
    for place in [Same, Unknown] {
        for title in [true, false] {
            assert!(is_one(&yesterday, &today, place, title), "it has grown: {place:?}");
            assert!(
                is_one(&today, &yesterday, place, title),
                "the old one is opened again: {place:?}"
            );
        }
    }
}

#[test]
fn a_wire_copy_in_another_outlet_is_another_article() {
    let (one, other) = (page("the Gull", 0, 20), page("the Coastal Press", 0, 20));
    for title in [true, false] {
        assert!(!is_one(&one, &other, Unknown, title));
        assert!(!is_one(&one, &other, Elsewhere, title));
    }
    // A scrape without any furniture, under another title.
    let bare: Vec<_> = (0..20).map(paragraph).collect();
    assert!(!is_one(&bare, &bare, Unknown, false));
    assert!(is_one(&bare, &bare, Unknown, true));
}

#[test]
fn headings_of_a_live_blog_make_it_the_same_page() {
    let blog = |to: usize| -> Vec<(Kind, String)> {
        (0..to)
            .flat_map(|at| [(Heading, format!("Post {at}: the wind")), paragraph(at)])
            .collect()
    };
    assert!(is_one(&blog(8), &blog(12), Unknown, false));
}

#[test]
fn a_file_with_something_else_in_it_is_another_article() {
    let (one, other) = (page("the Gull", 0, 20), page("the Gull", 20, 40));
    assert!(!is_one(&one, &other, Same, false));
    assert!(
        !is_one(&one, &other, Same, true),
        "not a passage in common, whatever it is called"
    );
    assert!(is_one(&one, &page("the Gull", 14, 34), Same, false), "three tenths");
    assert!(
        is_one(&one, &page("the Gull", 19, 60), Same, true),
        "a live blog that has gone on for days"
    );
}

#[test]
fn an_article_of_a_few_words_is_known_by_its_place_and_title() {
    let short = [(Paragraph, "No comment.".to_owned())];
    assert!(is_one(&short, &short, Same, true));
    assert!(!is_one(&short, &short, Same, false));
    assert!(!is_one(&short, &short, Unknown, true));
}

#[test]
fn a_sample_of_a_long_article_tells_as_much_as_all_of_it() {
    let all = |from: usize, to: usize| (from..to).map(paragraph).collect::<Vec<_>>();
    // A tenth in common is no version in any place, two fifths are in the same.
    assert!(!is_one(&all(0, 4000), &all(3600, 7600), Same, false));
    assert!(is_one(&all(0, 4000), &all(2400, 6400), Same, false));
    // A part of it alone, and it as a part of more.
    assert!(is_one(&all(0, 4000), &all(3000, 3200), Unknown, true));
    assert!(is_one(&all(3000, 3200), &all(0, 4000), Unknown, true));
}
