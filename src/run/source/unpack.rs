//! Unpacks text (`.gz`, `.zst`) as a stream. A small file that unpacks endlessly is stopped.

use std::io::{self, BufRead as _, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::sniff::Packing;

/// So many bytes are unpacked from a file of any size.
const HARMLESS: u64 = 64 << 20;
/// How many times larger than its file a longer text may be. Prose shrinks to a third, tables of numbers to a fiftieth; a
/// file made to fill the memory unpacks to a thousand times its size.
const RATIO: u64 = 300;

/// Unpacks these bytes.
pub(super) fn unpacked(packing: Packing, packed: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
    let taken = Arc::new(AtomicU64::new(0));
    let packed = BufReader::new(Counted {
        from: packed,
        taken: Arc::clone(&taken),
    });
    let from: Box<dyn Read + Send> = match packing {
        Packing::Gzip => Box::new(MultiGzDecoder::new(packed)),
        Packing::Zstd => Box::new(Frames {
            packed,
            decoder: FrameDecoder::new(),
            is_inside: false,
        }),
    };
    Box::new(BoundedReader { from, taken, given: 0 })
}

/// Counts what is read.
struct Counted {
    from: Box<dyn Read + Send>,
    taken: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(bytes)?;
        self.taken.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Ends with an error when more is unpacked than a text of that size could hold.
struct BoundedReader {
    from: Box<dyn Read + Send>,
    taken: Arc<AtomicU64>,
    given: u64,
}

impl Read for BoundedReader {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(bytes)?;
        self.given += count as u64;
        if self.given > HARMLESS.max(RATIO * self.taken.load(Ordering::Relaxed)) {
            return Err(io::Error::other(format!(
                "it unpacks to more than {RATIO} times its size, which no text does"
            )));
        }
        Ok(count)
    }
}

/// Unpacks the frames of a Zstandard file one after the other: programs that pack in parallel write many.
struct Frames {
    packed: BufReader<Counted>,
    decoder: FrameDecoder,
    /// Whether a frame is being read.
    is_inside: bool,
}

impl Frames {
    /// Begins the next frame of text, if there is one.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.packed.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.packed) {
                Ok(()) => return Ok(true),
                // Data for other programs, to be skipped.
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    io::copy(&mut self.packed.by_ref().take(length.into()), &mut io::sink())?;
                }
                Err(_) => return Err(damaged()),
            }
        }
        Ok(false)
    }
}

/// What the library says of damage is for who reads its source.
fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "its Zstandard data is damaged, or cut off")
}

impl Read for Frames {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.is_inside && !self.begin()? {
                return Ok(0);
            }
            self.is_inside = true;
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder
                    .decode_blocks(&mut self.packed, one)
                    .map_err(|_| damaged())?;
            }
            let count = self.decoder.read(bytes)?;
            if count > 0 || bytes.is_empty() {
                return Ok(count);
            }
            self.is_inside = false;
        }
    }
}
