//! Colours as the guide writes them.

use super::text::shown;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A colour that may be left as it is: `-1`, a number `0xAARRGGBB` or a text `"#RRGGBB"` or `"#AARRGGBB"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paint {
    /// As the page's colour style has it; `-1` in a file.
    #[default]
    Unchanged,
    /// This colour.
    Argb(Argb),
}

/// An sRGB colour that can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Argb {
    /// Opacity, 1..=255.
    pub alpha: u8,
    /// Red, 0..=255.
    pub red: u8,
    /// Green, 0..=255.
    pub green: u8,
    /// Blue, 0..=255.
    pub blue: u8,
}

/// Why something is no colour.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ColourError(String);

const FORM: &str = "give -1, 0xAARRGGBB, \"#RRGGBB\" or \"#AARRGGBB\"";

impl Argb {
    /// An opaque colour.
    #[must_use]
    pub const fn opaque(red: u8, green: u8, blue: u8) -> Self {
        Self { alpha: 255, red, green, blue }
    }

    /// `0xAARRGGBB`; refused without opacity, as nothing of it would be seen.
    fn from_number(number: u32) -> Result<Self, ColourError> {
        let [alpha, red, green, blue] = number.to_be_bytes();
        if alpha == 0 {
            let opaque = number | 0xFF00_0000;
            return Err(ColourError(format!(
                "the colour 0x{number:08X} cannot be seen, its first two digits being its opacity: write 0x{opaque:08X}"
            )));
        }
        Ok(Self { alpha, red, green, blue })
    }
}

impl FromStr for Argb {
    type Err = ColourError;

    fn from_str(text: &str) -> Result<Self, ColourError> {
        let refused = || ColourError(format!("{:?} is no colour: {FORM}", shown(text)));
        let digits = text.strip_prefix('#').ok_or_else(refused)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(refused());
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| refused())?;
        match digits.len() {
            6 => Self::from_number(number | 0xFF00_0000),
            8 => Self::from_number(number),
            _ => Err(refused()),
        }
    }
}

impl fmt::Display for Argb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { alpha, red, green, blue } = self;
        if *alpha == 255 {
            return write!(f, "#{red:02X}{green:02X}{blue:02X}");
        }
        write!(f, "#{alpha:02X}{red:02X}{green:02X}{blue:02X}")
    }
}

impl Serialize for Paint {
    fn serialize<S: Serializer>(&self, output: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unchanged => output.serialize_i64(-1),
            Self::Argb(colour) => output.collect_str(colour),
        }
    }
}

impl<'de> Deserialize<'de> for Paint {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(PaintVisitor)
    }
}

struct PaintVisitor;

impl Visitor<'_> for PaintVisitor {
    type Value = Paint;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a colour: -1, 0xAARRGGBB, \"#RRGGBB\" or \"#AARRGGBB\"")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Paint, E> {
        if number == -1 {
            return Ok(Paint::Unchanged);
        }
        let number =
            u32::try_from(number).map_err(|_| E::custom(format!("{number} is no colour: {FORM}")))?;
        Argb::from_number(number).map(Paint::Argb).map_err(E::custom)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Paint, E> {
        text.parse().map(Paint::Argb).map_err(E::custom)
    }
}
