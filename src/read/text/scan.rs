//! The lines of a text looked at by themselves: what each tells without its neighbours.

use std::sync::mpsc;
use std::thread;

use super::facts::{LineFacts, Looker};
use super::groups::{G, a};
use super::lines::{TextLine, TextLines};
use super::runs::{RunMark, Runs};
use super::survey::Survey;
use super::title;

/// Looks at the lines of a text by themselves, in order.
pub(super) struct LineScan<'a> {
    text: &'a str,
    survey: &'a Survey,
    lines: TextLines<'a>,
    runs: Runs,
    looker: Looker,
    /// The first line, if it has not gone.
    first: Option<TextLine>,
}

impl<'a> LineScan<'a> {
    /// Starts at the first line.
    pub(super) fn new(text: &'a str, survey: &'a Survey) -> Self {
        let mut lines = TextLines::new(text, survey.longest);
        let mut first = lines.next();
        if let Some(line) = &mut first {
            line.from += glued_date(text, *line);
        }
        Self {
            text,
            survey,
            lines,
            runs: Runs::of(text),
            looker: Looker::default(),
            first,
        }
    }

    /// How many of the words of the line looked at last many lines have.
    fn common(&self) -> u8 {
        let words = self.looker.words();
        // Of a long line the words are not kept.
        if words.len() < 2 || self.survey.common.is_empty() {
            return 0;
        }
        let common = words.iter().filter(|word| self.survey.common.contains(word)).count();
        match common * 100 / words.len() {
            0 => a!(Common "none"),
            1..20 => a!(Common "few"),
            20..40 => a!(Common "half"),
            _ => a!(Common "most"),
        }
    }
}

impl Iterator for LineScan<'_> {
    type Item = LineFacts;

    fn next(&mut self) -> Option<LineFacts> {
        let mut line = self.first.take().or_else(|| self.lines.next())?;
        let run = self.runs.at(line.from);
        if let RunMark::Joined(to, next) | RunMark::Quote(to, next) = run
            && line.start > 0
        {
            (line.to, line.next) = (to, next);
            self.lines.skip_to(next);
            if matches!(run, RunMark::Joined(..)) {
                line.from = set_in(self.text, line.from, to);
            }
        }
        let mut facts = self.looker.look(self.text, line);
        facts.run = run;
        facts.answers[G::Common as usize] = self.common();
        Some(facts)
    }
}

/// Bytes of a date that is glued to a line.
pub(super) fn glued_date(text: &str, line: TextLine) -> usize {
    title::prefix(&text[line.from..line.to]).map_or(0, |prefix| prefix.len)
}

/// Where the first of several rows begins, with the blanks that set it in further than others: the head of a table.
fn set_in(text: &str, from: usize, to: usize) -> usize {
    let blanks = |row: &str| row.len() - row.trim_start_matches([' ', '\t']).len();
    let start = text[..from].rfind('\n').map_or(0, |at| at + 1);
    let others = text[from..to].split('\n').skip(1);
    others.map(blanks).min().map_or(from, |least| from.min(start + least))
}

/// Gives `take` the lines of a text while another thread, if there is one to be had, looks at those to come.
///
/// # Panics
/// When the other thread does.
pub(super) fn with_lookahead<R>(
    text: &str,
    survey: &Survey,
    take: impl FnOnce(&mut dyn Iterator<Item = LineFacts>) -> R,
) -> R {
    /// Lines that are handed over together, and how many times as many may wait.
    const BATCH: usize = 512;
    const WAITING: usize = 4;
    let (sender, receiver) = mpsc::sync_channel(WAITING);
    let look = move || {
        let mut lines = LineScan::new(text, survey);
        loop {
            let batch: Vec<LineFacts> = lines.by_ref().take(BATCH).collect();
            // Where nobody waits for more, the lines were left early.
            if batch.is_empty() || sender.send(batch).is_err() {
                break;
            }
        }
    };
    thread::scope(|scope| match thread::Builder::new().spawn_scoped(scope, look) {
        Ok(_) => take(&mut receiver.into_iter().flatten()),
        Err(_) => take(&mut LineScan::new(text, survey)),
    })
}
