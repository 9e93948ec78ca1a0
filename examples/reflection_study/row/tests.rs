use super::*;
use liveface::session::report::{Cues, Reason};
use liveface::session::{Incomplete, LightGap, LightRejection, Rejection};

fn slot(frames: u32) -> SlotAnswer {
    SlotAnswer {
        at_ms: 5,
        ms: 300,
        light: Light::GUARD,
        frames,
        measured: [0.1; 2],
        expected: [0.2; 2],
        agrees: true,
    }
}

fn row() -> Row {
    let reflection = Reflection {
        freshness: Some(0.998_77),
        p_value: Some(0.000_5),
        agreement: Some(1.0),
        lag_ms: Some(-22.48),
        snr: Some(11.71),
        light_ratio: Some(0.170_3),
        depth: Some(-0.084_5),
        depth_error: Some(0.1),
        roughness: Some(0.031),
        fps: 28.75,
        longest_gap_ms: 39,
        cues: Cues { duplicates: 0.2, noise: Some(0.062_5), exposure: None },
        slots: vec![slot(9), slot(3), slot(7)],
        ..Reflection::default()
    };
    Row {
        name: "flat_print-0001-00".to_owned(),
        scene: 1,
        ratio: 0.2,
        reflection: Some(reflection),
        ..Row::default()
    }
}

fn read_back(row: &Row) -> Row {
    let rows = parse(&format!("{}\n{}\n", header(), row.line())).unwrap();
    assert_eq!(rows.len(), 1);
    rows[0].clone()
}

#[test]
fn a_row_comes_back_as_it_was_and_is_judged_alike() {
    let row = row();
    let again = read_back(&row);
    let (found, wanted) = (again.reflection.as_ref().unwrap(), row.reflection.as_ref().unwrap());
    assert_eq!(found.slots.iter().map(|slot| slot.frames).collect::<Vec<_>>(), [3]);
    let one_slot = Reflection { slots: found.slots.clone(), ..wanted.clone() };
    assert_eq!(again, Row { reflection: Some(one_slot), ..row.clone() });
    let config = config::Reflection::default();
    assert_eq!(again.outcome(&config), row.outcome(&config));
    assert_eq!(again.outcome(&config).to_string(), "too_flat");
}

#[test]
fn a_session_that_ended_before_the_light_stays_without_one() {
    let row = Row { reflection: None, ..row() };
    assert_eq!(read_back(&row), row);
    assert_eq!(row.outcome(&config::Reflection::default()), Outcome::NotJudged);
}

#[test]
fn what_else_stopped_a_session_is_written_once() {
    let row = Row { reason: "below_threshold".to_owned(), others: "below_threshold".to_owned(), ..row() };
    assert_eq!(row.line().matches("below_threshold").count(), 1);
    assert_eq!(read_back(&row).others, "below_threshold");
    let none = Row { others: String::new(), ..row };
    assert_eq!(read_back(&none).others, "");
}

#[test]
fn a_slot_without_a_frame_is_still_seen_after_reading() {
    let mut row = row();
    row.reflection.as_mut().unwrap().slots.push(slot(0));
    assert!(read_back(&row).outcome(&config::Reflection::default()).insufficient());
}

#[test]
fn reasons_are_named_without_their_verdict() {
    let flat = Reason::Rejected(Rejection::Light(LightRejection::TooFlat));
    assert_eq!(compact(&flat), "light:too_flat");
    assert_eq!(compact(&Reason::Rejected(Rejection::StillPicture)), "still_picture");
    assert_eq!(compact(&Reason::Incomplete(Incomplete::Light(LightGap::TooDark))), "light:too_dark");
}

#[test]
fn a_file_of_other_columns_is_refused() {
    assert!(parse("name,ratio\na,1\n").is_err());
    assert!(parse(&format!("{}\na,b\n", header())).is_err());
}
