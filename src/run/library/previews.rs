//! Shows the first article while it comes in through a pipe: when what has come has doubled, so that all versions
//! together cost no more than twice the last, and when nothing comes for a while.

/// The shortest beginning that is worth being shown while more comes, in bytes.
const SHORTEST: usize = 1 << 12;
/// The longest beginning that is shown, in bytes: nobody has read so far, and showing it takes memory.
const LONGEST: usize = 64 << 20;

/// Shows a beginning; says whether a longer one is worth being shown.
type Show = dyn FnMut(&[u8]) -> bool + Send;

/// The beginnings of the first article.
pub(in crate::run) struct Previews {
    show: Box<Show>,
    /// Bytes of the one that is shown.
    shown: usize,
    over: bool,
}

impl Previews {
    pub(in crate::run) fn new(show: impl FnMut(&[u8]) -> bool + Send + 'static) -> Self {
        Self {
            show: Box::new(show),
            shown: 0,
            over: false,
        }
    }

    /// Whether so many bytes are worth a new version.
    pub(super) fn is_due(&self, bytes: usize, silence: bool) -> bool {
        let least = if silence { 0 } else { (2 * self.shown).max(SHORTEST) };
        bytes > self.shown && bytes >= least && bytes <= LONGEST && !self.over
    }

    /// Shows what has come so far.
    pub(super) fn show(&mut self, bytes: &[u8]) {
        self.shown = bytes.len();
        self.over = !(self.show)(bytes);
    }

    /// There will be no more of the article.
    pub(super) fn end(&mut self) {
        self.over = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_is_shown_when_it_has_doubled_or_nothing_comes() {
        let mut previews = Previews::new(|_| true);
        assert!(!previews.is_due(10, false) && previews.is_due(10, true));
        previews.show(&[b'a'; 5000]);
        assert!(!previews.is_due(5000, true) && previews.is_due(5001, true));
        assert!(!previews.is_due(9999, false) && previews.is_due(10_000, false));
        assert!(!previews.is_due(LONGEST + 1, true));
        previews.end();
        assert!(!previews.is_due(10_000, true));
    }
}
