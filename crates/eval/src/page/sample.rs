//! Summaries to draw: a rich one, and one with next to nothing. Their numbers are made up.

use crate::summary::*;

/// Three species, both splits, two scores, a comparison and twelve failures.
pub(super) fn rich() -> Summary {
    Summary {
        schema: SUMMARY_SCHEMA,
        protocol: protocol(),
        machines: vec!["linux x86_64, 16 cores".to_owned(), "macos aarch64, 8 cores".to_owned()],
        counts: Counts {
            clips: 1_044,
            subjects: 90,
            bona_fide: 240,
            attacks: 804,
            synthetic: 402,
            failed: 2,
            skipped: 1,
        },
        dev: Some(split(3)),
        eval: Some(split(4)),
        detectors: vec![detector("silent", 1.9), detector("reflection", 2.6)],
        comparison: Some(comparison()),
        failures: (0..12).map(failure).collect(),
        insufficient: vec![
            "APCER of mask_silicone: 3 clips of 1 subject cannot tell a rate below 50 %.".to_owned(),
            "FMR of 0.01 %: it takes 30 000 impostor comparisons, there are 118.".to_owned(),
        ],
    }
}

/// Nobody but two rendered people, of whom one was not judged.
pub(super) fn poor() -> Summary {
    let outcomes = outcome("bona_fide", [2, 1, 0, 1, 0]);
    Summary {
        counts: Counts { clips: 2, subjects: 1, bona_fide: 2, synthetic: 2, ..Counts::default() },
        machines: Vec::new(),
        dev: None,
        eval: Some(SplitSummary {
            outcomes: vec![SpeciesOutcomes { subjects: 1, synthetic: 2, ..outcomes }],
            apcer: Vec::new(),
            worst_apcer: None,
            apnrr: Vec::new(),
            accepted: Vec::new(),
            bpcer: Rate { subjects: 1, clustered: None, ..rate(0, 1) },
            bpnrr: Rate { subjects: 1, clustered: None, ..rate(1, 2) },
            not_accepted: Rate { subjects: 1, clustered: None, ..rate(1, 2) },
            actions: Vec::new(),
            time: vec![TimeSpread { mode: "silent".to_owned(), clips: 1, p50_ms: 2_340.0, p95_ms: 2_340.0 }],
            slices: Vec::new(),
        }),
        detectors: vec![Detector {
            name: "silent".to_owned(),
            scored: 1,
            unscored: 1,
            operating: Vec::new(),
            eer: None,
            auc: None,
            det: Vec::new(),
        }],
        comparison: None,
        failures: vec![Failure { trace: String::new(), synthetic: true, ..failure(3) }],
        insufficient: vec!["APCER: there are no attacks.".to_owned()],
        ..rich()
    }
}

fn protocol() -> Protocol {
    let hash = |digit: &str| digit.repeat(64 / digit.len());
    Protocol {
        sha256: hash("3f9c"),
        name: "Office recordings, spring".to_owned(),
        manifest_sha256: hash("a1b2"),
        config_sha256: hash("77e0"),
        models: [("detector", "c0de"), ("landmarks", "1234"), ("pack", "5eed"), ("recognition", "beef")]
            .map(|(role, digits)| (role.to_owned(), hash(digits)))
            .into(),
        backend: "rten 0.27.0".to_owned(),
        clips: 640,
        measure: "session".to_owned(),
        version: "0.1.0".to_owned(),
        program_sha256: hash("90ab"),
    }
}

pub(super) fn rate(errors: u64, total: u64) -> Rate {
    if total == 0 {
        return Rate::default();
    }
    let (n, p, z) = (total as f64, errors as f64 / total as f64, 1.96_f64);
    let (middle, half) = (p + z * z / (2.0 * n), z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt());
    let wilson = [middle - half, middle + half].map(|end| (end / (1.0 + z * z / n)).clamp(0.0, 1.0));
    let clustered = Some([(p - 0.03).max(0.0), (p + 0.04).min(1.0)]);
    Rate { errors, total, rate: Some(p), wilson: Some(wilson), clustered, subjects: (total / 4).max(2) }
}

