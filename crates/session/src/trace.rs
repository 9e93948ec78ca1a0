//! A session on disk: everything that went in, so that everything that came out can be made again, bit for bit.
//!
//! JSON, one object a line: a [`Header`], then [`Event`]s in order, then (of a finished session) a [`Report`]. Numbers
//! are written so that reading them gives the same bits.

use crate::config::{Config, ConfigError};
use crate::error::SessionError;
use crate::light::Shown;
use crate::observation::Observation;
use crate::plan::Plan;
use crate::report::Report;
use crate::session::Session;
use crate::time::Timestamp;
use crate::verdict::PhotoFault;
use serde::{Deserialize, Serialize, Serializer};
use std::collections::BTreeMap;
use std::io::{BufRead, Write};

/// Version of the trace format; rises when a field changes its meaning or goes.
pub const TRACE_SCHEMA: u32 = 1;

/// Most events that are read: an hour and a half at 60 frames a second.
pub const MAX_EVENTS: usize = 360_000;

/// Longest line that is read, bytes: bounds what a damaged file can cost.
pub const MAX_LINE: usize = 1 << 20;

/// The first line of a trace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// [`TRACE_SCHEMA`].
    pub schema: u32,
    /// When the session began, in stream time.
    pub start: Timestamp,
    /// What had to be established.
    pub plan: Plan,
    /// The thresholds in force.
    pub config: Config,
    /// Which networks measured: `pack`, and SHA-256 by role.
    pub models: BTreeMap<String, String>,
}

/// One line of a trace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// The first line.
    Header(Box<Header>),
    /// Something that went in.
    Event(Event),
    /// What came out.
    Report(Box<Report>),
}

/// Something that went into a session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// `handle_observation`.
    Observation(Box<Observation>),
    /// `handle_timeout`.
    Timeout(Timestamp),
    /// `handle_light_shown`.
    LightShown(Shown),
    /// `handle_comparison`.
    Comparison {
        /// Cosine of the embeddings.
        cosine: f32,
        /// What the pack maps it to, 0..=100.
        similarity: f32,
    },
    /// `handle_comparison_failed`.
    ComparisonFailed,
    /// `handle_photo_fault`.
    PhotoFault(PhotoFault),
    /// `handle_cancel`.
    Cancel,
    /// `handle_end_of_video`.
    EndOfVideo,
}

