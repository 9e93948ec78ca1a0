//! A page of one's own: where the guide's controls stand, how they look, and controls beside them. Data only; the view
//! applies it.
//!
//! ```toml
//! [theme]
//! accent = "#0052D9"
//!
//! [view.txy_count_down_txt_view]
//! anchor = "topLeft"
//! offset = [24, 24]
//! textSize = 20
//!
//! [[control]]
//! id = "add_view_offer_button"
//! kind = "button"
//! text = "Help"
//! anchor = "bottomRight"
//! offset = [24, 24]
//! ```

mod check;

use super::colour::Paint;
use super::text::{SettingsError, Text, load};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// A page of one's own; by default, nothing is changed.
///
/// The view keeps every control wholly inside the window, and shows none of them while the screen lights the face.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Layout {
    /// Colours of the whole page.
    pub theme: Theme,
    /// What is changed of the guide's controls.
    pub view: BTreeMap<View, Style>,
    /// Controls of one's own, at most [`Layout::MAX_CONTROLS`], drawn in this order.
    pub control: Vec<Control>,
}

impl Layout {
    /// The most controls of one's own.
    pub const MAX_CONTROLS: usize = 32;

    /// What is changed of one of the guide's controls; nothing, where the file does not name it.
    #[must_use]
    pub fn style(&self, view: View) -> Style {
        self.view.get(&view).copied().unwrap_or_default()
    }

    /// The layout in a file of at most [`super::MAX_BYTES`].
    ///
    /// # Errors
    /// The file cannot be read, has an unknown key, or a value that is not allowed.
    pub fn read(path: &Path) -> Result<Self, SettingsError> {
        Self::from_toml(&load(path)?, &path.display().to_string())
    }

    /// The layout in a TOML text, called `name` in complaints.
    ///
    /// # Errors
    /// An unknown key, or a value that is not allowed.
    pub fn from_toml(text: &str, name: &str) -> Result<Self, SettingsError> {
        let text = Text::parse(text, name)?;
        text.check_keys(&check::known())?;
        let layout: Self = text.read()?;
        layout.checked().map_err(|error| text.place(error))
    }
}

/// Colours of the whole page; those of `authUiConfig` go before them. Where one could not be read, the nearest that can
/// takes its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Theme {
    /// The ground.
    pub background: Paint,
    /// Panels on the ground.
    pub panel: Paint,
    /// Text on ground and panels.
    pub text: Paint,
    /// Buttons and whatever stands out.
    pub accent: Paint,
    /// Text on `accent`.
    pub accent_text: Paint,
    /// All is well.
    pub correct: Paint,
    /// Something is wrong.
    pub wrong: Paint,
}

/// The guide's controls, under its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum View {
    /// The ground of the page.
    #[serde(rename = "txy_auth_layout_bg")]
    Ground,
    /// The button that cancels.
    #[serde(rename = "txy_cancel_txt_btn")]
    Cancel,
    /// The countdown.
    #[serde(rename = "txy_count_down_txt_view")]
    Countdown,
    /// The camera's picture in its oval.
    #[serde(rename = "txy_camera_gather_view")]
    Camera,
    /// The ring around the oval.
    #[serde(rename = "txy_auth_common_background_views")]
    Ring,
    /// The picture of a head in the oval, until the camera's comes.
    #[serde(rename = "txy_camera_prepare_img")]
    Prepare,
    /// The moving picture while one waits.
    #[serde(rename = "txy_auth_loading_front_animator_view")]
    Loading,
    /// The instruction.
    #[serde(rename = "txy_auth_feed_back_txt")]
    Feedback,
    /// What is to be mended now.
    #[serde(rename = "txy_auth_feed_back_extra_tip_txt")]
    ExtraTip,
    /// Which action of how many.
    #[serde(rename = "txy_auth_tips_txt")]
    Tips,
}

impl View {
    /// Every one, in the guide's order.
    pub const ALL: [Self; 10] = [
        Self::Ground,
        Self::Cancel,
        Self::Countdown,
        Self::Camera,
        Self::Ring,
        Self::Prepare,
        Self::Loading,
        Self::Feedback,
        Self::ExtraTip,
        Self::Tips,
    ];

