use super::*;
use crate::row::{Act, BONA_FIDE, Mode};
use crate::summary::{OperatingPoint, Rate, Slice, SpeciesRate};
use Outcome::{Failed, Incomplete, Live, Rejected};
use std::collections::BTreeMap;

fn protocol() -> Protocol {
    Protocol {
        sha256: "aa".into(),
        name: "by hand".into(),
        manifest_sha256: "bb".into(),
        config_sha256: "cc".into(),
        models: BTreeMap::new(),
        backend: "none".into(),
        clips: 0,
        measure: "session".to_owned(),
        version: "0".into(),
        program_sha256: "ee".into(),
    }
}

/// A clip on eval of `subject`, 30 fps, 90 px between the eyes.
fn clip(species: &str, subject: &str, outcome: Outcome) -> Row {
    Row {
        id: String::new(),
        clip: "a.mp4".into(),
        subject: subject.into(),
        session: None,
        species: species.into(),
        device: None,
        split: Split::Eval,
        synthetic: false,
        mode: Mode::Silent,
        reference_subject: None,
        tags: BTreeMap::new(),
        outcome,
        code: String::new(),
        reason: String::new(),
        message: String::new(),
        silent_score: None,
        reflection_score: None,
        similarity: None,
        quality: None,
        actions: BTreeMap::new(),
        complete_ms: None,
        frames: 90,
        duration_ms: 3000,
        fps: 30.0,
        width: 640,
        height: 480,
        inter_eye: Some(90.0),
        face_luma: Some(0.4),
        trace: "traces/a".into(),
        trace_sha256: String::new(),
        clip_sha256: String::new(),
    }
}

fn scored(species: &str, (split, subject, score): (Split, &str, f64)) -> Row {
    Row { split, silent_score: Some(score), ..clip(species, subject, Outcome::Live) }
}

fn compared(subject: &str, with: &str, similarity: Option<f64>) -> Row {
    let outcome = if similarity.is_some_and(|similarity| similarity >= 70.0) {
        Outcome::Live
    } else {
        Outcome::Rejected
    };
    Row { reference_subject: Some(with.into()), similarity, ..clip(BONA_FIDE, subject, outcome) }
}

fn numbered(rows: Vec<Row>) -> Vec<Row> {
    rows.into_iter().enumerate().map(|(i, row)| Row { id: format!("{i:04}"), ..row }).collect()
}

fn summary(rows: Vec<Row>) -> Summary {
    summarise(&numbered(rows), protocol(), Vec::new(), 0, 70.0).unwrap()
}

fn counts_of(rate: Rate) -> (u64, u64) {
    (rate.errors, rate.total)
}

fn species(rates: &[SpeciesRate]) -> Vec<(&str, u64, u64)> {
    rates.iter().map(|of| (of.species.as_str(), of.rate.errors, of.rate.total)).collect()
}

#[test]
fn each_rate_has_its_own_denominator() {
    let summary = summary(vec![
        clip(BONA_FIDE, "ann", Live),
        clip(BONA_FIDE, "ann", Rejected),
        clip(BONA_FIDE, "bob", Live),
        clip(BONA_FIDE, "bob", Incomplete),
        clip(BONA_FIDE, "cem", Failed),
        clip("print", "ann", Live),
        clip("print", "ann", Rejected),
        clip("print", "bob", Rejected),
        clip("print", "bob", Failed),
        clip("mask", "ann", Live),
        clip("mask", "bob", Incomplete),
        clip("replay", "bob", Incomplete),
    ]);
    let eval = summary.eval.unwrap();
    assert_eq!(species(&eval.apcer), [("mask", 1, 1), ("print", 1, 3), ("replay", 0, 0)]);
    assert_eq!(eval.apcer[2].rate.rate, None);
    assert_eq!(eval.worst_apcer.as_ref().map(|worst| worst.species.as_str()), Some("mask"));
    assert_eq!(species(&eval.apnrr), [("mask", 1, 2), ("print", 1, 4), ("replay", 1, 1)]);
    assert_eq!(species(&eval.accepted), [("mask", 1, 2), ("print", 1, 4), ("replay", 0, 1)]);
    assert_eq!(counts_of(eval.bpcer), (1, 3));
    assert_eq!((eval.bpcer.rate, eval.bpcer.subjects), (Some(1.0 / 3.0), 2));
    assert_eq!(counts_of(eval.bpnrr), (2, 5));
    assert_eq!(counts_of(eval.not_accepted), (3, 5));
    let first = &eval.outcomes[0];
    assert_eq!(
        (first.species.as_str(), first.clips, first.subjects, first.live, first.failed),
        (BONA_FIDE, 5, 3, 2, 1)
    );
    let counts = Counts { clips: 12, subjects: 3, bona_fide: 5, attacks: 7, failed: 2, ..Counts::default() };
    assert_eq!(summary.counts, counts);
    assert_eq!(summary.dev, None);
}

