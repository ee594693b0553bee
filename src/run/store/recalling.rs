//! What is kept of an article, matched to the article as it is now.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params};
use rustc_hash::{FxHashMap, FxHashSet};

use super::damage::{self, damaged, number, text};
use super::records::Records;
use super::rows::{Id, Open, is_small, signed, unsigned};
use super::when::{self, Moment};
use crate::article::{Anchor, BlockId, Date, Published};
use crate::recall::{ArticleName, Fingerprint, Matched, ReadingPosition, Recalled, Seen, Version, before};

/// Articles in which a passage was read that are asked for: most have been read in one other.
const READ_IN: usize = 4;

/// How an article was left at the last visit: what this one is compared with, for as long as the reader is open.
#[derive(Clone, Debug, Default)]
pub struct LastVisit {
    /// The version that was read; `None` if it is not kept any more.
    version: Option<Version>,
    /// When that was.
    seen: Moment,
    /// Places, by the names of their marks; where the reader was has none.
    places: Vec<(Option<char>, StoredPosition)>,
}

/// A place in it.
#[derive(Clone, Copy, Debug)]
struct StoredPosition {
    top: StoredAnchor,
    above: u16,
    cursor: StoredAnchor,
}

/// A place by its number in the version, and by what stands there.
#[derive(Clone, Copy, Debug, Default)]
struct StoredAnchor {
    at: Anchor,
    print: Fingerprint,
}

impl LastVisit {
    /// Whether the version that was read is known.
    pub(super) fn is_known(&self) -> bool {
        self.version.is_some()
    }

    /// Bytes that it takes, about.
    pub(super) fn bytes(&self) -> usize {
        let version = self.version.as_ref();
        version.map_or(0, |version| {
            let texts: usize = version.texts.iter().map(|text| text.len() + 32).sum();
            version.fingerprints.len() * 9 + texts
        })
    }
}

impl Records {
    /// How an article was left.
    ///
    /// # Errors
    /// What the database says.
    pub fn left(&self, id: Id) -> rusqlite::Result<LastVisit> {
        let mut left = LastVisit::default();
        if let Some((version, seen)) = self.version(id)? {
            (left.version, left.seen) = (Some(version), seen);
        }
        let sql = "SELECT mark, top_above, top_block, top_offset, top_fingerprint, cursor_block, cursor_fingerprint
                   FROM places WHERE article = ?1";
        let mut places = self.connection.prepare(sql)?;
        let mut rows = places.query([id])?;
        while let Some(row) = rows.next()? {
            match place_of(row) {
                Ok(place) => left.places.push(place),
                Err(error) if damaged(&error) => {
                    let mark: Value = row.get(0)?;
                    self.forget(
                        "DELETE FROM places WHERE article = ?1 AND mark IS ?2",
                        params![id, mark],
                    );
                }
                Err(error) => return Err(error),
            }
        }
        Ok(left)
    }

    /// What is known of earlier visits: to this article, if it was opened before and how it was left is known, and to
    /// others. Of the first part of one that is still being read, only what is certain.
    ///
    /// # Errors
    /// What the database says.
    pub fn recall(&self, open: Open<'_>, found: Option<(Id, &LastVisit)>, now: Moment) -> rusqlite::Result<Recalled> {
        let mut recalled = match found {
            Some((id, left)) => self.recall_visit(open, id, left, now)?,
            None => Recalled::default(),
        };
        let id = found.map(|(id, _)| id);
        let (seen, articles) = self.seen(open, id)?;
        recalled.before = before(open.article, open.prints, &recalled.read, &seen, &articles);
        Ok(recalled)
    }

    fn recall_visit(&self, open: Open<'_>, id: Id, left: &LastVisit, now: Moment) -> rusqlite::Result<Recalled> {
        let read = self.read(id)?;
        let nothing = Version::default();
        let version = left.version.as_ref().unwrap_or(&nothing);
        let matched = Matched::new(version, open.article, open.prints);
        let finder = Finder {
            matched: &matched,
            open,
            certain: open.more,
        };
        let (mut position, mut marks) = (None, Vec::new());
        for &(mark, place) in &left.places {
            let found = finder.position(place);
            match mark {
                None => position = found,
                Some(mark) => marks.extend(found.map(|found| (mark, found))),
            }
        }
        let changes = left.version.is_some() && !open.more;
        Ok(Recalled {
            position,
            read: matched.read(&mut |print| read.contains(&print)),
            marks,
            changes: changes.then(|| matched.changes(when::in_words(left.seen, now))),
            ..Recalled::default()
        })
    }

    /// What was read of an article.
    fn read(&self, id: Id) -> rusqlite::Result<FxHashSet<Fingerprint>> {
        let mut statement = self
            .connection
            .prepare("SELECT fingerprint FROM passages WHERE article = ?1")?;
        let prints = statement.query_map([id], |row| Ok(unsigned(number(row, 0))))?;
        prints.collect()
    }