    /// The guide's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ground => "txy_auth_layout_bg",
            Self::Cancel => "txy_cancel_txt_btn",
            Self::Countdown => "txy_count_down_txt_view",
            Self::Camera => "txy_camera_gather_view",
            Self::Ring => "txy_auth_common_background_views",
            Self::Prepare => "txy_camera_prepare_img",
            Self::Loading => "txy_auth_loading_front_animator_view",
            Self::Feedback => "txy_auth_feed_back_txt",
            Self::ExtraTip => "txy_auth_feed_back_extra_tip_txt",
            Self::Tips => "txy_auth_tips_txt",
        }
    }

    /// Whether it holds text.
    #[must_use]
    pub const fn has_text(self) -> bool {
        matches!(self, Self::Cancel | Self::Countdown | Self::Feedback | Self::ExtraTip | Self::Tips)
    }

    /// Whether it can stand elsewhere: not the ground, and what follows the oval only with it.
    #[must_use]
    pub const fn can_be_moved(self) -> bool {
        !matches!(self, Self::Ground | Self::Ring | Self::Prepare)
    }

    /// Whether a style's colour is its own. The ring has two, in `authUiConfig`; the camera's picture has none.
    #[must_use]
    pub const fn has_colour(self) -> bool {
        !matches!(self, Self::Camera | Self::Ring)
    }

    /// Whether a check can do without it. Nobody may be kept from cancelling, or left without picture and instruction.
    #[must_use]
    pub const fn can_be_hidden(self) -> bool {
        !matches!(self, Self::Ground | Self::Cancel | Self::Camera | Self::Feedback | Self::ExtraTip)
    }
}

/// What is changed of a control.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Style {
    /// From where it is placed; `None` = where it stands by itself. Only where [`View::can_be_moved`], as `offset`.
    pub anchor: Option<Anchor>,
    /// How far it is from there, points to the right and down, -4000..=4000 each; from `right` and `bottom` anchors to the
    /// left and up. Without an anchor it moves the control from where it stands.
    pub offset: [f32; 2],
    /// Height of its text, points, 8..=96; for controls with text.
    pub text_size: Option<f32>,
    /// Height of the oval, share of the window's height, 0.2..=0.9; for the camera's picture, and its ring follows.
    pub oval_size: Option<f32>,
    /// Whether it is not shown; only where [`View::can_be_hidden`].
    pub hidden: bool,
    /// Colour of its text, its line or its ground; only where [`View::has_colour`]. Where it could not be read, the
    /// nearest that can takes its place.
    pub colour: Paint,
}

/// One of nine places of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Anchor {
    /// The upper left corner.
    #[default]
    TopLeft,
    /// The middle of the upper edge.
    Top,
    /// The upper right corner.
    TopRight,
    /// The middle of the left edge.
    Left,
    /// The middle.
    Centre,
    /// The middle of the right edge.
    Right,
    /// The lower left corner.
    BottomLeft,
    /// The middle of the lower edge.
    Bottom,
    /// The lower right corner.
    BottomRight,
}

impl Anchor {
    /// Where it is, shares of the window's width and height: 0, 0.5 or 1 each, from the upper left corner.
    #[must_use]
    pub const fn share(self) -> [f32; 2] {
        match self {
            Self::TopLeft => [0.0, 0.0],
            Self::Top => [0.5, 0.0],
            Self::TopRight => [1.0, 0.0],
            Self::Left => [0.0, 0.5],
            Self::Centre => [0.5, 0.5],
            Self::Right => [1.0, 0.5],
            Self::BottomLeft => [0.0, 1.0],
            Self::Bottom => [0.5, 1.0],
            Self::BottomRight => [1.0, 1.0],
        }
    }
}

/// A control of one's own; a click on a button comes out as [`crate::event::Event::Control`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Control {
    /// Its name: 1 to 64 letters, digits, `_` or `-`, used once.
    pub id: String,
    /// What it is.
    pub kind: ControlKind,
    /// What it says, 1 to 200 characters, in every language.
    pub text: String,
    /// From where it is placed.
    #[serde(default)]
    pub anchor: Anchor,
    /// How far it is from there, as in [`Style::offset`].
    #[serde(default)]
    pub offset: [f32; 2],
    /// Height of its text, points, 8..=96; `None` = as other text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_size: Option<f32>,
    /// Colour of its text, as in [`Style::colour`].
    #[serde(default)]
    pub colour: Paint,
}

/// What a control of one's own is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ControlKind {
    /// Something to click.
    Button,
    /// Something to read.
    Label,
}
