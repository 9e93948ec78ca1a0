//! Boxes in memory (ISO/IEC 14496-12, 4.2), one level at a time: nothing here recurses.

use crate::error::Fault;

/// Four characters naming a box.
pub(super) type Kind = [u8; 4];

/// The fault of a damaged box.
pub(super) fn damaged(kind: Kind) -> Fault {
    let name = kind.escape_ascii();
    Fault::malformed(format!("its index is damaged (box {name}); copy or record it again"))
}

/// The boxes inside the payload of box `parent`, in order.
pub(super) struct Boxes<'a> {
    parent: Kind,
    rest: &'a [u8],
}

impl<'a> Boxes<'a> {
    /// Walks through `payload` of box `parent`.
    pub(super) fn new(parent: Kind, payload: &'a [u8]) -> Self {
        Self { parent, rest: payload }
    }

    /// The payload of the first box of this kind.
    pub(super) fn find(mut self, kind: Kind) -> Result<Option<&'a [u8]>, Fault> {
        self.find_map(|child| match child {
            Ok((found, payload)) if found == kind => Some(Ok(payload)),
            Ok(_) => None,
            Err(fault) => Some(Err(fault)),
        })
        .transpose()
    }

    /// The payload of the first box of this kind, which must be there.
    pub(super) fn need(self, kind: Kind) -> Result<&'a [u8], Fault> {
        self.find(kind)?.ok_or_else(|| damaged(kind))
    }

    fn split(&mut self) -> Option<(Kind, &'a [u8])> {
        let mut head = Reader::new(self.rest);
        let size = head.u32()?;
        let kind = head.array()?;
        let size = match size {
            0 => self.rest.len(),
            1 => usize::try_from(head.u64()?).ok()?,
            _ => size as usize,
        };
        let (inside, rest) = self.rest.split_at_checked(size)?;
        let payload = inside.get(head.at..)?;
        self.rest = rest;
        Some((kind, payload))
    }
}

impl<'a> Iterator for Boxes<'a> {
    type Item = Result<(Kind, &'a [u8]), Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        // QuickTime ends some lists with four zero bytes.
        if self.rest.len() < 8 {
            return None;
        }
        let child = self.split();
        if child.is_none() {
            self.rest = &[];
        }
        Some(child.ok_or_else(|| damaged(self.parent)))
    }
}

/// Big-endian numbers from the start of a slice on; `None` beyond its end.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// Reads `bytes` from the start.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Reads the payload of a "full" box: gives its version and flags too.
    pub(super) fn full(payload: &'a [u8]) -> Option<(u8, u32, Self)> {
        let mut reader = Self::new(payload);
        let word = reader.u32()?;
        Some(((word >> 24) as u8, word & 0x00FF_FFFF, reader))
    }

    /// What is left.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Steps over `count` bytes.
    pub(super) fn skip(&mut self, count: usize) -> Option<()> {
        let at = self.at.checked_add(count).filter(|&at| at <= self.bytes.len())?;
        self.at = at;
        Some(())
    }

    /// The next `N` bytes.
    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let found = *self.rest().first_chunk::<N>()?;
        self.at += N;
        Some(found)
    }

    /// Unsigned, 8 bits.
    pub(super) fn u8(&mut self) -> Option<u8> {
        self.array::<1>().map(|[byte]| byte)
    }

    /// Unsigned, 16 bits.
    pub(super) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_be_bytes)
    }

    /// Unsigned, 32 bits.
    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_be_bytes)
    }

    /// Signed, 32 bits.
    pub(super) fn i32(&mut self) -> Option<i32> {
        self.array().map(i32::from_be_bytes)
    }

    /// Unsigned, 64 bits.
    pub(super) fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_be_bytes)
    }

    /// 64 bits where the box's version is 1, 32 bits before.
    pub(super) fn by_version(&mut self, version: u8) -> Option<u64> {
        if version == 1 { self.u64() } else { self.u32().map(u64::from) }
    }
}
