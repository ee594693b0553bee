//! Unpacks bodies that are sent as `deflate`: as the standard wants it, in zlib's format, or bare, as many servers do it.

use std::io;

use flate2::{Decompress, FlushDecompress, Status};

/// Unpacks the bytes, to at most so many and one.
pub(super) fn unpacked(packed: &[u8], most: u64) -> io::Result<Vec<u8>> {
    let is_zlib = matches!(packed, [first, second, ..]
        if first & 0x0F == 8 && u16::from_be_bytes([*first, *second]).is_multiple_of(31));
    let mut decoder = Decompress::new(is_zlib);
    let mut bytes = Vec::new();
    while bytes.len() as u64 <= most {
        bytes.reserve(bytes.len().max(1 << 14));
        let rest = &packed[decoder.total_in() as usize..];
        let before = (decoder.total_in(), decoder.total_out());
        let status = decoder.decompress_vec(rest, &mut bytes, FlushDecompress::None)?;
        if status == Status::StreamEnd {
            return Ok(bytes);
        }
        if before == (decoder.total_in(), decoder.total_out()) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(bytes)
}
