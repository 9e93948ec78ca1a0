//! One JPEG picture: where it ends, and its pixels.

use crate::bounded::malformed;
use crate::{FrameError, Limits};
use std::io::{self, BufRead};
use std::path::Path;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Scans a JPEG may have. A progressive picture of a camera or editor has about ten; each costs a pass over all
/// pixels, so a small file with thousands of them would take minutes.
const MAX_SCANS: usize = 64;

/// A decoded picture: (height, width, 3) RGB, 0..=255, rows without padding.
pub struct Picture {
    /// Width, pixels.
    pub width: u32,
    /// Height, pixels.
    pub height: u32,
    /// The pixels.
    pub pixels: Vec<u8>,
}

/// Says size only: a picture of a person never reaches a log.
impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({}x{}, pixels withheld)", self.width, self.height)
    }
}

/// Decodes one complete JPEG (baseline or progressive, as cameras and MJPEG streams give); `name` is for errors only.
/// EXIF orientation is not applied: in a stream it means nothing.
///
/// # Errors
/// [`FrameError::Malformed`] when it is no JPEG, damaged or cut short, [`FrameError::Limit`] when its header
/// declares more than `limits` allow; the pixels are not touched then.
pub fn decode_jpeg(bytes: &[u8], name: &Path, limits: &Limits) -> Result<Picture, FrameError> {
    check_complete(bytes, name)?;
    let options = DecoderOptions::default()
        .jpeg_set_out_colorspace(ColorSpace::RGB)
        .jpeg_set_max_scans(MAX_SCANS)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX));
    let damaged = |e: &dyn std::fmt::Display| malformed(name, format!("damaged JPEG ({e}); export it again"));
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|e| damaged(&e))?;
    let info = decoder.info().ok_or_else(|| damaged(&"no header"))?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    limits.check_picture(width, height).map_err(|fault| fault.at(name))?;
    let pixels = decoder.decode().map_err(|e| damaged(&e))?;
    Ok(Picture { width, height, pixels })
}

/// Refuses a JPEG that lacks its end or has too many scans: decoders fill what is missing with grey and say nothing.
pub(crate) fn check_complete(bytes: &[u8], name: &Path) -> Result<(), FrameError> {
    match copy_one(&mut &*bytes, &mut io::sink(), bytes.len()) {
        Ok(Some(_)) => Ok(()),
        Ok(None) => Err(malformed(name, "it is empty; copy or record it again")),
        Err(error) => Err(malformed(name, format!("{error}; export it again"))),
    }
}

/// Copies the next JPEG of a stream, from its start marker to its end marker, and gives its length in bytes;
/// `None` at the end of the stream. Zero bytes between pictures are skipped, as some cameras pad with them.
///
/// # Errors
/// `InvalidData` where no JPEG begins, one is longer than `max_bytes` or has too many scans; `UnexpectedEof`
/// where one is cut short; and what the reader gives.
pub(crate) fn copy_one(
    input: &mut impl BufRead,
    output: &mut impl io::Write,
    max_bytes: usize,
) -> io::Result<Option<usize>> {
    if !skip_padding(input)? {
        return Ok(None);
    }
    let mut copy = Copy { input, output, copied: 0, max_bytes };
    if [copy.byte()?, copy.byte()?] != [0xFF, 0xD8] {
        return Err(damage("no JPEG begins here"));
    }
    let mut scans = 0;
    loop {
        match copy.marker()? {
            0xD9 => return Ok(Some(copy.copied)),
            // Standalone markers have no length.
            0x01 | 0xD0..=0xD8 => {}
            0xDA if scans == MAX_SCANS => return Err(damage("a JPEG with too many scans")),
            marker => {
                scans += usize::from(marker == 0xDA);
                copy.segment()?;
            }
        }
    }
}

fn damage(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// Steps over zero bytes; false at the end of the stream.
fn skip_padding(input: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(false);
        }
        let zeros = buffer.iter().take_while(|&&byte| byte == 0).count();
        let found = zeros < buffer.len();
        input.consume(zeros);
        if found {
            return Ok(true);
        }
    }
}

/// A reader that writes down what it reads, up to a bound.
struct Copy<'a, R, W> {
    input: &'a mut R,
    output: &'a mut W,
    copied: usize,
    max_bytes: usize,
}

impl<R: BufRead, W: io::Write> Copy<'_, R, W> {
    fn byte(&mut self) -> io::Result<u8> {
        let byte = *self.buffer()?.first().ok_or(io::ErrorKind::UnexpectedEof)?;
        self.take(1)?;
        Ok(byte)
    }

    /// The next marker code; entropy-coded data before it is copied.
    fn marker(&mut self) -> io::Result<u8> {
        loop {
            let buffer = self.buffer()?;
            match buffer.iter().position(|&byte| byte == 0xFF) {
                None => {
                    let all = buffer.len();
                    self.take(all)?;
                    continue;
                }
                Some(at) => self.take(at + 1)?,
            }
            let mut code = self.byte()?;
            while code == 0xFF {
                code = self.byte()?;
            }
            // FF 00 is a data byte of value FF.
            if code != 0 {
                return Ok(code);
            }
        }
    }

    /// A segment with its length in the first two bytes.
    fn segment(&mut self) -> io::Result<()> {
        let length = usize::from(u16::from_be_bytes([self.byte()?, self.byte()?]));
        let mut left = length.checked_sub(2).ok_or_else(|| damage("a JPEG segment without length"))?;
        while left > 0 {
            let count = self.buffer()?.len().min(left);
            self.take(count)?;
            left -= count;
        }
        Ok(())
    }

    /// What can be read now, never empty.
    fn buffer(&mut self) -> io::Result<&[u8]> {
        match self.input.fill_buf()? {
            [] => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "a JPEG is cut short")),
            buffer => Ok(buffer),
        }
    }

    fn take(&mut self, count: usize) -> io::Result<()> {
        self.copied += count;
        if self.copied > self.max_bytes {
            return Err(damage("a JPEG is too long"));
        }
        let buffer = self.input.fill_buf()?;
        self.output.write_all(buffer.get(..count).unwrap_or(buffer))?;
        self.input.consume(count);
        Ok(())
    }
}
