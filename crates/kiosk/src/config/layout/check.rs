//! What a layout file may hold.

use super::{Control, Layout, Style, View};
use crate::config::colour::Paint;
use crate::config::text::{SettingsError, require, shown};

const THEME: [&str; 7] = ["background", "panel", "text", "accent", "accentText", "correct", "wrong"];
const STYLE: [&str; 6] = ["anchor", "offset", "textSize", "ovalSize", "hidden", "colour"];
const CONTROL: [&str; 7] = ["id", "kind", "text", "anchor", "offset", "textSize", "colour"];

/// The furthest that a control can be from its anchor, points.
const MAX_OFFSET: f32 = 4_000.0;

/// The dotted path of every key that a layout file may have.
pub(super) fn known() -> Vec<String> {
    let theme = THEME.iter().map(|key| format!("theme.{key}"));
    let styles =
        View::ALL.iter().flat_map(|view| STYLE.iter().map(|key| format!("view.{}.{key}", view.name())));
    theme.chain(styles).chain(CONTROL.iter().map(|key| format!("control.{key}"))).collect()
}

impl Layout {
    /// This layout, when everything in it is allowed.
    ///
    /// # Errors
    /// The first that is not.
    pub fn checked(self) -> Result<Self, SettingsError> {
        self.view.iter().try_for_each(|(view, style)| style.check(*view))?;
        require(self.control.len() <= Self::MAX_CONTROLS, || {
            SettingsError::range("control", format!("{} controls", self.control.len()), "at most 32")
        })?;
        for (index, control) in self.control.iter().enumerate() {
            control.check(&format!("control.{index}"))?;
            let twice = self.control.iter().take(index).any(|other| other.id == control.id);
            require(!twice, || {
                SettingsError::of(
                    &format!("control.{index}.id"),
                    format!("{} names two controls: give each its own name", control.id),
                )
            })?;
        }
        Ok(self)
    }
}

impl Style {
    fn check(&self, view: View) -> Result<(), SettingsError> {
        let path = format!("view.{}", view.name());
        require(!self.hidden || view.can_be_hidden(), || {
            let what = "nobody can do without it, so it cannot be hidden: move or recolour it";
            SettingsError::of(&format!("{path}.hidden"), what)
        })?;
        self.check_moved(view, &path)?;
        require(self.colour == Paint::Unchanged || view.has_colour(), || {
            let what = match view {
                View::Ring => "set authUiConfig.authCircleCorrectColor and authCircleErrorColor instead",
                _ => "it has no colour: remove this line",
            };
            SettingsError::of(&format!("{path}.colour"), what)
        })?;
        require(self.text_size.is_none() || view.has_text(), || {
            SettingsError::of(&format!("{path}.textSize"), "it has no text: remove this line")
        })?;
        require(self.oval_size.is_none() || view == View::Camera, || {
            let what = "only txy_camera_gather_view has an oval: remove this line";
            SettingsError::of(&format!("{path}.ovalSize"), what)
        })?;
        require(self.oval_size.is_none_or(|size| (0.2..=0.9).contains(&size)), || {
            let size = self.oval_size.unwrap_or_default();
            SettingsError::range(&format!("{path}.ovalSize"), size, "0.2 to 0.9 of the window's height")
        })?;
        check_place(&path, self.offset, self.text_size)
    }

    fn check_moved(&self, view: View, path: &str) -> Result<(), SettingsError> {
        require(view.can_be_moved() || (self.anchor.is_none() && self.offset == [0.0; 2]), || {
            let key = if self.anchor.is_some() { "anchor" } else { "offset" };
            let what = match view {
                View::Ground => "the ground fills the window: remove this line",
                _ => "it follows the oval: move txy_camera_gather_view instead",
            };
            SettingsError::of(&format!("{path}.{key}"), what)
        })
    }
}

impl Control {
    fn check(&self, path: &str) -> Result<(), SettingsError> {
        let letters =
            self.id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
        require(letters && (1..=64).contains(&self.id.len()), || {
            let allowed = "1 to 64 letters, digits, _ or -";
            SettingsError::range(&format!("{path}.id"), format!("{:?}", shown(&self.id)), allowed)
        })?;
        require(View::ALL.iter().all(|view| view.name() != self.id), || {
            let what = format!("{0} is a control of the page itself: change it in [view.{0}]", self.id);
            SettingsError::of(&format!("{path}.id"), what)
        })?;
        let length = self.text.chars().count();
        require((1..=200).contains(&length) && !self.text.contains(char::is_control), || {
            let allowed = "1 to 200 characters on one line";
            SettingsError::range(&format!("{path}.text"), format!("{:?}", shown(&self.text)), allowed)
        })?;
        check_place(path, self.offset, self.text_size)
    }
}

fn check_place(path: &str, offset: [f32; 2], text_size: Option<f32>) -> Result<(), SettingsError> {
    require(offset.iter().all(|part| part.abs() <= MAX_OFFSET), || {
        SettingsError::range(&format!("{path}.offset"), format!("{offset:?}"), "-4000 to 4000 points each")
    })?;
    require(text_size.is_none_or(|size| (8.0..=96.0).contains(&size)), || {
        let size = text_size.unwrap_or_default();
        SettingsError::range(&format!("{path}.textSize"), size, "8 to 96 points")
    })
}
