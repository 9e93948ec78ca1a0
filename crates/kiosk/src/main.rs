//! The program `liveface-kiosk`: one check in one window.

mod args;

use anyhow::Context as _;
use args::{BackendArg, Check, Cli, Command, LicenceAction, ServiceArgs};
use clap::Parser as _;
use liveface::infer::{BackendChoice, BackendOptions};
use liveface_cloud_api::{Credential, Secret};
use liveface_kiosk::config::{KioskConfig, LanguageStyle};
use liveface_kiosk::event::{self, Disclosure, EventSink};
use liveface_kiosk::failure::FailureKind;
use liveface_kiosk::licence::{Keys, Licence};
use liveface_kiosk::{Camera, Cloud, Ended, Kiosk, Reach, Setup, Source, Start};
use liveface_session::{Challenge, Level};
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// Longest small file that is read, bytes.
const MAX_FILE: u64 = 1 << 20;

/// Exit status where something broke.
const BROKEN: u8 = 3;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.command {
        None => check(cli.check),
        Some(Command::Config { check }) => config(check.as_deref()),
        Some(Command::Licence { action }) => licence(action),
    };
    match result {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::from(BROKEN)
        }
    }
}

fn complain(text: &str) {
    // Nothing is left to tell it to where standard error is closed.
    let _ = writeln!(std::io::stderr(), "error: {}", text.replace('\n', " "));
}

fn check(check: Check) -> anyhow::Result<u8> {
    log_to_stderr(check.verbose);
    let config = settings(&check)?;
    let setup = Setup {
        models: check.models.clone(),
        backend: BackendOptions { choice: backend(check.backend), ..BackendOptions::default() },
    };
    let sink = sink(&check)?;
    let challenge = check.plan.as_deref().map(challenge).transpose()?;
    let start = Start {
        source: source(&check, &config),
        config,
        token: check.service.token.clone().or_else(|| variable("LIVEFACE_KIOSK_TOKEN")),
        reference: check.reference,
        reach: reach(&check.service)?,
        challenge,
        window: check.window,
    };
    let mut kiosk = Kiosk::new();
    kiosk.init(&setup)?;
    let ended = kiosk.start_auth(start, sink)?;
    Ok(status(&ended))
}

/// 0 passed, 1 not passed, 2 not enough to judge or cancelled, 3 broke.
fn status(ended: &Ended) -> u8 {
    let Ended::Failure(failure) = ended else { return 0 };
    complain(&failure.to_string());
    match failure.kind {
        FailureKind::Cancelled | FailureKind::FocusLost | FailureKind::PrepareTimeOut => 2,
        FailureKind::LocalFailed | FailureKind::ActionTimeOut | FailureKind::Service => {
            if failure.insufficient { 2 } else { 1 }
        }
        _ => BROKEN,
    }
}

fn settings(check: &Check) -> anyhow::Result<KioskConfig> {
    let mut config = check.config.as_deref().map(KioskConfig::read).transpose()?.unwrap_or_default();
    if let Some(level) = check.level {
        config.kiosk.secure_level = Level::try_from(level).map_err(anyhow::Error::msg)?;
    }
    if let Some(code) = &check.language {
        config.language_style = LanguageStyle::CustomizeLanguage;
        config.language_type = Default::default();
        (config.set_language_file_name, config.language_code) = (String::new(), code.clone());
    }
    Ok(config)
}

fn source(check: &Check, config: &KioskConfig) -> Source {
    if let Some(path) = &check.video {
        return Source::Video(path.clone());
    }
    if check.synthetic {
        return Source::Synthetic(Box::default());
    }
    Source::Camera(Camera {
        name: check.camera.clone().unwrap_or_else(|| config.kiosk.camera.clone()),
        size: config.auth_ui_config.video_size.pixels(),
        fps: config.kiosk.camera_fps,
    })
}

fn backend(backend: BackendArg) -> BackendChoice {
    match backend {
        BackendArg::Auto => BackendChoice::Auto,
        BackendArg::Native => BackendChoice::Native,
        BackendArg::Embedded => BackendChoice::Embedded,
    }
}