#[test]
fn rejecting_a_person_with_a_strangers_photo_is_no_error() {
    let summary = summary(vec![
        compared("ann", "ann", Some(80.0)),
        compared("ann", "bob", Some(20.0)),
        Row { outcome: Incomplete, ..compared("ann", "cem", None) },
    ]);
    let eval = summary.eval.unwrap();
    assert_eq!([eval.bpcer, eval.bpnrr, eval.not_accepted].map(counts_of), [(0, 1); 3]);
    assert_eq!(
        summary.failures.iter().map(|failure| failure.kind.as_str()).collect::<Vec<_>>(),
        ["person not judged"]
    );
}

/// Two subjects who differ are drawn as 0, ½ or 1 in ¼, ½ and ¼ of the replicates.
#[test]
fn intervals_are_clustered_by_subject() {
    let many = |subject: &str, outcome| vec![clip(BONA_FIDE, subject, outcome); 20];
    let eval = summary([many("ann", Live), many("bob", Rejected)].concat()).eval.unwrap();
    assert_eq!(eval.bpcer.clustered, Some([0.0, 1.0]));
    assert!(eval.bpcer.wilson.is_some_and(|[low, high]| low > 0.3 && high < 0.7));
    let alone = summary(many("ann", Rejected)).eval.unwrap();
    assert_eq!((alone.bpcer.clustered, alone.bpcer.subjects), (None, 1));
}

/// Ann breaks masks, Bob breaks prints: whoever is drawn, the worst species is at 1 (two of one) or ½ (one of each).
#[test]
fn the_interval_of_the_worst_species_is_of_whichever_is_worst() {
    let eval = summary(vec![
        clip("mask", "ann", Live),
        clip("mask", "bob", Rejected),
        clip("print", "ann", Rejected),
        clip("print", "bob", Live),
    ])
    .eval
    .unwrap();
    let worst = eval.worst_apcer.unwrap();
    assert_eq!((worst.species.as_str(), worst.rate.clustered), ("mask", Some([0.5, 1.0])));
    assert_eq!(eval.apcer[0].rate.clustered, Some([0.0, 1.0]));
}

fn both_splits(eval_attack: f64) -> Vec<Row> {
    let mut rows: Vec<Row> =
        (0..10).map(|i| scored("print", (Split::Dev, "ann", f64::from(i) / 10.0))).collect();
    rows.extend([0.85, 0.95].map(|score| scored(BONA_FIDE, (Split::Dev, "ann", score))));
    rows.extend([0.1, eval_attack].map(|score| scored("print", (Split::Eval, "bob", score))));
    rows.extend([0.5, 0.92, 0.99].map(|score| scored(BONA_FIDE, (Split::Eval, "cem", score))));
    rows
}

fn operating(rows: Vec<Row>) -> Vec<OperatingPoint> {
    summary(rows).detectors.remove(0).operating
}

