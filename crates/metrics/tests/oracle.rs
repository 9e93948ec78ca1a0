//! Every figure against an independent implementation (`oracle.py`): scipy, scikit-learn, numpy, and plain counting.
//!
//! Runs where `LIVEFACE_PYTHON` names a Python in which `import numpy, scipy, sklearn` works
//! (`pip install numpy scipy scikit-learn`).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

use liveface_metrics::{Bootstrap, Comparison, Curve, Point, Share, discard_curve, quantile};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};

const CASES: usize = 120;
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle.py");
/// What a wrong figure is at least wrong by in the test of the test.
const PERTURBATION: f64 = 1e-6;

/// What figures are made of. Shares are (errors, total).
#[derive(Clone, Debug, Serialize)]
struct Case {
    genuine: Vec<f64>,
    attacks: BTreeMap<String, Vec<f64>>,
    thresholds: Vec<f64>,
    targets: Vec<f64>,
    shares: Vec<(u64, u64)>,
    values: Vec<f64>,
    fractions: Vec<f64>,
    /// Similarity and quality.
    comparisons: Vec<(f64, f64)>,
    threshold: f64,
    /// For each species, the shares of all clusters.
    clusters: BTreeMap<String, Vec<(u64, u64)>>,
    cluster_count: usize,
    seed: u64,
    replicates: u32,
}

#[test]
fn an_independent_implementation_finds_the_same_figures() {
    let Some(python) = python() else { return skipped() };
    let cases = cases();
    let told: Vec<Value> = cases.iter().map(|case| json!({"case": case, "found": found(case)})).collect();
    let answers = ask(python, &told);
    assert_eq!(answers.len(), cases.len());
    for (case, differing) in cases.iter().zip(&answers) {
        assert!(differing.is_empty(), "{differing:?} differ in {case:?}\n{}", found(case));
    }
    println!("the figures of {} cases are the same", cases.len());
}

/// The test of the test: of a few cases, every single number, name and `null` is told wrong, one at a time.
#[test]
fn the_comparison_notices_every_figure_that_is_wrong() {
    let Some(python) = python() else { return skipped() };
    let mut told = Vec::new();
    let mut names = Vec::new();
    for case in cases().iter().filter(|case| (1..9).contains(&case.genuine.len())).take(4) {
        for (name, wrong) in wrong_in_one_place(&found(case)) {
            told.push(json!({"case": case, "found": wrong}));
            names.push(name);
        }
    }
    assert!(told.len() > 100, "{}", told.len());
    for ((told, name), differing) in told.iter().zip(names).zip(ask(python, &told)) {
        assert!(differing.contains(&name), "a wrong {name} went unnoticed: {told}");
    }
}

fn python() -> Option<Command> {
    let name = std::env::var_os("LIVEFACE_PYTHON")?;
    let tried =
        Command::new(&name).args(["-c", "import numpy, scipy, sklearn"]).stderr(Stdio::null()).status();
    tried.is_ok_and(|status| status.success()).then(|| Command::new(name))
}

fn skipped() {
    let line = "skipped: the comparison with scipy and scikit-learn, because LIVEFACE_PYTHON names no Python that has \
                them\n";
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}

