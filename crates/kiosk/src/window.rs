//! From settings to a window: what a check is made of.

use crate::app::{App, Parts, Stop};
use crate::config::{KioskConfig, PageColorStyle};
use crate::event::EventSink;
use crate::failure::{Failure, FailureKind, told};
use crate::flow::Rules;
use crate::kiosk::{Ready, Start};
use crate::plan::Plans;
use crate::reach::Reach;
use crate::screen::Privacy;
use crate::speech::Voice;
use crate::view::{Look, View, colour};
use crate::words::{Choice, Words};
use crate::work::{Job, Photo};
use eframe::egui;
use liveface_frames::read_photo_bytes;
use liveface_models::user_data_dir;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Size of a window that does not fill the screen, points.
const SIZE: [f32; 2] = [1280.0, 720.0];

/// Largest photo, bytes.
const MAX_PHOTO: u64 = 64_000_000;

/// Everything that a window needs and that can be wrong before it opens.
pub(crate) struct Prepared {
    rules: Rules,
    job: Job,
    words: Words,
    look: Look,
    voice: Option<Voice>,
    stop: Option<Stop>,
    scale: f32,
    title: String,
    full_screen: bool,
    size: [f32; 2],
}

impl Prepared {
    /// Checks and reads what `start` names.
    pub(crate) fn new(ready: &Ready, start: Start) -> Result<Self, Failure> {
        let config = start.config.clone().checked().map_err(|error| Failure::from(&error))?;
        let words = words(&config)?;
        let sends = !matches!(start.reach, Reach::Local);
        // What is wrong with it is told before somebody stands there.
        let backups = config.backups();
        start.reach.service(&backups)?;
        let photo = start.reference.as_deref().map(photo).transpose()?;
        let plans = Plans::new(&config, start.challenge);
        let rules = Rules {
            // A token names one session, so that nobody gets the result of somebody before.
            attempts: if start.token.is_some() { 1 } else { plans.attempts(config.kiosk.max_attempts) },
            light: plans.have_light(),
            free_of_light: plans.free_of_light(),
            ..rules(&config, sends)
        };
        let level = plans.level().into();
        let load = ready.loader();
        let source = start.source;
        let reach = start.reach;
        let job = Job {
            open: Box::new(move || source.open()),
            load,
            plan: Box::new(move |light| plans.draw(light)),
            photo,
            reach: Box::new(move || reach.service(&backups)),
            sends,
            token: start.token,
            level,
            keep: keep(&config),
            best_image: config.is_need_best_image,
        };
        let title = words.text(&"app-title".into());
        Ok(Self {
            rules,
            job,
            words,
            look: look(&config)?,
            voice: config.kiosk.speak.then(Voice::find).flatten(),
            scale: config.kiosk.scale,
            title,
            stop: start.stop,
            full_screen: config.kiosk.full_screen && start.window.is_none(),
            size: start.window.unwrap_or(SIZE),
        })
    }

    /// How the window is opened.
    pub(crate) fn options(&self) -> eframe::NativeOptions {
        let viewport = egui::ViewportBuilder::default()
            .with_title(&self.title)
            .with_app_id("liveface-kiosk")
            .with_inner_size(self.size)
            .with_min_inner_size([480.0, 320.0])
            .with_fullscreen(self.full_screen);
        eframe::NativeOptions {
            viewport,
            renderer: eframe::Renderer::Glow,
            // Colours of the light must reach the screen as they are.
            dithering: false,
            // The program goes on when the window is closed.
            run_and_return: true,
            ..eframe::NativeOptions::default()
        }
    }

    /// The name of the window.
    pub(crate) fn title(&self) -> String {
        self.title.clone()
    }

    /// The check, in a window that is open.
    pub(crate) fn app(self, ctx: &egui::Context, sink: EventSink) -> App {
        ctx.set_zoom_factor(self.scale);
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let view = View::new(ctx, self.words, self.look);
        let Self { rules, job, voice, stop, .. } = self;
        App::new(ctx, Parts { rules, job, sink, voice, view, stop })
    }
}

fn words(config: &KioskConfig) -> Result<Words, Failure> {
    let folder = [&config.kiosk.custom_strings_folder, &config.user_language_bundle_name];
    let folder = folder.into_iter().find(|folder| !folder.is_empty()).map(PathBuf::from);
    let code = match config.language() {
        crate::config::Language::System => None,
        crate::config::Language::Code(code) => Some(code),
    };
    Words::load(&Choice { code, folder }).map_err(|error| Failure::new(FailureKind::Settings, told(&error)))
}

fn rules(config: &KioskConfig, sends: bool) -> Rules {
    let ms = |ms: u32| Duration::from_millis(u64::from(ms));
    let prepare = (config.prepare_timeout_ms > 0).then(|| ms(config.prepare_timeout_ms));
    Rules {
        guide: config.is_show_guide_page,
        light: config.kiosk.secure_level.has_light(),
        free_of_light: true,
        privacy: match (sends, config.is_delete_video_cache) {
            (true, true) => Privacy::Sent,
            (true, false) => Privacy::SentAndKept,
            (false, false) => Privacy::Kept,
            (false, true) => Privacy::Deleted,
        },
        attempts: config.kiosk.max_attempts,
        error_pages: config.auth_ui_config.is_show_error_dialog,
        focus_matters: config.kiosk.is_focus_loss_fatal,
        result_stays: (config.kiosk.result_page_ms > 0).then(|| ms(config.kiosk.result_page_ms)),
        prepare_countdown: prepare.filter(|_| config.counts_down_in_preparation()),
        check_countdown: config.counts_down_in_action().then(|| ms(config.auth_time_out_ms)),
    }
}

/// Where recordings are kept, where they are.
fn keep(config: &KioskConfig) -> Option<PathBuf> {
    if config.is_delete_video_cache {
        return None;
    }
    let named = Some(&config.kiosk.video_cache_folder).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    Some(named.or_else(|| Some(user_data_dir()?.join("sessions"))).unwrap_or_else(std::env::temp_dir))
}

fn look(config: &KioskConfig) -> Result<Look, Failure> {
    let ui = &config.auth_ui_config;
    let colours = [
        ui.feed_back_error_color,
        ui.feed_back_txt_color,
        ui.auth_circle_error_color,
        ui.auth_circle_correct_color,
        ui.auth_layout_bg_color,
    ];
    Ok(Look {
        dark: config.page_color_style == PageColorStyle::Dark,
        high_contrast: config.kiosk.high_contrast,
        colours: colours.map(colour),
        show_countdown: ui.is_show_countdown,
        layout: Some(config.layout().map_err(|error| Failure::from(&error))?),
    })
}

/// Reads the photo to compare with.
fn photo(path: &Path) -> Result<Photo, Failure> {
    let unusable =
        |reason: String| Failure::new(FailureKind::Settings, format!("the photo cannot be used: {reason}"));
    // Read once, so that what is compared is what is sent.
    let mut file = Vec::new();
    std::fs::File::open(path)
        .and_then(|photo| photo.take(MAX_PHOTO + 1).read_to_end(&mut file))
        .map_err(|error| unusable(format!("{}: {error}", path.display())))?;
    if file.len() as u64 > MAX_PHOTO {
        return Err(unusable(format!("{} has more than {MAX_PHOTO} bytes", path.display())));
    }
    let frame = read_photo_bytes(&file, path).map_err(|error| unusable(told(&error)))?;
    Ok(Photo { frame, file: Arc::new(file) })
}
