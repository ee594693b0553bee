//! A line among its neighbours and in its document: the answers that a line alone cannot give.

use std::collections::VecDeque;

use super::bullet;
use super::clock;
use super::facts::{LineFacts, LineSign, Looker, Own, are_alike, bucket, ends_sentence, last_of, seems};
use super::furniture::{self, Beginning};
use super::groups::{Answers, G, a, has, set};
use super::label::Allowed;
use super::line_kind::LineKind;
use super::lines::{TextLine, TextLines};
use super::quote;
use super::runs::{RunMark, Runs};
use super::survey::Survey;
use super::title;
use super::weights::LineLink;

/// How many lines after a line are looked at.
const AHEAD: usize = 3;

/// Longer sentences need more words that say they are about the page, in letters.
const LONG: u32 = 110;

/// Bylines that are certain stand among so many lines after the first.
const HEAD: usize = 6;

/// Shorter lines than this part of the median paragraph are short.
const SHORT: f32 = 0.4;

/// A line with everything that is known about it before kinds are given.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// Where it is.
    pub(super) line: TextLine,
    /// Where its text starts.
    pub(super) from: usize,
    /// The answers to all questions.
    pub(super) answers: Answers,
    /// The kinds it can have.
    pub(super) allowed: Allowed,
    /// How it hangs together with the line before.
    pub(super) link: LineLink,
    /// The hashes of its words.
    pub(super) words: Own,
}

/// Goes through the lines of a text, in order.
pub(super) struct LineWalk<'a> {
    text: &'a str,
    survey: &'a Survey,
    lines: TextLines<'a>,
    runs: Runs,
    /// Where the article begins, below lines about the page.
    beginning: Beginning,
    looker: Looker,
    /// The line before the one to come; none at the start.
    before: Option<LineFacts>,
    before2: Option<LineFacts>,
    /// The line to come, and those after it.
    ahead: VecDeque<LineFacts>,
    /// How many lines have gone.
    count: usize,
    /// Whether prose has begun.
    body: bool,
    /// Short lines in a row, up to the line before.
    run: usize,
    /// Lines alike in a row, up to the line before.
    alike: usize,
    /// Whether a date is glued to the first line, which makes it the headline.
    dated: bool,
}

impl<'a> LineWalk<'a> {
    /// Starts at the first line.
    pub(super) fn new(text: &'a str, survey: &'a Survey) -> Self {
        let mut walk = Self {
            text,
            survey,
            lines: TextLines::new(text, survey.longest),
            runs: Runs::of(text),
            beginning: furniture::beginning(text),
            looker: Looker::default(),
            before: None,
            before2: None,
            ahead: VecDeque::with_capacity(AHEAD + 1),
            count: 0,
            body: false,
            run: 0,
            alike: 1,
            dated: false,
        };
        if let Some(mut line) = walk.lines.next() {
            if let Some(prefix) = title::prefix(&text[line.from..line.to]) {
                line.from += prefix.len;
                walk.dated = true;
            }
            walk.push(line);
        }
        walk
    }

    fn push(&mut self, mut line: TextLine) {
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
        self.ahead.push_back(facts);
    }

    /// How many of its words many lines have.
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

    fn ask(&self, facts: &LineFacts) -> Asked {
        let mut answers = facts.answers;
        self.place(facts, &mut answers);
        self.neighbours(facts, &mut answers);
        self.shares(facts, &mut answers);
        self.document(facts, &mut answers);
        let link = match &self.before {
            Some(before) if before.hash == facts.hash && facts.line.blanks == 0 => LineLink::Same,
            Some(_) if facts.line.blanks == 0 && self.survey.gaps => LineLink::Adjacent,
            _ => LineLink::Apart,
        };
        let allowed = self.allowed(facts, &answers);
        let shown = &self.text[facts.from..facts.line.to];
        let dash = if allowed == Allowed::only(LineKind::ListItem) {
            bullet::after_dash(shown)
        } else {
            None
        };
        let mark = match facts.run {
            RunMark::Item(len) if allowed == Allowed::only(LineKind::ListItem) => facts.line.from + len - facts.from,
            _ if allowed == Allowed::only(LineKind::Quote) => quote::sign(shown).unwrap_or(0),
            _ => dash.unwrap_or(0),
        };
        Asked {
            line: facts.line,
            from: facts.from + mark,
            allowed,
            answers,
            link,
            words: facts.own,
        }
    }

