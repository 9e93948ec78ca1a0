//! What a person reads: results on standard output, everything else on standard error.

use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use tracing_subscriber::EnvFilter;

/// Logs to standard error: warnings only, unless asked for more.
pub fn start_logging(verbose: u8) {
    let level = match verbose {
        0 => "error",
        1 => "info",
        _ => "debug",
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .without_time()
        .init();
}

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C and a request to end only set a flag, so that temporary files go; the second one ends at once.
///
/// # Errors
/// The system refuses the handler.
pub fn catch_interrupts() -> anyhow::Result<()> {
    ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    })
    .context("cannot listen for Ctrl-C")
}

/// Whether the person wants to stop.
#[must_use]
pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
}

/// The flag behind [`interrupted`], for what watches it by itself.
#[must_use]
pub fn interruption() -> &'static AtomicBool {
    &INTERRUPTED
}

/// Prints one result and a line end.
///
/// # Errors
/// Standard output cannot be written; a reader that went away (`| head`) is not an error.
pub fn print(text: &str) -> anyhow::Result<()> {
    match writeln!(io::stdout().lock(), "{text}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(error).context("cannot write the result")
        }
        _ => Ok(()),
    }
}

/// Tells the person before a camera what to do, or what is going on.
pub fn tell(text: &str) {
    // Nobody is there to read it: nothing to be done about that.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// One line for what broke: what, where, what to do.
pub fn complain(error: &anyhow::Error) {
    tell(&format!("liveface: {}", format!("{error:#}").replace('\n', " ")));
}

/// A progress bar on standard error over `frames` frames; hidden when nobody watches.
#[must_use]
pub fn progress(frames: Option<u64>, label: &str) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = frames.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
    let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {elapsed} of {duration}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())).with_message(label.to_owned())
}
