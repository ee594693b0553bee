//! What versions say and in which order, in few bytes: text that may refer to what is known, and numbers of blocks by where
//! they stood in the version before.

use std::io::Write as _;

use flate2::write::ZlibEncoder;
use flate2::{Compress, Compression, Decompress, FlushDecompress, Status};
use rustc_hash::FxHashMap;

/// Unpacked, nothing that we keep is larger.
const UNPACKED: usize = 256 << 20;
/// As far back what is packed can refer.
pub(super) const WINDOW: usize = 32 << 10;

/// Packs a text that may refer to what is `known`.
pub(super) fn packed(text: &str, known: &[u8]) -> Vec<u8> {
    let mut packer = Compress::new(Compression::best(), true);
    if !known.is_empty() {
        // If it could not, it would be packed without.
        let _ = packer.set_dictionary(known);
    }
    let mut packer = ZlibEncoder::new_with_compress(Vec::new(), packer);
    // A vector takes everything.
    let _ = packer.write_all(text.as_bytes());
    packer.finish().unwrap_or_default()
}

/// Unpacks a text, whether or not it refers to what is `known`; none if it is damaged.
pub(super) fn unpacked(bytes: &[u8], known: &[u8]) -> Option<String> {
    let mut unpacker = Decompress::new(true);
    let mut text = Vec::with_capacity(4 * bytes.len() + 64);
    loop {
        let rest = bytes.get(usize::try_from(unpacker.total_in()).ok()?..)?;
        let room = text.capacity() - text.len();
        match unpacker.decompress_vec(rest, &mut text, FlushDecompress::None) {
            Ok(Status::StreamEnd) => return String::from_utf8(text).ok(),
            // There was room, and nothing more to be had.
            _ if rest.is_empty() && room > 0 && text.len() < text.capacity() => return None,
            Ok(_) if text.len() >= UNPACKED => return None,
            Ok(_) if text.len() == text.capacity() => text.reserve(text.len().max(64)),
            Ok(_) => {}
            Err(error) if error.needs_dictionary().is_some() => {
                unpacker.set_dictionary(known).ok()?;
            }
            Err(_) => return None,
        }
    }
}

/// What the order of the blocks begins with if it is told by the version before. By itself it begins with an even number.
const BY_LAST: u8 = 1;

/// The blocks of a version by where they stand in the last one; those that it has not, by their numbers behind all of that.
pub(super) fn order(blocks: &[u32], last: &[u32]) -> Vec<u8> {
    let places: FxHashMap<u32, u32> = last.iter().copied().zip(0..).collect();
    let mut next = 0;
    let told = blocks.iter().map(|block| {
        let goes_on = last.get(next as usize) == Some(block);
        let place = if goes_on {
            Some(next)
        } else {
            places.get(block).copied()
        };
        next = place.map_or(next, |place| place + 1);
        place.unwrap_or_else(|| block.saturating_add(last.len() as u32))
    });
    let told: Vec<u32> = told.collect();
    let mut bytes = vec![BY_LAST];
    bytes.extend(runs(&told));
    bytes
}

/// The numbers of a version's blocks; none if they are damaged.
pub(super) fn ordered(bytes: &[u8], last: &[u32]) -> Option<Vec<u32>> {
    let Some(told) = bytes.strip_prefix(&[BY_LAST]) else {
        return numbers(bytes);
    };
    let block = |told: u32| last.get(told as usize).copied().or(told.checked_sub(last.len() as u32));
    numbers(told)?.into_iter().map(block).collect()
}

/// Numbers as stretches that ascend by one: how far each begins from where the one before ended, and how long it is.
fn runs(numbers: &[u32]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut expected = 0i64;
    for run in numbers.chunk_by(|one, two| one.checked_add(1) == Some(*two)) {
        let away = i64::from(run[0]) - expected;
        // The sign in the last bit, so that small numbers stay small.
        write_number(&mut bytes, ((away << 1) ^ (away >> 63)).cast_unsigned());
        write_number(&mut bytes, run.len() as u64);
        expected = i64::from(run[0]) + i64::try_from(run.len()).unwrap_or(0);
    }
    bytes
}

/// The numbers of stretches; none if they are damaged.
fn numbers(mut bytes: &[u8]) -> Option<Vec<u32>> {
    /// No article has more blocks.
    const MOST: u64 = 4 << 20;
    let mut numbers = Vec::new();
    let mut expected = 0i64;
    while !bytes.is_empty() {
        let away = read_number(&mut bytes)?;
        let length = read_number(&mut bytes)?;
        let first = expected.checked_add((away >> 1).cast_signed() ^ -(away & 1).cast_signed())?;
        if length > MOST || numbers.len() as u64 + length > MOST {
            return None;
        }
        expected = first.checked_add(length.cast_signed())?;
        for number in first..expected {
            numbers.push(u32::try_from(number).ok()?);
        }
    }
    Some(numbers)
}

/// Seven bits a byte, the least first; the eighth says that there are more.
fn write_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn read_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_read_back(all in prop::collection::vec(0..900u32, 0..60)) {
            prop_assert_eq!(numbers(&runs(&all)), Some(all));
        }

        #[test]
        fn an_order_is_read_back(
            blocks in prop::collection::vec(0..90u32, 0..60),
            last in prop::collection::vec(0..90u32, 0..60),
        ) {
            prop_assert_eq!(ordered(&order(&blocks, &last), &last), Some(blocks.clone()));
            // Before, each told it by itself.
            prop_assert_eq!(ordered(&runs(&blocks), &last), Some(blocks));
        }

        #[test]
        fn what_is_damaged_does_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = numbers(&bytes);
            let _ = ordered(&bytes, &[3, 4]);
            prop_assert!(unpacked(&bytes, b"").is_none_or(|text| text.is_empty()) || !bytes.is_empty());
            let mut packed = packed("The wind has turned.", b"");
            for (byte, other) in packed.iter_mut().zip(&bytes) {
                *byte ^= other;
            }
            let _ = unpacked(&packed, b"The wind");
        }

        #[test]
        fn what_is_packed_is_read_back(text in ".{0,400}", known in ".{0,80}", often in 1..300usize) {
            let (text, known) = (text.repeat(often), known.repeat(often));
            let packed = packed(&text, known.as_bytes());
            let read = unpacked(&packed, known.as_bytes());
            prop_assert_eq!(read.as_ref(), Some(&text));
            // What was packed without is read with it.
            prop_assert_eq!(unpacked(&super::packed(&text, b""), known.as_bytes()), Some(text));
        }
    }
}