    /// The hard rules: what is certain whatever the weights say.
    fn allowed(&self, facts: &LineFacts, answers: &Answers) -> Allowed {
        if facts.line.from < self.beginning.from {
            let shown = &self.text[facts.from..facts.line.to];
            let kind = if clock::said(shown).is_some() {
                LineKind::Timestamp
            } else {
                LineKind::Boilerplate
            };
            return Allowed::only(kind);
        }
        if self.count == 0 && self.beginning.titled && title::is_one(facts, answers, self.dated) {
            return Allowed::only(LineKind::Title);
        }
        if facts.line.cut {
            return Allowed::only(LineKind::Paragraph);
        }
        if matches!(facts.run, RunMark::Item(_)) && self.count > 0 {
            return Allowed::only(LineKind::ListItem);
        }
        if has!(answers, Bullet "sure") || (has!(answers, Bullet "dash") && self.survey.dashes) {
            return Allowed::only(LineKind::ListItem);
        }
        if has!(answers, Time "alone") {
            return Allowed::only(LineKind::Timestamp);
        }
        if self.is_text(facts, answers) {
            return Allowed::only(LineKind::Paragraph);
        }
        if self.count > 0 && (matches!(facts.run, RunMark::Quote(..)) || self.is_quotation(facts)) {
            return Allowed::only(LineKind::Quote);
        }
        // "Read more", "Mehr zum Thema", "Publicité", and nothing else on the line.
        if has!(answers, Boiler "whole") && self.count > 0 {
            return Allowed::only(LineKind::Boilerplate);
        }
        // A day alone is when the page was written; further down it may be a heading.
        if !self.body && self.count > 0 && is_day(&self.text[facts.from..facts.line.to]) {
            return Allowed::only(LineKind::Timestamp);
        }
        // Scrapers print a picture's text twice where a page has it twice: for those who see it and those who do not.
        if !has!(answers, Same "none") && !self.is_thrice(facts) {
            return Allowed::only(LineKind::Caption);
        }
        if has!(answers, Caption "label") && self.count > 0 {
            return Allowed::only(LineKind::Caption);
        }
        // "By Ana Brandt" and nothing more; unless a page begins so, nothing else does.
        if has!(answers, Byline "start+name") && has!(answers, Last "letter") || self.is_head_byline(answers) {
            return Allowed::only(LineKind::Byline);
        }
        // "Ana Brandt/Coast" and nothing more, where prose has begun: a picture without words.
        if has!(answers, Credit "alone") && self.body {
            return Allowed::only(LineKind::Caption);
        }
        // "… since Sunday. (Ana Brandt/Coast)", however long the sentence.
        let bracketed = has!(answers, Last "bracket") || has!(answers, Last "sentence+bracket");
        if has!(answers, Credit "bracket-slash") && bracketed && self.count > 0 {
            return Allowed::only(LineKind::Caption);
        }
        if facts.prose {
            return Allowed::only(LineKind::Paragraph);
        }
        // "Ferries stay in port (11.39 Uhr)": no picture's text ends in a time.
        if has!(answers, Time "end") {
            return Allowed::all_but(&[
                LineKind::Title,
                LineKind::ListItem,
                LineKind::Quote,
                LineKind::Timestamp,
                LineKind::Caption,
            ]);
        }
        // In a note without a paragraph, a sentence is no picture's text unless it says so.
        let bare = has!(answers, Credit "none") && has!(answers, Caption "no");
        if self.survey.median == 0.0 && ends_sentence(facts) && bare && has!(answers, Boiler "no") {
            return Allowed::only(LineKind::Paragraph);
        }
        // Other quotations set apart look like any paragraph that begins with a quote.
        let mut allowed = Allowed::all_but(&[
            LineKind::Title,
            LineKind::ListItem,
            LineKind::Quote,
            LineKind::Timestamp,
        ]);
        // In a list of lines without prose, only words about the page tell such lines.
        if self.survey.median == 0.0 && has!(answers, Boiler "no") && has!(answers, Web "none") {
            allowed = allowed.without(LineKind::Boilerplate);
        }
        if !is_signed(answers, self.count <= HEAD) {
            allowed = allowed.without(LineKind::Byline);
        }
        // A sentence is only about the page if one of its words says so, a long one only if several do.
        let said = !has!(answers, Boiler "no") && (facts.len <= LONG || !has!(answers, Boiler "any"));
        if ends_sentence(facts) && !said && has!(answers, Web "none") {
            allowed = allowed.without(LineKind::Boilerplate);
        }
        allowed
    }

