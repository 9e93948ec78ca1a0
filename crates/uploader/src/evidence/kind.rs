//! What a file is, by its first bytes.

use std::fmt;

/// Kinds that are told apart: those the cloud takes, and others to name them in an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Jpeg,
    Png,
    Mp4,
    Avi,
    Flv,
    /// A picture that the cloud does not take.
    Picture(&'static str),
    /// A video that the cloud does not take.
    Video(&'static str),
    /// Neither picture nor video.
    Document(&'static str),
    Unknown,
}

/// First bytes of formats.
const MAGIC: [(&[u8], Kind); 24] = [
    (b"\xFF\xD8\xFF", Kind::Jpeg),
    (b"\x89PNG\r\n\x1A\n", Kind::Png),
    (b"FLV\x01", Kind::Flv),
    (b"GIF87a", Kind::Picture("GIF")),
    (b"GIF89a", Kind::Picture("GIF")),
    (b"BM", Kind::Picture("BMP")),
    (b"II*\0", Kind::Picture("TIFF")),
    (b"MM\0*", Kind::Picture("TIFF")),
    (b"\xFF\x0A", Kind::Picture("JPEG XL")),
    (b"\0\0\0\x0CJXL ", Kind::Picture("JPEG XL")),
    (b"\0\0\0\x0CjP  ", Kind::Picture("JPEG 2000")),
    (b"8BPS", Kind::Picture("Photoshop")),
    (b"OggS", Kind::Video("Ogg")),
    (b"\0\0\x01\xBA", Kind::Video("MPEG")),
    (b"\0\0\x01\xB3", Kind::Video("MPEG")),
    (b"\x30\x26\xB2\x75\x8E\x66\xCF\x11", Kind::Video("Windows Media")),
    (b"DKIF", Kind::Video("IVF")),
    (b".RMF", Kind::Video("RealMedia")),
    (b"%PDF-", Kind::Document("PDF document")),
    (b"PK\x03\x04", Kind::Document("ZIP archive")),
    (b"<svg", Kind::Document("SVG drawing")),
    (b"<!DOCTYPE", Kind::Document("web page")),
    (b"<html", Kind::Document("web page")),
    (b"<?xml", Kind::Document("XML text")),
];

impl Kind {
    /// Kind of the file that begins with (or is) `bytes`.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let magic = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind);
        magic
            .or_else(|| riff(bytes))
            .or_else(|| boxes(bytes))
            .or_else(|| matroska(bytes))
            .or_else(|| transport_stream(bytes))
            .unwrap_or(Self::Unknown)
    }

    /// Its usual name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Mp4 => "MP4",
            Self::Avi => "AVI",
            Self::Flv => "FLV",
            Self::Picture(name) | Self::Video(name) | Self::Document(name) => name,
            Self::Unknown => "unknown",
        }
    }

    /// Whether it is one picture.
    pub(super) fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Picture(_))
    }
}

/// With an article: "a HEIC picture".
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name();
        // Letters whose names begin with a vowel, as in "an MP4"; HEIC is said as a word.
        let spelt = name.chars().nth(1).is_some_and(|second| !second.is_lowercase());
        let vowel =
            name.starts_with(['A', 'E', 'I', 'O']) || (spelt && name.starts_with(['F', 'M', 'S', 'X']));
        let article = if vowel { "an" } else { "a" };
        match self {
            Self::Unknown => f.write_str("of no known kind"),
            Self::Document(_) => write!(f, "{article} {name}"),
            kind if kind.is_picture() => write!(f, "{article} {name} picture"),
            _ => write!(f, "{article} {name} video"),
        }
    }
}

fn riff(bytes: &[u8]) -> Option<Kind> {
    match bytes.strip_prefix(b"RIFF")?.get(4..8)? {
        b"AVI " => Some(Kind::Avi),
        b"WEBP" => Some(Kind::Picture("WebP")),
        b"WAVE" => Some(Kind::Document("WAV recording without pictures")),
        _ => None,
    }
}

/// ISO base media files by their major brand (ISO/IEC 14496-12, 4.3; brands of ISO/IEC 23008-12 for pictures).
fn boxes(bytes: &[u8]) -> Option<Kind> {
    let quicktime = Kind::Video("QuickTime");
    match bytes.get(4..8)? {
        b"ftyp" => Some(match bytes.get(8..12)? {
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"hevm" | b"hevs" => {
                Kind::Picture("HEIC")
            }
            b"mif1" | b"msf1" | b"mif2" => Kind::Picture("HEIF"),
            b"avif" | b"avis" => Kind::Picture("AVIF"),
            b"qt  " => quicktime,
            _ => Kind::Mp4,
        }),
        // Files without a brand are older than MP4.
        b"moov" | b"mdat" | b"wide" | b"free" | b"skip" | b"pnot" => Some(quicktime),
        _ => None,
    }
}

fn matroska(bytes: &[u8]) -> Option<Kind> {
    let rest = bytes.strip_prefix(b"\x1A\x45\xDF\xA3")?;
    let head = rest.get(..64).unwrap_or(rest);
    let webm = head.windows(4).any(|window| window == b"webm");
    Some(Kind::Video(if webm { "WebM" } else { "Matroska" }))
}

/// Packets of 188 bytes, each beginning with 0x47 (ISO/IEC 13818-1, 2.4.3.2).
fn transport_stream(bytes: &[u8]) -> Option<Kind> {
    (0..3).all(|packet| bytes.get(packet * 188) == Some(&0x47)).then_some(Kind::Video("MPEG"))
}
