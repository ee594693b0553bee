//! What of a page is not of the article: told by elements, roles, names of classes, and by how much of it are links. A
//! name counts against an element only if elements of that name hold little of the page's prose: whoever calls the article
//! itself "social-content" is not to lose it.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::dom::{Dom, NodeId, Step};
use super::shape::Shapes;
use super::tag::{Attr, Tag};
use super::words::NameWords;

/// Elements of a name that hold so large a part of the prose are the article, whatever they are called.
const MOST: f32 = 0.3;

/// What holds more of it is no list of links.
const LITTLE: f32 = 0.1;

/// The same for what readers write below an article, which may be longer than it.
const MOST_COMMENTS: f32 = 0.9;

/// Parts of names that say that something is not the article.
const WORDS: &[&str] = &[
    "related",
    "recommend",
    "newsletter",
    "promo",
    "sponsor",
    "sharing",
    "sharebar",
    "social-share",
    "share-",
    "-share",
    "social",
    "teaser",
    "breadcrumb",
    "most-read",
    "mostread",
    "most-popular",
    "mostpopular",
    "popular",
    "trending",
    "outbrain",
    "taboola",
    "cookie",
    "consent",
    "sidebar",
    "side-bar",
    "footer",
    "advert",
    "paywall",
    "subscri",
    "signup",
    "sign-up",
    "login",
    "toolbar",
    "navigation",
    "navbar",
    "pagination",
    "author-bio",
    "authorbio",
    "author-box",
    "authorbox",
    "about-author",
    "author-info",
    "taglist",
    "tag-list",
    "post-tags",
    "article-tags",
    "entry-tags",
    "topics",
    "keywords",
    "more-on",
    "moreon",
    "read-more",
    "readmore",
    "read-next",
    "readnext",
    "see-also",
    "seealso",
    "also-read",
    "also-like",
    "more-stories",
    "more-news",
    "donat",
    "widget",
    "modal",
    "popup",
    "disclaimer",
    "copyright",
    "skip-link",
    "jump-link",
    "rating",
    "survey",
    "google-news",
    "follow-us",
    "followus",
    "whatsapp",
    "telegram",
    "print-only",
    "noprint",
    "no-print",
    "feedback",
    "table-of-contents",
    "toc-",
    "crossread",
    "cross-link",
    "marketing",
    "call-to-action",
    "adslot",
    "ad-slot",
    "ad-container",
    "advertisement",
    "banner",
    "ticker",
    "carousel-nav",
    "audio-player",
    "listen-",
    "text-to-speech",
    "readspeaker",
    "metabar",
    "infobox-related",
    "aside-box",
    "linklist",
    "link-list",
    "hub-link",
    "correction-request",
    "report-error",
    "bottom-bar",
    "infinite",
];

/// Whole words of names that say so.
const WHOLE: &[&str] = &[
    "ad",
    "ads",
    "adv",
    "nav",
    "menu",
    "share",
    "shares",
    "tags",
    "tag",
    "tools",
    "cta",
    "toc",
    "poll",
    "quiz",
    "anzeige",
    "werbung",
    "pub",
    "publicidad",
    "publicite",
    "aside",
    "rail",
    "skip",
    "shr",
    "cmp",
    "gdpr",
    "print",
    "links",
    "toast",
];

/// Parts of names of what readers wrote.
const COMMENTS: &[&str] = &["comment", "disqus", "kommentar", "discussion", "viafoura", "coral-"];

/// What is clutter, by node; what lies in clutter is.
pub(super) struct Clutter {
    clutter: Vec<bool>,
}

impl Clutter {
    /// `prose` says how much prose lies at and below each node.
    pub(super) fn of(dom: &Dom, shapes: &Shapes, prose: &[f32]) -> Self {
        let whole = own_prose(dom, prose).max(f32::MIN_POSITIVE);
        let asked = Asked {
            dom,
            shapes,
            prose,
            whole,
            against: against(dom, prose, whole),
        };
        let mut clutter = vec![false; dom.nodes.len()];
        for step in dom.walk(NodeId::ROOT) {
            let Step::Enter(id) = step else { continue };
            let inherited = dom.node(id).parent.is_some_and(|parent| clutter[parent.0 as usize]);
            clutter[id.0 as usize] = inherited || asked.is_clutter(id);
        }
        Self { clutter }
    }

    pub(super) fn has(&self, id: NodeId) -> bool {
        self.clutter[id.0 as usize]
    }
}

/// What is asked about each element.
struct Asked<'a> {
    dom: &'a Dom,
    shapes: &'a Shapes,
    prose: &'a [f32],
    /// How much prose there is, but for what readers wrote below the article.
    whole: f32,
    /// Names that speak against elements.
    against: FxHashSet<&'a str>,
}

