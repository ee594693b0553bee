//! Invented articles for the screens.

use std::sync::Arc;

use dateline::article::{Article, Block, BlockId, Date, Kind, Meta, Note, Published, Span, Start, Time};

/// Builds an article block by block.
#[derive(Default)]
pub(super) struct Builder {
    text: String,
    blocks: Vec<Block>,
    starts: Vec<Start>,
    meta: Meta,
}

impl Builder {
    pub(super) fn titled(title: &str) -> Self {
        let mut builder = Self::default();
        builder.meta.title = Some(title.to_owned());
        builder.meta.published = Date::new(2022, 8, 15).map(|date| Published { date, minute: None });
        builder.block(Kind::Title, title)
    }

    pub(super) fn block(mut self, kind: Kind, text: &str) -> Self {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        let span = Span::new(start, self.text.len() as u32);
        self.text.push('\n');
        let tile = Span::new(start, self.text.len() as u32);
        if self.starts.is_empty() {
            self.starts.push(Start {
                first: BlockId(0),
                headline: None,
                time: None,
            });
        }
        self.blocks.push(Block::new(kind, tile, span));
        self
    }

    /// A heading, and with it a section; the time makes it a post.
    pub(super) fn section(mut self, time: Option<&str>, headline: &str) -> Self {
        let time = time.and_then(Time::parse);
        self = self.block(Kind::Heading, headline);
        let first = BlockId(self.blocks.len() as u32 - 1);
        let heading = self.blocks.last_mut().expect("just added");
        heading.time = time;
        let start = Start {
            first,
            headline: Some(heading.text),
            time,
        };
        match self.starts.last_mut() {
            Some(opening) if self.blocks.len() == 1 => *opening = start,
            _ => self.starts.push(start),
        }
        self
    }

    /// A caption whose credit is its end.
    pub(super) fn caption(mut self, text: &str, credit: &str) -> Self {
        self = self.block(Kind::Caption, &format!("{text} - {credit}"));
        let last = self.blocks.last_mut().expect("just added");
        last.credit = Some(Span::new(last.text.end - credit.len() as u32, last.text.end));
        self
    }

    pub(super) fn build(self) -> Arc<Article> {
        Arc::new(Article::new(self.text.into(), self.meta, self.blocks, &self.starts).expect("tiles by construction"))
    }
}

const LINE: &str = "Fire crews held the line at Kessel Harbour overnight as the wind turned, the regional commander \
    said on Monday, adding that two of the six sheds on the eastern quay were lost.";
const SMOKE: &str = "The smoke warning covers the old town and both islands, and will be reviewed at noon once the \
    ferry company has measured the air above the breakwater.";
const SCHOOLS: &str = "Schools on the hill opened an hour late; buses ran as usual, and the council asked people to \
    leave the coast road to the engines until further notice.";
const WATER: &str = "Engineers have kept the pumping station running on a borrowed generator since two in the \
    morning, and expect the mains to be connected again before dusk.";

/// A live blog about a fire in a harbour that is on no map.
pub(super) fn harbour() -> Arc<Article> {
    Builder::titled("Harbour fire: crews hold the line overnight")
        .block(Kind::Byline, "Ana Brandt")
        .block(Kind::Paragraph, LINE)
        .caption(
            "A crew dampens the roof of Shed 4 before dawn.",
            "Ana Brandt/Coastal Press",
        )
        .caption(
            "A crew dampens the roof of Shed 4 before dawn.",
            "Ana Brandt/Coastal Press",
        )
        .block(Kind::Paragraph, SMOKE)
        .block(Kind::Paragraph, SCHOOLS)
        .block(Kind::Paragraph, WATER)
        .section(Some("06:40"), "Ferry crews stood down at midnight")
        .block(
            Kind::Paragraph,
            "Both night ferries stayed in port. The first sailing of the day, at seven, was full.",
        )
        .block(
            Kind::Quote,
            "\u{201c}We have never seen the quay so bright at three in the morning.\u{201d}",
        )
        .block(Kind::Quote, "Ilse Maron, master of the night ferry")
        .section(Some("07:15"), "Smoke warning for the old town")
        .block(Kind::Paragraph, SMOKE)
        .block(Kind::Paragraph, SCHOOLS)
        .block(Kind::Paragraph, WATER)
        .caption(
            "Ferries at the breakwater, seen from the lighthouse.",
            "J. Okoro/Harbour News",
        )
        .block(
            Kind::Paragraph,
            "Doctors at the island clinic treated eleven people for sore eyes and sent all of them home.",
        )
        .section(None, "Today's top stories")
        .block(
            Kind::ListItem,
            "The bridge at Lower Orme closes for a month from Saturday, for the first time since it was built.",
        )
        .block(Kind::ListItem, SMOKE)
        .block(Kind::ListItem, "A choir of ninety sang in the market hall.")
        .build()
}

