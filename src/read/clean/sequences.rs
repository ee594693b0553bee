//! Sequences of a terminal that change how text looks, and not what it says: they go. Of any other, the escape becomes a
//! symbol, and the rest stays.

use super::{CharacterFate, Cleaner, formatting};

/// A text that a terminal would have shown as a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::read) struct Hyperlink {
    pub(in crate::read) text: String,
    /// Where it leads.
    pub(in crate::read) address: String,
}

impl Cleaner<'_> {
    /// A code for a colour or style goes, and so does one that makes a link of text; of any other sequence the escape
    /// becomes a symbol, and the rest stays.
    pub(super) fn escape(&mut self, at: usize) -> CharacterFate {
        const ESCAPE: CharacterFate = CharacterFate::Symbol('\u{241B}');
        let rest = &self.text[self.at..];
        if rest.starts_with(']') {
            return self.link(at, 1, ESCAPE);
        }
        if rest.starts_with("(B") {
            self.at += 2;
            return CharacterFate::Formatting;
        }
        if rest.starts_with('[') {
            return self.style(1, ESCAPE);
        }
        ESCAPE
    }

    /// The code for a colour or style that begins so many bytes from here.
    pub(super) fn style(&mut self, skipped: usize, otherwise: CharacterFate) -> CharacterFate {
        let Some(length) = formatting::style_code(&self.text[self.at + skipped..]) else {
            return otherwise;
        };
        self.at += skipped + length;
        CharacterFate::Formatting
    }

    /// The code that opens or closes a link, so many bytes from here.
    pub(super) fn link(&mut self, at: usize, skipped: usize, otherwise: CharacterFate) -> CharacterFate {
        let text = self.text;
        let Some((address, length)) = formatting::hyperlink(&text[self.at + skipped..]) else {
            return otherwise;
        };
        self.copy(at);
        self.at += skipped + length;
        let out = self.out.get_or_insert_default();
        if let Some((address, from)) = self.link.take()
            && let Some(shown) = out.get(from..).map(str::trim).filter(|shown| !shown.is_empty())
        {
            self.counts.links.push(Hyperlink {
                text: shown.to_owned(),
                address: super::address(address),
            });
        }
        self.link = (!address.is_empty()).then_some((address, out.len()));
        CharacterFate::Formatting
    }
}

#[cfg(test)]
mod tests {
    use super::super::clean;
    use super::Hyperlink;

    #[test]
    fn links_of_a_terminal_leave_their_text() {
        let link = |open: &str, close: &str| {
            let (text, counts) = clean(format!("see {open}the \u{1b}[1mreport{close} today"));
            assert_eq!(text, "see the report today");
            counts.links
        };
        let address = "https://harbour.example/report;1";
        let expected = [Hyperlink {
            text: "the report".to_owned(),
            address: address.to_owned(),
        }];
        assert_eq!(
            link(&format!("\u{1b}]8;;{address}\u{1b}\\"), "\u{1b}]8;;\u{1b}\\"),
            expected
        );
        assert_eq!(
            link(&format!("\u{1b}]8;id=a:b=c;{address}\u{7}"), "\u{1b}]8;;\u{7}"),
            expected
        );
        assert_eq!(link(&format!("\u{9d}8;;{address}\u{9c}"), "\u{9d}8;;\u{9c}"), expected);
        // One without an end is text like any other.
        assert_eq!(
            clean("\u{1b}]8;;https://harbour.example the report".to_owned()).0,
            "␛]8;;https://harbour.example the report"
        );
    }
}
