//! Messages, which come in, and effects, which go out. Data only.

use std::sync::Arc;

use super::document::search::SearchState;
use super::list::ranking::RankRequest;
use super::seen::{ChangedPost, SeenVersion};
use super::session::area::Size;
use super::session::catalogue::Listed;
use super::session::configured::Configured;
use super::session::counts::ArticleCounts;
use super::session::hits::Hit;
use super::session::notice::{Notice, Work};
use crate::article::{Article, BlockId, Excerpt, SectionId, Span};
use crate::fold::{Elsewhere, Folding};
use crate::keymap::Key;
use crate::recall::Recalled;
use crate::settings::{Alert, Copies};

/// What enters.
#[derive(Clone, Debug)]
pub enum Message {
    /// A key.
    Key(Key),
    /// Text pasted into the terminal.
    Paste(String),
    /// The mouse.
    Mouse(Mouse),
    /// The terminal has this size now.
    Resize(Size),
    /// A newer version of the article; a first part of it while `more` is to come.
    Article {
        /// The version.
        article: Arc<Article>,
        /// Whether a longer version is under way.
        more: bool,
    },
    /// A newer version of the article that was read because the reader asked for it, or edited it.
    ReadAgain {
        /// The version.
        article: Arc<Article>,
        /// How it differs, as [`differing`](crate::app::differing) says.
        said: String,
    },
    /// The file of an article has changed, which is to be read again.
    FileChanged(usize),
    /// The article is to be followed.
    Follow,
    /// What following the article has brought.
    Followed(Box<Followed>),
    /// Whether an article goes on on a page with older posts.
    OlderPosts {
        /// Which, counted from 0.
        number: usize,
        /// Whether it does.
        there: bool,
    },
    /// An article that was asked for. It replaces the open one.
    Turned(Turned),
    /// So many articles have been opened together.
    Known {
        /// How many, at least 1.
        articles: usize,
        /// Whether there are no more to be found.
        all: bool,
    },
    /// Several articles were given: the list of them is opened, to choose from.
    Choose {
        /// Whether the first of them has still to be asked for.
        absent: bool,
    },
    /// Articles have been found, and what they are called; those that are known already may be among them.
    Listed {
        /// The number of the first, counted from 0.
        from: usize,
        /// What they are called, in their order.
        articles: Vec<Listed>,
    },
    /// What was counted in articles, by their numbers.
    Counted(Vec<(usize, ArticleCounts)>),
    /// Repeats have been found, in this version of the article.
    Folding {
        /// The version of the article they were found in.
        article: Arc<Article>,
        /// What was found.
        folding: Arc<Folding>,
    },
    /// The article has been compared with the others.
    Compared(Compared),
    /// What the store knows of earlier visits to this version of the article.
    Recalled {
        /// The version of the article it is about.
        article: Arc<Article>,
        /// What is known.
        recalled: Arc<Recalled>,
    },
    /// Matches of a search have been found; `more` are to come.
    Matches {
        /// The request they answer.
        request: u64,
        /// All matches so far, or why there are none to find.
        matches: Result<Arc<[Span]>, String>,
        /// How far the search is.
        state: SearchState,
    },
    /// Words have been found in articles; the answer to [`Effect::Find`].
    Found {
        /// The request they answer.
        request: u64,
        /// Further hits, in the order of the articles.
        found: Vec<Hit>,
        /// How many articles have been looked through.
        searched: usize,
        /// Whether those are all.
        over: bool,
    },
    /// How long the last drawn page has been on the screen. Sent before the message that changes it.
    Seen {
        /// Milliseconds.
        millis: u32,
    },
    /// Lines of a list have been ranked; more are to come unless it is over.
    Ranked {
        /// The request they answer.
        request: u64,
        /// The lines that match so far, best first.
        found: Arc<[u32]>,
        /// Whether those are all.
        over: bool,
    },
    /// A link could not be opened.
    NotOpened {
        /// What it leads to.
        target: String,
        /// Why: "there is no browser here".
        why: String,
    },
    /// Versions of the article that were seen, the oldest first; or why there are none. The answer to
    /// [`Effect::ListVersions`].
    Versions {
        /// The request they answer.
        request: u64,
        /// The versions.
        found: Result<Arc<[SeenVersion]>, String>,
    },
    /// What two versions do not have in common; the answer to [`Effect::CompareVersions`].
    VersionsCompared {
        /// The request it answers.
        request: u64,
        /// The posts.
        found: Result<Arc<[ChangedPost]>, String>,
    },
    /// Names of files that complete what is typed; the answer to [`Effect::FindFiles`].
    Files {
        /// The request they answer.
        request: u64,
        /// Each as it would be typed, folders with a slash at the end.
        names: Vec<String>,
    },
    /// Files that were asked for have been opened: go to this article.
    Opened(usize),
    /// Background work goes on.
    Progress(Work),
    /// How far a page is that is being fetched, in words; nothing, once none is.
    Fetching(Option<String>),
    /// An article cannot be read.
    Unreadable {
        /// Which, counted from 0.
        article: usize,
        /// Why not.
        words: String,
    },
    /// The clipboard took the text, or did not; other reports to the reader.
    Notice(Notice),
    /// Configuration reloaded.
    Configured(Box<Configured>),
    /// The terminal has said whether its screen is light.
    Light(bool),
    /// The program was stopped and goes on.
    Resumed,
}