/// On dev, prints score 0, .1 … .9: .85 leaves one of ten (10 %); .9 too; only .95 leaves none.
#[test]
fn thresholds_come_from_dev_and_rates_from_eval() {
    let found = operating(both_splits(0.9));
    let thresholds: Vec<_> = found.iter().map(|point| (point.target, point.threshold)).collect();
    assert_eq!(thresholds, [(0.1, Some(0.85)), (0.05, Some(0.95)), (0.01, Some(0.95))]);
    let first = &found[0];
    let rates =
        [first.dev_false_accept, first.dev_false_reject, first.eval_false_accept, first.eval_false_reject];
    assert_eq!(rates.map(|rate| rate.map(counts_of)), [(1, 10), (0, 2), (1, 2), (1, 3)].map(Some));
    assert_eq!(species(&first.eval_apcer), [("print", 1, 2)]);
    assert_eq!(found[1].eval_false_reject.map(counts_of), Some((2, 3)));
}

#[test]
fn eval_never_chooses_a_threshold() {
    let thresholds = |rows| operating(rows).iter().map(|point| point.threshold).collect::<Vec<_>>();
    assert_eq!(thresholds(both_splits(0.0)), thresholds(both_splits(5.0)));
    let only_eval = both_splits(0.9).into_iter().filter(|row| row.split == Split::Eval).collect();
    let summary = summary(only_eval);
    assert_eq!(summary.detectors[0].operating, []);
    assert_eq!(summary.detectors[0].auc, Some(5.0 / 6.0));
    assert!(summary.insufficient.contains(&"no dev clips: no threshold could be chosen".to_owned()));
}

#[test]
fn without_eval_the_counts_are_of_dev_and_there_is_no_curve() {
    let only_dev = both_splits(0.9).into_iter().filter(|row| row.split == Split::Dev);
    let unscored = Row { silent_score: None, ..scored("print", (Split::Dev, "ann", 0.0)) };
    let detector = summary(only_dev.chain([unscored]).collect()).detectors.remove(0);
    assert_eq!((detector.scored, detector.unscored), (12, 1));
    assert_eq!((detector.eer, detector.auc, detector.det), (None, None, Vec::new()));
    assert_eq!(
        (detector.operating[0].threshold, detector.operating[0].eval_false_accept),
        (Some(0.85), None)
    );
}

#[test]
fn a_detector_is_told_of_only_where_there_is_a_score() {
    let names = |rows| summary(rows).detectors.into_iter().map(|detector| detector.name).collect::<Vec<_>>();
    assert_eq!(names(vec![clip("print", "ann", Live)]), [""; 0]);
    let lit = Row { reflection_score: Some(1.5), ..scored("print", (Split::Eval, "ann", 0.1)) };
    assert_eq!(names(vec![lit]), ["silent", "reflection"]);
}

/// At .9: 1 of 2 prints and 1 of 3 people (gap 1/6); at .92: 0 of 2 and 1 of 3 (gap 1/3).
#[test]
fn the_equal_error_tells_both_counts() {
    let found = summary(both_splits(0.9)).detectors.remove(0).eer.unwrap();
    assert_eq!(
        (found.threshold, counts_of(found.false_accept), counts_of(found.false_reject)),
        (0.9, (1, 2), (1, 3))
    );
    assert!((found.rate - 5.0 / 12.0).abs() < 1e-12);
}

#[test]
fn a_curve_of_many_scores_stays_small() {
    let score = |i: u32| f64::from(i) / 2000.0;
    let people = (0..2000).map(|i| scored(BONA_FIDE, (Split::Eval, "ann", 0.3 + score(i))));
    let attacks = (0..2000).map(|i| scored("print", (Split::Eval, "ann", score(i))));
    let det = summary(people.chain(attacks).collect()).detectors.remove(0).det;
    assert!((100..=200).contains(&det.len()), "{}", det.len());
    assert_eq!((det[0].threshold, det[0].false_accept, det[0].false_reject), (0.0, 1.0, 0.0));
}

