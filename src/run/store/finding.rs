//! Which of the articles that are kept an article is; the rule is in [`identity`](crate::recall::identity).

use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::{FxHashMap, FxHashSet};

use super::damage::{number, text};
use super::rows::{Id, Open, is_small, signed, unsigned};
use crate::fold;
use crate::recall::identity::{Features, Whereabouts, is_version};

/// Articles that are looked at closely, at most: those with most in common.
const CANDIDATES: usize = 24;

/// What is kept of an article to know it by.
struct StoredArticle {
    source: String,
    title: Option<String>,
    url: Option<String>,
    ident: Option<String>,
    last_opened: i64,
}

/// The article, if it was opened before. `taken` are not it: they are open in this reader as others.
pub(super) fn find(connection: &Connection, open: Open<'_>, taken: &FxHashSet<Id>) -> rusqlite::Result<Option<Id>> {
    let features = Features::of(open.article, open.prints);
    let mut best: Option<(bool, f32, i64, Id)> = None;
    for id in candidates(connection, open, &features)? {
        let known = if taken.contains(&id) {
            None
        } else {
            known(connection, id)?
        };
        let Some(known) = known else { continue };
        let (place, title) = (known.whereabouts(open), known.has_title_of(open));
        let Some(share) = is_version(&features, &sketch(connection, id)?, place, title) else {
            continue;
        };
        let candidate = (place == Whereabouts::Same, share, known.last_opened, id);
        if best.is_none_or(|best| candidate > best) {
            best = Some(candidate);
        }
    }
    Ok(best.map(|(.., id)| id))
}

/// Articles that have something in common with this, most first; and the one of its place.
fn candidates(connection: &Connection, open: Open<'_>, features: &Features) -> rusqlite::Result<Vec<Id>> {
    let mut shared: FxHashMap<Id, u32> = FxHashMap::default();
    if is_small(connection, "sketches", features.passages.len())? {
        let mut all = connection.prepare("SELECT fingerprint, article FROM sketches WHERE role = 0")?;
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            if features.passages.binary_search(&unsigned(number(row, 0))).is_ok() {
                *shared.entry(number(row, 1)).or_default() += 1;
            }
        }
    } else {
        let mut holders = connection.prepare("SELECT article FROM sketches WHERE fingerprint = ?1 AND role = 0")?;
        for &print in &features.passages {
            let mut rows = holders.query([signed(print)])?;
            while let Some(row) = rows.next()? {
                *shared.entry(number(row, 0)).or_default() += 1;
            }
        }
    }
    let mut found: Vec<(u32, Id)> = shared.into_iter().map(|(id, count)| (count, id)).collect();
    found.sort_unstable_by(|one, other| other.cmp(one));
    found.truncate(CANDIDATES);
    let mut found: Vec<Id> = found.into_iter().map(|(_, id)| id).collect();
    if open.origin.lasts && features.passages.is_empty() {
        let sql = "SELECT id FROM articles WHERE source = ?1 AND title IS ?2 ORDER BY last_opened DESC LIMIT 1";
        let title = open.article.meta().title.as_deref();
        let same = connection.query_row(sql, params![open.origin.name, title], |row| Ok(number(row, 0)));
        found.extend::<Option<Id>>(same.optional()?);
    }
    Ok(found)
}

fn known(connection: &Connection, id: Id) -> rusqlite::Result<Option<StoredArticle>> {
    let sql = "SELECT source, title, url, ident, last_opened FROM articles WHERE id = ?1";
    let known = connection.query_row(sql, [id], |row| {
        Ok(StoredArticle {
            source: text(row, 0).unwrap_or_default(),
            title: text(row, 1),
            url: text(row, 2),
            ident: text(row, 3),
            last_opened: number(row, 4),
        })
    });
    known.optional()
}

fn sketch(connection: &Connection, id: Id) -> rusqlite::Result<Features> {
    let mut features = Features::default();
    let mut statement = connection.prepare("SELECT role, fingerprint FROM sketches WHERE article = ?1")?;
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        let list = match number(row, 0) {
            0 => &mut features.passages,
            1 => &mut features.furniture,
            _ => &mut features.headings,
        };
        list.push(unsigned(number(row, 1)));
    }
    for list in [&mut features.passages, &mut features.furniture, &mut features.headings] {
        list.sort_unstable();
    }
    Ok(features)
}

impl StoredArticle {
    fn whereabouts(&self, open: Open<'_>) -> Whereabouts {
        let meta = open.article.meta();
        let same_file = open.origin.lasts && open.origin.name == self.source;
        match (&self.url, &meta.url) {
            (Some(one), Some(other)) if bare(one) == bare(other) => return Whereabouts::Same,
            (Some(_), Some(_)) => return Whereabouts::Elsewhere,
            _ => {}
        }
        match (&self.ident, &meta.id) {
            (Some(one), Some(other)) if same_file && one != other => Whereabouts::Elsewhere,
            _ if same_file => Whereabouts::Same,
            _ => Whereabouts::Unknown,
        }
    }

    fn has_title_of(&self, open: Open<'_>) -> bool {
        let (Some(one), Some(other)) = (&self.title, &open.article.meta().title) else {
            return self.title.is_none() && open.article.meta().title.is_none();
        };
        fold::normal(one) == fold::normal(other)
    }
}

/// An address without what changes from visit to visit: how it is fetched, what is asked of it, the place in the page.
fn bare(url: &str) -> &str {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    url.trim_end_matches('/').trim_start_matches("www.")
}
