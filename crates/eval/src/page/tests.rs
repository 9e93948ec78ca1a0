use super::page;
use super::sample::{poor, rich};
use crate::summary::{Rate, Summary};

fn linked(summary: &Summary) -> String {
    page(summary, |address| Some(format!("../{address}")))
        .unwrap()
        .replace('\u{a0}', " ")
        .replace('\u{2060}', "")
}

/// What is between two ends, the first time.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = page.split_once(from).unwrap();
    rest.split_once(to).unwrap().0
}

#[test]
fn the_page_is_the_same_every_time_needs_nothing_else_and_is_small() {
    let html = linked(&rich());
    assert_eq!(html, linked(&rich()));
    for outside in ["<script", "<link", "<img", "@import", "url(", "http:", "https:", "xmlns"] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert!(html.len() < 300_000, "{} bytes", html.len());
}

#[test]
fn no_text_of_a_summary_becomes_markup() {
    let evil = "\"'><script>alert(1)</script><svg onload=x>&";
    let mut json = serde_json::to_value(rich()).unwrap();
    poison(&mut json, evil);
    let html = linked(&serde_json::from_value(json).unwrap());
    assert!(html.contains("&lt;script&gt;"));
    assert!(!html.contains("<script"));
    assert!(!html.contains("<svg onload"));
    // No attribute ends early: the text never follows an attribute's closing quote.
    assert!(!html.contains("\"'>"));
    assert!(!html.contains("\"\"'"));
}

/// Puts `text` in the place of every text.
fn poison(value: &mut serde_json::Value, text: &str) {
    match value {
        serde_json::Value::String(old) => *old = text.to_owned(),
        serde_json::Value::Array(values) => values.iter_mut().for_each(|value| poison(value, text)),
        serde_json::Value::Object(values) => values.values_mut().for_each(|value| poison(value, text)),
        _ => {}
    }
}

#[test]
fn headings_descend_by_one_and_every_table_and_plot_has_a_name() {
    for summary in [rich(), poor()] {
        let html = linked(&summary);
        let levels: Vec<u32> = html
            .match_indices("<h")
            .filter_map(|(at, _)| html[at + 2..].chars().next()?.to_digit(10))
            .collect();
        assert_eq!(levels.first(), Some(&1));
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
        assert_eq!(html.matches("<table").count(), html.matches("<caption>").count());
        assert_eq!(html.matches("<svg").count(), html.matches("role=\"img\" aria-label=\"").count());
        assert_eq!(html.matches("<figure>").count(), html.matches("<figcaption>").count());
    }
}

#[test]
fn every_score_has_its_plots_and_they_say_what_they_rest_on() {
    let html = linked(&rich());
    // DET and ROC of two detectors and of the comparison, error versus discard, two forests for each split.
    assert_eq!(html.matches("<svg").count(), 3 * 2 + 1 + 2 * 2);
    assert!(html.contains("From 130 bona fide and 3 × 130 attack clips on eval."));
    assert!(html.contains("From 114 genuine and 118 impostor comparisons on eval."));
    assert!(html.contains("From 130 + 130 + 132 classified attack clips on eval."));
}

#[test]
fn an_equal_error_rate_stands_with_both_counts() {
    let html = linked(&rich());
    let said = between(&html, "The two rates are closest", "</p>");
    assert!(said.matches(" of 130;").count() == 2, "{said}");
    assert_eq!(html.matches("(EER) is").count(), html.matches("The two rates are closest").count());
    assert!(!html.contains("ACER"));
}

#[test]
fn eval_comes_before_dev_and_dev_says_that_thresholds_were_chosen_there() {
    let html = linked(&rich());
    assert!(html.find("id=\"eval\"").unwrap() < html.find("id=\"dev\"").unwrap());
    assert!(between(&html, "id=\"dev\"", "</section>").contains("chosen on dev"));
    assert!(!between(&html, "id=\"eval\"", "</section>").contains("chosen on dev"));
}

#[test]
fn without_eval_the_page_says_that_curves_are_of_the_chosen_clips() {
    let html = linked(&Summary { eval: None, ..rich() });
    assert!(between(&html, "id=\"detectors\"", "<h3").contains("chosen on dev"));
    assert!(html.contains("There are no eval clips; on dev"));
}

#[test]
fn what_was_rendered_is_said_with_counts() {
    assert!(linked(&poor()).contains("All 2 clips are rendered or composed: nothing here says"));
    assert!(linked(&rich()).contains("402 of 1044 clips are rendered or composed, the other 642 recorded."));
}

#[test]
fn nothing_of_nothing_is_none_and_never_zero_percent() {
    let html = linked(&poor());
    assert!(between(&html, ">APCER</th>", "</tbody>").contains(">none<"));
    // One bona fide clip was classified, and rightly: its bound is all there is to say.
    assert!(between(&html, ">BPCER</th>", "</tbody>").contains("0 of 1; 95 % up to 79.3 %; one subject"));
    let mut summary = rich();
    if let Some(eval) = &mut summary.eval {
        eval.bpcer = Rate::default();
    }
    assert!(linked(&summary).contains("BPCER: none."));
}

#[test]
fn every_failure_is_listed_and_linked_where_it_can_be() {
    let summary = rich();
    let html = linked(&summary);
    for failure in &summary.failures {
        assert!(html.contains(&format!("<a href=\"../{0}\">{0}</a>", failure.trace)), "{}", failure.trace);
    }
    let unlinked = page(&summary, |_| None).unwrap();
    assert!(!unlinked.contains(".json\""));
    assert!(unlinked.contains(&summary.failures[11].trace));
}

/// Tests cannot see: `REPORT_SAMPLES=folder cargo test -p liveface-eval samples` writes both pages to look at.
#[test]
fn samples_can_be_written_to_be_looked_at() {
    if let Some(folder) = std::env::var_os("REPORT_SAMPLES") {
        let folder = std::path::PathBuf::from(folder);
        for (name, summary) in [("rich.html", rich()), ("poor.html", poor())] {
            std::fs::write(folder.join(name), page(&summary, |address| Some(address.to_owned())).unwrap())
                .unwrap();
        }
    }
}
