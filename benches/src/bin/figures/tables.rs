//! The tables of `benches/README.md`.

use crate::estimates::Estimates;
use crate::markdown::{NONE, Table, maybe, number};
use liveface::vision::{Stage, VisionConfig};
use liveface_benches::clips::{CLIP_SECONDS, Size};
use liveface_benches::results::{Loop, Program};
use std::time::Duration;

/// Packs and back ends, in the order of columns and rows.
const SETTINGS: [(&str, &str); 4] =
    [("own", "native"), ("own", "embedded"), ("reference", "native"), ("reference", "embedded")];

/// Percentiles of every combination.
pub fn loops(loops: &[Loop]) -> String {
    let mut table = Table::new(&[
        "pack",
        "back end",
        "threads",
        "size",
        "steady",
        "redetect",
        "p50",
        "p95",
        "p99",
        "max",
        "p99 : p50",
        "full p50",
        "full p95",
        "full p99",
    ]);
    for (pack, backend) in SETTINGS {
        let of_setting =
            loops.iter().filter(|figures| (&*figures.pack, &*figures.backend) == (pack, backend));
        let mut of_setting: Vec<&Loop> = of_setting.collect();
        let place = |size: &str| Size::ALL.iter().position(|one| one.name() == size);
        of_setting.sort_by_key(|figures| (figures.threads, place(&figures.size)));
        for Loop { pack, backend, threads, size, steady, redetect, all, full, .. } in of_setting {
            let mut cells = vec![pack.clone(), backend.clone(), threads.to_string(), size.clone()];
            let times = [steady.p50, redetect.p50, all.p50, all.p95, all.p99, all.max];
            cells.extend(times.map(number));
            cells.push(format!("{:.1}", all.p99 / all.p50));
            cells.extend([full.p50, full.p95, full.p99].map(number));
            table.row(&cells);
        }
    }
    let mut allocations = vec!["allocations a frame: `cargo test -p liveface --test allocations`".to_owned()];
    allocations.extend(vec![String::new(); 13]);
    table.row(&allocations);
    table.finish()
}

/// Every stage by pack and back end.
pub fn stages(estimates: &Estimates) -> String {
    let mut head = vec!["stage".to_owned(), "runs".to_owned()];
    head.extend(SETTINGS.map(|(pack, backend)| format!("{pack}, {backend}")));
    let mut table = Table::new(&head);
    for stage in Stage::ALL {
        let (what, when) = described(stage);
        let mut cells = vec![format!("{} ({what})", stage.name()), when];
        cells.extend(SETTINGS.map(|(pack, backend)| {
            maybe(estimates.ms(&format!("stage/{pack}/{backend}/1t/640x480/{}", stage.name())))
        }));
        table.row(&cells);
    }
    table.finish()
}

fn described(stage: Stage) -> (&'static str, String) {
    let config = VisionConfig::default();
    let every = |period: Duration| format!("every {} ms", period.as_millis());
    let frame = || "every frame".to_owned();
    match stage {
        Stage::Resize => ("frame to the detector's input", every(config.redetect)),
        Stage::Detect => ("detector, boxes", every(config.redetect)),
        Stage::Crop => ("crop and warp to the mesh's input", frame()),
        Stage::Mesh => ("mesh network, points", frame()),
        Stage::Geometry => ("pose, eyes, mouth, shape", frame()),
        Stage::Light => ("light of face and frame, motion", frame()),
        Stage::Skin => ("skin statistics for reflected light", "every frame, if asked".to_owned()),
        Stage::Cover => ("mask network, or the mesh's own answer", every(config.cover_every)),
        Stage::Pad => ("attack detection, its crop", every(config.pad_every)),
        Stage::Identity => ("embedding, its crop", every(config.identity_every)),
        Stage::Quality => ("ISO/IEC 29794-5 measures", "every frame, if asked".to_owned()),
    }
}

/// Pixels before and after the networks.
pub fn media(estimates: &Estimates) -> String {
    let mut table = Table::new(&["step", "640×480", "1280×720"]);
    let times = |name: &str, each: fn(&Estimates, &str) -> Option<f64>| {
        Size::ALL.map(|size| maybe(each(estimates, &format!("media/{name}/{}", size.name()))))
    };
    let rows = [
        ("decode H.264, a frame, conversion included", times("decode", Estimates::ms_each)),
        ("convert YUV to RGB, a frame", times("convert", Estimates::ms)),
        ("best frame as JPEG, once", times("jpeg", Estimates::ms)),
    ];
    for (step, [small, large]) in rows {
        table.row(&[step.to_owned(), small, large]);
    }
    table.finish()
}

/// The decision, which sees no pixels.
pub fn sessions(estimates: &Estimates) -> String {
    let mut table = Table::new(&["step", "time"]);
    let session = |name: &str| format!("session/{name}/observations");
    let micros = |name: &str| estimates.ms_each(&session(name)).map(|ms| ms * 1e3);
    let a_second = |name: &str| estimates.a_second(name);
    let rows = [
        ("an observation of a silent session", micros("silent"), "µs"),
        ("an observation of a session with two actions", micros("actions"), "µs"),
        ("a session of 6 s, its reflection analysis included", estimates.ms(&session("reflection")), "ms"),
        ("traces read", a_second("trace/read"), "sessions a second"),
        ("traces decided again", a_second("trace/replay"), "sessions a second"),
    ];
    for (step, figure, unit) in rows {
        table.row(&[step.to_owned(), format!("{} {unit}", maybe(figure))]);
    }
    table.finish()
}

/// Clips from the file to the verdict.
pub fn clips(estimates: &Estimates) -> String {
    let mut table = Table::new(&["pack", "back end", "ms a clip", "× real time"]);
    for (pack, backend) in SETTINGS {
        let ms = estimates.ms(&format!("clip/{pack}/{backend}/1t/640x480"));
        let times = ms.map(|ms| CLIP_SECONDS as f64 * 1e3 / ms);
        table.row(&[pack.to_owned(), backend.to_owned(), maybe(ms), maybe(times)]);
    }
    table.finish()
}

/// Memory and the second core.
pub fn programs(programs: &[Program]) -> String {
    let mut table = Table::new(&["back end", "peak memory, MiB", "two clips in turn : at once"]);
    for (_, backend) in &SETTINGS[..2] {
        let program = programs.iter().find(|program| program.backend == *backend);
        let peak = program.map(|program| program.peak_mib).filter(|peak| *peak > 0.0);
        let scaling = program.and_then(|program| program.scaling).map(|ratio| format!("{ratio:.2}"));
        let peak = peak.map_or_else(|| NONE.to_owned(), |peak| format!("{peak:.0}"));
        table.row(&[(*backend).to_owned(), peak, scaling.unwrap_or_else(|| NONE.to_owned())]);
    }
    table.finish()
}
