//! Chooses thresholds: on one half of the trials only.

use crate::ChooseArgs;
use crate::cell::short;
use crate::row::Row;
use crate::separation::{Rule, Separation, Side, separations};
use crate::study::{BONA_FIDE, Half, SPECIES, Study, UNLIT, read, thresholds};
use liveface::session::Config;
use liveface::session::config::Reflection as Thresholds;
use liveface_metrics::Share;

/// Prints what each threshold separates, what the trials suggest, and what would come of it.
pub(crate) fn choose(args: &ChooseArgs) -> anyhow::Result<()> {
    let rows = read(&args.files)?;
    let config = thresholds(args.config.as_deref())?;
    let study = Study::new(&rows, Half::Choose, &config);
    anyhow::ensure!(!study.trials.is_empty(), "no trials of the half to choose on");
    println!("{} trials of the half to choose on\n", study.trials.len());
    let mut suggested = config.clone();
    let all = separations(&study);
    all.iter().for_each(|separation| take(separation, &all, &mut suggested));
    println!("\naccepted on this half, in force -> suggested");
    print_acceptance(&rows, &config, &suggested);
    if let Err(error) = (Config { reflection: suggested.clone(), ..Config::default() }).checked() {
        println!("\nthe suggestions are no usable thresholds: {error}");
    }
    println!("\nsuggested, for --config:\n{{\"reflection\": {}}}", serde_json::to_string(&suggested)?);
    Ok(())
}

/// Prints a threshold and takes the value suggested for it.
fn take(separation: &Separation, all: &[Separation], config: &mut Thresholds) {
    println!("{}", separation.name);
    if let Some(side) = &separation.below {
        let [far, near, end] = [0.99, 0.995, 1.0].map(|share| show(side.quantile(share)));
        println!("  below: {} ({}): 99 % {far}, 99.5 % {near}, highest {end}", side.what, side.values.len());
    }
    if let Some(side) = &separation.above {
        let [end, near, far] = [0.0, 0.005, 0.01].map(|share| show(side.quantile(share)));
        println!("  above: {} ({}): lowest {end}, 0.5 % {near}, 1 % {far}", side.what, side.values.len());
    }
    let suggested = match separation.rule {
        Rule::Mirror => mirrored(separation, all),
        _ => separation.suggested(),
    };
    println!("  now {}: {}", short(separation.value), reached(separation, separation.value));
    let Some(value) = suggested.map(three_digits) else { return };
    println!("  suggested {}: {}", short(value), reached(separation, value));
    (separation.set)(config, value);
}

/// A threshold of more digits would only look exact.
fn three_digits(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}

/// As far below people's least lag as the greatest one allowed is above their greatest.
fn mirrored(separation: &Separation, all: &[Separation]) -> Option<f64> {
    let other = all.iter().find(|other| other.name == "max_lag_ms")?;
    // No earlier answer is looked for.
    let least = -40.0;
    let margin = other.suggested()? - other.below.as_ref()?.quantile(0.995)?;
    Some((separation.above.as_ref()?.quantile(0.005)? - margin).max(least))
}

/// What share of each side a threshold has below it.
fn reached(separation: &Separation, value: f64) -> String {
    let share =
        |name: &str, side: &Side| format!("{:.2} % of those {name}", 100.0 * (1.0 - side.reach(value)));
    let sides = [("below", &separation.below), ("above", &separation.above)];
    let measured = sides.into_iter().filter_map(|(name, side)| Some((name, side.as_ref()?)));
    let measured = measured.filter(|(_, side)| !side.values.is_empty());
    let sides: Vec<_> = measured.map(|(name, side)| share(name, side)).collect();
    format!("less than it are {}", sides.join(" and "))
}

fn show(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), short)
}

fn print_acceptance(rows: &[Row], now: &Thresholds, then: &Thresholds) {
    let [now, then] = [now, then].map(|config| Study::new(rows, Half::Choose, config));
    let line = |what: &str, now: Share, then: Share| {
        let text = |share: Share| {
            let rate = share.rate().map_or_else(|| "–".to_owned(), |rate| format!("{:6.2} %", 100.0 * rate));
            format!("{:>4} of {:<4} {rate}", share.errors, share.total)
        };
        println!("  {what:<34} {} -> {}", text(now), text(then));
    };
    for (species, what) in SPECIES {
        line(what, now.accepted(species), then.accepted(species));
    }
    let faint = |study: &Study, so: fn(&crate::study::Trial) -> bool| {
        Share::of(study.select(|t| t.is(BONA_FIDE) && t.row.ratio < UNLIT), |t| so(t))
    };
    line("bona fide, ratio < 0.05", faint(&now, |t| t.accepted()), faint(&then, |t| t.accepted()));
    let enough = |t: &crate::study::Trial| t.light.insufficient();
    line("… insufficient", faint(&now, enough), faint(&then, enough));
    let flat = |study: &Study| {
        Share::of(study.select(|t| t.lit(&["flat_print"])), |t| t.light.to_string() == "too_flat")
    };
    line("flat print, too flat", flat(&now), flat(&then));
}