fn comparisons() -> Vec<Row> {
    let with_quality = |row: Row, quality| Row { quality: Some(quality), ..row };
    vec![
        with_quality(compared("ann", "ann", Some(90.0)), 80.0),
        with_quality(compared("bob", "bob", Some(40.0)), 10.0),
        compared("cem", "cem", None),
        compared("ann", "bob", Some(75.0)),
        compared("bob", "cem", Some(20.0)),
        compared("cem", "ann", Some(30.0)),
        Row { reference_subject: Some("ann".into()), similarity: Some(99.0), ..clip("print", "ann", Live) },
    ]
}

/// 90 is above all impostors; 40 is above 20 and 30: 5 of 6 pairs.
#[test]
fn the_comparison_is_of_living_people_alone() {
    let found = summary(comparisons()).comparison.unwrap();
    assert_eq!((found.genuine, found.impostor, found.not_compared), (3, 3, 1));
    assert_eq!((counts_of(found.decided_fmr), counts_of(found.decided_fnmr)), ((1, 3), (1, 2)));
    assert_eq!(found.auc, Some(5.0 / 6.0));
    assert_eq!(found.operating, []);
    assert_eq!(summary(vec![clip(BONA_FIDE, "ann", Live)]).comparison, None);
}

#[test]
fn errors_vanish_with_the_pictures_of_low_quality() {
    let discard = summary(comparisons()).comparison.unwrap().discard;
    assert_eq!((discard[0].discarded, counts_of(discard[0].fnmr)), (0.0, (1, 2)));
    assert_eq!((discard[10].discarded, counts_of(discard[10].fnmr)), (0.5, (0, 1)));
    assert_eq!(discard.len(), 20);
}

#[test]
fn the_thresholds_of_a_comparison_come_from_dev() {
    let on_dev = comparisons().into_iter().map(|row| Row { split: Split::Dev, ..row });
    let found = summary(on_dev.chain(comparisons()).collect()).comparison.unwrap();
    // Impostors score 20, 30 and 75: only 90 is above all of them.
    let point = &found.operating[0];
    assert_eq!((found.operating.len(), point.target, point.threshold), (4, 0.1, Some(90.0)));
    assert_eq!(
        (point.eval_false_accept.map(counts_of), point.eval_false_reject.map(counts_of)),
        (Some((0, 3)), Some((1, 2)))
    );
    assert_eq!(point.eval_apcer, []);
}

#[test]
fn every_way_to_end_wrong_has_a_name() {
    let mismatch = |subject, with| Row {
        code: "FailedOperation.CompareLowSimilarity".into(),
        ..compared(subject, with, Some(20.0))
    };
    let summary = summary(vec![
        clip("print", "ann", Live),
        clip("print", "ann", Rejected),
        clip("print", "ann", Incomplete),
        clip("print", "ann", Failed),
        clip(BONA_FIDE, "ann", Live),
        clip(BONA_FIDE, "ann", Rejected),
        clip(BONA_FIDE, "ann", Incomplete),
        compared("ann", "ann", Some(90.0)),
        compared("ann", "ann", None),
        mismatch("ann", "ann"),
        compared("ann", "bob", Some(90.0)),
        mismatch("ann", "bob"),
    ]);
    let found: Vec<_> =
        summary.failures.iter().map(|failure| (failure.id.as_str(), failure.kind.as_str())).collect();
    let expected = [
        ("0000", "accepted attack"),
        ("0002", "attack not judged"),
        ("0003", "not processed"),
        ("0005", "rejected person"),
        ("0006", "person not judged"),
        ("0008", "rejected person"),
        ("0009", "false non-match"),
        ("0010", "false match"),
    ];
    assert_eq!(found, expected);
    assert_eq!(
        (summary.failures[0].split.as_str(), summary.failures[0].trace.as_str()),
        ("eval", "traces/a")
    );
}

fn parts<'a>(slices: &'a [Slice], by: &str) -> Vec<(&'a str, u64, u64)> {
    let part = |slice: &'a Slice| (slice.part.as_str(), slice.apcer.total, slice.bpcer.total);
    slices.iter().filter(|slice| slice.by == by).map(part).collect()
}

