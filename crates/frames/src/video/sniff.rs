//! What a file is, by its first bytes; its name is never asked.

/// Kinds of files that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// MP4, MOV and their relatives.
    Mp4,
    /// Matroska and WebM.
    Matroska,
    /// JPEG pictures one after the other.
    Mjpeg,
    /// A container or picture known by name only.
    Other(&'static str),
    /// Nothing known.
    Unknown,
}

/// How many bytes from the start [`sniff`] wants to see.
pub(crate) const HEAD_BYTES: usize = 1024;

/// First bytes of formats that are recognised only to be named.
const NAMED: [(&[u8], &str); 13] = [
    (b"FLV", "FLV container"),
    (b"\x00\x00\x01\xBA", "MPEG program stream"),
    (b"\x00\x00\x01\xB3", "MPEG video stream"),
    (b"OggS", "Ogg container"),
    (b"\x30\x26\xB2\x75\x8E\x66\xCF\x11", "ASF/WMV container"),
    (b"DKIF", "IVF container"),
    (b"GIF8", "GIF picture"),
    (b"\x89PNG", "PNG picture as video"),
    (b".RMF", "RealMedia container"),
    (b"YUV4MPEG2", "YUV4MPEG stream"),
    (b"\x00\x00\x00\x01\x67", "raw H.264 stream"),
    (b"\x00\x00\x00\x01\x27", "raw H.264 stream"),
    (b"\x00\x00\x00\x01\x40\x01", "raw hevc stream"),
];

/// Boxes a QuickTime-like file may begin with.
const FIRST_BOXES: [&[u8; 4]; 8] = [b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"styp", b"pnot"];

/// Kind of the file that begins with `head`.
pub(crate) fn sniff(head: &[u8]) -> Kind {
    if let Some(kind) = head.get(4..8)
        && FIRST_BOXES.iter().any(|first| first.as_slice() == kind)
    {
        return Kind::Mp4;
    }
    if head.starts_with(b"\x1A\x45\xDF\xA3") {
        return Kind::Matroska;
    }
    if head.starts_with(b"\xFF\xD8\xFF") {
        return Kind::Mjpeg;
    }
    if head.starts_with(b"RIFF") {
        return Kind::Other(if head.get(8..12) == Some(b"AVI ") {
            "AVI container"
        } else {
            "RIFF container"
        });
    }
    if is_transport_stream(head) {
        return Kind::Other("MPEG transport stream");
    }
    NAMED
        .iter()
        .find(|(magic, _)| head.starts_with(magic))
        .map_or(Kind::Unknown, |(_, name)| Kind::Other(name))
}

/// Packets of 188 bytes, each beginning with 0x47 (ISO/IEC 13818-1, 2.4.3.2).
fn is_transport_stream(head: &[u8]) -> bool {
    head.len() > 188 * 3 && (0..4).all(|packet| head.get(packet * 188) == Some(&0x47))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_first_bytes() {
        let cases: [(&[u8], Kind); 6] = [
            (b"\x00\x00\x00\x18ftypisom", Kind::Mp4),
            (b"\x1A\x45\xDF\xA3\x01\x00", Kind::Matroska),
            (b"\xFF\xD8\xFF\xE0", Kind::Mjpeg),
            (b"RIFF\x00\x00\x00\x00AVI LIST", Kind::Other("AVI container")),
            (b"just some words", Kind::Unknown),
            (b"", Kind::Unknown),
        ];
        for (head, kind) in cases {
            assert_eq!(sniff(head), kind, "{}", head.escape_ascii());
        }
    }
}
