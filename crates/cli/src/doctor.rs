//! `liveface doctor`: what this machine can do, and what to do about what it cannot.

mod speed;

use crate::args::{Common, JsonOnly};
use crate::cameras::{self, Cameras};
use crate::{Outcome, setup, terminal};
use liveface::infer::{Backend, Runtime};
use liveface_models::Pack;
use serde::Serialize;
use speed::Speed;

/// What a faster back end takes.
const NATIVE_REMEDY: &str = "install ONNX Runtime 1.26.0 (pip install onnxruntime==1.26.0) or name its library with \
                             --runtime FILE or ORT_DYLIB_PATH";

/// What `doctor --json` prints.
#[derive(Debug, Serialize)]
struct Diagnosis {
    schema: u32,
    version: &'static str,
    /// Whether `verify` works on a recording.
    usable: bool,
    cores: Option<usize>,
    backend: Option<BackendObject>,
    pack: Option<PackObject>,
    speed: Option<Speed>,
    cameras: Cameras,
    problems: Vec<Problem>,
}

#[derive(Debug, Serialize)]
struct BackendObject {
    kind: &'static str,
    library: Option<String>,
    version: Option<String>,
    /// Why it is not ONNX Runtime.
    reason: Option<String>,
}

#[derive(Debug, Serialize)]
struct PackObject {
    id: String,
    name: String,
    origin: String,
    models: usize,
}

/// Something that is not as it could be.
#[derive(Debug, Serialize)]
struct Problem {
    /// Whether nothing can be verified because of it.
    fatal: bool,
    /// What is wrong and, after a colon or semicolon, what to do.
    what: String,
}

/// Runs the command. A machine that cannot verify is `Broken`.
///
/// # Errors
/// Standard output cannot be written.
pub fn run(common: &Common, args: &JsonOnly) -> anyhow::Result<Outcome> {
    let diagnosis = Diagnosis::of(common);
    terminal::print(&if args.json { serde_json::to_string(&diagnosis)? } else { diagnosis.text() })?;
    Ok(if diagnosis.usable { Outcome::Good } else { Outcome::Broken })
}

impl Diagnosis {
    fn of(common: &Common) -> Self {
        let mut problems = Vec::new();
        let runtime = kept(setup::runtime(common), &mut problems);
        let pack = kept(setup::pack(common), &mut problems);
        let speed = pack
            .as_ref()
            .zip(runtime.as_ref())
            .and_then(|(pack, runtime)| kept(Speed::measure(pack, runtime), &mut problems));
        let backend = runtime.as_ref().map(BackendObject::of);
        if let Some(reason) = backend.as_ref().and_then(|backend| backend.reason.as_ref()) {
            let what = format!("the slower embedded back end is in use: {reason}; {NATIVE_REMEDY}");
            problems.push(Problem { fatal: false, what });
        }
        let cameras = cameras::find();
        problems.extend(cameras.problem.iter().map(|what| Problem { fatal: false, what: what.clone() }));
        Self {
            schema: 1,
            version: env!("CARGO_PKG_VERSION"),
            usable: speed.is_some(),
            cores: std::thread::available_parallelism().ok().map(usize::from),
            backend,
            pack: pack.as_ref().map(PackObject::of),
            speed,
            cameras,
            problems,
        }
    }

    fn text(&self) -> String {
        let mut lines = vec![format!("liveface {}", self.version)];
        let mut row = |name: &str, value: String| lines.push(format!("  {name:<12}{value}"));
        row("cores", self.cores.map_or("unknown".to_owned(), |cores| cores.to_string()));
        row("back end", self.backend.as_ref().map_or("none".to_owned(), BackendObject::text));
        row("model pack", self.pack.as_ref().map_or("none".to_owned(), PackObject::text));
        for (name, value) in self.speed.iter().flat_map(Speed::rows) {
            row(name, value);
        }
        let cameras = self.cameras.lines();
        row("cameras", if cameras.is_empty() { "none".to_owned() } else { String::new() });
        lines.extend(cameras.into_iter().map(|line| format!("    {line}")));
        for Problem { fatal, what } in &self.problems {
            lines.push(format!("{}: {what}", if *fatal { "PROBLEM" } else { "note" }));
        }
        let verdict = if self.usable { "can verify" } else { "cannot verify: see PROBLEM above" };
        lines.push(format!("this machine {verdict}"));
        lines.join("\n")
    }
}

/// The value, or else its error among the problems.
fn kept<T>(result: anyhow::Result<T>, problems: &mut Vec<Problem>) -> Option<T> {
    result.map_err(|error| problems.push(Problem { fatal: true, what: format!("{error:#}") })).ok()
}

impl BackendObject {
    fn of(runtime: &Runtime) -> Self {
        match runtime.backend() {
            Backend::Native { library, version } => Self {
                kind: "native",
                library: Some(library.display().to_string()),
                version: version.clone(),
                reason: None,
            },
            Backend::Embedded { reason } => {
                Self { kind: "embedded", library: None, version: None, reason: reason.clone() }
            }
            other => Self { kind: "other", library: None, version: None, reason: Some(format!("{other:?}")) },
        }
    }

    fn text(&self) -> String {
        let Some(library) = &self.library else { return self.kind.to_owned() };
        let version = self.version.as_deref().unwrap_or("of unknown version");
        format!("{}, ONNX Runtime {version}: {library}", self.kind)
    }
}

impl PackObject {
    fn of(pack: &Pack) -> Self {
        Self {
            id: pack.id().to_owned(),
            name: pack.name().to_owned(),
            origin: pack.origin().to_string(),
            models: pack.entries().count(),
        }
    }

    fn text(&self) -> String {
        format!("{} from {}: {} networks, verified", self.id, self.origin, self.models)
    }
}