#[test]
fn slices_tell_where_it_goes_wrong() {
    let tagged = |row: Row, glasses: &str| Row { tags: [("glasses".into(), glasses.into())].into(), ..row };
    let slices = summary(vec![
        Row { fps: 11.9, inter_eye: Some(31.0), ..clip(BONA_FIDE, "ann", Live) },
        tagged(
            Row { fps: 12.0, inter_eye: None, mode: Mode::Action, ..clip(BONA_FIDE, "ann", Rejected) },
            "yes",
        ),
        Row { fps: 60.0, face_luma: Some(0.65), synthetic: true, ..clip("print", "ann", Live) },
        Row { fps: 0.0, frames: 0, inter_eye: None, face_luma: None, ..clip("print", "ann", Failed) },
    ])
    .eval
    .unwrap()
    .slices;
    assert_eq!(
        parts(&slices, "fps"),
        [("below 12 fps", 0, 1), ("12-20 fps", 0, 1), ("45 or more fps", 1, 0), ("not measured", 0, 0)]
    );
    assert_eq!(
        parts(&slices, "inter_eye"),
        [("below 32 px", 0, 1), ("80-120 px", 1, 0), ("not measured", 0, 1)]
    );
    assert_eq!(
        parts(&slices, "face_luma"),
        [("0.35-0.5", 0, 2), ("0.65 or more", 1, 0), ("not measured", 0, 0)]
    );
    assert_eq!(parts(&slices, "device"), []);
    assert_eq!(parts(&slices, "mode"), [("silent", 1, 1), ("action", 0, 1)]);
    assert_eq!(parts(&slices, "synthetic"), [("recorded", 0, 2), ("synthetic", 1, 0)]);
    assert_eq!(parts(&slices, "tag glasses"), [("yes", 0, 1), ("not tagged", 1, 1)]);
}

#[test]
fn an_action_that_was_never_seen_counts_even_if_time_was_left() {
    let asked = |act| Row { actions: [("blink".into(), act)].into(), ..clip(BONA_FIDE, "ann", Live) };
    let rows = [Act::Passed, Act::Missing, Act::Wrong, Act::Pending].map(asked).to_vec();
    let actions = summary(rows).eval.unwrap().actions;
    assert_eq!((actions[0].action.as_str(), counts_of(actions[0].rate)), ("blink", (3, 4)));
}

#[test]
fn time_is_of_people_who_got_through() {
    let took = |ms, outcome| Row { complete_ms: Some(ms), ..clip(BONA_FIDE, "ann", outcome) };
    let time = summary(vec![took(1000, Live), took(2000, Live), took(4000, Live), took(90_000, Rejected)])
        .eval
        .unwrap()
        .time;
    let [time] = time.as_slice() else { panic!("one mode") };
    assert_eq!((time.clips, time.p50_ms), (3, 2000.0));
    assert!((time.p95_ms - 3800.0).abs() < 1e-9);
}

#[test]
fn what_is_no_number_is_refused_with_clip_and_field() {
    let bad = |row: Row| {
        summarise(&numbered(vec![clip("print", "ann", Live), row]), protocol(), Vec::new(), 0, 70.0)
            .unwrap_err()
    };
    let similarity = Row { similarity: Some(f64::NAN), ..clip(BONA_FIDE, "ann", Live) };
    assert_eq!(bad(similarity), SummariseError::NotFinite { id: "0001".into(), field: "similarity" });
    let score = Row { reflection_score: Some(f64::INFINITY), ..clip(BONA_FIDE, "ann", Live) };
    assert_eq!(bad(score).to_string(), "clip 0001: reflection_score is not a finite number");
    assert_eq!(summarise(&[], protocol(), Vec::new(), 0, f64::NAN), Err(SummariseError::Threshold));
}

