//! The encoding that a server declares, where nothing in the bytes says otherwise.

use encoding_rs::{Encoding, REPLACEMENT, UTF_8};

/// The bytes as UTF-8, if they are in the encoding that the server declares. A mark before them is believed first, and
/// bytes that are valid UTF-8 are UTF-8, whatever is declared: servers declare what they are set up to, for all pages.
/// Where nothing known is declared they stay as they are: the page may say it, or they tell it themselves.
pub(super) fn to_utf8(bytes: Vec<u8>, declared: Option<&str>) -> Vec<u8> {
    let Some(encoding) = declared
        .and_then(charset)
        .and_then(|label| Encoding::for_label(label.as_bytes()))
    else {
        return bytes;
    };
    if encoding == UTF_8 || encoding == REPLACEMENT || Encoding::for_bom(&bytes).is_some() {
        return bytes;
    }
    // What is written in seven bits is valid UTF-8 as well.
    if encoding.is_ascii_compatible() && std::str::from_utf8(&bytes).is_ok() {
        return bytes;
    }
    let (text, bad) = encoding.decode_without_bom_handling(&bytes);
    if bad { bytes } else { text.into_owned().into_bytes() }
}

/// The name of an encoding in a media type: `text/html; charset="iso-8859-1"`.
fn charset(declared: &str) -> Option<&str> {
    let mut parameters = declared
        .split(';')
        .skip(1)
        .filter_map(|parameter| parameter.split_once('='));
    let (_, label) = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    Some(label.trim().trim_matches(['"', '\'']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_and_valid_utf_8_beat_what_is_declared() {
        let read = |bytes: &[u8], declared: &str| {
            String::from_utf8_lossy(&to_utf8(bytes.to_vec(), Some(declared))).into_owned()
        };
        assert_eq!(read(b"f\xFCr", "text/html; charset=ISO-8859-1"), "für");
        assert_eq!(read("für".as_bytes(), "text/html; charset=iso-8859-1"), "für");
        assert_eq!(read(b"\x96", "text/plain;Charset='windows-1252'"), "–");
        assert_eq!(read(b"a\0b\0", "text/plain; charset=utf-16le"), "ab");
        assert_eq!(
            to_utf8(b"\xFF\xFEa\0".to_vec(), Some("text/html; charset=iso-8859-1")),
            b"\xFF\xFEa\0"
        );
        for declared in [
            "text/html",
            "text/html; charset=klingon",
            "text/html; charset",
            "",
            "text/html; charset=utf-8",
        ] {
            assert_eq!(to_utf8(b"f\xFCr".to_vec(), Some(declared)), b"f\xFCr", "{declared}");
        }
        // What is no text of that encoding is left to be told by the bytes.
        assert_eq!(
            to_utf8(b"\xFF\xFF".to_vec(), Some("text/html; charset=euc-kr")),
            b"\xFF\xFF"
        );
    }
}
