//! What the pieces of an article are by those around them: where it ends, which headings head nothing, and which names
//! stand there a second time.

use rustc_hash::FxHashSet;

use super::about::About;
use super::dom::Dom;
use super::judge::{Judged, LEADS};
use super::tag::Attr;
use super::weigh::Shown;
use crate::article::{InlineStyle, Kind};
use crate::read::draft::Draft;
use crate::read::text::marked;

/// A description has the whole text if so much of it is shown, and so much of what is shown is in it.
const WHOLE: f32 = 0.8;

/// Fewer sentences of a description prove nothing.
const LONG: usize = 400;

/// Judges the drafts of an article that is no live blog.
pub(super) fn settle(drafts: &mut Vec<Judged>, about: &About, dom: &Dom) {
    end_with_the_description(drafts, about);
    drop_second_names(drafts);
    drop_teasers(drafts, about);
    head_by_shape(drafts, dom);
    head_nothing(drafts);
}

/// A headline that leads to another page of the site is that of another article.
fn drop_teasers(drafts: &mut [Judged], about: &About) {
    let own = about.url.as_deref().and_then(host);
    let stays = |judged: &Judged| {
        judged.draft.inline.iter().all(|(_, style)| match style {
            InlineStyle::Link(address) => host(address).is_none_or(|host| own.is_none_or(|own| host == own)),
            _ => true,
        })
    };
    let leads =
        |judged: &&mut Judged| judged.draft.kind == Kind::Heading && judged.draft.because == LEADS && stays(judged);
    for judged in drafts.iter_mut().filter(leads) {
        become_boilerplate(&mut judged.draft, "headline of another article");
    }
}

/// Where a page describes its whole text, what stands behind its last passage is not the article.
fn end_with_the_description(drafts: &mut [Judged], about: &About) {
    let bodies = about
        .postings
        .iter()
        .map(|posting| &posting.body)
        .filter(|body| body.len() >= LONG);
    let shown = Shown::of(drafts.iter().map(|judged| judged.draft.text.as_str()));
    let is_passage = |draft: &Draft| matches!(draft.kind, Kind::Paragraph | Kind::ListItem | Kind::Quote);
    for body in bodies {
        let plain = super::plain(body);
        if shown.share(&plain).unwrap_or(0.0) < WHOLE {
            continue;
        }
        let own = Shown::of(std::iter::once(plain.as_str()));
        let (mut whole, mut said, mut last) = (0, 0, None);
        for (at, judged) in drafts
            .iter()
            .enumerate()
            .filter(|(_, judged)| is_passage(&judged.draft))
        {
            let text = &judged.draft.text;
            whole += text.len();
            if own.share(text).unwrap_or(0.0) >= 0.5 {
                said += text.len();
                last = Some(at);
            }
        }
        let Some(last) = last.filter(|_| said as f32 >= 0.5 * whole as f32) else {
            continue;
        };
        for judged in &mut drafts[last + 1..] {
            if !matches!(judged.draft.kind, Kind::Caption | Kind::Byline) {
                become_boilerplate(&mut judged.draft, "behind the text of the description");
            }
        }
        return;
    }
}

/// Short lines without a full stop, each between two paragraphs, are headings that a page marks up as text, if they differ
/// from its paragraphs: they are all in capitals, or elements of a class of their own.
fn head_by_shape(drafts: &mut [Judged], dom: &Dom) {
    /// One alone may be anything.
    const LEAST: usize = 2;
    let is_passage = |at: &usize| {
        matches!(
            drafts[*at].draft.kind,
            Kind::Paragraph | Kind::ListItem | Kind::Quote | Kind::Heading
        )
    };
    let passages: Vec<usize> = (0..drafts.len()).filter(is_passage).collect();
    let between = |three: &&[usize]| {
        let [above, this, below] = **three else { return false };
        is_prose(&drafts[above].draft) && is_prose(&drafts[below].draft) && is_line(&drafts[this].draft)
    };
    let class = |at: usize| {
        dom.attr(drafts[at].node, Attr::Class)
            .filter(|class| !class.trim().is_empty())
    };
    let of_others: FxHashSet<&str> = (0..drafts.len())
        .filter(|at| !is_line(&drafts[*at].draft))
        .filter_map(class)
        .collect();
    let lines = || passages.windows(3).filter(between).map(|three| three[1]);
    let capitals = |at: &usize| !drafts[*at].draft.text.contains(char::is_lowercase);
    let own = |at: &usize| class(*at).is_some_and(|class| !of_others.contains(class));
    let found = [
        lines().filter(capitals).collect::<Vec<_>>(),
        lines().filter(own).collect(),
    ];
    for at in found.into_iter().filter(|found| found.len() >= LEAST).flatten() {
        let draft = &mut drafts[at].draft;
        (draft.kind, draft.because, draft.level) = (Kind::Heading, "short lines between paragraphs", Some(2));
    }
}