fn reach(service: &ServiceArgs) -> anyhow::Result<Reach> {
    let roots = service.ca.as_deref().map(|path| read(path, "certificates")).transpose()?;
    if let Some(url) = &service.merchant {
        return Ok(Reach::Merchant { url: url.clone(), roots });
    }
    if !service.cloud {
        anyhow::ensure!(roots.is_none(), "--ca is for --merchant or --cloud: nothing is sent without them");
        return Ok(Reach::Local);
    }
    let (endpoint, region) = (service.endpoint.clone().unwrap_or_default(), service.region.clone());
    Ok(Reach::Cloud(Box::new(Cloud { credential: credential()?, endpoint, region, roots })))
}

/// A variable of the environment; one set to nothing counts as not set.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The key in the environment, under the names that the cloud's own tools use.
fn credential() -> anyhow::Result<Credential> {
    let needed = |name: &str| {
        variable(name).with_context(|| {
            format!("{name} is not set: set it, or start `liveface kiosk --cloud`, which finds the key that `liveface credentials` keeps")
        })
    };
    let mut credential =
        Credential::new(needed("TENCENTCLOUD_SECRET_ID")?, needed("TENCENTCLOUD_SECRET_KEY")?);
    credential.token = variable("TENCENTCLOUD_TOKEN").map(Secret::from);
    Ok(credential)
}

fn challenge(path: &Path) -> anyhow::Result<Challenge> {
    let json = read(path, "plan")?;
    Challenge::read(&json).with_context(|| format!("{} cannot be used", path.display()))
}

fn sink(check: &Check) -> anyhow::Result<EventSink> {
    let Some(path) = &check.events else { return Ok(Box::new(|_| {})) };
    let disclosure = if check.disclose { Disclosure::Shown } else { Disclosure::Withheld };
    let failed = |error: std::io::Error| complain(&format!("events cannot be written any more: {error}"));
    let clock = jiff::Timestamp::now;
    if path.as_os_str() == "-" {
        return Ok(event::json_lines(std::io::stdout(), disclosure, clock, failed));
    }
    let file = std::fs::File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(event::json_lines(file, disclosure, clock, failed))
}

fn config(file: Option<&Path>) -> anyhow::Result<u8> {
    let text = match file {
        None => KioskConfig::default().to_toml()?,
        Some(path) => {
            KioskConfig::read(path)?;
            format!("{} can be used\n", path.display())
        }
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(0)
}

fn licence(action: LicenceAction) -> anyhow::Result<u8> {
    match action {
        LicenceAction::Keys { private } => {
            let keys = Keys::generate()?;
            let mut options = std::fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            options
                .open(&private)
                .and_then(|mut file| writeln!(file, "{}", keys.private))
                .with_context(|| format!("cannot write {}: name a new file", private.display()))?;
            writeln!(std::io::stdout(), "{}", keys.public)?;
        }
        LicenceAction::Issue { private, holder, until } => {
            let key =
                String::from_utf8(read(&private, "private key")?).context("the private key is not text")?;
            let licence = Licence { holder, expires_at: until, features: Vec::new() };
            let text = licence.issue(key.trim(), jiff::Timestamp::now())?;
            writeln!(std::io::stdout(), "{text}")?;
        }
    }
    Ok(0)
}

/// A whole small file.
fn read(path: &Path, what: &str) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(MAX_FILE + 1).read_to_end(&mut bytes))
        .with_context(|| format!("cannot read the {what} {}", path.display()))?;
    anyhow::ensure!(
        bytes.len() as u64 <= MAX_FILE,
        "{} is longer than {MAX_FILE} bytes: no {what}",
        path.display()
    );
    Ok(bytes)
}

fn log_to_stderr(verbose: u8) {
    let level = match verbose {
        0 => "warn",
        1 => "liveface=info,warn",
        _ => "liveface=debug,info",
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