    /// Whether the lines around it tell that the line is text.
    fn is_text(&self, facts: &LineFacts, answers: &Answers) -> bool {
        let plain = has!(answers, Boiler "no") && has!(answers, Byline "no") && has!(answers, Caption "no");
        self.count > 0
            && has!(answers, Same "none")
            && match facts.run {
                RunMark::Joined(..) | RunMark::Text => true,
                RunMark::Speech => {
                    plain && has!(answers, Web "none") && has!(answers, Credit "none") && has!(answers, CreditWord "no")
                }
                RunMark::None | RunMark::Item(_) | RunMark::Quote(..) => false,
            }
    }

    /// Whether the line stands at least three times in a row, as no caption does.
    fn is_thrice(&self, facts: &LineFacts) -> bool {
        let same = |other: Option<&LineFacts>| usize::from(other.is_some_and(|other| other.hash == facts.hash));
        let (before, before2) = (same(self.before.as_ref()), same(self.before2.as_ref()));
        let (next, next2) = (same(self.ahead.get(1)), same(self.ahead.get(2)));
        before + before * before2 + next + next * next2 >= 2
    }

    /// Whether the line is one of the first, and says who wrote: "Par Ana Brandt (à Port-Kessel)", "Ana Brandt
    /// Journalist", "김하린 기자".
    fn is_head_byline(&self, answers: &Answers) -> bool {
        let led = has!(answers, Byline "start+names");
        let head = (1..=HEAD).contains(&self.count);
        head && (led || has!(answers, Role "last"))
    }

    /// Whether the line is a quotation, or says whose the one above is.
    fn is_quotation(&self, facts: &LineFacts) -> bool {
        let shown = |facts: &LineFacts| &self.text[facts.from..facts.line.to];
        let (above, below) = (self.before.as_ref().map(shown), self.ahead.get(1).map(shown));
        quote::sign(&self.text[facts.line.from..facts.line.to]).is_some()
            || quote::is_quotation(shown(facts), above, below, self.count <= HEAD)
    }

    fn place(&self, facts: &LineFacts, answers: &mut Answers) {
        answers[G::Pos as usize] = match self.count {
            1 => a!(Pos "1"),
            2 => a!(Pos "2"),
            3 => a!(Pos "3"),
            4 => a!(Pos "4"),
            5..=8 => a!(Pos "to8"),
            _ => 0,
        };
        answers[G::End as usize] = match self.ahead.len() {
            1 => a!(End "last"),
            2 => a!(End "2nd"),
            3 => a!(End "3rd"),
            _ => 0,
        };
        if !self.body {
            set!(answers, Body "not-yet");
        }
        // In a document without blank lines, no gap says nothing.
        answers[G::Above as usize] = match facts.line.blanks {
            _ if self.before.is_none() => a!(Above "first"),
            0 if self.survey.gaps => a!(Above "none"),
            _ => 0,
        };
        answers[G::Below as usize] = match self.ahead.get(1) {
            None => a!(Below "last"),
            Some(next) if next.line.blanks == 0 && self.survey.gaps => a!(Below "none"),
            _ => 0,
        };
        answers[G::Indent as usize] = match facts.line.indent {
            indent if indent > self.survey.indent => a!(Indent "more"),
            indent if indent < self.survey.indent => a!(Indent "less"),
            _ => 0,
        };
    }

