//! The guide's settings of how the page looks.

use super::colour::Paint;
use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Light or dark pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PageColorStyle {
    /// Dark text on light ground.
    #[default]
    Light,
    /// Light text on dark ground.
    Dark,
}

/// How the page looks; the guide's `AuthUiConfig`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct AuthUiConfig {
    /// Size of the camera's picture.
    pub video_size: VideoSize,
    /// Whether a countdown is shown at all; `showTimeOutMode` says in which stages.
    pub is_show_countdown: bool,
    /// Whether an error gets a page of its own; without it the app is told and the window closes.
    pub is_show_error_dialog: bool,
    /// A layout file of your own.
    pub auth_layout_res_id: AuthLayout,
    /// Colour of tips that something is wrong.
    pub feed_back_error_color: Paint,
    /// Colour of tips that all is well.
    pub feed_back_txt_color: Paint,
    /// Colour of the ring when something is wrong.
    pub auth_circle_error_color: Paint,
    /// Colour of the ring when all is well.
    pub auth_circle_correct_color: Paint,
    /// Colour of the page's ground.
    pub auth_layout_bg_color: Paint,
}

impl Default for AuthUiConfig {
    fn default() -> Self {
        Self {
            video_size: VideoSize::P480,
            is_show_countdown: true,
            is_show_error_dialog: true,
            auth_layout_res_id: AuthLayout::Default,
            feed_back_error_color: Paint::Unchanged,
            feed_back_txt_color: Paint::Unchanged,
            auth_circle_error_color: Paint::Unchanged,
            auth_circle_correct_color: Paint::Unchanged,
            auth_layout_bg_color: Paint::Unchanged,
        }
    }
}

/// Size of the camera's picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum VideoSize {
    /// 640×480.
    #[default]
    #[serde(rename = "SIZE_480P")]
    P480,
    /// 1280×720.
    #[serde(rename = "SIZE_720P")]
    P720,
}

impl VideoSize {
    /// Width and height, pixels.
    #[must_use]
    pub const fn pixels(self) -> (u32, u32) {
        match self {
            Self::P480 => (640, 480),
            Self::P720 => (1280, 720),
        }
    }
}

/// Which layout the page has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum AuthLayout {
    /// Its own; `-1` in a file.
    #[default]
    Default,
    /// That of this layout file.
    File(String),
}

impl Serialize for AuthLayout {
    fn serialize<S: Serializer>(&self, output: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Default => output.serialize_i64(-1),
            Self::File(path) => output.serialize_str(path),
        }
    }
}

impl<'de> Deserialize<'de> for AuthLayout {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(LayoutVisitor)
    }
}

struct LayoutVisitor;

impl Visitor<'_> for LayoutVisitor {
    type Value = AuthLayout;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("-1 or the path of a layout file")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<AuthLayout, E> {
        if number == -1 {
            return Ok(AuthLayout::Default);
        }
        Err(E::custom(format!(
            "{number} is a resource number, which only a phone has: give -1 or the path of a layout file"
        )))
    }

    fn visit_str<E: de::Error>(self, path: &str) -> Result<AuthLayout, E> {
        if path.is_empty() || path.contains(char::is_control) {
            return Err(E::custom("this is no path: give -1 or the path of a layout file"));
        }
        Ok(AuthLayout::File(path.to_owned()))
    }
}

/// In which stages the countdown is shown: the guide's `HYShowTimeOutMode` of iOS. In a file it is the sum of the flags, a
/// name, or a list of names: 1 `HIDDEN` (in none), 2 `PREPARE`, 8 `ACTION`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShowTimeOutMode(u8);

impl Default for ShowTimeOutMode {
    fn default() -> Self {
        Self::ACTION
    }
}

impl ShowTimeOutMode {
    /// In none.
    pub const HIDDEN: Self = Self(1);
    /// While the face is being placed.
    pub const PREPARE: Self = Self(2);
    /// While actions are asked for.
    pub const ACTION: Self = Self(8);
    /// In both.
    pub const ALWAYS: Self = Self(2 | 8);

    const NAMES: [(&'static str, Self); 3] =
        [("HIDDEN", Self::HIDDEN), ("PREPARE", Self::PREPARE), ("ACTION", Self::ACTION)];

    /// The mode with these flags, or `None` where they name no stage or contradict each other.
    #[must_use]
    pub const fn from_flags(flags: u8) -> Option<Self> {
        match flags {
            1 | 2 | 8 | 10 => Some(Self(flags)),
            _ => None,
        }
    }

    /// The guide's flags: 1, 2, 8 or 10.
    #[must_use]
    pub const fn flags(self) -> u8 {
        self.0
    }

    /// Whether it is shown while the face is being placed.
    #[must_use]
    pub const fn in_preparation(self) -> bool {
        self.0 & Self::PREPARE.0 != 0
    }

    /// Whether it is shown while actions are asked for.
    #[must_use]
    pub const fn in_action(self) -> bool {
        self.0 & Self::ACTION.0 != 0
    }

    fn of_name<E: de::Error>(name: &str) -> Result<u8, E> {
        // The guide's own spelling too: HYShowTimeOutMode_TIMEOUT_HIDDEN.
        let short = name.strip_prefix("HYShowTimeOutMode_").unwrap_or(name);
        let short = short.strip_prefix("TIMEOUT_").unwrap_or(short);
        let found = Self::NAMES.iter().find(|(known, _)| *known == short);
        found
            .map(|(_, mode)| mode.0)
            .ok_or_else(|| E::unknown_variant(name, &["HIDDEN", "PREPARE", "ACTION"]))
    }
}

impl Serialize for ShowTimeOutMode {
    fn serialize<S: Serializer>(&self, output: S) -> Result<S::Ok, S::Error> {
        output.collect_seq(Self::NAMES.iter().filter(|(_, mode)| self.0 & mode.0 != 0).map(|(name, _)| name))
    }
}

impl<'de> Deserialize<'de> for ShowTimeOutMode {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        input.deserialize_any(ModeVisitor)
    }
}

struct ModeVisitor;

impl ModeVisitor {
    fn of<E: de::Error>(flags: i64) -> Result<ShowTimeOutMode, E> {
        let mode = u8::try_from(flags).ok().and_then(ShowTimeOutMode::from_flags);
        mode.ok_or_else(|| {
            E::custom(format!(
                "{flags} is not allowed: give 1 (hidden), 2 (prepare), 8 (action) or 10 (both stages)"
            ))
        })
    }
}

impl<'de> Visitor<'de> for ModeVisitor {
    type Value = ShowTimeOutMode;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("1, 2, 8 or 10, or names of HIDDEN, PREPARE, ACTION")
    }

    fn visit_i64<E: de::Error>(self, flags: i64) -> Result<ShowTimeOutMode, E> {
        Self::of(flags)
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<ShowTimeOutMode, E> {
        Self::of(ShowTimeOutMode::of_name::<E>(name)?.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut names: A) -> Result<ShowTimeOutMode, A::Error> {
        let mut flags = 0;
        while let Some(name) = names.next_element::<String>()? {
            flags |= ShowTimeOutMode::of_name::<A::Error>(&name)?;
        }
        Self::of(flags.into())
    }
}
