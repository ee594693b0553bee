//! The picture of a screen.

use dateline::view::picture::svg;

use super::desk::Desk;
use super::sample;

#[test]
fn a_small_screen() {
    let desk = Desk::open(&sample::harbour(), (20, 5));
    insta::assert_snapshot!(svg(&desk.frame(), desk.theme()));
}

/// The same screen is the same bytes, and what stands in a text is never markup.
#[test]
fn a_picture_is_well_formed() {
    let article = sample::Builder::titled("Is 1 < 2 & 3 > 2? \"Yes\", says </text>").build();
    let desk = Desk::open(&article, (80, 24));
    let picture = svg(&desk.frame(), desk.theme());
    assert_eq!(picture, svg(&desk.frame(), desk.theme()));
    assert_eq!(picture.matches("<text ").count(), picture.matches("</text>").count());
    assert!(picture.contains("Is 1 &lt; 2 &amp; 3 &gt; 2?"));
    assert!(!picture.contains("2 & 3"));
}
