//! Every code that the cloud and its SDKs answer with: spelling, charge, meaning and remedy, one enum per table.
//!
//! One number means different things in different tables: 2012 is several faces to the selfie SDK and no full face to
//! the web page; 210 is the network on Android and a parameter on iOS. So no enum is shared between tables.
//! Spellings are those of the wire, misspellings included.

mod api;
mod sdk;
mod web;

pub use api::ApiCode;
pub use sdk::{
    AndroidCode, IdentityAndroidCode, IdentityIosCode, IdentityResultCode, IosCode, SelfieResultCode,
};
pub use web::WebCode;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// Whether the cloud charges for a call that ended so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Billed {
    /// Charged.
    Yes,
    /// Not charged.
    No,
    /// No document says. So it is for every code that is in no billing table, the gateway's among them: that a call was
    /// refused suggests no charge, and nobody promises it.
    Unknown,
    /// Never sent by the cloud: a code that an SDK gives to the app it runs in.
    NotApplicable,
}

/// What a code of the API is about, and so who can act on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The check passed.
    Passed,
    /// What the person showed: an action, light, place, voice, or a sign of forgery. Another recording can end better.
    Liveness,
    /// The face of the recording against that of the photo.
    Comparison,
    /// The picture that was sent.
    Photo,
    /// The recording as a file: its format, length, size or sharpness.
    Video,
    /// The identity document, its text, or what a register says of them.
    Document,
    /// What was asked for or how: a program or its settings must change.
    Request,
    /// What the account has bought, paid for, or may do.
    Account,
    /// The key, the signature or the clock.
    Credential,
    /// Too many calls.
    Limit,
    /// A fault of the service itself.
    Service,
}

/// A text that is not a code of the table it was looked up in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this code is not in the table")]
pub struct UnknownCode;

/// A table whose codes the cloud sends as text, so that [`Known`] can stand in their place.
pub trait TextCode: Copy + FromStr + fmt::Display {}

/// What a field that holds a code holds: a code of the table, or a text that is not in it. Reading one never fails for
/// being unknown, as the cloud adds codes without notice.
///
/// A field that holds a number ([`WebCode`]) stays an `i64` and is looked up with [`WebCode::from_number`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Known<C> {
    /// A code of the table.
    Code(C),
    /// Any other text, made safe to show by `Known::from`: at most 128 characters, and `U+FFFD` for each control character.
    Other(String),
}

/// `Error.Code`, or the `Result` of a comparison.
pub type ErrorCode = Known<ApiCode>;

impl<C: TextCode> Known<C> {
    /// How many characters of an unknown text are kept.
    pub const MAX_CHARS: usize = 128;

    /// The code, where it is one of the table.
    #[must_use]
    pub const fn code(&self) -> Option<C> {
        match self {
            Self::Code(code) => Some(*code),
            Self::Other(_) => None,
        }
    }
}

impl<C> From<C> for Known<C> {
    fn from(code: C) -> Self {
        Self::Code(code)
    }
}

impl<C: TextCode> From<&str> for Known<C> {
    fn from(text: &str) -> Self {
        // Control characters are replaced, not dropped: a text that is no code must not turn into the spelling of one.
        let shown = |c: char| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
        text.parse()
            .map_or_else(|_| Self::Other(text.chars().take(Self::MAX_CHARS).map(shown).collect()), Self::Code)
    }
}

impl<C: TextCode> fmt::Display for Known<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => code.fmt(f),
            Self::Other(text) => f.pad(text),
        }
    }
}

impl<C: TextCode> Serialize for Known<C> {
    fn serialize<S: Serializer>(&self, output: S) -> Result<S::Ok, S::Error> {
        output.collect_str(self)
    }
}

impl<'de, C: TextCode> Deserialize<'de> for Known<C> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Ok(Self::from(String::deserialize(input)?.as_str()))
    }
}

