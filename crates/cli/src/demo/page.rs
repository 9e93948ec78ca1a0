//! The page: one HTML file that needs nothing else.

use super::curves::{Chart, Series};
use super::judge::{Expectation, Judged};
use crate::files;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use liveface_session::observation::Face;
use liveface_session::{Faces, Observation, Report, VerdictKind};
use std::fmt::Write as _;

const STYLE: &str = include_str!("page.css");

/// The page about all clips; `how` says where the measurements come from.
///
/// # Errors
/// A picture cannot be encoded.
pub fn html(how: &str, judged: &[Judged]) -> anyhow::Result<String> {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>liveface demo</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>liveface demo</h1>\n\
         <p class=\"how\">{}</p>\n<p>{}. Nobody is recorded in these clips: every picture is rendered. \
         liveface {}.</p>\n",
        escape(how),
        super::summary(judged),
        env!("CARGO_PKG_VERSION")
    );
    out.push_str(&overview(judged));
    for judged in judged {
        out.push_str(&card(judged)?);
    }
    out.push_str("</body>\n</html>\n");
    Ok(out)
}

fn overview(judged: &[Judged]) -> String {
    let mut out =
        "<table class=\"overview\">\n<tr><th>clip</th><th>asked</th><th>silent score</th><th>result</th>\
                   <th>expected</th></tr>\n"
            .to_owned();
    for judged in judged {
        let score = judged.report.liveness.silent.map_or("–".to_owned(), |s| format!("{:.2}", s.score));
        let _ = writeln!(
            out,
            "<tr><td><a href=\"#{name}\">{name}</a></td><td>{}</td><td>{score}</td><td>{} {}</td><td>{}</td></tr>",
            escape(&judged.clip.asked()),
            pill(&judged.report),
            judged.report.code,
            if let Expectation::Gap(_) = judged.outcome() {
                "known gap".to_owned()
            } else {
                expectation(judged)
            },
            name = escape(&judged.clip.name),
        );
    }
    out + "</table>\n"
}

/// How the end compares with what it must be; the table of all clips leaves the reason of a gap to the clip's own section.
fn expectation(judged: &Judged) -> String {
    match judged.outcome() {
        Expectation::Met => "as expected".to_owned(),
        Expectation::Gap(why) => format!("known gap, must be {}: {}", judged.expected(), escape(why)),
        Expectation::Missed => format!("<strong>unexpected</strong>: expected {}", judged.expected()),
    }
}

fn pill(report: &Report) -> &'static str {
    match report.verdict {
        VerdictKind::Live => "<span class=\"pill live\">live</span>",
        VerdictKind::Rejected => "<span class=\"pill rejected\">rejected</span>",
        VerdictKind::Incomplete => "<span class=\"pill incomplete\">incomplete</span>",
    }
}

fn card(judged: &Judged) -> anyhow::Result<String> {
    let picture = BASE64_STANDARD.encode(files::jpeg(&judged.picture)?);
    let name = escape(&judged.clip.name);
    let caption = match judged.report.best_frame {
        Some(best) => format!("Best frame: number {} at {} ms", best.frame.0, best.at_ms),
        None => format!("No frame qualified; shown: the middle one, number {}", judged.picture.id().0),
    };
    Ok(format!(
        "<section id=\"{name}\">\n<h2>{name} {}</h2>\n<p>{}</p>\n<div class=\"columns\">\n<figure>\
         <img alt=\"{caption}\" width=\"{}\" height=\"{}\" src=\"data:image/jpeg;base64,{picture}\">\
         <figcaption>{caption}</figcaption></figure>\n<dl>\n{}</dl>\n</div>\n{}{}</section>\n",
        pill(&judged.report),
        escape(&judged.clip.what),
        judged.picture.width(),
        judged.picture.height(),
        reasons(judged),
        super::light::html(judged).unwrap_or_default(),
        charts(judged),
    ))
}