fn is_prose(draft: &Draft) -> bool {
    /// In bytes.
    const LEAST: usize = 100;
    let bare = draft
        .text
        .trim_end_matches(|c: char| !c.is_alphanumeric() && !STOPS.contains(&c));
    draft.kind == Kind::Paragraph && draft.text.len() >= LEAST && bare.ends_with(STOPS)
}

/// What ends a sentence, in the scripts that have capitals.
const STOPS: [char; 5] = ['.', '!', '?', '…', ':'];

/// Whether a paragraph has the form of a heading, and no words of anything else.
fn is_line(draft: &Draft) -> bool {
    const LENGTHS: std::ops::RangeInclusive<usize> = 8..=80;
    let text = draft.text.as_str();
    let capital = text
        .trim_start_matches(['"', '“', '„', '«', '‘', '‹', '\''])
        .starts_with(char::is_uppercase);
    let ended =
        text.ends_with(|c: char| !c.is_alphanumeric() && !matches!(c, '’' | '\'' | '”' | '“' | '"' | '»' | ')' | '%'));
    draft.kind == Kind::Paragraph
        && LENGTHS.contains(&text.chars().count())
        && capital
        && !ended
        && !text.contains([':', '\n'])
        && marked::boilerplate(text) == 0
        && marked::credit(text).is_none()
        && !marked::is_byline(text)
}

/// A heading with nothing below it heads what is not of the article. One with a number is an item of a list by itself.
fn head_nothing(drafts: &mut [Judged]) {
    let mut has_body = false;
    for at in (0..drafts.len()).rev() {
        match drafts[at].draft.kind {
            Kind::Paragraph | Kind::ListItem | Kind::Quote => has_body = true,
            Kind::Caption => has_body = has_body || at + 1 < drafts.len(),
            Kind::Heading if !has_body && !is_numbered(&drafts[at].draft.text) => {
                become_boilerplate(&mut drafts[at].draft, "heads nothing");
            }
            Kind::Heading => {
                // A heading above it may head both.
                has_body = at > 0
                    && drafts[at - 1].draft.kind == Kind::Heading
                    && drafts[at - 1].draft.level < drafts[at].draft.level;
            }
            _ => {}
        }
    }
}

/// Whether a heading begins with its number: "3. The wind".
fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && rest.starts_with(['.', ')']) && rest[1..].starts_with(' ')
}

/// Who wrote the article is said once; names further down are those of other articles, and of writers introduced.
fn drop_second_names(drafts: &mut Vec<Judged>) {
    let mut known: Vec<String> = Vec::new();
    let mut passages = 0;
    drafts.retain(|judged| {
        let draft = &judged.draft;
        passages += usize::from(draft.kind == Kind::Paragraph);
        if draft.kind != Kind::Byline {
            return true;
        }
        let names: Vec<String> = marked::names(&draft.text).map(str::to_lowercase).collect();
        let fresh = names.iter().any(|name| {
            !known
                .iter()
                .any(|other| other.contains(name.as_str()) || name.contains(other.as_str()))
        });
        let stays = known.is_empty() || (fresh && passages == 0);
        if stays {
            known.extend(names);
        }
        stays
    });
}

/// The host that an address names, if it names one.
fn host(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("//")?;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

fn become_boilerplate(draft: &mut Draft, because: &'static str) {
    draft.kind = Kind::Boilerplate;
    draft.because = because;
    draft.level = None;
    draft.margin.clear();
}
