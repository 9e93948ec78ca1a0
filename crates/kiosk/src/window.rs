//! From settings to a window: what a check is made of.

use crate::app::{App, Parts};
use crate::config::{Argb, KioskConfig, PageColorStyle, Paint};
use crate::event::EventSink;
use crate::failure::{Failure, FailureKind};
use crate::flow::Rules;
use crate::kiosk::{Ready, Start};
use crate::plan::Plans;
use crate::reach::Reach;
use crate::screen::Privacy;
use crate::speech::Voice;
use crate::view::{Look, View};
use crate::words::{Choice, Words};
use crate::work::{Job, Photo};
use eframe::egui::{self, Color32};
use liveface_frames::read_photo;
use liveface_models::user_data_dir;
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
        let photo = start.reference.as_deref().map(photo).transpose()?;
        let plans = Plans::new(&config, start.challenge);
        let rules = Rules {
            attempts: plans.attempts(config.kiosk.max_attempts),
            light: plans.have_light(),
            ..rules(&config, sends)
        };
        let load = ready.loader();
        let source = start.source;
        let reach = start.reach;
        let backups = config.backups();
        let job = Job {
            open: Box::new(move || source.open()),
            load,
            plan: Box::new(move |light| plans.draw(light)),
            photo,
            reach: Box::new(move || reach.service(&backups)),
            sends,
            token: start.token,
            level: config.kiosk.secure_level.into(),
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
        App::new(ctx, Parts { rules: self.rules, job: self.job, sink, voice: self.voice, view })
    }
}

fn words(config: &KioskConfig) -> Result<Words, Failure> {
    let folder = [&config.kiosk.custom_strings_folder, &config.user_language_bundle_name];
    let folder = folder.into_iter().find(|folder| !folder.is_empty()).map(PathBuf::from);
    let code = match config.language() {
        crate::config::Language::System => None,
        crate::config::Language::Code(code) => Some(code),
    };
    Words::load(&Choice { code, folder })
        .map_err(|error| Failure::new(FailureKind::Settings, error.to_string()))
}

fn rules(config: &KioskConfig, sends: bool) -> Rules {
    let ms = |ms: u32| Duration::from_millis(u64::from(ms));
    let prepare = (config.prepare_timeout_ms > 0).then(|| ms(config.prepare_timeout_ms));
    Rules {
        guide: config.is_show_guide_page,
        light: config.kiosk.secure_level.has_light(),
        privacy: match (sends, config.is_delete_video_cache) {
            (true, _) => Privacy::Sent,
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

fn colour(paint: Paint) -> Option<Color32> {
    match paint {
        Paint::Unchanged => None,
        Paint::Argb(Argb { alpha, red, green, blue }) => {
            Some(Color32::from_rgba_unmultiplied(red, green, blue, alpha))
        }
    }
}

/// Reads the photo to compare with.
fn photo(path: &Path) -> Result<Photo, Failure> {
    let unusable =
        |reason: String| Failure::new(FailureKind::Settings, format!("the photo cannot be used: {reason}"));
    let frame = read_photo(path).map_err(|error| unusable(error.to_string()))?;
    let length = std::fs::metadata(path).map(|meta| meta.len()).unwrap_or(u64::MAX);
    if length > MAX_PHOTO {
        return Err(unusable(format!("{} has {length} bytes, at most {MAX_PHOTO} are read", path.display())));
    }
    let file = std::fs::read(path).map_err(|error| unusable(format!("{}: {error}", path.display())))?;
    Ok(Photo { frame, file: Arc::new(file) })
}
