//! What the program costs: time until the first picture, share of a core while it waits for somebody.

use super::bench::Told;
use crate::program::{fixture, program};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Longest time from the start of the program to the camera's first picture.
const START: Duration = Duration::from_millis(1_500);
/// Largest share of a core that the idle preview may take.
const SHARE: f64 = 0.35;
/// For how long that is measured, and how long after the start.
const LOOK: Duration = Duration::from_secs(15);
const SETTLES: Duration = Duration::from_secs(3);
/// Ticks of the system's clock a second, as `/proc` counts: 100 on every Linux of today.
const TICKS: f64 = 100.0;

/// A program under way, which goes when this does.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The program on the display of this scenario, without a guide.
fn check(folder: &Path, (clip, window): (&Path, &str)) -> Command {
    let config = folder.join("kiosk.toml");
    std::fs::write(&config, "isShowGuidePage = false\n").expect("a file");
    let mut command = program(None);
    command.env("DISPLAY", std::env::var_os("DISPLAY").expect("a display"));
    command.arg("--config").arg(config).args(["--level", "1", "--language", "en", "-v", "--window", window]);
    command.arg("--video").arg(clip);
    command
}

fn first_picture(folder: &Path) -> Duration {
    let clip = fixture("clips/nobody.mp4");
    let since = Instant::now();
    let child =
        check(folder, (&clip, "1280x720")).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut running = Running(child);
    let log = BufReader::new(running.0.stderr.take().expect("a pipe"));
    let mut lines = log.lines().map_while(Result::ok);
    lines.find(|line| line.contains("first camera frame")).expect("a picture came");
    since.elapsed()
}

pub(crate) fn start() -> Told {
    let folder = tempfile::tempdir().expect("a folder");
    let mut took: Vec<Duration> = (0..3).map(|_| first_picture(folder.path())).collect();
    took.sort_unstable();
    let told = format!("{took:.0?} from the start of the program to the first picture");
    if took[1] <= START { Ok(told) } else { Err(told) }
}

pub(crate) fn cpu() -> Told {
    let folder = tempfile::tempdir().expect("a folder");
    let clip = folder.path().join("nobody-30.mp4");
    let short = fixture("clips/nobody.mp4");
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg.args(["-loglevel", "error", "-stream_loop", "15", "-i"]).arg(short);
    ffmpeg.args(["-vf", "fps=30", "-c:v", "libx264", "-preset", "veryfast"]).arg(&clip);
    let made = ffmpeg.status().map_err(|error| format!("no ffmpeg to make a longer clip with: {error}"))?;
    if !made.success() {
        return Err("ffmpeg made no clip".to_owned());
    }
    let shares = ["640x480", "1280x720"].map(|window| (window, share(folder.path(), (&clip, window))));
    let told =
        shares.map(|(window, share)| format!("{:.0} % of a core in a window of {window}", share * 100.0));
    let told = format!("idle preview of 640x480 at 30 a second: {}", told.join(", "));
    if shares.iter().all(|(_, share)| *share <= SHARE) { Ok(told) } else { Err(told) }
}

/// The share of a core that the program takes while nobody is there.
fn share(folder: &Path, what: (&Path, &str)) -> f64 {
    let running = Running(check(folder, what).stderr(Stdio::null()).spawn().expect("the program starts"));
    std::thread::sleep(SETTLES);
    let (since, before) = (Instant::now(), ticks(running.0.id()));
    std::thread::sleep(LOOK);
    (ticks(running.0.id()) - before) / TICKS / since.elapsed().as_secs_f64()
}

/// Ticks that a process and its threads have computed.
fn ticks(process: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).expect("the program is there");
    // The second field, the name, may hold blanks; it ends with a parenthesis. Then user time is the 12th, system time the 13th.
    let rest = text.rsplit_once(')').expect("a name").1;
    rest.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<f64>().expect("a number")).sum()
}
