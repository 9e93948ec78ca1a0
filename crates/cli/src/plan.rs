//! `liveface plan`: what one session has to establish, minted as a server does it.

use crate::args::PlanArgs;
use crate::{Outcome, terminal};
use anyhow::Context as _;
use liveface_eval::light;
use liveface_session::Challenge;
use serde::Serialize as _;
use serde_json::ser::{Formatter, Serializer};
use std::io::{self, Write};
use std::time::{Duration, SystemTime};

/// Bytes of a seed that is drawn here.
const SEED_BYTES: usize = 32;

/// Runs the command.
///
/// # Errors
/// The seed or the time cannot be used, or the system gives no random numbers.
pub fn run(args: &PlanArgs) -> anyhow::Result<Outcome> {
    let seed = args.seed.as_ref().map_or_else(drawn, |seed| hexadecimal(&seed.0))?;
    let issued = args.issued.as_deref().map_or_else(now, |text| time("--issued", text))?;
    let valid_for = Duration::from_secs(args.valid_for);
    let challenge = Challenge::mint(&seed, args.level, issued, valid_for)?;
    terminal::print(&json(&challenge)?)?;
    Ok(Outcome::Good)
}

/// A seed nobody could foresee, from the operating system.
fn drawn() -> anyhow::Result<Vec<u8>> {
    let mut seed = vec![0; SEED_BYTES];
    getrandom::fill(&mut seed)
        .map_err(|error| anyhow::anyhow!("the system gives no random numbers: {error}"))?;
    Ok(seed)
}

/// The bytes of a seed in hexadecimal digits. A seed is a secret: what is wrong with it is told without it.
///
/// # Errors
/// It has other characters, or an odd number of digits.
pub fn hexadecimal(text: &str) -> anyhow::Result<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
    let digits =
        digits.context("--seed has something else than hexadecimal digits: use 0 to 9 and a to f")?;
    anyhow::ensure!(
        digits.len().is_multiple_of(2),
        "--seed has {} digits, an odd number: every byte takes two",
        digits.len()
    );
    // Two digits make at most 255.
    Ok(digits
        .chunks_exact(2)
        .map(|pair| pair.iter().fold(0, |byte, digit| byte * 16 + *digit as u8))
        .collect())
}

/// The time now, seconds since 1970-01-01 UTC.
///
/// # Errors
/// A clock before 1970.
pub fn now() -> anyhow::Result<u64> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    Ok(since.context("the clock of this machine is before 1970: set it, or give the time")?.as_secs())
}

/// A time as RFC 3339 or as seconds since 1970-01-01 UTC.
///
/// # Errors
/// `text`, the value of `flag`, is neither.
pub fn time(flag: &str, text: &str) -> anyhow::Result<u64> {
    light::time(text).with_context(|| {
        format!("{flag} {text:?} is no time: write it like 2026-03-01T12:00:00Z, or as seconds since 1970")
    })
}

fn json(challenge: &Challenge) -> anyhow::Result<String> {
    let mut text = Vec::new();
    challenge.serialize(&mut Serializer::with_formatter(&mut text, Lines::default()))?;
    Ok(String::from_utf8(text)?)
}

/// How deep values go that get a line each: field of the plan, field of its light, slot.
const DEPTH: usize = 3;

/// Writes JSON with one slot a line, so that a person can read it and `diff` shows what differs.
#[derive(Default)]
struct Lines {
    depth: usize,
    /// Whether the container that ends next holds something.
    filled: bool,
}

impl Lines {
    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        out.write_all(bracket)
    }

    fn next<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if !first {
            out.write_all(b",")?;
        }
        match (self.depth <= DEPTH, first) {
            (true, _) => self.indent(out),
            (false, true) => Ok(()),
            (false, false) => out.write_all(b" "),
        }
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        let own_line = self.filled && self.depth <= DEPTH;
        self.depth -= 1;
        self.filled = true;
        if own_line {
            self.indent(out)?;
        }
        out.write_all(bracket)
    }

    fn indent<W: ?Sized + Write>(&self, out: &mut W) -> io::Result<()> {
        write!(out, "\n{:1$}", "", 2 * self.depth)
    }
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }
}