#[test]
fn what_cannot_be_told_is_said() {
    let lines = summary(both_splits(0.9)).insufficient;
    assert_eq!(
        lines,
        [
            "one subject in dev: how far subjects differ cannot be told",
            "silent: dev has fewer than 20 attack scores (print: 10): APCER 5 % cannot be resolved",
            "silent: dev has fewer than 100 attack scores (print: 10): APCER 1 % cannot be resolved",
        ]
    );
    let dev_like_eval = comparisons().into_iter().map(|row| Row { split: Split::Dev, ..row });
    let lines = summary(dev_like_eval.chain(comparisons()).collect()).insufficient;
    assert_eq!(lines[0], "3 subjects are in dev and in eval: eval does not tell how strangers fare");
    assert!(
        lines.contains(
            &"comparison: dev has fewer than 10000 impostor comparisons (3): FMR 0.01 % cannot be resolved"
                .to_owned()
        ),
        "{lines:?}"
    );
}

#[test]
fn of_one_class_there_is_no_rate_of_the_other() {
    let found = summary(vec![clip(BONA_FIDE, "ann", Incomplete), clip(BONA_FIDE, "bob", Incomplete)]);
    assert_eq!(
        found.insufficient,
        [
            "no dev clips: no threshold could be chosen",
            "no clip has a score: attack detection by score cannot be told",
            "no attack presentations in eval: APCER cannot be told",
            "no bona fide presentation in eval was classified: BPCER cannot be told",
        ]
    );
    let eval = found.eval.unwrap();
    assert_eq!(
        (eval.bpcer.total, eval.bpcer.rate, eval.bpcer.wilson, eval.bpcer.clustered),
        (0, None, None, None)
    );
    assert_eq!((eval.worst_apcer, eval.apcer.len(), eval.time), (None, 0, Vec::new()));
}

#[test]
fn a_threshold_that_no_score_reaches_is_said_to_be_missing() {
    let rows = [
        scored("print", (Split::Dev, "ann", 0.9)),
        scored(BONA_FIDE, (Split::Dev, "bob", 0.5)),
        scored("print", (Split::Eval, "cem", 0.9)),
    ];
    let found = summary(rows.to_vec());
    let point = &found.detectors[0].operating[0];
    assert_eq!((point.threshold, point.dev_false_accept, point.eval_false_accept), (None, None, None));
    assert!(found.insufficient.contains(&"silent: no threshold reaches APCER 10 % on dev".to_owned()));
    assert!(
        found.insufficient.contains(
            &"silent: eval lacks scores of one class: no equal error rate, area or curve".to_owned()
        )
    );
}

#[test]
fn nothing_at_all_is_a_summary_without_figures() {
    let machines = vec!["b".to_owned(), "a".to_owned(), "b".to_owned()];
    let found = summarise(&[], protocol(), machines, 2, 70.0).unwrap();
    assert_eq!((found.dev, found.eval, found.comparison, found.detectors), (None, None, None, Vec::new()));
    assert_eq!(found.machines, ["a", "b"]);
    assert_eq!(found.counts, Counts { skipped: 2, ..Counts::default() });
    assert!(
        found
            .insufficient
            .contains(&"2 clips have no result here, since their shards are missing or damaged".to_owned())
    );
}

#[test]
fn it_survives_being_written_down() {
    let found = summary([both_splits(0.9), comparisons()].concat());
    let text = serde_json::to_string(&found).unwrap();
    assert_eq!(serde_json::from_str::<Summary>(&text).unwrap(), found);
}

#[test]
fn a_recording_that_counts_several_times_is_said() {
    let same =
        |split, subject: &str| Row { split, clip_sha256: "dd".into(), ..clip("bona_fide", subject, Live) };
    let found = summary(vec![same(Split::Dev, "ann"), same(Split::Eval, "ben"), same(Split::Eval, "ben")])
        .insufficient;
    for told in
        ["1 recordings are in dev and in eval", "1 recordings stand under several", "2 clips are recordings"]
    {
        assert!(found.iter().any(|line| line.starts_with(told)), "{found:?}");
    }
}
