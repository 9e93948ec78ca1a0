//! The page: one HTML file that needs nothing else, for a screen of any width and for paper.
//!
//! It reads a [`Summary`] and nothing besides: no clock, no file, no order that could differ between two runs. All text of
//! the summary is untrusted; only the templates of these modules, and the plots, write markup.

mod curves;
mod failures;
mod forest;
mod notes;
mod opening;
mod plot;
mod results;
#[cfg(test)]
mod sample;
mod scores;
#[cfg(test)]
mod tests;
mod words;

use crate::summary::Summary;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("page/page.css");

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
#[error("a plot cannot be drawn")]
pub struct PageError(#[source] plot::Failure);

/// The page about `summary`. `link` turns the address of a trace into what the page links to; where it gives `None`, the
/// address is shown and nothing is linked. What it gives must be safe to open.
///
/// # Errors
/// A plot cannot be drawn.
pub fn page(summary: &Summary, link: impl Fn(&str) -> Option<String>) -> Result<String, PageError> {
    let sections = [
        Section { id: "eval", title: "Results on eval", body: results::eval(summary)? },
        Section { id: "dev", title: "Results on dev", body: results::dev(summary)? },
        Section { id: "detectors", title: "Attack detection by score", body: scores::detectors(summary)? },
        Section { id: "comparison", title: "Comparison with photos", body: scores::comparison(summary)? },
        Section { id: "failures", title: "Failures", body: failures::section(summary, &link) },
        Section { id: "words", title: "What the words mean", body: notes::definitions() },
        Section { id: "provenance", title: "Provenance", body: notes::provenance(summary) },
    ];
    Ok(document(summary, &sections).into_string())
}

struct Section {
    id: &'static str,
    title: &'static str,
    body: Markup,
}

fn document(summary: &Summary, sections: &[Section]) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (summary.protocol.name) " – evaluation" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    (opening::header(summary))
                    nav aria-label="Sections" {
                        @for section in sections { a href={ "#" (section.id) } { (section.title) } " " }
                    }
                }
                main {
                    @for section in sections {
                        section id=(section.id) { h2 { (section.title) } (section.body) }
                    }
                }
            }
        }
    }
}
