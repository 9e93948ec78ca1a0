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
    match link(address).filter(|href| opens(href)) {
        Some(href) => html! { a href=(href) { (address) } },
        None => html! { (address) },
    }
}

/// Whether a browser opens this rather than runs it: a path, or an address of the web. Addresses come from files of results.
fn opens(href: &str) -> bool {
    let before_path = href.split(['/', '?', '#']).next().unwrap_or_default();
    !before_path.contains(':') || ["https:", "http:"].contains(&before_path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_and_addresses_of_the_web_are_linked() {
        for href in ["traces/a.json", "../a:b.json", "https://host/a", "?a:b", "a.json#x:y"] {
            assert!(opens(href), "{href}");
        }
        for href in
            ["javascript:alert(1)", "JaVaScript:x", " javascript:x", "data:text/html,x", "java\nscript:x"]
        {
            assert!(!opens(href), "{href:?}");
        }
    }
}
