//! Damaged and foreign traces get one clear line.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

use liveface_session::Config;
use liveface_session::trace::{MAX_LINE, Trace, TraceError};

fn refused(text: &[u8]) -> String {
    Trace::read(text).unwrap_err().to_string()
}

const HEADER: &str = r#"{"header":{"schema":1,"start":0,"plan":{"actions":[],"compare":false,"whole_video":true},"config":{},"models":{}}}"#;

#[test]
fn what_is_not_a_trace_is_refused_with_its_line() {
    assert_eq!(refused(b""), "line 1: empty: a trace begins with a header");
    assert!(refused(b"hello\n").starts_with("line 1: "));
    assert!(refused(b"\xff\xfe\x00").starts_with("line 1: "));
    assert!(
        refused(format!("{HEADER}\n{{\"event\":{{\"unknown\":1}}}}\n").as_bytes()).starts_with("line 2: ")
    );
    assert_eq!(
        refused(format!("{HEADER}\n{HEADER}\n").as_bytes()),
        "line 2: out of place: a trace is a header, events, one report"
    );
    assert_eq!(refused(&vec![b'x'; MAX_LINE + 2]), "line 1: longer than 1 MiB: not a trace");
}

#[test]
fn another_schema_is_refused() {
    let newer = HEADER.replace("\"schema\":1", "\"schema\":2");
    assert!(matches!(Trace::read(newer.as_bytes()), Err(TraceError::Schema { found: 2 })));
}

#[test]
fn thresholds_out_of_range_are_refused() {
    let trace = Trace::read(HEADER.as_bytes()).unwrap();
    let mut config = Config::default();
    config.silent.threshold = 1.5;
    let error = trace.replay(Some(config)).unwrap_err();
    assert!(matches!(&error, TraceError::Config(e) if e.field == "silent"), "{error:?}");
}

#[test]
fn a_trace_without_frames_ends_too_short() {
    let report = Trace::read(HEADER.as_bytes()).unwrap().replay(None).unwrap();
    assert_eq!(report.code, liveface_session::Code::SilentTooShort);
}
