//! The body of an answer: unpacked, within its limits, and whole.

use std::cell::RefCell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;
use std::time::Instant;

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;
use ureq::http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use ureq::http::{HeaderMap, Response};
use ureq::{Body, Error, Timeout};

use super::{FetchOptions, Step, Tell, Trouble, ask, deflate};

/// How often a body may be packed: some servers pack what was packed already.
const LAYERS: usize = 3;

/// How a body is packed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Coding {
    Gzip,
    Deflate,
    Zstd,
}

impl Coding {
    fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Deflate => "deflate",
            Self::Zstd => "zstd",
        }
    }
}

/// What a body is read within.
pub(super) struct Within<'a> {
    pub(super) options: &'a FetchOptions,
    /// When all of it has to be there.
    pub(super) until: Instant,
    pub(super) tell: &'a Tell,
}

/// Reads the body of an answer to its end.
pub(super) fn read(answer: Response<Body>, within: Within<'_>) -> Result<Vec<u8>, Trouble> {
    let codings = codings(answer.headers())?;
    let most = within.options.size;
    let of = answer.headers().get(CONTENT_LENGTH);
    let of: Option<u64> = of.and_then(|length| length.to_str().ok()?.parse().ok());
    if codings.is_empty() && of.is_some_and(|of| of > most) {
        return Err(Trouble::Size(most));
    }
    let fault = Rc::new(RefCell::new(None));
    let mut raw = Raw {
        from: Box::new(answer.into_body().into_with_config().limit(u64::MAX).reader()),
        got: 0,
        of,
        within,
        fault: Rc::clone(&fault),
    };
    let Some((first, others)) = codings.split_first() else {
        let mut bytes = Vec::with_capacity(of.unwrap_or(0).min(most) as usize);
        bounded(&mut raw, &mut bytes, most).map_err(|error| told(&fault, &error, None))?;
        return if bytes.len() as u64 > most {
            Err(Trouble::Size(most))
        } else {
            Ok(bytes)
        };
    };
    let mut bytes = unpack(*first, &mut raw, most).map_err(|error| told(&fault, &error, Some(*first)))?;
    // Whatever stands behind the packed data, the answer has to have an end.
    if bytes.len() as u64 <= most {
        let rest = io::copy(&mut raw.by_ref().take(most), &mut io::sink());
        rest.map_err(|error| told(&fault, &error, None))?;
    }
    for coding in others {
        let packed = std::mem::take(&mut bytes);
        bytes = unpack(*coding, &mut &packed[..], most).map_err(|error| told(&fault, &error, Some(*coding)))?;
    }
    if bytes.len() as u64 > most {
        Err(Trouble::Size(most))
    } else {
        Ok(bytes)
    }
}

/// Unpacks bytes that turn out to be packed though nobody said so.
pub(super) fn unsaid(bytes: Vec<u8>, most: u64) -> Result<Vec<u8>, Trouble> {
    if !bytes.starts_with(b"\x1F\x8B\x08") {
        return Ok(bytes);
    }
    let unpacked = unpack(Coding::Gzip, &mut &bytes[..], most);
    let unpacked = unpacked.map_err(|error| told(&Rc::default(), &error, Some(Coding::Gzip)))?;
    if unpacked.len() as u64 > most {
        Err(Trouble::Size(most))
    } else {
        Ok(unpacked)
    }
}

/// How a body is packed, the outermost first.
fn codings(headers: &HeaderMap) -> Result<Vec<Coding>, Trouble> {
    let mut codings = Vec::new();
    for value in headers.get_all(CONTENT_ENCODING) {
        let value = String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase();
        for name in value.split(',').map(str::trim) {
            codings.push(match name {
                "" | "identity" | "none" | "utf-8" => continue,
                "gzip" | "x-gzip" => Coding::Gzip,
                "deflate" => Coding::Deflate,
                "zstd" => Coding::Zstd,
                other => return Err(Trouble::Packing(super::address::shortened(other))),
            });
        }
    }
    if codings.len() > LAYERS {
        return Err(Trouble::Packing(format!("{} layers", codings.len())));
    }
    codings.reverse();
    Ok(codings)
}

/// Unpacks one layer, to at most so many bytes and one.
fn unpack(coding: Coding, packed: &mut dyn Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    match coding {
        Coding::Gzip => bounded(&mut MultiGzDecoder::new(packed), &mut bytes, most)?,
        Coding::Deflate => {
            bounded(packed, &mut bytes, most)?;
            bytes = deflate::unpacked(&bytes, most)?;
        }
        Coding::Zstd => {
            let decoder = StreamingDecoder::new(BufReader::new(packed)).map_err(io::Error::other)?;
            bounded(&mut { decoder }, &mut bytes, most)?;
        }
    }
    Ok(bytes)
}

/// Reads at most so many bytes and one.
fn bounded(from: &mut dyn Read, bytes: &mut Vec<u8>, most: u64) -> io::Result<()> {
    from.take(most.saturating_add(1)).read_to_end(bytes).map(drop)
}

/// What went wrong: what the network said, or what unpacking did.
fn told(fault: &Rc<RefCell<Option<Trouble>>>, error: &io::Error, coding: Option<Coding>) -> Trouble {
    let name = coding.map_or("text", Coding::name);
    fault.take().unwrap_or(match error.kind() {
        io::ErrorKind::UnexpectedEof => Trouble::CutOff(name),
        _ => Trouble::Damaged(name),
    })
}

/// The bytes as they come.
struct Raw<'a> {
    from: Box<dyn Read>,
    got: u64,
    of: Option<u64>,
    within: Within<'a>,
    /// What went wrong. A decoder that reads from here would tell it in other words.
    fault: Rc<RefCell<Option<Trouble>>>,
}

impl Raw<'_> {
    fn fail(&self, trouble: Trouble) -> io::Error {
        self.fault.replace(Some(trouble));
        io::Error::other("see the fault")
    }

    fn trouble(&self, error: Error) -> Trouble {
        let (got, of, options) = (self.got, self.of, self.within.options);
        match error {
            Error::Timeout(Timeout::PerRead) => {
                let within = options.silence;
                Trouble::Silence { got, of, within }
            }
            Error::Timeout(_) => {
                let within = options.whole;
                Trouble::Slow { got, of, within }
            }
            Error::Protocol(error) => Trouble::NoHttp(ask::protocol(&error)),
            // TLS says it in its own way when nothing has ended the connection properly.
            _ => Trouble::Incomplete { got, of },
        }
    }
}

impl Read for Raw<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if Instant::now() >= self.within.until {
            return Err(self.fail(self.trouble(Error::Timeout(Timeout::Global))));
        }
        match self.from.read(bytes) {
            Ok(count) => {
                self.got += count as u64;
                let (got, of) = (self.got, self.of);
                if (self.within.tell)(Step::Coming { got, of }) {
                    Ok(count)
                } else {
                    Err(self.fail(Trouble::Stopped))
                }
            }
            Err(error) => Err(self.fail(self.trouble(Error::from(error)))),
        }
    }
}
