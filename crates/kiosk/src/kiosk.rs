//! The kiosk as another program sees it: set up once, then one window for each check.

use crate::app::{Ended, Stop};
use crate::config::KioskConfig;
use crate::event::{Event, EventSink};
use crate::failure::{Failure, FailureKind, told};
use crate::licence::Licence;
use crate::reach::Reach;
use crate::source::Source;
use crate::window::Prepared;
use crate::work::Loader;
use liveface::infer::{BackendOptions, Runtime};
use liveface::vision::{Vision, VisionConfig};
use liveface_models::{Lookup, Pack};
use liveface_session::{Challenge, ChallengeError};
use liveface_uploader::SdkToken;
use liveface_uploader::evidence::sweep_private_folders;
use serde::Serialize;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Which networks are used, and by what they are run.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// Folder of the model pack; `None`: the first of `LIVEFACE_MODELS`, the user's, the one inside the program.
    pub models: Option<PathBuf>,
    /// The inference engine.
    pub backend: BackendOptions,
}

/// One check.
pub struct Start {
    /// The settings.
    pub config: KioskConfig,
    /// The token of the session, where the app has asked for one already. It is for one attempt.
    pub token: Option<SdkToken>,
    /// Where pictures come from.
    pub source: Source,
    /// Photo of the person it should be.
    pub reference: Option<PathBuf>,
    /// Who decides.
    pub reach: Reach,
    /// What has to be established, where somebody else has minted it. It is for one attempt.
    pub challenge: Option<Challenge>,
    /// Width and height of a window, points; `None`: as the settings say.
    pub window: Option<[f32; 2]>,
    /// Ends the check from outside.
    pub stop: Option<Stop>,
}

impl Start {
    /// A check by default settings, decided here.
    #[must_use]
    pub fn new(source: Source) -> Self {
        Self {
            config: KioskConfig::default(),
            token: None,
            source,
            reference: None,
            reach: Reach::Local,
            challenge: None,
            window: None,
            stop: None,
        }
    }
}

/// What a server has to know to mint light for this device; the guide's `startGetAuthConfigData`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AuthConfigData {
    /// Version of challenges that is read.
    pub schema: u32,
    /// Version of what is drawn from a seed.
    pub expansion: u32,
    /// Name and version of this program.
    pub client: &'static str,
}

/// What is loaded once.
pub(crate) struct Ready {
    pack: Arc<Pack>,
    runtime: Arc<Runtime>,
}

impl Ready {
    /// Loads the networks.
    pub(crate) fn loader(&self) -> Box<Loader> {
        let (pack, runtime) = (Arc::clone(&self.pack), Arc::clone(&self.runtime));
        Box::new(move || {
            Vision::load(&pack, &runtime, VisionConfig::default())
                .map_err(|error| Failure::new(FailureKind::Engine, told(&error)))
        })
    }
}

/// The kiosk: [`init`](Self::init), then any number of [`start_auth`](Self::start_auth), then
/// [`release`](Self::release), each of which may be called again.
#[derive(Default)]
pub struct Kiosk {
    ready: Option<Ready>,
    asked_for_config: bool,
}

impl Kiosk {
    /// One that has to be set up.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Finds and verifies the networks and what runs them. One that is set up stays as it is.
    ///
    /// # Errors
    /// [`FailureKind::Models`], [`FailureKind::Engine`].
    pub fn init(&mut self, setup: &Setup) -> Result<(), Failure> {
        if self.ready.is_some() {
            return Ok(());
        }
        sweep_private_folders();
        let pack = Pack::find(&Lookup::from_env(setup.models.clone()))
            .map_err(|error| Failure::new(FailureKind::Models, told(&error)))?;
        let runtime = Runtime::choose(&setup.backend)
            .map_err(|error| Failure::new(FailureKind::Engine, told(&error)))?;
        self.ready = Some(Ready { pack: Arc::new(pack), runtime: Arc::new(runtime) });
        Ok(())
    }

    /// Lets go of everything. One that is not set up stays as it is.
    pub fn release(&mut self) {
        *self = Self::default();
    }

