//! The elements and attributes that say something, by name.

/// An element, as far as it says something about its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Tag {
    Html,
    Head,
    Body,
    Title,
    Meta,
    Link,
    Base,
    Script,
    /// Neither shown nor read: styles, templates, drawings, controls of a form.
    Unshown,
    Main,
    Article,
    Section,
    Header,
    Footer,
    Nav,
    Aside,
    /// A form, a dialog, a menu.
    Form,
    Button,
    Div,
    P,
    Heading(u8),
    List {
        ordered: bool,
    },
    Item,
    Term,
    Definition,
    Figure,
    Caption,
    Blockquote,
    Pre,
    Table,
    Row,
    Cell,
    Details,
    Summary,
    Address,
    Break,
    Rule,
    /// A picture.
    Image,
    /// What a page shows of another one: a frame, a video, a post of a social network.
    Embed,
    /// Text in a line.
    Span,
    Anchor,
    Emphasis,
    Strong,
    Code,
    Quotation,
    Cite,
    Time,
    Small,
    Other,
}

impl Tag {
    pub(super) fn named(name: &str) -> Self {
        match name {
            "html" => Self::Html,
            "head" => Self::Head,
            "body" => Self::Body,
            "title" => Self::Title,
            "meta" => Self::Meta,
            "link" => Self::Link,
            "base" => Self::Base,
            "script" => Self::Script,
            "style" | "template" | "svg" | "math" | "noscript" | "select" | "textarea" | "input" | "option"
            | "datalist" | "canvas" | "map" | "object" | "param" | "source" | "track" | "progress" | "meter"
            | "noembed" | "noframes" | "frameset" | "rp" | "amp-ad" | "amp-analytics" | "amp-sidebar"
            | "amp-consent" => Self::Unshown,
            "main" => Self::Main,
            "article" => Self::Article,
            "section" | "hgroup" => Self::Section,
            "header" => Self::Header,
            "footer" => Self::Footer,
            "nav" => Self::Nav,
            "aside" => Self::Aside,
            "form" | "dialog" | "menu" | "fieldset" => Self::Form,
            "button" => Self::Button,
            "p" => Self::P,
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" => Self::Heading(4),
            "h5" => Self::Heading(5),
            "h6" => Self::Heading(6),
            "ul" => Self::List { ordered: false },
            "ol" => Self::List { ordered: true },
            "li" => Self::Item,
            "dt" => Self::Term,
            "dd" => Self::Definition,
            "figure" => Self::Figure,
            "figcaption" => Self::Caption,
            "blockquote" => Self::Blockquote,
            "pre" | "listing" | "xmp" | "plaintext" => Self::Pre,
            "table" => Self::Table,
            "tr" => Self::Row,
            "td" | "th" => Self::Cell,
            "details" => Self::Details,
            "summary" => Self::Summary,
            "address" => Self::Address,
            "br" => Self::Break,
            "hr" => Self::Rule,
            "img" | "amp-img" | "picture" => Self::Image,
            "iframe" | "video" | "audio" | "embed" | "amp-iframe" | "amp-video" | "amp-youtube" | "amp-twitter"
            | "amp-instagram" | "amp-facebook" => Self::Embed,
            "a" => Self::Anchor,
            "em" | "i" | "dfn" | "var" => Self::Emphasis,
            "strong" | "b" => Self::Strong,
            "code" | "kbd" | "samp" | "tt" => Self::Code,
            "q" => Self::Quotation,
            "cite" => Self::Cite,
            "time" => Self::Time,
            "small" => Self::Small,
            "span" | "font" | "abbr" | "mark" | "sub" | "sup" | "u" | "s" | "del" | "ins" | "bdi" | "bdo" | "data"
            | "label" | "wbr" | "ruby" | "rt" | "rb" | "big" | "nobr" | "acronym" | "strike" | "output" => Self::Span,
            // Elements of their own making are boxes, mostly.
            _ => Self::Div,
        }
    }

    /// Whether it stands on lines of its own.
    pub(super) fn is_block(self) -> bool {
        !matches!(
            self,
            Self::Span
                | Self::Anchor
                | Self::Emphasis
                | Self::Strong
                | Self::Code
                | Self::Quotation
                | Self::Cite
                | Self::Time
                | Self::Small
                | Self::Other
                | Self::Break
                | Self::Image
                | Self::Button
        )
    }
}

/// An attribute, as far as it says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Attr {
    Id,
    Class,
    Href,
    Src,
    Alt,
    Title,
    Cite,
    Content,
    Property,
    Name,
    Rel,
    Role,
    Type,
    Datetime,
    Lang,
    Dir,
    Hidden,
    AriaHidden,
    AriaLabel,
    Style,
    Start,
    Value,
    Itemprop,
    Itemtype,
    Itemscope,
    Itemid,
    /// `data-id`, `data-post-id` and the like.
    DataId,
    /// `data-time`, `data-timestamp`, `data-published`: a time for a script.
    DataTime,
    /// `data-src`: the address of a picture that is shown late.
    DataSrc,
    /// `data-dateline`: what a block is, as we write it ourselves.
    DataKind,
    /// `data-testid`, `data-component`, `data-module`: what a part of a page is called, like a class.
    DataName,
}

impl Attr {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "id" => Self::Id,
            "class" => Self::Class,
            "href" => Self::Href,
            "src" => Self::Src,
            "alt" => Self::Alt,
            "title" => Self::Title,
            "cite" => Self::Cite,
            "content" => Self::Content,
            "property" => Self::Property,
            "name" => Self::Name,
            "rel" => Self::Rel,
            "role" => Self::Role,
            "type" => Self::Type,
            "datetime" => Self::Datetime,
            "lang" => Self::Lang,
            "dir" => Self::Dir,
            "hidden" => Self::Hidden,
            "aria-hidden" => Self::AriaHidden,
            "aria-label" => Self::AriaLabel,
            "style" => Self::Style,
            "start" => Self::Start,
            "value" => Self::Value,
            "itemprop" => Self::Itemprop,
            "itemtype" => Self::Itemtype,
            "itemscope" => Self::Itemscope,
            "itemid" => Self::Itemid,
            "data-dateline" => Self::DataKind,
            "data-src" | "data-lazy-src" | "data-original" => Self::DataSrc,
            "data-component" | "data-module" | "data-testid" | "data-test-id" | "data-qa" => Self::DataName,
            _ => {
                let name = name.strip_prefix("data-")?;
                if name.ends_with("id") {
                    Self::DataId
                } else if name.contains("time") || name.contains("publish") {
                    Self::DataTime
                } else {
                    return None;
                }
            }
        })
    }
}