/// A [`Line`] that its owner keeps; it is written the same.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LineRef<'a> {
    /// The first line.
    Header(&'a Header),
    /// Something that went in.
    Event(&'a Event),
    /// An [`Event::Observation`].
    #[serde(rename = "event", serialize_with = "as_event")]
    Observation(&'a Observation),
    /// What came out.
    Report(&'a Report),
}

fn as_event<S: Serializer>(seen: &&Observation, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_newtype_variant("Event", 0, "observation", seen)
}

impl<'a> From<&'a Line> for LineRef<'a> {
    fn from(line: &'a Line) -> Self {
        match line {
            Line::Header(header) => Self::Header(header),
            Line::Event(event) => Self::Event(event),
            Line::Report(report) => Self::Report(report),
        }
    }
}

/// A trace that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The first line.
    pub header: Header,
    /// What went in.
    pub events: Vec<Event>,
    /// What came out, where the trace is of a finished session.
    pub report: Option<Report>,
}

/// Why a trace cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TraceError {
    /// The file could not be read or written.
    #[error("the trace cannot be read or written")]
    Io(#[from] std::io::Error),
    /// A line is not what it should be.
    #[error("line {line}: {reason}")]
    Malformed {
        /// Number of the line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// Another version of the format.
    #[error("the trace has schema {found}, this build reads {TRACE_SCHEMA}: record it again")]
    Schema {
        /// The version found.
        found: u32,
    },
    /// The thresholds in it are out of range.
    #[error("the trace's configuration cannot be used")]
    Config(#[from] ConfigError),
    /// The session refused an event.
    #[error("event {event}: refused by the session")]
    Session {
        /// Number of the event, from 1.
        event: usize,
        /// Why.
        source: SessionError,
    },
}

/// Writes one line.
///
/// # Errors
/// The writer's.
pub fn write_line<'a>(out: &mut impl Write, line: impl Into<LineRef<'a>>) -> Result<(), TraceError> {
    serde_json::to_writer(&mut *out, &line.into()).map_err(std::io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(())
}

impl Event {
    /// Feeds the event to a session.
    ///
    /// # Errors
    /// The session's refusal.
    pub fn feed(&self, session: &mut Session) -> Result<(), SessionError> {
        match self {
            Self::Observation(seen) => session.handle_observation(seen)?,
            Self::Timeout(now) => session.handle_timeout(*now)?,
            Self::LightShown(Shown { at, light }) => session.handle_light_shown(*light, *at)?,
            Self::Comparison { cosine, similarity } => session.handle_comparison(*cosine, *similarity)?,
            Self::ComparisonFailed => session.handle_comparison_failed()?,
            Self::PhotoFault(fault) => session.handle_photo_fault(*fault),
            Self::Cancel => session.handle_cancel(),
            Self::EndOfVideo => session.handle_end_of_video(),
        }
        Ok(())
    }
}

impl Trace {
    /// Reads a trace.
    ///
    /// # Errors
    /// Unreadable, another schema, a line that is not JSON of the right form, or longer than [`MAX_LINE`].
    pub fn read(mut input: impl BufRead) -> Result<Self, TraceError> {
        let (mut header, mut events, mut report) = (None, Vec::new(), None);
        let mut buffer = Vec::new();
        for number in 1.. {
            buffer.clear();
            let limit = MAX_LINE as u64 + 1;
            let read = std::io::Read::take(&mut input, limit).read_until(b'\n', &mut buffer)?;
            if read == 0 {
                break;
            }
            match parse_line(&buffer, number)? {
                Line::Header(first) if number == 1 => header = Some(check_header(*first)?),
                Line::Event(_) if events.len() == MAX_EVENTS => {
                    return Err(malformed(number, "too many events"));
                }
                Line::Event(event) if header.is_some() && report.is_none() => events.push(event),
                Line::Report(last) if header.is_some() && report.is_none() => report = Some(*last),
                _ => return Err(malformed(number, "out of place: a trace is a header, events, one report")),
            }
        }
        let header = header.ok_or_else(|| malformed(1, "empty: a trace begins with a header"))?;
        Ok(Self { header, events, report })
    }

    /// Decides again, with the trace's own thresholds or others.
    ///
    /// A trace without a report (of an observation, or whose plan was changed: take its report out) is judged to its end.
    ///
    /// Events after the verdict are left out: with other thresholds it may fall earlier. A comparison that was
    /// recorded serves any verdict that asks for one; one that was not recorded counts as failed.
    ///
    /// # Errors
    /// Thresholds out of range, or events that no session accepts.
    pub fn replay(&self, config: Option<Config>) -> Result<Report, TraceError> {
        let other_rules = config.is_some() || self.report.is_none();
        let config = config.unwrap_or_else(|| self.header.config.clone()).checked()?;
        let mut session = Session::new(config, self.header.plan.clone(), self.header.start);
        for (index, event) in self.events.iter().enumerate() {
            while session.poll_output().is_some() {}
            if session.verdict().is_some() {
                break;
            }
            let compares = matches!(event, Event::Comparison { .. } | Event::ComparisonFailed);
            if compares && session.stage() != crate::StageKind::Comparing {
                continue;
            }
            let fed = event.feed(&mut session);
            // Under other rules light may not be asked for, or at other times: then it is as if it had not been shown.
            if other_rules && matches!(event, Event::LightShown(_)) {
                continue;
            }
            fed.map_err(|source| TraceError::Session { event: index + 1, source })?;
        }
        // A recorded session that was left unfinished stays so; under other rules, or without a report, there is no more.
        if session.verdict().is_none() && (other_rules || self.report.is_none()) {
            session.handle_end_of_video();
        }
        if session.stage() == crate::StageKind::Comparing {
            let recorded = self.events.iter().find(|event| matches!(event, Event::Comparison { .. }));
            let answer = recorded.unwrap_or(&Event::ComparisonFailed);
            answer
                .feed(&mut session)
                .map_err(|source| TraceError::Session { event: self.events.len(), source })?;
        }
        Ok(session.into_report())
    }
}

fn malformed(line: usize, reason: &str) -> TraceError {
    TraceError::Malformed { line, reason: reason.to_owned() }
}

fn parse_line(bytes: &[u8], number: usize) -> Result<Line, TraceError> {
    if bytes.len() > MAX_LINE {
        return Err(malformed(number, "longer than 1 MiB: not a trace"));
    }
    // Checked once as a whole, and not again for every name and string in it.
    let line = std::str::from_utf8(bytes).map_err(|error| malformed(number, &error.to_string()))?;
    serde_json::from_str(line).map_err(|error| malformed(number, &error.to_string()))
}

fn check_header(header: Header) -> Result<Header, TraceError> {
    if header.schema == TRACE_SCHEMA { Ok(header) } else { Err(TraceError::Schema { found: header.schema }) }
}