/// Declares a table. Rows are `Variant = spelling, Billed::.., "meaning", "remedy";`, and the table is one of
/// - `kinds`: rows under the [`Kind`] they are of; spelled as text;
/// - `numbers`: the spelling is a number, and the wire holds it as text;
/// - `integers`: the same, and the wire holds it as a number;
/// - `symbols`: a number and a name (`Variant = 210, "HY_..", ..`); spelled by its name.
macro_rules! codes {
    ($(#[$meta:meta])* kinds $name:ident { $($kind:ident { $($variant:ident = $wire:literal,
        Billed::$billed:ident, $meaning:literal, $remedy:literal;)* })* }) => {
        $crate::code::codes! { @table $(#[$meta])* $name
            $($($variant, $wire, $billed, $meaning, $remedy;)*)* }
        $crate::code::codes! { @text $name }

        impl $name {
            /// What it is about.
            #[must_use]
            pub const fn kind(self) -> $crate::code::Kind {
                match self { $($(Self::$variant => $crate::code::Kind::$kind,)*)* }
            }
        }
    };
    ($(#[$meta:meta])* numbers $name:ident { $($variant:ident = $number:literal,
        Billed::$billed:ident, $meaning:literal, $remedy:literal;)* }) => {
        $crate::code::codes! { @table $(#[$meta])* $name
            $($variant, concat!($number), $billed, $meaning, $remedy;)* }
        $crate::code::codes! { @number $name $($variant $number)* }
        $crate::code::codes! { @text $name }
    };
    ($(#[$meta:meta])* integers $name:ident { $($variant:ident = $number:literal,
        Billed::$billed:ident, $meaning:literal, $remedy:literal;)* }) => {
        $crate::code::codes! { @table $(#[$meta])* $name
            $($variant, concat!($number), $billed, $meaning, $remedy;)* }
        $crate::code::codes! { @number $name $($variant $number)* }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, output: S) -> Result<S::Ok, S::Error> {
                output.serialize_i64(self.number())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                Self::from_number(i64::deserialize(input)?)
                    .ok_or_else(|| serde::de::Error::custom($crate::code::UnknownCode))
            }
        }
    };
    ($(#[$meta:meta])* symbols $name:ident { $($variant:ident = $number:literal, $symbol:literal,
        Billed::$billed:ident, $meaning:literal, $remedy:literal;)* }) => {
        $crate::code::codes! { @table $(#[$meta])* $name
            $($variant, $symbol, $billed, $meaning, $remedy;)* }
        $crate::code::codes! { @number $name $($variant $number)* }
        $crate::code::codes! { @text $name }
    };
    (@table $(#[$meta:meta])* $name:ident $($variant:ident, $wire:expr, $billed:ident, $meaning:literal, $remedy:literal;)*) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $(#[doc = $meaning] $variant,)*
        }

        impl $name {
            /// Every code of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its spelling.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $wire,)* }
            }

            /// The code with this spelling, to the letter; `None` where the table has none.
            #[must_use]
            pub fn from_wire(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.as_str() == text)
            }

            /// Whether the cloud charges for it.
            #[must_use]
            pub const fn billed(self) -> $crate::code::Billed {
                match self { $(Self::$variant => $crate::code::Billed::$billed,)* }
            }

            /// What it means, one clause in plain English.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }

            /// What to do about it, one clause for the person or the operator, whoever can act.
            #[must_use]
            pub const fn remedy(self) -> &'static str {
                match self { $(Self::$variant => $remedy,)* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::code::UnknownCode;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::from_wire(text).ok_or($crate::code::UnknownCode)
            }
        }
    };
    (@number $name:ident $($variant:ident $number:literal)*) => {
        impl $name {
            /// Its number.
            #[must_use]
            pub const fn number(self) -> i64 {
                match self { $(Self::$variant => $number,)* }
            }

            /// The code with this number; `None` where the table has none.
            #[must_use]
            pub const fn from_number(number: i64) -> Option<Self> {
                match number {
                    $($number => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
    (@text $name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, output: S) -> Result<S::Ok, S::Error> {
                output.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                String::deserialize(input)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use codes;
