//! Every clip that did not end as it should.

use super::words::{name, table};
use crate::summary::{Failure, Summary};
use maud::{Markup, html};

/// All of them, in the summary's order; no pictures, which would carry faces into a report.
pub(super) fn section(summary: &Summary, link: &dyn Fn(&str) -> Option<String>) -> Markup {
    let failures = &summary.failures;
    if failures.is_empty() {
        return html! { p.none { "Every clip ended as it should." } };
    }
    let body = html! { tbody { @for failure in failures { (row(failure, link)) } } };
    let head = ["Clip", "Species", "Split", "What", "Why", "Trace"];
    let caption =
        format!("Clips that did not end as they should: {} of {}", failures.len(), summary.counts.clips);
    html! { div.failures { (table(&caption, &head, &body)) } }
}

fn row(failure: &Failure, link: &dyn Fn(&str) -> Option<String>) -> Markup {
    html! {
        tr {
            th scope="row" { (failure.id) @if failure.clip != failure.id { " " span.soft.clip { (failure.clip) } } }
            td.name { (name(&failure.species)) @if failure.synthetic { " " span.soft { "(synthetic)" } } }
            td { (failure.split) }
            td { (failure.kind) }
            td.why { code { (failure.code) } " " (failure.reason) p { (failure.message) } }
            td.trace { (trace(&failure.trace, link)) }
        }
    }
}

fn trace(address: &str, link: &dyn Fn(&str) -> Option<String>) -> Markup {
    if address.is_empty() {
        return html! { span.soft { "none" } };
    }
    match link(address) {
        Some(href) => html! { a href=(href) { (address) } },
        None => html! { (address) },
    }
}
