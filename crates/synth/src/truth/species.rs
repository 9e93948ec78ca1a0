//! What is before the camera: nobody's picture, or which presentation attack instrument.

use crate::scene::{Device, Injection, Mask, Medium, Print, Replay, Scene};
use serde::{Deserialize, Serialize};

/// The kind of a presentation attack instrument (ISO/IEC 30107), or none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Species {
    /// Class.
    pub class: SpeciesClass,
    /// Kind within the class, such as `bent`, `phone_still`, `flat_eye_holes` or `late_relight`; empty for `none`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
}

/// The class of a presentation attack instrument.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpeciesClass {
    /// Bona fide: people, or nobody.
    #[default]
    None,
    /// A print.
    Print,
    /// A screen.
    Replay,
    /// A worn mask.
    Mask,
    /// A video fed in place of the camera's.
    Injection,
}

impl Species {
    pub(crate) fn of(medium: &Medium, injection: Option<Injection>) -> Self {
        let (class, kind) = match (injection, medium) {
            (Some(Injection::Perfect { .. }), _) => (SpeciesClass::Injection, "perfect".to_owned()),
            (Some(Injection::Relight { .. }), _) => (SpeciesClass::Injection, "late_relight".to_owned()),
            (None, Medium::Flesh) => (SpeciesClass::None, String::new()),
            (None, Medium::Print(print)) => (SpeciesClass::Print, print_kind(print)),
            (None, Medium::Replay(replay)) => (SpeciesClass::Replay, replay_kind(replay)),
            (None, Medium::Mask(mask)) => (SpeciesClass::Mask, mask_kind(*mask)),
        };
        Self { class, kind }
    }

    /// The first attack of `scene`; none where everybody is of flesh.
    pub(crate) fn of_scene(scene: &Scene) -> Self {
        let all = scene.subjects.iter().map(|subject| Self::of(&subject.medium, scene.injection));
        all.into_iter().find(|species| !species.is_live()).unwrap_or_default()
    }

    /// Whether it is no attack.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.class == SpeciesClass::None
    }
}

impl std::fmt::Display for Species {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let class = match self.class {
            SpeciesClass::None => return f.write_str("none"),
            SpeciesClass::Print => "print",
            SpeciesClass::Replay => "replay",
            SpeciesClass::Mask => "mask",
            SpeciesClass::Injection => "injection",
        };
        write!(f, "{class}_{}", self.kind)
    }
}

/// `name` with the `extras` that hold.
fn with(name: &str, extras: &[(bool, &str)]) -> String {
    let held = extras.iter().filter(|(holds, _)| *holds).map(|(_, extra)| *extra);
    std::iter::once(name).chain(held).collect::<Vec<_>>().join("_")
}

fn print_kind(print: &Print) -> String {
    let shape = if print.bend == 0.0 { "flat" } else { "bent" };
    with(shape, &[(print.cut_out_eyes, "cut_eyes"), (print.fills_view, "cropped")])
}

fn replay_kind(replay: &Replay) -> String {
    let device = match replay.device {
        Device::Phone => "phone",
        Device::Tablet => "tablet",
        Device::Monitor => "monitor",
    };
    with(device, &[(replay.still, "still"), (replay.fills_view, "cropped")])
}

fn mask_kind(mask: Mask) -> String {
    with(if mask.curved { "curved" } else { "flat" }, &[(mask.eye_holes, "eye_holes")])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attack_is_named_by_what_tells_it_from_others() {
        let print = Medium::Print(Print { bend: 40.0, cut_out_eyes: true, ..Print::default() });
        assert_eq!(Species::of(&print, None).to_string(), "print_bent_cut_eyes");
        let late = Some(Injection::Relight { delay_ms: 150.0 });
        assert_eq!(Species::of(&Medium::Flesh, late).to_string(), "injection_late_relight");
        assert!(Species::of(&Medium::Flesh, None).is_live());
    }
}