    fn neighbours(&self, facts: &LineFacts, answers: &mut Answers) {
        let (before, next, next2) = (self.before.as_ref(), self.ahead.get(1), self.ahead.get(2));
        let same_next = next.is_some_and(|next| next.hash == facts.hash && next.line.blanks == 0);
        let same_before = before.is_some_and(|before| before.hash == facts.hash && facts.line.blanks == 0);
        answers[G::Same as usize] = match (same_next, same_before) {
            (true, true) => a!(Same "both"),
            (true, false) => a!(Same "next"),
            (false, true) => a!(Same "previous"),
            _ => 0,
        };
        // A doubled line is one line: its neighbours are those of the pair.
        let before = if same_before { self.before2.as_ref() } else { before };
        let (next, next2) = if same_next {
            (next2, self.ahead.get(3))
        } else {
            (next, next2)
        };
        answers[G::PrevIs as usize] = seems(before);
        answers[G::NextIs as usize] = seems(next);
        answers[G::Alike as usize] = self.alike(facts);
        answers[G::PrevLen as usize] = self.length(before);
        let before2 = if same_before { None } else { self.before2.as_ref() };
        answers[G::Prev2Len as usize] = self.length(before2);
        answers[G::NextLen as usize] = self.length(next);
        answers[G::Next2Len as usize] = self.length(next2);
        answers[G::PrevLast as usize] = last_of(before);
        answers[G::NextLast as usize] = last_of(next);
        if let Some(next) = next {
            self.next(next, answers);
        }
        let shorts_ahead = self
            .ahead
            .iter()
            .skip(1)
            .take_while(|facts| self.is_short(facts))
            .count();
        let run = if self.is_short(facts) {
            self.run + 1 + shorts_ahead
        } else {
            0
        };
        answers[G::Run as usize] = match run {
            0 | 1 => 0,
            2 => a!(Run "2"),
            3 => a!(Run "3"),
            _ => a!(Run "more"),
        };
    }

    /// How many lines alike stand in a row here.
    fn alike(&self, facts: &LineFacts) -> u8 {
        if facts.prose {
            return 0;
        }
        let follows = self.before.as_ref().is_some_and(|before| are_alike(before, facts));
        let pairs = self.ahead.iter().zip(self.ahead.iter().skip(1));
        let after = pairs.take_while(|(one, other)| are_alike(one, other)).count();
        match after + if follows { self.alike + 1 } else { 1 } {
            1 => 0,
            2 => a!(Alike "2"),
            3 => a!(Alike "3"),
            _ => a!(Alike "more"),
        }
    }

    fn next(&self, next: &LineFacts, answers: &mut Answers) {
        if has!(next.answers, Bullet "sure") || (has!(next.answers, Bullet "dash") && self.survey.dashes) {
            set!(answers, NextBullet "bullet");
        } else if next.line.indent > self.survey.indent {
            set!(answers, NextBullet "indented");
        }
        answers[G::NextFirst as usize] = match next.answers[G::First as usize] {
            x if x == a!(First "upper") => a!(NextFirst "upper"),
            x if x == a!(First "lower") => a!(NextFirst "lower"),
            x if x == a!(First "quote") => a!(NextFirst "quote"),
            x if x == a!(First "digit") => a!(NextFirst "digit"),
            _ => 0,
        };
    }

    fn shares(&self, facts: &LineFacts, answers: &mut Answers) {
        let next = self
            .ahead
            .iter()
            .skip(1)
            .fold(LineSign::default(), |all, next| all.or(&next.sign));
        let before = [&self.before, &self.before2];
        let before = before.iter().filter_map(|facts| facts.as_ref());
        let before = before.fold(LineSign::default(), |all, before| all.or(&before.sign));
        answers[G::ShareNext as usize] = share(facts, &next);
        answers[G::SharePrev as usize] = share(facts, &before);
        if self.count > 0 {
            answers[G::ShareTitle as usize] = share(facts, &self.survey.title);
        }
    }

    fn document(&self, facts: &LineFacts, answers: &mut Answers) {
        let survey = self.survey;
        if survey.median > 0.0 {
            let ratio = facts.len as f32 / survey.median;
            answers[G::Rel as usize] = bucket(ratio, &[0.08, 0.15, 0.22, 0.3, 0.4, 0.55, 0.75, 1.1]);
        }
        answers[G::Doubles as usize] = survey.doubles;
        answers[G::Credits as usize] = survey.credits;
        answers[G::Shorts as usize] = survey.shorts;
        answers[G::Stops as usize] = survey.stops;
        if !survey.gaps {
            set!(answers, Gaps "no");
        }
        answers[G::Again as usize] = match survey.again.get(&facts.hash) {
            None => 0,
            Some(2) => a!(Again "2"),
            Some(_) => a!(Again "more"),
        };
        let labelled = has!(answers, Colon "early");
        answers[G::LabelAgain as usize] = match facts.label.and_then(|label| survey.labels.get(&label)) {
            None => 0,
            Some(3..6) if labelled => a!(LabelAgain "label"),
            Some(_) if labelled => a!(LabelAgain "labels"),
            Some(3..6) => a!(LabelAgain "word"),
            Some(_) => a!(LabelAgain "words"),
        };
        if facts.tail.is_some_and(|tail| survey.tails.contains(&tail)) {
            set!(answers, TailAgain "yes");
        }
        answers[G::Style as usize] = survey.style.answer(facts);
        answers[G::Heads as usize] = survey.heads;
        answers[G::ShareDoc as usize] = share_by(facts, |hash| survey.known.contains(&hash));
    }