/// The names of the figures that differ, for each case.
fn ask(mut python: Command, told: &[Value]) -> Vec<Vec<String>> {
    let mut child = python.arg(SCRIPT).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(&serde_json::to_vec(told).unwrap()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

// What this crate finds.

fn found(case: &Case) -> Value {
    let curve = Curve::by_species(case.genuine.clone(), case.attacks.clone()).unwrap();
    let shares = || case.shares.iter().copied().map(share);
    let at = |tell: &dyn Fn(f64) -> Value| case.thresholds.iter().map(|at| tell(*at)).collect::<Value>();
    let apcer = |at| curve.apcer(at).map(|(species, share)| (species.to_owned(), counts(share))).collect();
    json!({
        "rate": shares().map(Share::rate).collect::<Vec<_>>(),
        "wilson": shares().map(Share::wilson).collect::<Vec<_>>(),
        "points": curve.points().iter().map(point).collect::<Value>(),
        "apcer": at(&apcer),
        "bpcer": at(&|at| counts(curve.false_reject(at))),
        "worst": at(&|at| curve.worst(at).map(|(species, share)| json!([species, counts(share)])).into()),
        "equal_error": curve.equal_error().map(|found| {
            json!([found.rate, found.at.threshold, counts(found.at.false_accept), counts(found.at.false_reject)])
        }),
        "threshold_for": case.targets.iter().map(|target| curve.threshold_for(*target)).collect::<Vec<_>>(),
        "auc": curve.auc(),
        "roc": curve.roc().iter().map(|at| json!([at.threshold, at.false_accept, at.true_accept])).collect::<Value>(),
        "discard": discard(case),
        "quantiles": quantiles(case),
        "bootstrap": bootstrap(case),
        "bootstrap_of_worst": bootstrap_of_worst(case),
    })
}

fn share((errors, total): (u64, u64)) -> Share {
    Share { errors, total }
}

fn counts(share: Share) -> Value {
    json!([share.errors, share.total])
}

fn point(point: &Point) -> Value {
    json!([point.threshold, counts(point.false_accept), counts(point.false_reject)])
}

fn discard(case: &Case) -> Value {
    let comparison = |&(similarity, quality): &(f64, f64)| Comparison { similarity, quality };
    let comparisons: Vec<_> = case.comparisons.iter().map(comparison).collect();
    let points = discard_curve(&comparisons, case.threshold, &case.fractions).unwrap();
    points.iter().map(|point| json!([point.fraction, counts(point.false_reject)])).collect()
}

fn quantiles(case: &Case) -> Vec<Option<f64>> {
    let mut sorted = case.values.clone();
    sorted.sort_by(f64::total_cmp);
    case.fractions.iter().map(|share| quantile(&sorted, *share)).collect()
}

fn bootstrap(case: &Case) -> Value {
    let draw = Bootstrap { replicates: case.replicates, seed: case.seed };
    let interval =
        |clusters: &[(u64, u64)]| draw.interval(&clusters.iter().copied().map(share).collect::<Vec<_>>());
    case.clusters.iter().map(|(species, clusters)| (species.clone(), json!(interval(clusters)))).collect()
}

/// The highest rate of all species when the same clusters are drawn for all of them.
fn bootstrap_of_worst(case: &Case) -> Option<[f64; 2]> {
    let draw = Bootstrap { replicates: case.replicates, seed: case.seed };
    let rate = |clusters: &Vec<(u64, u64)>, times: &[u32]| {
        let repeat =
            |(&cluster, &times): (&(u64, u64), &u32)| std::iter::repeat_n(share(cluster), times as usize);
        clusters.iter().zip(times).flat_map(repeat).sum::<Share>().rate()
    };
    draw.interval_of(case.cluster_count, |times| {
        case.clusters.values().filter_map(|clusters| rate(clusters, times)).reduce(f64::max)
    })
}

// What is told wrong.

/// The figures with one number a little off, one name changed or one `null` filled, for each place there is; with the name
/// of the figure that it is in.
fn wrong_in_one_place(found: &Value) -> Vec<(String, Value)> {
    let figures = found.as_object().unwrap();
    let wrong = |(name, figure): (&String, &Value)| {
        wrong_leaves(figure).into_iter().map(move |wrong| (name.clone(), wrong)).collect::<Vec<_>>()
    };
    let replaced = |(name, wrong): (String, Value)| {
        let mut all = found.clone();
        all[&name] = wrong;
        (name, all)
    };
    figures.iter().flat_map(wrong).map(replaced).collect()
}

fn wrong_leaves(value: &Value) -> Vec<Value> {
    let in_place =
        |put: &dyn Fn(Value) -> Value, part: &Value| wrong_leaves(part).into_iter().map(put).collect();
    match value {
        Value::Null => vec![json!(0.5)],
        Value::Bool(_) => Vec::new(),
        Value::Number(number) => vec![json!(number.as_f64().unwrap() + PERTURBATION)],
        Value::String(text) => vec![json!(format!("{text}x"))],
        Value::Array(items) => (0..items.len())
            .flat_map(|place| -> Vec<Value> {
                in_place(
                    &|part| {
                        let mut whole = value.clone();
                        whole[place] = part;
                        whole
                    },
                    &items[place],
                )
            })
            .collect(),
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, part)| -> Vec<Value> {
                in_place(
                    &|part| {
                        let mut whole = value.clone();
                        whole[name] = part;
                        whole
                    },
                    part,
                )
            })
            .collect(),
    }
}

