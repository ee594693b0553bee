//! What a stretch of the screen means. A theme says how each meaning looks; nobody else does.

macro_rules! roles {
    ($($(#[doc = $doc:literal])* $name:ident $dotted:literal,)*) => {
        /// What a stretch of the screen means. Dotted names fall back to their parent in a theme:
        /// `caption.credit` looks as `caption` does unless the theme says otherwise, and that as `text`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Role { $($(#[doc = $doc])* $name,)* }

        impl Role {
            /// Every role, in the order of the table.
            pub const ALL: &'static [Role] = &[$(Role::$name,)*];

            /// Its name in a theme file.
            pub fn name(self) -> &'static str {
                match self { $(Role::$name => $dotted,)* }
            }
        }
    };
}

roles! {
    /// Prose, and everything that is not said otherwise. Its background is the screen's.
    Text "text",
    /// What is there but not to be read first.
    Quiet "text.quiet",
    /// The article's headline on the page.
    Title "title",
    /// Who wrote it.
    Byline "byline",
    /// Times and dates on the page.
    Time "time",
    /// The headline of a section.
    Heading "heading",
    /// What a picture shows.
    Caption "caption",
    /// The bar beside a callout.
    CaptionBar "caption.bar",
    /// Who took the picture.
    CaptionCredit "caption.credit",
    /// Somebody's words, set apart.
    Quote "quote",
    /// The bar beside a quote.
    QuoteBar "quote.bar",
    /// Who said them.
    QuoteSpeaker "quote.speaker",
    /// The bullet of a list item.
    Bullet "bullet",
    /// The page about itself.
    Boilerplate "boilerplate",
    /// The line that stands for a folded run.
    Fold "fold",
    /// The line that stands for what was read before.
    FoldRead "fold.read",
    /// What to press on it.
    FoldHint "fold.hint",
    /// The text of an opened repeat.
    Repeat "repeat",
    /// The mark of a near repeat, and what is said of it.
    Near "near",
    /// Words that a near repeat adds.
    NearAdded "near.added",
    /// A number among them: a toll, a time or a sum that is another now.
    NearAddedNumber "near.added.number",
    /// Words that a near repeat leaves out.
    NearDropped "near.dropped",
    /// A number among them.
    NearDroppedNumber "near.dropped.number",
    /// Words of a near repeat that stand elsewhere in its original.
    NearMoved "near.moved",
    /// The mark beside what is new since the last visit.
    News "news",
    /// The mark beside what says something else since then.
    NewsChanged "news.changed",
    /// An address of a page or of somebody. Where its letters have the colour of prose, they take that of what they
    /// stand in.
    Link "link",
    /// Words that are emphasized.
    Emphasis "emphasis",
    /// Words that are strongly emphasized.
    Strong "strong",
    /// Code, or what is typed.
    Code "code",
    /// The label to type for it.
    LinkLabel "link.label",
    /// What the text cannot tell.
    Note "note",
    /// The mark in the margin beside the block that keys act on.
    Cursor "cursor",
    /// A match of the search.
    Match "match",
    /// The match the reader is at.
    MatchCurrent "match.current",
    /// What is selected.
    Selection "selection",
    /// The letter of it that keys move.
    SelectionEnd "selection.end",
    /// The top line.
    Header "header",
    /// The article's headline in it.
    HeaderTitle "header.title",
    /// The sidebar.
    Sidebar "sidebar",
    /// A section's number.
    SidebarNumber "sidebar.number",
    /// A post's time.
    SidebarTime "sidebar.time",
    /// The section the reader is in.
    SidebarCurrent "sidebar.current",
    /// The section chosen while the sidebar has the keys.
    SidebarSelected "sidebar.selected",
    /// The mark of a section that has been read, and its headline.
    SidebarRead "sidebar.read",
    /// The mark of one that has not.
    SidebarUnread "sidebar.unread",
    /// The first words of a section that has no headline. How it is set counts, its colours do not.
    SidebarExcerpt "sidebar.excerpt",
    /// Counts of captions and repeats.
    SidebarBadge "sidebar.badge",
    /// Lines between panes.
    Rule "rule",
    /// The bottom line.
    Status "status",
    /// A key named in it.
    StatusKey "status.key",
    /// Work going on.
    StatusProgress "status.progress",
    /// Something that went well.
    StatusNotice "status.notice",
    /// Something that did not.
    StatusError "status.error",
    /// What the reader types.
    Prompt "prompt",
    /// A box over the page.
    Overlay "overlay",
    /// Its border.
    OverlayBorder "overlay.border",
    /// Its title and the headings in it.
    OverlayTitle "overlay.title",
    /// A key named in it.
    OverlayKey "overlay.key",
    /// The chosen line in it.
    OverlaySelected "overlay.selected",
    /// Letters that matched what was typed.
    OverlayMatch "overlay.match",
    /// What is less important in it.
    OverlayQuiet "overlay.quiet",
    /// The track of the scrollbar.
    Scrollbar "scrollbar",
    /// The part that is on the screen.
    ScrollbarThumb "scrollbar.thumb",
    /// Where sections start.
    ScrollbarSection "scrollbar.section",
    /// Where the search matches.
    ScrollbarMatch "scrollbar.match",
    /// Where repeats are.
    ScrollbarFold "scrollbar.fold",
    /// Where captions are.
    ScrollbarCaption "scrollbar.caption",
    /// Where marks are.
    ScrollbarMark "scrollbar.mark",
    /// Where something has not been read.
    ScrollbarUnread "scrollbar.unread",
}

macro_rules! glyphs {
    ($($(#[doc = $doc:literal])* $name:ident $key:literal,)*) => {
        /// A mark that a theme draws, always one column wide.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Glyph { $($(#[doc = $doc])* $name,)* }

        impl Glyph {
            /// Every glyph, in the order of the table.
            pub const ALL: &'static [Glyph] = &[$(Glyph::$name,)*];

            /// Its name in a theme file.
            pub fn name(self) -> &'static str {
                match self { $(Glyph::$name => $key,)* }
            }
        }
    };
}

glyphs! {
    /// Before a list item.
    Bullet "bullet",
    /// Beside a callout.
    CaptionBar "caption-bar",
    /// Beside a quote.
    QuoteBar "quote-bar",
    /// Before a folded run.
    Fold "fold",
    /// Before an opened run.
    FoldOpen "fold-open",
    /// Before what is said of a near repeat.
    Near "near",
    /// Before words that a near repeat adds.
    AddedOpen "added-open",
    /// After them.
    AddedClose "added-close",
    /// Before words that it leaves out.
    DroppedOpen "dropped-open",
    /// After them.
    DroppedClose "dropped-close",
    /// Before and after words that stand elsewhere in its original.
    Moved "moved",
    /// Beside what is new since the last visit.
    New "new",
    /// Beside what says something else since then.
    NewChanged "new-changed",
    /// Before what is gone since then.
    NewGone "new-gone",
    /// Before a note.
    Note "note",
    /// Beside the block that keys act on.
    Cursor "cursor",
    /// Beside the current section in the sidebar.
    Current "current",
    /// A section that has been read.
    Read "read",
    /// One of which a part has been read.
    ReadPart "read-part",
    /// One that has not.
    Unread "unread",
    /// One that has not, and of which a part is said elsewhere.
    UnreadPart "unread-part",
    /// One that has not, and that says nothing new.
    UnreadNothing "unread-nothing",
    /// Before the number of captions.
    Captions "captions",
    /// Before the number of repeats.
    Repeats "repeats",
    /// Before the number of matches.
    Matches "matches",
    /// Between panes.
    Rule "rule",
    /// Where a line of text was cut.
    Ellipsis "ellipsis",
    /// The scrollbar's track.
    Track "track",
    /// The scrollbar's thumb.
    Thumb "thumb",
    /// A section on the scrollbar.
    TrackSection "track-section",
    /// A match on the scrollbar.
    TrackMatch "track-match",
    /// A run of repeats on the scrollbar.
    TrackFold "track-fold",
    /// A caption on the scrollbar.
    TrackCaption "track-caption",
    /// A mark on the scrollbar.
    TrackMark "track-mark",
    /// What has not been read on the scrollbar.
    TrackUnread "track-unread",
    /// Between two facts on one line.
    Dot "dot",
    /// The return key.
    Return "return",
    /// Upper left corner of a box.
    CornerUpperLeft "corner-upper-left",
    /// Upper right corner of a box.
    CornerUpperRight "corner-upper-right",
    /// Lower left corner of a box.
    CornerLowerLeft "corner-lower-left",
    /// Lower right corner of a box.
    CornerLowerRight "corner-lower-right",
    /// Upper and lower edge of a box.
    EdgeHorizontal "edge-horizontal",
    /// Left and right edge of a box.
    EdgeVertical "edge-vertical",
}