    fn is_short(&self, facts: &LineFacts) -> bool {
        facts.is_plain() && (facts.len as f32) < self.survey.median * SHORT
    }

    fn length(&self, facts: Option<&LineFacts>) -> u8 {
        let Some(facts) = facts else { return 0 };
        match facts.len as f32 / self.survey.median.max(1.0) {
            ratio if ratio < 0.15 => a!(NextLen "tiny"),
            ratio if ratio < SHORT => a!(NextLen "short"),
            ratio if ratio < 0.8 => a!(NextLen "middle"),
            _ => a!(NextLen "long"),
        }
    }

    /// Whether prose has begun with this line: it is as long as prose, and no caption.
    fn is_body(&self, facts: &LineFacts, asked: &Asked) -> bool {
        facts.len as f32 >= (self.survey.median * 0.5).max(60.0)
            && self.count > 0
            && has!(asked.answers, Same "none")
            && has!(asked.answers, Credit "none")
            && (ends_sentence(facts) || self.survey.stops != 0)
    }
}

impl Iterator for LineWalk<'_> {
    type Item = Asked;

    fn next(&mut self) -> Option<Asked> {
        while self.ahead.len() <= AHEAD
            && let Some(line) = self.lines.next()
        {
            self.push(line);
        }
        let asked = self.ask(self.ahead.front()?);
        let facts = self.ahead.pop_front()?;
        // What stands above the headline is no part of the article's lines.
        if facts.line.from < self.beginning.from {
            return Some(asked);
        }
        self.body |= self.is_body(&facts, &asked);
        self.run = if self.is_short(&facts) { self.run + 1 } else { 0 };
        let follows = self.before.as_ref().is_some_and(|before| are_alike(before, &facts));
        self.alike = if follows { self.alike + 1 } else { 1 };
        self.count += 1;
        self.before2 = self.before.replace(facts);
        Some(asked)
    }
}

/// Whether anything in a line could be the name of who wrote, or say that one follows. Names without more are taken for
/// that only near the head: further down they are places, people in a list, headings.
fn is_signed(answers: &Answers, head: bool) -> bool {
    if has!(answers, Last "colon") {
        return false;
    }
    let named = head && (!has!(answers, Names "no") || !has!(answers, Web "none"));
    named || !has!(answers, Byline "no") || !has!(answers, Role "no") || has!(answers, Agency "whole")
}

/// Where the first of several rows begins, with the blanks that set it in further than others: the head of a table.
fn set_in(text: &str, from: usize, to: usize) -> usize {
    let blanks = |row: &str| row.len() - row.trim_start_matches([' ', '\t']).len();
    let start = text[..from].rfind('\n').map_or(0, |at| at + 1);
    let others = text[from..to].split('\n').skip(1);
    others.map(blanks).min().map_or(from, |least| from.min(start + least))
}

/// Whether the line says a day with its year, and nothing else.
fn is_day(line: &str) -> bool {
    clock::day(line).is_some_and(|when| when.date.is_some() || when.unclear)
}

/// How many of a line's words stand elsewhere too.
fn share(facts: &LineFacts, elsewhere: &LineSign) -> u8 {
    share_by(facts, |hash| elsewhere.has(hash))
}

/// How many of a line's words are known.
fn share_by(facts: &LineFacts, known: impl Fn(u64) -> bool) -> u8 {
    let shared = facts.own.iter().filter(|hash| known(*hash)).count();
    match (shared * 100).checked_div(facts.own.len()) {
        None => 0,
        Some(0) => a!(ShareNext "none"),
        Some(1..34) => a!(ShareNext "few"),
        Some(34..67) => a!(ShareNext "half"),
        Some(_) => a!(ShareNext "most"),
    }
}
