//! The program `liveface-kiosk`: one check in one window.

mod args;

use anyhow::Context as _;
use args::{BackendArg, Check, Cli, Command, LicenceAction, ServiceArgs};
use clap::Parser as _;
use liveface::infer::{BackendChoice, BackendOptions};
use liveface_cloud_api::{Credential, Secret};
use liveface_kiosk::config::{KioskConfig, LanguageStyle};
use liveface_kiosk::event::{self, Disclosure, Event, EventSink};
use liveface_kiosk::failure::FailureKind;
use liveface_kiosk::licence::{Keys, Licence};
use liveface_kiosk::{Cloud, Ended, Kiosk, Reach, Setup, Source, Start, Stop};
use liveface_session::{Challenge, Level};
use liveface_uploader::SdkToken;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tracing_subscriber::EnvFilter;

/// Longest small file that is read, bytes.
const MAX_FILE: u64 = 1 << 20;

/// How long the end of the program waits for events to be written.
const WRITTEN_WITHIN: Duration = Duration::from_secs(2);

/// Exit status where something broke.
const BROKEN: u8 = 3;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        // Help and version are no errors; everything else is bad input.
        Err(error) if error.use_stderr() => {
            let text = error.to_string();
            let what: Vec<_> = text.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
            let what = what.join(" ");
            complain(&format!("{} (see --help)", what.trim_start_matches("error: ")));
            return ExitCode::from(BROKEN);
        }
        Err(error) => {
            let _ = error.print();
            return ExitCode::SUCCESS;
        }
    };
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
    let line = text.replace(char::is_control, " ");
    let _ = writeln!(std::io::stderr(), "liveface-kiosk: {line}");
}

fn check(check: Check) -> anyhow::Result<u8> {
    log_to_stderr(check.verbose);
    let config = settings(&check)?;
    let setup = Setup {
        models: check.models.clone(),
        backend: BackendOptions { choice: backend(check.backend), ..BackendOptions::default() },
    };
    let (sink, writer) = sink(&check)?;
    let stop = Stop::default();
    let challenge = check.plan.as_deref().map(challenge).transpose()?;
    let start = Start {
        source: source(&check, &config),
        config,
        token: token(&check.service)?,
        reference: check.reference,
        reach: reach(&check.service)?,
        challenge,
        window: check.window,
        stop: Some(stop.clone()),
    };
    ctrlc::set_handler(move || stop.now()).context("interrupts cannot be caught")?;
    let mut kiosk = Kiosk::new();
    kiosk.init(&setup)?;
    let ended = kiosk.start_auth(start, sink);
    // The window is gone and its sink with it, so the writer comes to its end, unless nobody takes what it writes.
    let since = Instant::now();
    while writer.as_ref().is_some_and(|writer| !writer.is_finished()) && since.elapsed() < WRITTEN_WITHIN {
        std::thread::sleep(Duration::from_millis(5));
    }
    Ok(status(&ended?))
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
    if let Some(camera) = &check.camera {
        config.kiosk.camera.clone_from(camera);
    }
    if let Some(code) = &check.language {
        config.language_style = LanguageStyle::CustomizeLanguage;
        config.language_type = Default::default();
        (config.set_language_file_name, config.user_language_file_name) = (String::new(), String::new());
        config.language_code.clone_from(code);
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
    Source::camera(config)
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

/// The token that was asked for already.
fn token(service: &ServiceArgs) -> anyhow::Result<Option<SdkToken>> {
    let given = service.token.clone().map(Ok);
    let given = given.or_else(|| variable("LIVEFACE_KIOSK_TOKEN").map(SdkToken::new));
    Ok(given.transpose()?)
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

/// What writes the events, in a thread of its own: the window waits for nothing, not for a full pipe either.
fn sink(check: &Check) -> anyhow::Result<(EventSink, Option<JoinHandle<()>>)> {
    let Some(path) = &check.events else { return Ok((Box::new(|_| {}), None)) };
    let disclosure = if check.disclose { Disclosure::Shown } else { Disclosure::Withheld };
    let failed = |error: std::io::Error| complain(&format!("events cannot be written any more: {error}"));
    let mut lines = if path.as_os_str() == "-" {
        event::json_lines(std::io::stdout(), disclosure, failed)
    } else {
        event::json_lines(private_file(path, false)?, disclosure, failed)
    };
    let (sender, events) = mpsc::channel::<(jiff::Timestamp, Event)>();
    let writer = std::thread::spawn(move || events.iter().for_each(|(at, event)| lines(at, &event)));
    let sink = move |event: &Event| {
        // Whoever writes has said why it ended.
        let _ = sender.send((jiff::Timestamp::now(), event.clone()));
    };
    Ok((Box::new(sink), Some(writer)))
}

/// A file that only its owner can read.
fn private_file(path: &Path, new: bool) -> anyhow::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(new).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).with_context(|| format!("cannot write {}", path.display()))
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
            let mut file = private_file(&private, true).context("name a new file for the private key")?;
            writeln!(file, "{}", keys.private)?;
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
        // What others warn of while a window opens helps nobody who did not ask.
        0 => "liveface_kiosk=warn,error",
        1 => "liveface=info,warn",
        _ => "liveface=debug,info",
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