    /// Which blocks were read in other articles, and what those are called.
    fn seen(&self, open: Open<'_>, id: Option<Id>) -> rusqlite::Result<(Seen, Vec<ArticleName>)> {
        let mut read: FxHashMap<Fingerprint, Vec<(Moment, Id)>> = FxHashMap::default();
        if is_small(&self.connection, "passages", open.prints.len())? {
            let own: FxHashSet<Fingerprint> = open.prints.iter().copied().collect();
            let sql = "SELECT fingerprint, read_at, article FROM passages WHERE article IS NOT ?1";
            let mut statement = self.connection.prepare(sql)?;
            let mut rows = statement.query([id])?;
            while let Some(row) = rows.next()? {
                let print = unsigned(number(row, 0));
                if own.contains(&print) {
                    read.entry(print).or_default().push((number(row, 1), number(row, 2)));
                }
            }
        } else {
            let sql = "SELECT read_at, article FROM passages WHERE fingerprint = ?1 AND article IS NOT ?2";
            let mut statement = self.connection.prepare(sql)?;
            for &print in open.prints {
                let mut rows = statement.query(params![signed(print), id])?;
                while let Some(row) = rows.next()? {
                    read.entry(print).or_default().push((number(row, 0), number(row, 1)));
                }
            }
        }
        self.named(read)
    }

    /// By what was read: the last articles in which it was, as indices into a list of what they are called.
    fn named(&self, read: FxHashMap<Fingerprint, Vec<(Moment, Id)>>) -> rusqlite::Result<(Seen, Vec<ArticleName>)> {
        let (mut seen, mut numbers, mut articles) = (Seen::default(), FxHashMap::default(), Vec::new());
        for (print, mut found) in read {
            found.sort_unstable_by(|one, other| other.cmp(one));
            found.dedup_by_key(|(_, article)| *article);
            found.truncate(READ_IN);
            let mut list = Vec::with_capacity(found.len());
            for (_, article) in found {
                let known = numbers.get(&article).copied();
                let number = known.unwrap_or(articles.len() as u32);
                if known.is_none() {
                    articles.push(self.told(article)?);
                    numbers.insert(article, number);
                }
                list.push(number);
            }
            seen.insert(print, list);
        }
        Ok((seen, articles))
    }

    fn told(&self, id: Id) -> rusqlite::Result<ArticleName> {
        let sql = "SELECT title, published FROM articles WHERE id = ?1";
        let told = self.connection.query_row(sql, [id], |row| {
            Ok(ArticleName {
                title: text(row, 0),
                published: text(row, 1).as_deref().and_then(published_of),
            })
        });
        Ok(told.optional()?.unwrap_or_default())
    }
}

/// A place and the name of its mark; where the reader was has none.
fn place_of(row: &Row<'_>) -> rusqlite::Result<(Option<char>, StoredPosition)> {
    let stored = |block: u32, offset: u32, print: i64| StoredAnchor {
        at: Anchor {
            block: BlockId(block),
            offset,
        },
        print: unsigned(print),
    };
    let mark: String = row.get(0)?;
    let mut name = mark.chars();
    let (mark, None) = (name.next(), name.next()) else {
        return Err(damage::found(0));
    };
    let place = StoredPosition {
        top: stored(row.get(2)?, row.get(3)?, row.get(4)?),
        above: row.get(1)?,
        cursor: stored(row.get(5)?, 0, row.get(6)?),
    };
    Ok((mark, place))
}

/// Reads what is written of when an article was published: `2026-08-15`, `2026-08-15T14:05`.
fn published_of(written: &str) -> Option<Published> {
    let date = Date::parse(written)?;
    let minute = crate::article::Time::parse(written).map(|time| time.minute);
    Some(Published { date, minute })
}

/// Finds places again.
struct Finder<'a> {
    matched: &'a Matched<'a>,
    open: Open<'a>,
    /// Whether a place that is not there is to be left out, rather than the nearest to be taken.
    certain: bool,
}

impl Finder<'_> {
    fn position(&self, place: StoredPosition) -> Option<ReadingPosition> {
        let (top, is_same) = self.find(place.top)?;
        Some(ReadingPosition {
            top,
            above: if is_same { place.above } else { 0 },
            cursor: self.find(place.cursor).map_or(top.block, |(anchor, _)| anchor.block),
        })
    }

    /// The place as it is called now, and whether it is the same.
    fn find(&self, stored: StoredAnchor) -> Option<(Anchor, bool)> {
        let known = self.matched.alignment.new_of.get(stored.at.block.index());
        match known {
            None => return self.by_words(stored),
            Some(None) if self.certain => return None,
            Some(_) => {}
        }
        let is_same = known.is_some_and(Option::is_some);
        Some((self.matched.anchor(stored.at)?, is_same))
    }

    /// The block that says the same, the nearest of several.
    fn by_words(&self, stored: StoredAnchor) -> Option<(Anchor, bool)> {
        let there = self.open.article.ids().zip(self.open.prints);
        let same = there.filter(|(_, print)| **print == stored.print);
        let block = same
            .map(|(id, _)| id)
            .min_by_key(|id| id.0.abs_diff(stored.at.block.0))?;
        let text = self.open.article.text_of(block);
        let offset = text.floor_char_boundary(stored.at.offset as usize) as u32;
        Some((Anchor { block, offset }, true))
    }
}