/// The verdict and what it rests on, as `<dt>`/`<dd>` pairs.
fn reasons(judged: &Judged) -> String {
    let report = &judged.report;
    let mut rows = vec![
        ("verdict", escape(&report.message)),
        ("code", format!("{} ({})", report.code, expectation(judged))),
        ("asked", escape(&judged.clip.asked())),
    ];
    if let Some(silent) = report.liveness.silent {
        let words = if silent.passed() { "reaches" } else { "is below" };
        let (score, threshold, frames) = (silent.score, silent.threshold, silent.frames);
        rows.push(("silent", format!("score {score:.2} {words} {threshold:.2}, from {frames} frames")));
    }
    rows.extend(super::light::rows(judged));
    for action in &report.liveness.actions {
        let when = action.from_ms.zip(action.to_ms).map(|(from, to)| format!(", {from}–{to} ms"));
        let state = format!("{:?}", action.state).to_lowercase();
        rows.push(("action", format!("{} {state}{}", action.action, when.unwrap_or_default())));
    }
    if let Some(c) = report.comparison {
        let words = if c.same { "same person" } else { "another person" };
        let (similarity, threshold) = (c.similarity, c.threshold);
        rows.push(("photo", format!("{words}: similarity {similarity:.1}, needed {threshold:.0}")));
    }
    if let Some(motion) = report.explanation.motion {
        rows.push(("motion", format!("{motion:.1} ‰ of the inter-eye distance, inside the face")));
    }
    if let Some(best) = report.best_frame {
        rows.push(("quality", format!("{} of 100 (best frame, unified)", best.quality.unified)));
    }
    for (hint, frames) in &report.explanation.unusable {
        rows.push(("unusable", format!("{frames} frames: {}", escape(hint.remedy()))));
    }
    let video = report.video;
    let (frames, ms, width, height) = (video.frames, video.duration_ms, video.width, video.height);
    rows.push(("video", format!("{frames} frames, {ms} ms, {width}×{height}, {:.1} fps", video.fps)));
    rows.iter().fold(String::new(), |mut out, (name, value)| {
        let _ = writeln!(out, "<dt>{name}</dt><dd>{value}</dd>");
        out
    })
}

fn charts(judged: &Judged) -> String {
    let one_face = judged.observations.iter().any(|seen| matches!(seen.faces, Faces::One(_)));
    if !one_face {
        return "<p class=\"none\">No frame shows exactly one face, so there is nothing to draw.</p>\n"
            .to_owned();
    }
    let seen = &judged.observations;
    let one = |name, value: fn(&Face) -> Option<f32>| vec![Series { name, points: points(seen, value) }];
    let pose = vec![
        Series { name: "yaw", points: points(seen, |face| Some(face.pose.yaw)) },
        Series { name: "pitch", points: points(seen, |face| Some(face.pose.pitch)) },
    ];
    let pad = Chart {
        threshold: judged.report.liveness.silent.map(|silent| f64::from(silent.threshold)),
        ..chart(judged, "Live score (PAD), 0 to 1", (0.0, 1.0), one("live", |f| f.pad.map(|pad| pad.live)))
    };
    let eyes = one("eyes", |face| Some(face.eyes.mean()));
    let mouth = one("mouth", |face| Some(face.mouth));
    let charts = [
        chart(judged, "Eye openness (eye aspect ratio)", (0.0, 0.4), eyes),
        chart(judged, "Mouth openness (gap over width)", (0.0, 0.8), mouth),
        chart(judged, "Head, degrees", (-20.0, 20.0), pose),
        pad,
    ];
    let drawn: String = charts.iter().map(Chart::svg).collect();
    format!(
        "<div class=\"charts\">{drawn}</div>\n<p class=\"key\">Shaded: what the person really does. Dashed: the score \
         to reach. Upright line: the best frame.</p>\n"
    )
}

fn chart<'a>(judged: &Judged, title: &'a str, range: (f64, f64), series: Vec<Series<'a>>) -> Chart<'a> {
    let events = judged.clip.events.iter();
    let bands = events.map(|event| (event.from_ms as f64, event.to_ms as f64, event.action.to_string()));
    Chart {
        title,
        range,
        duration_ms: judged.report.video.duration_ms as f64,
        series,
        threshold: None,
        bands: bands.collect(),
        mark_ms: judged.report.best_frame.map(|best| best.at_ms as f64),
    }
}

/// (milliseconds, value) of every frame that has one face and the value.
fn points(seen: &[Observation], value: impl Fn(&Face) -> Option<f32>) -> Vec<(f64, f64)> {
    let measured = seen.iter().filter_map(|seen| match &seen.faces {
        Faces::One(face) => Some((seen.at.as_micros() as f64 / 1e3, f64::from(value(face)?))),
        Faces::None | Faces::Many(_) => None,
    });
    measured.collect()
}

/// Text for HTML, inside elements and quoted attributes.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(escape("<b a=\"&\">"), "&lt;b a=&quot;&amp;&quot;&gt;");
    }
}