/// What following an article has brought. All blocks are those of the version that it brings, or of the one that is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Followed {
    /// Which article, counted from 0.
    pub number: usize,
    /// A newer version, if it is another one.
    pub article: Option<Arc<Article>>,
    /// Its exact repeats.
    pub folding: Arc<Folding>,
    /// First blocks of posts that were not there, or are back, in order.
    pub new: Vec<BlockId>,
    /// First blocks of posts that were edited, in order.
    pub edited: Vec<BlockId>,
    /// First blocks of posts that were removed now, in order.
    pub gone: Vec<BlockId>,
    /// All blocks that are new, in order.
    pub added: Vec<BlockId>,
    /// Blocks that say otherwise what they said, and what that was, in order.
    pub changed: Vec<(BlockId, Arc<str>)>,
    /// First blocks of all posts that were removed or restored, and what is said of that, in order.
    pub removed: Vec<(BlockId, Arc<str>)>,
    /// All blocks that came from pages with older posts, in order.
    pub older: Vec<BlockId>,
    /// A correction of a few words: "140 → 155".
    pub correction: Option<String>,
    /// Why there is no answer, in a few words.
    pub trouble: Option<String>,
    /// What the reader had asked for, if this answers it.
    pub asked: Option<Asked>,
    /// Of what comes by itself, through a pipe: whether more of it is under way.
    pub more: Option<bool>,
}

/// What the reader asks for of an article, and what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The article as it is now.
    Reload,
    /// Older posts.
    Older {
        /// How many came.
        count: usize,
        /// Whether there are more.
        more: bool,
    },
}

/// What comparing the articles has brought.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The request it answers.
    pub request: u64,
    /// What the article repeats of earlier ones, by their numbers, counted from 0 in the order they were opened.
    pub elsewhere: Arc<Elsewhere>,
    /// Whether it took so long that the page may be being read, though no key was pressed.
    pub late: bool,
}

/// An article that was asked for and has been read.
#[derive(Clone, Debug)]
pub struct Turned {
    /// Which.
    pub to: usize,
    /// The article.
    pub article: Arc<Article>,
    /// Its repeats, as far as they are known.
    pub folding: Arc<Folding>,
    /// What it repeats of the others, if that is already known.
    pub elsewhere: Option<Arc<Elsewhere>>,
    /// Whether a longer version is under way.
    pub more: bool,
}

/// What the mouse did, in cells from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// The column.
    pub x: u16,
    /// The row.
    pub y: u16,
    /// What it did there.
    pub what: MouseKind,
}

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button went down.
    Press,
    /// It moved with the left button down.
    Drag,
    /// The left button went up.
    Release,
    /// The wheel, towards the reader.
    WheelDown,
    /// The wheel, away from the reader.
    WheelUp,
}

/// As what passages are copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyForm {
    /// As Markdown.
    Markdown,
    /// As a quotation, with its source and its date.
    Quotation,
}

/// What is to be written to a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Writing {
    /// The file, as typed; its ending says in which form.
    pub path: String,
    /// Whether it may be written over what is there.
    pub over: bool,
    /// What is written.
    pub article: Arc<Article>,
    /// Its repeats; where they are left out, those that are folded.
    pub folding: Arc<Folding>,
    /// What becomes of them.
    pub copies: Copies,
    /// The section alone.
    pub section: Option<SectionId>,
}

