use super::*;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

fn share(errors: u64, total: u64) -> Share {
    Share { errors, total }
}

fn curve(genuine: &[f64], impostor: &[f64]) -> Curve {
    Curve::new(genuine.to_vec(), impostor.to_vec()).unwrap()
}

fn by_species(bona_fide: &[f64], attacks: &[(&str, &[f64])]) -> Curve {
    let attacks = attacks.iter().map(|(species, scores)| ((*species).to_owned(), scores.to_vec())).collect();
    Curve::by_species(bona_fide.to_vec(), attacks).unwrap()
}

#[test]
fn every_distinct_score_is_an_operating_point() {
    let found = curve(&[0.9, 0.5, 0.5], &[0.5, 0.1]);
    let counts: Vec<_> = found
        .points()
        .iter()
        .map(|point| (point.threshold, point.false_accept.errors, point.false_reject.errors))
        .collect();
    assert_eq!(counts, [(0.1, 2, 0), (0.5, 1, 0), (0.9, 0, 2)]);
}

#[test]
fn classes_that_do_not_overlap_have_no_equal_error() {
    let found = curve(&[0.6, 0.8], &[0.1, 0.3]).equal_error().unwrap();
    let at = Point { threshold: 0.6, false_accept: share(0, 2), false_reject: share(0, 2) };
    assert_eq!(found, EqualError { rate: 0.0, at });
}

/// At .4: 1 of 4 and 0 of 3 (gap 1/4); at .5: 1 of 4 and 1 of 3 (gap 1/12); at .6: 0 of 4 and 1 of 3 (gap 1/3).
#[test]
fn the_equal_error_is_where_both_rates_are_closest() {
    let found = curve(&[0.4, 0.6, 0.9], &[0.1, 0.2, 0.3, 0.5]).equal_error().unwrap();
    let at = Point { threshold: 0.5, false_accept: share(1, 4), false_reject: share(1, 3) };
    assert_eq!(found, EqualError { rate: (1.0 / 4.0 + 1.0 / 3.0) / 2.0, at });
}

/// At .2: 1 of 1 and 1 of 2 (gap 1/2); at .3: 0 of 1 and 1 of 2 (gap 1/2).
#[test]
fn of_equal_gaps_the_lowest_threshold_is_told() {
    let found = curve(&[0.1, 0.3], &[0.2]).equal_error().unwrap();
    assert_eq!(found.at.threshold, 0.2);
    assert_eq!(found.rate, 0.75);
}

#[test]
fn one_class_alone_has_no_equal_error_area_or_roc() {
    for alone in [curve(&[0.5], &[]), curve(&[], &[0.5]), curve(&[], &[]), by_species(&[0.5], &[])] {
        assert_eq!((alone.equal_error(), alone.auc(), alone.roc()), (None, None, Vec::new()));
    }
    assert_eq!(curve(&[0.5], &[]).threshold_for(0.5), None);
    assert_eq!(curve(&[], &[0.2, 0.5]).threshold_for(0.5), Some(0.5));
}

/// 0.8 beats both, 0.5 beats one and ties with one: (1 + 1 + 1 + .5) / 4.
#[test]
fn ties_count_half_in_the_area() {
    assert_eq!(curve(&[0.8, 0.5], &[0.5, 0.2]).auc(), Some(0.875));
    assert_eq!(by_species(&[0.8, 0.5], &[("mask", &[0.5]), ("print", &[0.2])]).auc(), Some(0.875));
}

#[test]
fn the_worst_species_counts_not_the_mean() {
    let found =
        by_species(&[0.9, 0.7], &[("mask", &[0.8, 0.1]), ("print", &[0.1; 98]), ("replay", &[0.6, 0.2])]);
    assert_eq!(found.worst(0.7), Some(("mask", share(1, 2))));
    assert_eq!(found.worst(0.15), Some(("replay", share(2, 2))));
    assert_eq!(found.false_accept(0.7), share(1, 2));
    assert_eq!(found.apcer(0.7).collect::<Vec<_>>()[1], ("print", share(0, 98)));
}

#[test]
fn of_equally_bad_species_the_first_by_name_is_told() {
    let found = by_species(&[0.9], &[("replay", &[0.8, 0.1]), ("mask", &[0.8, 0.7, 0.1, 0.1])]);
    assert_eq!(found.worst(0.5), Some(("mask", share(2, 4))));
    assert_eq!(found.at(0.8).false_accept, share(1, 2));
    assert_eq!(found.points().last().unwrap().false_accept, share(0, 4));
}

