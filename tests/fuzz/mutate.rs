//! Changes examples by chance, the same way in every run.

/// Bytes and words at which readers of text go wrong.
const TOKENS: [&[u8]; 26] = [
    b"\0",
    b"\r",
    b"\n\n",
    b"\r\n",
    b"\x1b[",
    b"{",
    b"}",
    b"\"",
    b"\\u0000",
    b"\\",
    b"\xff\xfe",
    b"\xc3",
    b"\xed\xa0\x80",
    b" date 2026-08-15 ",
    b"00:00",
    b"99:99",
    b"<",
    b"-",
    b"[",
    b"(",
    b"4294967296",
    "\u{ff1a}".as_bytes(),
    "\u{301}".as_bytes(),
    "\u{202e}".as_bytes(),
    "\u{200d}".as_bytes(),
    "\u{1f469}\u{200d}\u{1f467}".as_bytes(),
];
/// The most bytes of what is made.
const MOST: usize = 4_096;

/// Makes one changed example after the other.
pub(crate) struct Mutator<'a> {
    examples: &'a [Vec<u8>],
    state: u64,
}

impl<'a> Mutator<'a> {
    /// What it makes depends on the name and the examples alone.
    pub(crate) fn new(name: &str, examples: &'a [Vec<u8>]) -> Self {
        let seed = |state: u64, byte: u8| (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Self {
            examples,
            state: name.bytes().fold(0xcbf2_9ce4_8422_2325, seed),
        }
    }

    /// A number below `limit`, which is not 0 (xorshift64*, Vigna 2016).
    fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        (self.state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit
    }

    /// A stretch of another example.
    fn borrowed(&mut self) -> Vec<u8> {
        let other = &self.examples[self.below(self.examples.len())];
        let start = self.below(other.len() + 1);
        let length = self.below(64);
        other[start..].iter().copied().take(length).collect()
    }

    /// The next one.
    pub(crate) fn next(&mut self) -> Vec<u8> {
        let mut data = self.examples[self.below(self.examples.len())].clone();
        if data.len() > MOST {
            let start = self.below(data.len() - MOST);
            data = data[start..start + MOST].to_vec();
        }
        for _ in 0..=self.below(6) {
            let at = self.below(data.len() + 1);
            let end = (at + self.below(32)).min(data.len());
            match self.below(6) {
                0 if at < data.len() => data[at] = self.below(256) as u8,
                1 => drop(data.drain(at..end)),
                2 => data.truncate(at),
                3 => {
                    let copy = data[at..end].repeat(1 + self.below(8));
                    data.splice(at..at, copy);
                }
                4 => {
                    let stretch = self.borrowed();
                    data.splice(at..at, stretch);
                }
                _ => {
                    let token = TOKENS[self.below(TOKENS.len())];
                    data.splice(at..at, token.iter().copied());
                }
            }
        }
        data
    }
}