/// What is to be done in the world.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// End the program.
    Quit,
    /// Give the terminal back and stop the process group.
    Suspend,
    /// Put the text on the clipboard.
    Copy(String),
    /// Open a page or write to somebody, in the program for it: `https://…`, `http://…` or `mailto:…`. Answered by
    /// [`Message::NotOpened`], if by anything.
    Open(String),
    /// Put passages on the clipboard in a form that is made outside, and tell what was copied.
    Take {
        /// The passages.
        excerpt: Excerpt,
        /// As what.
        form: CopyForm,
    },
    /// Write to a file, and tell what was written.
    Write(Writing),
    /// Open these files as further articles; answered by [`Message::Opened`], or told why not.
    OpenFiles {
        /// The files, as typed.
        paths: Vec<String>,
        /// Which article is read, counted from 0.
        at: usize,
        /// That article: it may have come through a pipe, and would not come again.
        article: Arc<Article>,
    },
    /// Look for the versions of an article that were seen; answered by [`Message::Versions`].
    ListVersions {
        /// Comes back with the answer.
        request: u64,
        /// Which article, counted from 0.
        number: usize,
    },
    /// Compare two of them; answered by [`Message::VersionsCompared`].
    CompareVersions {
        /// Comes back with the answer.
        request: u64,
        /// Which article, counted from 0.
        number: usize,
        /// Their numbers, the older first.
        of: (u32, u32),
    },
    /// Open one of them as a further article; answered by [`Message::Opened`], or told why not.
    OpenVersion {
        /// Which article, counted from 0.
        number: usize,
        /// The number of the version.
        version: u32,
    },
    /// End what is being fetched.
    StopFetching,
    /// Look for files whose names begin so; answered by [`Message::Files`].
    FindFiles {
        /// Comes back with the answer.
        request: u64,
        /// What is typed of the name.
        typed: String,
    },
    /// Open the article in the reader's own editor; if its file has changed then, a newer version comes.
    Edit {
        /// Which of the articles it is, counted from 0.
        number: usize,
        /// The article.
        article: Arc<Article>,
        /// The block to open it at.
        at: BlockId,
    },
    /// Tell of news by the terminal's bell or a notification.
    Alert {
        /// How.
        how: Alert,
        /// What has come in.
        words: String,
    },
    /// Follow the article, or stop following it; answered by [`Message::Followed`], again and again.
    Follow {
        /// Which of the articles it is, counted from 0.
        number: usize,
        /// Whether it is to be followed.
        on: bool,
        /// The article, if all of it is there: what comes later is news.
        article: Option<Arc<Article>>,
    },
    /// Ask for the page with older posts; answered by [`Message::Followed`] and [`Message::OlderPosts`].
    Older {
        /// Which of the articles it is, counted from 0.
        number: usize,
        /// The article, which they join.
        article: Option<Arc<Article>>,
    },
    /// Read the article's file again; a newer version comes, or a notice why not.
    Reload {
        /// Which of the articles it is, counted from 0.
        number: usize,
        /// The article as it is: what is new is said of it.
        article: Arc<Article>,
    },
    /// Take or release the mouse.
    Mouse(bool),
    /// Redraw every cell.
    Redraw,
    /// Look for a pattern; answered by [`Message::Matches`].
    Search {
        /// Comes back with the answer; a newer request ends the older.
        request: u64,
        /// As typed: a regular expression, case-blind unless it has an upper-case letter.
        pattern: String,
        /// Where to look.
        article: Arc<Article>,
    },
    /// Stop looking.
    StopSearch,
    /// Look for words in all articles; answered by [`Message::Found`], again and again.
    Find {
        /// Comes back with the answer; a newer request ends the older.
        request: u64,
        /// As typed: words, and phrases in quotation marks.
        words: String,
        /// Which of the articles is read, counted from 0.
        at: usize,
        /// That article.
        article: Arc<Article>,
    },
    /// Stop looking for words.
    StopFinding,
    /// Rank the lines of a list; answered by [`Message::Ranked`].
    Rank(RankRequest),
    /// Stop ranking.
    StopRanking,
    /// Read another of the articles; answered by [`Message::Turned`].
    Turn {
        /// Which, counted from 0.
        to: usize,
        /// Whether a first part of it will not do.
        whole: bool,
    },
    /// Count sections and words of articles, in this order; answered by [`Message::Counted`]. A newer request
    /// ends the older.
    Count {
        /// Which, counted from 0.
        numbers: Vec<u32>,
    },
    /// Compare the article with the others in the library; answered by [`Message::Compared`].
    Compare {
        /// Comes back with the answer; a newer request ends the older.
        request: u64,
        /// Which of the articles it is, counted from 0.
        at: usize,
        /// The article.
        article: Arc<Article>,
    },
}
