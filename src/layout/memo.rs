//! Keeps what was made of texts, so that a page that is looked at again is not set again.
//!
//! What is kept depends on nothing but the text and the key, so it never has to be thrown away because something else
//! has changed; it is thrown away when there is too much of it.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

/// Bytes of text for which something is kept: some hundred screens of prose.
const MOST: usize = 1 << 19;

/// What was made of texts, each with a key that says how.
#[derive(Debug)]
pub struct Memo<K, V> {
    made: FxHashMap<u64, Made<K, V>>,
    /// Bytes of the texts in it.
    bytes: usize,
}

#[derive(Debug)]
struct Made<K, V> {
    text: Box<str>,
    key: K,
    value: V,
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self {
            made: FxHashMap::default(),
            bytes: 0,
        }
    }
}

impl<K: Copy + Eq + Hash, V: Clone> Memo<K, V> {
    /// What `make` makes of the text, by the key.
    pub fn get(&mut self, text: &str, key: K, make: impl FnOnce() -> V) -> V {
        let mut hasher = FxHasher::default();
        (text, key).hash(&mut hasher);
        let hash = hasher.finish();
        let kept = self.made.get(&hash);
        if let Some(entry) = kept.filter(|entry| entry.key == key && *entry.text == *text) {
            return entry.value.clone();
        }
        let value = make();
        if self.bytes > MOST {
            self.made.clear();
            self.bytes = 0;
        }
        self.bytes += text.len();
        let entry = Made {
            text: text.into(),
            key,
            value: value.clone(),
        };
        self.made.insert(hash, entry);
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_not_made_again_and_what_is_kept_is_bounded() {
        let mut memo = Memo::default();
        let mut made = 0;
        let mut get = |memo: &mut Memo<u8, usize>, text: &str, key| {
            memo.get(text, key, || {
                made += 1;
                text.len() + usize::from(key)
            })
        };
        assert_eq!([get(&mut memo, "ferry", 1), get(&mut memo, "ferry", 1)], [6, 6]);
        assert_eq!([get(&mut memo, "ferry", 2), get(&mut memo, "quay", 1)], [7, 5]);
        assert_eq!(get(&mut memo, "ferry", 1), 6);
        let long = "x".repeat(MOST / 4);
        for key in 0..100 {
            get(&mut memo, &long, key);
        }
        assert_eq!(made, 103);
        assert!(memo.made.len() < 10 && memo.bytes <= MOST + long.len());
    }
}