    /// Opens a window for one check and returns when it is closed. Call it on the main thread: that is where windows are.
    /// `sink` hears what happens, the end too.
    ///
    /// # Errors
    /// No check took place: not set up, a setting or file that cannot be used, no licence, no display.
    pub fn start_auth(&mut self, start: Start, sink: EventSink) -> Result<Ended, Failure> {
        self.check(Ok(start), sink)
    }

    /// Says what a server has to know; see [`Kiosk::start_auth_by_light_data`].
    ///
    /// # Errors
    /// Not set up.
    pub fn auth_config_data(&mut self) -> Result<AuthConfigData, Failure> {
        self.ready()?;
        self.asked_for_config = true;
        Ok(AuthConfigData {
            schema: liveface_session::challenge::SCHEMA,
            expansion: liveface_session::challenge::EXPANSION,
            client: concat!("liveface-kiosk/", env!("CARGO_PKG_VERSION")),
        })
    }

    /// As [`Kiosk::start_auth`], with the light (a [`Challenge`] in JSON) that a server minted after it was given
    /// [`Kiosk::auth_config_data`].
    ///
    /// # Errors
    /// As [`Kiosk::start_auth`]; besides [`FailureKind::LightNotAsked`] before `auth_config_data`,
    /// [`FailureKind::LightStopped`] without light, [`FailureKind::LightData`] with light that cannot be used.
    pub fn start_auth_by_light_data(
        &mut self,
        light: Option<&[u8]>,
        start: Start,
        sink: EventSink,
    ) -> Result<Ended, Failure> {
        let start = self.challenge(light).map(|challenge| Start { challenge: Some(challenge), ..start });
        self.check(start, sink)
    }

    fn challenge(&self, light: Option<&[u8]>) -> Result<Challenge, Failure> {
        self.ready()?;
        if !self.asked_for_config {
            let what = "light was given before auth_config_data was called";
            return Err(Failure::new(FailureKind::LightNotAsked, what));
        }
        let none = || Failure::new(FailureKind::LightStopped, "the app gave no light sequence");
        let unusable = |error: ChallengeError| Failure::new(FailureKind::LightData, told(&error));
        Challenge::read(light.ok_or_else(none)?).map_err(unusable)
    }

    fn ready(&self) -> Result<&Ready, Failure> {
        let what = "a check was started before init, or after release";
        self.ready.as_ref().ok_or_else(|| Failure::new(FailureKind::NotInitialised, what))
    }

    fn prepare(&self, start: Start) -> Result<Prepared, Failure> {
        let ready = self.ready()?;
        Licence::required(&start.config, jiff::Timestamp::now()).map_err(|error| Failure::from(&error))?;
        Prepared::new(ready, start)
    }

    fn check(&self, start: Result<Start, Failure>, mut sink: EventSink) -> Result<Ended, Failure> {
        let prepared = match start.and_then(|start| self.prepare(start)) {
            Ok(prepared) => prepared,
            Err(failure) => {
                sink(&Event::Failure(failure.clone()));
                return Err(failure);
            }
        };
        let ended = Arc::new(Mutex::new(None));
        let keep = Arc::clone(&ended);
        let sink: EventSink = Box::new(move |event: &Event| {
            if let Some(end) = Ended::of(event) {
                keep.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(end);
            }
            sink(event);
        });
        let (title, options) = (prepared.title(), prepared.options());
        let open = move |context: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
            Ok(Box::new(prepared.app(&context.egui_ctx, sink)) as Box<dyn eframe::App>)
        };
        eframe::run_native(&title, options, Box::new(open)).map_err(|error| {
            // It names places in other people's source.
            tracing::debug!(%error, "no window");
            let what = "no window can be opened: start it where there is a display (DISPLAY or WAYLAND_DISPLAY) and OpenGL";
            Failure::new(FailureKind::Inner, what)
        })?;
        let end = ended.lock().unwrap_or_else(PoisonError::into_inner).take();
        end.ok_or_else(|| Failure::new(FailureKind::Inner, "the window closed without a result"))
    }
}
