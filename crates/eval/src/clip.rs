//! From one clip of the manifest to its trace, and from the trace to its row.

mod prepare;
mod row;

pub(crate) use prepare::Prepared;
pub(crate) use row::{Stored, row};

use crate::Entry;
use liveface::infer::Runtime;
use liveface::vision::{Vision, VisionConfig, VisionError};
use liveface::{Engine, Finished, model_hashes};
use liveface_frames::Limits;
use liveface_models::Pack;
use liveface_session::Config;
use liveface_session::trace::{Event, Line, Trace, write_line};
use std::collections::BTreeMap;
use std::io::{BufReader, BufWriter, IntoInnerError, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Level of compression of traces: higher ones cost more time than the networks and save little.
const ZSTD_LEVEL: i32 = 3;
/// Most bytes of a decompressed trace that is read.
const MAX_TRACE: u64 = 1 << 30;

/// What is measured on each frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// What the session needs, as `verify` does.
    #[default]
    Session,
    /// Everything, to the end of the clip, so that other thresholds can be tried on the trace.
    All,
}

impl Measure {
    /// As the command line spells it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::All => "all",
        }
    }
}

/// The networks that look at the clips.
pub struct Networks {
    /// Their pack.
    pub pack: Pack,
    /// The back end that runs them.
    pub runtime: Runtime,
}

impl Networks {
    pub(crate) fn models(&self) -> BTreeMap<String, String> {
        model_hashes(&self.pack)
    }

    /// Loads them.
    ///
    /// # Errors
    /// The back end refuses one.
    pub fn load(&self) -> Result<Vision, VisionError> {
        Vision::load(&self.pack, &self.runtime, VisionConfig::default())
    }
}

/// By what all clips are decided.
pub(crate) struct Rules<'a> {
    pub config: &'a Config,
    pub measure: Measure,
    pub networks: Option<&'a Networks>,
    /// SHA-256 of thresholds, networks, back end and program: part of every trace's address.
    pub key: String,
}

/// Decides clips one after the other; its networks are loaded for the first video and kept.
pub(crate) struct Judge<'a> {
    rules: &'a Rules<'a>,
    vision: Option<Vision>,
}

impl<'a> Judge<'a> {
    pub fn new(rules: &'a Rules<'a>) -> Self {
        Self { rules, vision: None }
    }

    /// The compressed trace of a clip, its report last.
    ///
    /// # Errors
    /// What is wrong with the clip, its photo or a network: one line.
    pub fn trace(&mut self, entry: &Entry, prepared: &Prepared) -> Result<Vec<u8>, String> {
        if is_trace(&entry.clip) {
            return decide_again(entry, self.rules.config);
        }
        self.watch(entry, prepared).map_err(|error| one_line(error.as_ref()))
    }

    fn watch(
        &mut self,
        entry: &Entry,
        prepared: &Prepared,
    ) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
        let networks = self.rules.networks.ok_or("it is a video, and there are no networks to look at it")?;
        let mut source = liveface_frames::open(&entry.clip, &Limits::default())?;
        let photo = entry.reference.as_deref().map(liveface_frames::read_photo).transpose()?;
        // Networks that broke are gone: the next clip loads them anew.
        let vision = self.vision.take().map_or_else(|| networks.load(), Ok)?;
        let mut engine =
            Engine::new(vision, self.rules.config.clone(), prepared.plan.clone(), networks.models());
        let bytes = Shared::default();
        engine.record_to(Box::new(buffered(compressor(bytes.clone())?.auto_finish())))?;
        if self.rules.measure == Measure::All {
            engine.measure_all();
        }
        if let Some(photo) = &photo {
            engine.set_reference(photo)?;
        }
        let mut lights = prepared.lights.iter().peekable();
        while engine.verdict().is_none() || self.rules.measure == Measure::All {
            let Some(frame) = source.next_frame()? else { break };
            while let Some(light) = lights.next_if(|light| light.at <= frame.at()) {
                engine.handle_light_shown(light.light, light.at)?;
            }
            engine.push_frame(&frame)?;
            while engine.poll_output().is_some() {}
        }
        engine.end_of_video()?;
        let Finished { vision, .. } = engine.finish()?;
        self.vision = Some(vision);
        Ok(bytes.take())
    }
}

/// Whether a clip is a recorded trace instead of a video.
pub(crate) fn is_trace(clip: &Path) -> bool {
    let name = clip.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    name.ends_with(".jsonl") || name.ends_with(".jsonl.zst")
}

/// A recorded session, decided by `config`.
fn decide_again(entry: &Entry, config: &Config) -> Result<Vec<u8>, String> {
    let bytes = std::fs::read(&entry.clip).map_err(|error| one_line(&error))?;
    let mut trace = read_trace(&bytes)?;
    let asked = row::mode(&trace.header.plan);
    if asked != entry.mode {
        let (asked, named) = (asked.name(), entry.mode.name());
        return Err(format!(
            "the trace is of mode {asked}, the manifest says {named}: give it mode = \"{asked}\""
        ));
    }
    if entry.reference.is_some() && !trace.header.plan.compare {
        return Err(
            "the trace compares with no photo, the manifest names one: take reference away".to_owned()
        );
    }
    let report = trace.replay(Some(config.clone())).map_err(|error| one_line(&error))?;
    trace.header.config = config.clone();
    trace.report = Some(report);
    write_trace(&trace).map_err(|error| one_line(error.as_ref()))
}

/// Reads a trace, compressed or not.
///
/// # Errors
/// What is wrong with it: one line.
pub(crate) fn read_trace(bytes: &[u8]) -> Result<Trace, String> {
    const ZSTD_MAGIC: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];
    let trace = if bytes.starts_with(&ZSTD_MAGIC) {
        let decoder = zstd::Decoder::new(bytes).map_err(|error| one_line(&error))?;
        Trace::read(BufReader::new(std::io::Read::take(decoder, MAX_TRACE)))
    } else {
        Trace::read(bytes)
    };
    trace.map_err(|error| one_line(&error))
}

/// A compressor whose end says whether the bytes before it are whole.
fn compressor<W: Write>(out: W) -> std::io::Result<zstd::Encoder<'static, W>> {
    let mut encoder = zstd::Encoder::new(out, ZSTD_LEVEL)?;
    encoder.include_checksum(true)?;
    Ok(encoder)
}

/// JSON is written in crumbs, each of which would cost the compressor as much as a block.
fn buffered<W: Write>(out: W) -> BufWriter<W> {
    BufWriter::with_capacity(1 << 16, out)
}

/// Whether a stored trace can be taken for what a run made: it ends with a report, and gives that report again.
pub(crate) fn is_sound(trace: &Trace, config: &Config) -> bool {
    let again = |config: Option<Config>| trace.replay(config).ok() == trace.report;
    trace.report.is_some() && (again(None) || again(Some(config.clone())))
}

fn write_trace(trace: &Trace) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
    let mut out = buffered(compressor(Vec::new())?);
    write_line(&mut out, &Line::Header(Box::new(trace.header.clone())))?;
    for event in &trace.events {
        write_line(&mut out, &Line::Event(Event::clone(event)))?;
    }
    if let Some(report) = &trace.report {
        write_line(&mut out, &Line::Report(Box::new(report.clone())))?;
    }
    Ok(out.into_inner().map_err(IntoInnerError::into_error)?.finish()?)
}

/// An error and what caused it, in one line.
pub(crate) fn one_line(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text.replace('\n', " ")
}

/// Bytes that the engine writes and that are taken when it is done.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