#[test]
fn a_species_without_scores_is_never_the_worst() {
    let found = by_species(&[0.9], &[("absent", &[]), ("print", &[0.1])]);
    assert_eq!(found.worst(0.5), Some(("print", share(0, 1))));
    assert_eq!(by_species(&[0.9], &[("absent", &[])]).worst(0.5), None);
}

#[test]
fn the_threshold_for_a_target_is_the_smallest_score_that_reaches_it() {
    let attacks: Vec<f64> = (0..100).map(|i| f64::from(i) / 100.0).collect();
    let found = curve(&[0.955, 2.0], &attacks);
    assert_eq!(found.threshold_for(0.05), Some(0.95));
    assert_eq!(found.threshold_for(0.01), Some(0.99));
    assert_eq!(found.threshold_for(0.0), Some(2.0));
    assert_eq!(curve(&[0.1], &attacks).threshold_for(0.005), None);
}

#[test]
fn the_roc_goes_from_nothing_accepted_to_everything() {
    let found: Vec<_> = curve(&[0.9, 0.5], &[0.5, 0.1])
        .roc()
        .iter()
        .map(|at| (at.threshold, at.false_accept, at.true_accept))
        .collect();
    assert_eq!(
        found,
        [(None, 0.0, 0.0), (Some(0.9), 0.0, 0.5), (Some(0.5), 0.5, 1.0), (Some(0.1), 1.0, 1.0)]
    );
}

#[test]
fn what_is_no_number_is_refused_with_class_and_place() {
    let refused = Curve::new(vec![0.1], vec![0.2, f64::NAN]).unwrap_err();
    assert_eq!((refused.class.as_str(), refused.index), ("impostor", 1));
    let attacks = [("mask".to_owned(), vec![f64::INFINITY])].into();
    assert_eq!(Curve::by_species(vec![0.1], attacks).unwrap_err().class, "mask");
    assert_eq!(Curve::by_species(vec![f64::NAN], BTreeMap::new()).unwrap_err().class, "bona fide");
}

/// Tenths, so that ties are frequent.
fn scores() -> impl Strategy<Value = Vec<f64>> {
    vec((0_u8..=10).prop_map(|tenths| f64::from(tenths) / 10.0), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn points_are_what_counting_finds(bona_fide in scores(), attacks in btree_map("[a-c]", scores(), 0..3)) {
        let curve = Curve::by_species(bona_fide, attacks).unwrap();
        for point in curve.points() {
            prop_assert_eq!(*point, curve.at(point.threshold));
        }
    }

    #[test]
    fn a_higher_threshold_accepts_no_more(bona_fide in scores(), attacks in btree_map("[a-c]", scores(), 1..3)) {
        let curve = Curve::by_species(bona_fide, attacks).unwrap();
        for pair in curve.points().windows(2) {
            prop_assert!(pair[0].threshold < pair[1].threshold);
            prop_assert!(pair[0].false_reject.errors <= pair[1].false_reject.errors);
            prop_assert!(pair[0].false_accept.cmp_rate(pair[1].false_accept).is_ge());
        }
    }

    /// Trapezoids under the drawn curve, against pairs counted.
    #[test]
    fn the_area_is_that_under_the_roc(genuine in scores(), impostor in scores()) {
        let curve = Curve::new(genuine, impostor).unwrap();
        let area: f64 = curve.roc().windows(2)
            .map(|pair| (pair[1].false_accept - pair[0].false_accept) * (pair[0].true_accept + pair[1].true_accept) / 2.0)
            .sum();
        prop_assert!((curve.auc().unwrap_or(0.0) - area).abs() < 1e-12);
    }

    /// Swapping the classes and the direction of the scores leaves the area as it is.
    #[test]
    fn the_area_does_not_care_which_class_is_which(genuine in scores(), impostor in scores()) {
        let turned = |scores: &[f64]| scores.iter().map(|score| -score).collect();
        let there = Curve::new(genuine.clone(), impostor.clone()).unwrap().auc();
        prop_assert_eq!(there, Curve::new(turned(&impostor), turned(&genuine)).unwrap().auc());
    }
}