/// Addresses in prose and in a credit.
pub(super) fn linked() -> Arc<Article> {
    Builder::titled("Harbour fire: where to read on")
        .block(
            Kind::Paragraph,
            "The notices are at https://harbour.example/notices (in four languages), the map at www.harbour.example/map.",
        )
        .caption("The quay, seen from https://tower.example/cam.", "ana@coastal.example")
        .build()
}

/// What a page has marked up: emphasis, code, links, an embedded post.
pub(super) fn marked() -> Arc<Article> {
    let page = "<!doctype html><title>Harbour fire</title><main><h1>Harbour fire: the third day</h1>\
        <p>The quay is <em>not</em> open, the harbour master said, and <strong>nobody</strong> may pass the gate with \
        <code>PIER-4</code> on it before <a href=https://harbour.example/notices>the notices</a> say so.</p>\
        <blockquote class=post><p>The quay is <em>shut</em> to cars and to everybody who is not of the crews.</p>\
        <p>— Quay watch (@quay) <a href=https://social.example/quay/1>2026-08-15</a></p></blockquote>\
        <p>The crews went home at noon, and the last of the pumps was taken away on a truck in the afternoon.</p></main>";
    Arc::new(dateline::read::read(page.as_bytes().to_vec()).expect("an article"))
}

/// What the others do not have: a time, lines about the page, notes, and text that comes again reworded.
pub(super) fn odds() -> Arc<Article> {
    let before = "The pumps on the eastern quay moved 140 tonnes of water an hour through the night, the harbour \
        master said, and nine of the crews had been sent home to sleep before the tide turned.";
    let after = "The pumps on the eastern quay moved 155 tonnes of water an hour through the whole night, the harbour \
        master said, and nine crews had been sent home to sleep before the tide turned.";
    let moved = "Before the tide turned, the pumps on the eastern quay moved 140 tonnes of water an hour through the \
        night, the harbour master said, and nine of the crews had been sent home to sleep.";
    let mut builder = Builder::titled("Harbour fire: the second day")
        .block(Kind::Byline, "Ana Brandt")
        .block(Kind::Timestamp, "16 August 2022, 09:30")
        .block(Kind::Paragraph, before)
        .block(Kind::Boilerplate, "Read more: the tides of the week")
        .section(Some("10:15"), "What the pumps did")
        .block(Kind::Paragraph, after)
        .section(Some("10:40"), "What the pumps did, again")
        .block(Kind::Paragraph, moved)
        .section(None, "Elsewhere")
        .block(
            Kind::Paragraph,
            "Ravensholm took the lead from a corner and then forgot how to def",
        );
    let last = builder.blocks.last_mut().expect("just added");
    last.notes.add(Note::LooksLikeAnotherStory);
    last.notes.add(Note::EndsMidSentence);
    builder.build()
}

/// Headlines and prose in many scripts, and two tricks.
pub(super) fn world() -> Arc<Article> {
    Builder::titled("港の火災：消防隊は夜通し防衛線を守った、と地域司令官が月曜日に述べた")
        .block(
            Kind::Paragraph,
            "消防隊は夜通しケッセル港で防衛線を守った。風向きが変わり、東埠頭の倉庫二棟が失われた。ﾊﾞｽは平常通り。",
        )
        .section(Some("06:40"), "لم تغادر العبارات الليلية الميناء")
        .block(
            Kind::Paragraph,
            "بقيت العبارتان الليليتان في الميناء، وكانت أول رحلة في السابعة صباحا ممتلئة.",
        )
        .section(Some("07:15"), "เรือข้ามฟากหยุดเดินเรือตอนเที่ยงคืน")
        .block(
            Kind::Paragraph,
            "เรือข้ามฟากหยุดเดินเรือตอนเที่ยงคืนและจะกลับมาให้บริการอีกครั้งในเวลาเจ็ดโมงเช้า",
        )
        .section(None, "👩🏽‍🚒 Crews of six countries 🇫🇮 🏴󠁧󠁢󠁳󠁣󠁴󠁿")
        .block(
            Kind::Paragraph,
            "Les équipes e\u{301}puise\u{301}es ont été relevées 👨‍👩‍👧‍👦 à l’aube; किनारे पर क्षति का आकलन जारी है।",
        )
        .build()
}
