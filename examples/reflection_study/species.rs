//! What is tried.

use clap::ValueEnum;

/// What is before the camera, or in place of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum Species {
    /// A person.
    BonaFide,
    /// A perfect video of a person in place of the camera's.
    Injected,
    /// The same, tinted with the right colours too late.
    LateRelight,
    /// A flat print of life size.
    FlatPrint,
    /// A bent one.
    BentPrint,
    /// A screen that shows a photograph.
    StaticPhoto,
    /// A screen that shows a recording of another session.
    ReplayOther,
}

impl Species {
    pub(crate) const ALL: [Self; 7] = [
        Self::BonaFide,
        Self::Injected,
        Self::LateRelight,
        Self::FlatPrint,
        Self::BentPrint,
        Self::StaticPhoto,
        Self::ReplayOther,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::BonaFide => "bona_fide",
            Self::Injected => "injected",
            Self::LateRelight => "late_relight",
            Self::FlatPrint => "flat_print",
            Self::BentPrint => "bent_print",
            Self::StaticPhoto => "static_photo",
            Self::ReplayOther => "replay_other",
        }
    }

    /// What has to be rendered for it: injected videos are made of the light on a person.
    pub(crate) fn rendered(self) -> Self {
        match self {
            Self::Injected | Self::LateRelight => Self::BonaFide,
            other => other,
        }
    }

    /// For the seeds.
    pub(crate) fn number(self) -> u64 {
        Self::ALL.iter().position(|one| *one == self).map_or(0, |place| place as u64)
    }
}
