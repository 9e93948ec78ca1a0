//! What the words mean, and what the numbers come from.

use crate::summary::Summary;
use maud::{Markup, html};

const DEFINITIONS: [(&str, &str); 14] = [
    ("Accepted", "The session ended live and, where a photo was given, with the person of the photo."),
    ("Rejected", "The session ended with the judgement that the clip is an attack, or shows another person."),
    (
        "Incomplete, failed",
        "There was not enough to judge; the clip could not be processed at all. Both are non-responses.",
    ),
    ("Classified", "Accepted or rejected: all clips but the non-responses."),
    (
        "APCER",
        "Attack presentation classification error rate (ISO/IEC 30107-3): accepted of the classified attack clips of one \
         species of attack instrument. The worst species has the highest rate, however few its clips.",
    ),
    (
        "BPCER",
        "Bona fide presentation classification error rate (ISO/IEC 30107-3): rejected of the classified bona fide clips.",
    ),
    (
        "APNRR, BPNRR",
        "Attack and bona fide presentation non-response rates (ISO/IEC 30107-3): non-responses of all clips of a kind.",
    ),
    (
        "Accepted of all",
        "Accepted of all attack clips of a species, non-responses among them: what an attacker meets.",
    ),
    (
        "Not accepted of all",
        "Bona fide clips not accepted for whatever reason, of all: what a living person meets.",
    ),
    (
        "FMR, FNMR",
        "False match and false non-match rates (ISO/IEC 19795-1): matches of the compared clips with a photo of another \
         person, and non-matches of those with a photo of the same person. What was not compared is in neither.",
    ),
    (
        "EER, AUC",
        "Equal error rate: the mean of two rates where they are closest. AUC: the share of pairs, one of each kind, that \
         the score puts in the right order. Neither is a rate anyone meets.",
    ),
    (
        "95 %, by subject",
        "The interval by Wilson takes every clip to stand alone. Clips of one subject are alike: the interval by subject \
         draws subjects anew, and is the one to trust. It cannot be told from one subject, nor where there is no error or \
         nothing but errors.",
    ),
    (
        "Dev, eval",
        "Thresholds are chosen on dev and frozen; eval says how they do on clips they were not chosen on.",
    ),
    ("None", "There was nothing to count, so there is no rate; it is not a rate of 0 %."),
];

/// The list of definitions.
pub(super) fn definitions() -> Markup {
    html! { dl.words { @for (word, meaning) in DEFINITIONS { div { dt { (word) } dd { (meaning) } } } } }
}

fn measured(measure: &str) -> &'static str {
    match measure {
        "all" => "everything on every frame, to the end of each clip",
        _ => "what each session needed",
    }
}

/// What was frozen before the run, and the machines that ran it.
pub(super) fn provenance(summary: &Summary) -> Markup {
    let protocol = &summary.protocol;
    let hashes = [
        ("Protocol", &protocol.sha256),
        ("Manifest", &protocol.manifest_sha256),
        ("Configuration", &protocol.config_sha256),
        ("Program", &protocol.program_sha256),
    ];
    html! {
        p { "Hashes are SHA-256. The protocol's covers all the others, the back end and the version." }
        dl.provenance {
            @for (name, hash) in hashes { div { dt { (name) } dd { code { (hash) } } } }
            @for (role, hash) in &protocol.models { div { dt { "Model: " (role) } dd { code { (hash) } } } }
            div { dt { "Back end" } dd { (protocol.backend) } }
            div { dt { "Measured" } dd { (measured(&protocol.measure)) } }
            div { dt { "Version" } dd { "liveface " (protocol.version) } }
            div { dt { "Machines" } dd {
                @if summary.machines.is_empty() { "not known" } @else { (summary.machines.join("; ")) }
            } }
            div { dt { "Summary" } dd { "schema " (summary.schema) } }
        }
    }
}