fn outcome(species: &str, [clips, live, rejected, incomplete, failed]: [u64; 5]) -> SpeciesOutcomes {
    let (subjects, synthetic) = (clips / 4, clips / 2);
    SpeciesOutcomes {
        species: species.to_owned(),
        clips,
        subjects,
        live,
        rejected,
        incomplete,
        failed,
        synthetic,
    }
}

fn of(species: &str, errors: u64, total: u64) -> SpeciesRate {
    SpeciesRate { species: species.to_owned(), rate: rate(errors, total) }
}

fn split(accepted: u64) -> SplitSummary {
    let slice = |by: &str, part: &str, bona_fide| Slice {
        by: by.to_owned(),
        part: part.to_owned(),
        apcer: rate(accepted, 190),
        bpcer: rate(bona_fide / 30, bona_fide),
        bpnrr: rate(2.min(bona_fide), bona_fide),
    };
    SplitSummary {
        outcomes: vec![
            outcome("bona_fide", [120, 112, 4, 3, 1]),
            outcome("mask_silicone_full_head", [134, 0, 130, 4, 0]),
            outcome("print", [134, accepted, 126, 4, 0]),
            outcome("replay_phone", [134, 1, 131, 2, 0]),
        ],
        apcer: vec![
            of("mask_silicone_full_head", 0, 130),
            of("print", accepted, 130),
            of("replay_phone", 1, 132),
        ],
        worst_apcer: Some(of("print", accepted, 130)),
        apnrr: vec![of("mask_silicone_full_head", 4, 134), of("print", 4, 134), of("replay_phone", 2, 134)],
        accepted: vec![
            of("mask_silicone_full_head", 0, 134),
            of("print", accepted, 134),
            of("replay_phone", 1, 134),
        ],
        bpcer: rate(4, 116),
        bpnrr: rate(4, 120),
        not_accepted: rate(8, 120),
        actions: [("blink", 2), ("open_mouth", 1), ("turn_left", 0)]
            .map(|(action, errors)| ActionRate { action: action.to_owned(), rate: rate(errors, 60) })
            .into(),
        time: vec![TimeSpread { mode: "action".to_owned(), clips: 112, p50_ms: 2_340.0, p95_ms: 6_815.0 }],
        slices: vec![
            slice("fps", "under 15", 18),
            slice("fps", "15-24", 32),
            slice("fps", "24-30", 66),
            slice("inter_eye", "under 60", 0),
            slice("inter_eye", "60-120", 116),
            slice("face_luma", "0-60", 40),
            slice("tag lighting", "behind, from a window", 76),
        ],
    }
}

/// What a threshold does to two normal distributions that are `apart` deviations apart, with `total` clips of either kind.
fn at(apart: f64, total: u64, threshold: f64) -> [u64; 2] {
    let above = |x: f64| 1.0 / (1.0 + (1.702 * x).exp());
    let x = 10.0 * threshold - 4.0;
    [above(x), 1.0 - above(x - apart)].map(|share| (share * total as f64).round() as u64)
}

fn det(apart: f64, total: u64) -> Vec<DetPoint> {
    let point = |step: u32| {
        let threshold = f64::from(step) / 300.0;
        let [false_accept, false_reject] =
            at(apart, total, threshold).map(|errors| errors as f64 / total as f64);
        DetPoint { threshold, false_accept, false_reject }
    };
    (0..=300).map(point).collect()
}

fn equal(apart: f64, total: u64) -> EqualError {
    let threshold = 0.4 + apart / 20.0;
    let [accepts, rejects] = at(apart, total, threshold);
    let (false_accept, false_reject) = (rate(accepts, total), rate(rejects, total));
    EqualError {
        rate: (accepts + rejects) as f64 / (2 * total) as f64,
        threshold,
        false_accept,
        false_reject,
    }
}