impl Asked<'_> {
    fn is_clutter(&self, id: NodeId) -> bool {
        let Some(element) = self.dom.element(id) else {
            return false;
        };
        // A page's own frame is no clutter, whatever it is called; nor are headings and pictures.
        let is_frame = matches!(
            element.tag,
            Tag::Html | Tag::Body | Tag::Main | Tag::Blockquote | Tag::Figure | Tag::Caption | Tag::Heading(_)
        );
        if is_frame || !element.tag.is_block() {
            return false;
        }
        let by_tag = match element.tag {
            Tag::Nav | Tag::Form => true,
            Tag::Aside => self.is_listed(id),
            Tag::Footer => !self.is_in_quote(id),
            _ => self.has_role(id),
        };
        (by_tag && self.holds(id, MOST))
            || names_of(self.dom, id).any(|name| self.against.contains(name))
            || self.is_list_of_links(element.tag, id)
    }

    /// Whether an element holds less than so large a part of the prose.
    fn holds(&self, id: NodeId, most: f32) -> bool {
        self.prose[id.0 as usize] < most * self.whole
    }

    /// A footer in a quotation says whose words they are.
    fn is_in_quote(&self, id: NodeId) -> bool {
        let mut around = self.dom.around(id).skip(1).take(3);
        around.any(|around| self.dom.tag(around) == Tag::Blockquote)
    }

    /// An aside with prose may be a box of the article.
    fn is_listed(&self, id: NodeId) -> bool {
        let inside = self.shapes.inside(id);
        inside.linked * 3 > inside.text || inside.paragraphs == 0
    }

    fn has_role(&self, id: NodeId) -> bool {
        self.dom.attr(id, Attr::Role).is_some_and(|role| ROLES.contains(&role))
    }

    /// Several links and little else.
    fn is_list_of_links(&self, tag: Tag, id: NodeId) -> bool {
        /// Longer links are prose.
        const LONGEST: u32 = 160;
        let inside = self.shapes.inside(id);
        let is_box = matches!(
            tag,
            Tag::List { .. } | Tag::Div | Tag::Section | Tag::Article | Tag::Aside | Tag::Table
        );
        is_box
            && inside.links >= 2
            && inside.text > 0
            && inside.linked * 10 >= inside.text * 7
            && inside.text / inside.links < LONGEST
            && self.holds(id, LITTLE)
    }
}

/// What elements say of themselves that are not the article.
const ROLES: &[&str] = &[
    "navigation",
    "banner",
    "contentinfo",
    "search",
    "button",
    "dialog",
    "alertdialog",
    "toolbar",
    "menu",
    "tablist",
    "complementary",
];

/// The names of an element: its classes, its id, what its part of the page is called.
fn names_of(dom: &Dom, id: NodeId) -> impl Iterator<Item = &str> {
    /// More are a framework's.
    const MOST: usize = 12;
    let class = dom.attr(id, Attr::Class).unwrap_or_default();
    let others = [Attr::Id, Attr::DataName]
        .into_iter()
        .filter_map(move |attr| dom.attr(id, attr));
    class.split_ascii_whitespace().chain(others).take(MOST)
}

/// The prose of a page without that of comments, if there is any other.
fn own_prose(dom: &Dom, prose: &[f32]) -> f32 {
    let all = prose.first().copied().unwrap_or_default();
    let mut comments = 0.0;
    let mut walk = dom.walk(NodeId::ROOT);
    while let Some(step) = walk.next() {
        let Step::Enter(id) = step else { continue };
        if prose[id.0 as usize] > 0.0
            && prose[id.0 as usize] < MOST_COMMENTS * all
            && names_of(dom, id).any(of_comments)
        {
            comments += prose[id.0 as usize];
            walk.leave_out(id);
        }
    }
    all - comments
}

/// The suspicious names whose elements hold little of the page's prose.
fn against<'a>(dom: &'a Dom, prose: &[f32], whole: f32) -> FxHashSet<&'a str> {
    let mut known: FxHashMap<&str, Option<f32>> = FxHashMap::default();
    let mut held: FxHashMap<&str, f32> = FxHashMap::default();
    // Elements of a name may lie in one another; the inner ones are not counted again.
    let mut last: FxHashMap<&str, NodeId> = FxHashMap::default();
    for id in dom.elements(NodeId::ROOT) {
        for name in names_of(dom, id) {
            if known.entry(name).or_insert_with(|| suspicion(name)).is_none() {
                continue;
            }
            let inside = last.get(name).is_some_and(|&last| dom.lies_in(id, last));
            if !inside {
                last.insert(name, id);
                *held.entry(name).or_default() += prose[id.0 as usize];
            }
        }
    }
    let little = |(name, held): (&'a str, f32)| {
        let most = known.get(name).copied().flatten()?;
        (held < most * whole).then_some(name)
    };
    held.into_iter().filter_map(little).collect()
}

/// Whether a name is of what readers wrote.
fn of_comments(name: &str) -> bool {
    static PARTS: LazyLock<NameWords> = LazyLock::new(|| NameWords::new(COMMENTS));
    PARTS.are_in(name)
}

/// Up to which part of the prose a name speaks against elements; none if it does not.
fn suspicion(name: &str) -> Option<f32> {
    static PARTS: LazyLock<NameWords> = LazyLock::new(|| NameWords::new(WORDS));
    if of_comments(name) {
        return Some(MOST_COMMENTS);
    }
    let mut words = name.split(|c: char| !c.is_ascii_alphanumeric());
    let is_whole = |word: &str| WHOLE.iter().any(|whole| whole.eq_ignore_ascii_case(word));
    let suspicious = PARTS.are_in(name) || words.any(is_whole);
    suspicious.then_some(MOST)
}