// What figures are made of.

/// The same ones every time: many small cases, and one of each kind that is large.
fn cases() -> Vec<Case> {
    let mut runner =
        TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let mut draw = |strategy: BoxedStrategy<Case>| strategy.new_tree(&mut runner).unwrap().current();
    let mut cases: Vec<Case> = (0..CASES).map(|_| draw(case(0..40, 0..8).boxed())).collect();
    cases.extend((0..3).map(|_| Case { replicates: 1000, ..draw(case(300..600, 30..60).boxed()) }));
    cases
}

type Range = std::ops::Range<usize>;

fn case(scores_of_a_class: Range, clusters: Range) -> impl Strategy<Value = Case> {
    let drawn = (
        scores(scores_of_a_class.clone()),
        species(scores_of_a_class.clone()),
        clusters.prop_flat_map(clustered),
    );
    let unit =
        || prop_oneof![1 => (0_u8..=20).prop_map(|twentieths| f64::from(twentieths) / 20.0), 1 => 0.0..=1.0];
    let asked = (
        vec(unit(), 1..6),
        vec(unit(), 1..6),
        vec(prop_oneof![shares(30), shares(2_000_000)], 2..9),
        vec(unit(), 1..6),
    );
    let others = (vec(-1e3..1e3, 0..30), vec(comparison(), scores_of_a_class), any::<u64>());
    (drawn, asked, others).prop_map(
        |(
            (genuine, attacks, (cluster_count, clusters)),
            (thresholds, targets, shares, fractions),
            (values, comparisons, seed),
        )| Case {
            genuine,
            attacks,
            thresholds,
            targets,
            shares,
            values,
            fractions,
            comparisons,
            threshold: 70.0,
            clusters,
            cluster_count,
            seed,
            replicates: 60,
        },
    )
}

/// Of one class: tenths (nearly all are ties), or anything; often only a few, or none.
fn scores(count: Range) -> impl Strategy<Value = Vec<f64>> {
    let tenths = || (0_u8..=10).prop_map(|tenths| f64::from(tenths) / 10.0);
    let few = count.start..count.end.min(count.start + 4);
    prop_oneof![
        2 => vec(tenths(), few),
        2 => vec(tenths(), count.clone()),
        2 => vec(-3.0..3.0, count),
    ]
}

fn species(count: Range) -> impl Strategy<Value = BTreeMap<String, Vec<f64>>> {
    prop_oneof![
        1 => btree_map("[a-f]", scores(count.clone()), 1),
        2 => btree_map("[a-f]", scores(count), 0..5),
    ]
}

fn comparison() -> impl Strategy<Value = (f64, f64)> {
    (0_u8..=100, 0_u8..=20).prop_map(|(similarity, quality)| (f64::from(similarity), f64::from(quality)))
}

/// Errors and total; now and then none, or all.
fn shares(most: u64) -> impl Strategy<Value = (u64, u64)> {
    (0..=most).prop_flat_map(|total| (prop_oneof![Just(0), Just(total), 0..=total], Just(total)))
}

fn clustered(count: usize) -> impl Strategy<Value = (usize, BTreeMap<String, Vec<(u64, u64)>>)> {
    btree_map("[a-f]", vec(shares(4), count), 1..4).prop_map(move |clusters| (count, clusters))
}