fn chosen(target: f64, apart: f64, total: u64) -> OperatingPoint {
    let threshold = 0.4 + (1.0 / target).ln() / 17.02;
    let [accepts, rejects] = at(apart, total, threshold);
    OperatingPoint {
        target,
        threshold: Some(threshold),
        dev_false_accept: Some(rate(accepts, total)),
        dev_false_reject: Some(rate(rejects + 1, total)),
        eval_apcer: Vec::new(),
        eval_false_accept: Some(rate(accepts, total)),
        eval_false_reject: Some(rate(rejects, total)),
    }
}

fn detector(name: &str, apart: f64) -> Detector {
    let point = |target| {
        let point = chosen(target, apart, 130);
        let worst = point.eval_false_accept.map_or(0, |rate| rate.errors);
        let species = [("mask_silicone_full_head", 0), ("print", worst), ("replay_phone", worst / 2)];
        OperatingPoint { eval_apcer: species.map(|(name, errors)| of(name, errors, 130)).into(), ..point }
    };
    Detector {
        name: name.to_owned(),
        scored: 520,
        unscored: 2,
        operating: vec![point(0.1), point(0.05), unreached(point(0.01))],
        eer: Some(equal(apart, 130)),
        auc: Some(0.973),
        det: det(apart, 130),
    }
}

fn unreached(point: OperatingPoint) -> OperatingPoint {
    OperatingPoint {
        threshold: None,
        dev_false_accept: None,
        dev_false_reject: None,
        eval_apcer: Vec::new(),
        eval_false_accept: None,
        eval_false_reject: None,
        ..point
    }
}

fn comparison() -> ComparisonSummary {
    let left = |share: u64| DiscardPoint {
        discarded: share as f64 / 100.0,
        fnmr: rate(5_u64.saturating_sub(share / 8), 114 * (100 - share) / 100),
    };
    ComparisonSummary {
        genuine: 120,
        impostor: 120,
        not_compared: 8,
        operating: [0.1, 0.01, 0.001]
            .map(|target| chosen(target, 4.0, 114))
            .into_iter()
            .chain([unreached(chosen(1e-4, 4.0, 114))])
            .collect(),
        decided_fmr: rate(0, 118),
        decided_fnmr: rate(5, 114),
        decided_threshold: 65.0,
        eer: Some(equal(4.0, 114)),
        auc: Some(0.994),
        det: det(4.0, 114),
        discard: (0..=10).map(|step| left(5 * step)).collect(),
    }
}

fn failure(index: usize) -> Failure {
    let kinds = [
        ("accepted attack", "live", "every check passed", "The person is live."),
        (
            "rejected person",
            "spoof_suspected",
            "silent score 0.31 is below 0.50",
            "This looks like a picture of a face.",
        ),
        (
            "person not judged",
            "timed_out",
            "turn_left was not done in 8000 ms",
            "The time ran out before the head was turned.",
        ),
        ("not processed", "io", "the video ends within a frame", "The clip cannot be read to its end."),
    ];
    let (kind, code, reason, message) = kinds[index % kinds.len()];
    Failure {
        id: format!("s{:03}-office-{index}", 40 + 3 * index),
        clip: format!("clips/2026-03/s{:03}/office-window-{index}.mkv", 40 + 3 * index),
        species: if index.is_multiple_of(4) { "print" } else { "bona_fide" }.to_owned(),
        split: if index < 7 { "eval" } else { "dev" }.to_owned(),
        synthetic: index.is_multiple_of(5),
        kind: kind.to_owned(),
        code: code.to_owned(),
        reason: reason.to_owned(),
        message: message.to_owned(),
        trace: format!("traces/s{:03}-office-{index}.json", 40 + 3 * index),
    }
}
