//! Posts that are described and not shown: how a description, a feed or a shell of a page becomes blocks.

use super::draft::{self, Draft, Opening, Post, letters};
use super::error::Error;
use super::html::{SAID, body_drafts};
use super::linked::Posting;
use super::moment::Moment;
use super::text::marked;
use crate::article::{Article, Kind, Meta, Picture};

/// An article of posts, or of one text.
///
/// # Errors
/// When its text is longer than 4 GiB.
pub(super) fn article(blog: &Posting) -> Result<(Article, Vec<&'static str>), Error> {
    let zone = zone(blog);
    let mut drafts: Vec<Draft> = Vec::new();
    if let Some(title) = &blog.headline {
        drafts.push(Draft::new(Kind::Title, title.clone(), "title of a description"));
    }
    let whole = if blog.updates.is_empty() {
        blog.body.as_str()
    } else {
        ""
    };
    let standfirst = blog
        .description
        .as_ref()
        .filter(|said| !letters(whole).starts_with(&letters(said)));
    drafts.extend(standfirst.map(|said| Draft::new(Kind::Paragraph, said.clone(), "description")));
    let body = body_drafts(&blog.body);
    let is_signed = body
        .iter()
        .any(|draft| draft.because == SAID && draft.kind == Kind::Byline);
    if blog.updates.is_empty() && !blog.authors.is_empty() && !is_signed {
        drafts.push(Draft::new(
            Kind::Byline,
            blog.authors.join(", "),
            "author of a description",
        ));
    }
    drafts.extend(body);
    for update in &blog.updates {
        drafts.extend(post(update, blog.headline.as_deref(), zone, true));
    }
    let meta = Meta {
        title: blog.headline.clone(),
        published: blog.published.map(|moment| moment.in_zone(zone).published()),
        updated: false,
        bylines: blog.authors.clone(),
        id: None,
        url: blog.url.clone(),
    };
    draft::finish(drafts, meta)
}

/// How far ahead of UTC the clock of most times is.
fn zone(blog: &Posting) -> Option<i16> {
    let moments = blog
        .updates
        .iter()
        .flat_map(|update| [update.published, update.modified]);
    let mut offsets: Vec<i16> = moments
        .chain([blog.published])
        .flatten()
        .filter_map(|moment| moment.offset)
        .collect();
    offsets.sort_unstable();
    offsets.get(offsets.len() / 2).copied()
}

/// The drafts of a post. `times` says whether its times are believed.
pub(super) fn post(update: &Posting, blog: Option<&str>, zone: Option<i16>, times: bool) -> Vec<Draft> {
    let mut post = Post::default();
    add(&mut post, update, zone, times);
    let mut drafts: Vec<Draft> = Vec::new();
    if let Some(time) = post.time {
        let clock = format!("{:02}:{:02}", time.minute / 60, time.minute % 60);
        let mut draft = Draft::new(Kind::Timestamp, clock, "time of a description");
        draft.time = Some(time);
        drafts.push(draft);
    }
    let body = body_drafts(&update.body);
    let pictures = captions(update, &body);
    let all = |parts: [&[Draft]; 2]| -> String { parts.concat().iter().map(|draft| letters(&draft.text)).collect() };
    let (one, two) = (all([&body, &pictures]), all([&pictures, &body]));
    let ours = body.iter().any(|draft| draft.because == SAID);
    // A headline that only begins what follows was made by a program, and may be cut.
    let headline = update.headline.as_deref().filter(|headline| {
        let own = letters(headline);
        ours || !own.is_empty() && !one.starts_with(&own) && !two.starts_with(&own) && blog != Some(*headline)
    });
    if let Some(headline) = headline {
        let mut draft = Draft::new(Kind::Heading, headline.to_owned(), "headline of a description");
        draft.level = Some(2);
        drafts.push(draft);
    }
    if !update.authors.is_empty() {
        drafts.push(Draft::new(
            Kind::Byline,
            update.authors.join(", "),
            "author of a description",
        ));
    }
    drafts.extend(body);
    drafts.extend(pictures);
    if let Some(first) = drafts.first_mut() {
        first.opens = Some(Opening::Post(Box::new(post)));
    }
    drafts
}

/// Adds to what is known of a post what its description says.
pub(super) fn add(post: &mut Post, update: &Posting, zone: Option<i16>, times: bool) {
    let local = |moment: Moment| moment.in_zone(zone).time();
    let time = update.published.filter(|_| times).and_then(local);
    post.time = time.or(post.time);
    let modified = update.modified.filter(|_| times).and_then(local);
    post.updated = modified.or(post.updated).filter(|updated| Some(*updated) != post.time);
    if !update.authors.is_empty() {
        post.author = Some(update.authors.join(", "));
    }
    post.id = name(update).map(str::to_owned).or(post.id.take());
    post.permalink = update.url.clone().or(post.permalink.take());
}

/// What a post is called: the fragment of its address, else its id.
pub(super) fn name(posting: &Posting) -> Option<&str> {
    let fragment = |address: &'_ Option<String>| -> Option<usize> {
        let address = address.as_deref()?;
        let at = address.rfind('#')? + 1;
        (at < address.len()).then_some(at)
    };
    if let Some(at) = fragment(&posting.id) {
        return posting.id.as_deref().map(|id| &id[at..]);
    }
    if let Some(at) = fragment(&posting.url).filter(|_| posting.id.is_none()) {
        return posting.url.as_deref().map(|url| &url[at..]);
    }
    posting.id.as_deref()
}

/// The captions of the pictures of a description, but for those that its body has.
fn captions(update: &Posting, body: &[Draft]) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for picture in &update.pictures {
        let Some(caption) = &picture.caption else { continue };
        if body.iter().any(|draft| draft.text.contains(caption.as_str())) {
            continue;
        }
        let mut text = caption.clone();
        let credit = picture
            .credit
            .as_ref()
            .filter(|credit| !caption.contains(credit.as_str()));
        let range = credit.map(|credit| {
            text.push_str(" - ");
            let from = text.len();
            text.push_str(credit);
            from..text.len()
        });
        let mut draft = Draft::new(Kind::Caption, text, "picture of a description");
        draft.credit = range.or_else(|| marked::credit(&draft.text));
        draft.picture = Some(Picture {
            url: picture.url.clone(),
            alt: None,
        });
        drafts.push(draft);
    }
    drafts
}
