//! How near the networks come to what the core can do.

use crate::estimates::Estimates;
use crate::markdown::{NONE, Table, maybe, number};
use liveface_benches::results::{Limit, Loop};
use serde::Deserialize;

/// The arithmetic of one network, as `models/recipes/common/macs.py` counts it.
#[derive(Deserialize)]
pub struct Macs {
    network: String,
    macs: u64,
    sha256: String,
}

/// A row: its arithmetic, and the milliseconds it takes on each back end.
struct Work {
    name: String,
    macs: f64,
    taken: [Option<f64>; 2],
}

const BACKENDS: [&str; 2] = ["native", "embedded"];

/// The table and what it rests on. A network whose count is of another file is left out.
pub fn report(estimates: &Estimates, (limit, macs, loops): (&Limit, &[Macs], &[Loop])) -> String {
    let counted = |role: &str| {
        let file = limit.networks.iter().find(|file| file.role == role)?;
        macs.iter().find(|one| one.sha256 == file.sha256 && one.network == role).map(|one| one.macs as f64)
    };
    let network = |role: &str| {
        let taken = BACKENDS.map(|backend| estimates.ms(&format!("network/own/{backend}/1t/{role}")));
        Some(Work { name: role.to_owned(), macs: counted(role)?, taken })
    };
    let frame = |name: &str, macs: Option<f64>, part: fn(&Loop) -> f64| {
        Some(Work {
            name: name.to_owned(),
            macs: macs?,
            taken: BACKENDS.map(|b| of_loop(loops, b).map(part)),
        })
    };
    let mesh = counted("mesh");
    let both = mesh.and_then(|mesh| Some(mesh + counted("detector")?));
    let works = ["detector", "mesh", "pad", "embedding"].into_iter().map(network).chain([
        frame("steady frame", mesh, |figures| figures.steady.p50),
        frame("frame with redetection", both, |figures| figures.redetect.p50),
    ]);
    let mut table =
        Table::new(&["work", "million MAC", "limit, ms", "native, ms", "reached", "embedded, ms", "reached"]);
    works.flatten().for_each(|work| row(&mut table, &work, limit.macs_a_second));
    format!(
        "The core's peak, measured: {} billion multiplications with additions (MAC) a second in 32 bits, one thread, the \
         fastest of many dense products of matrices on {}.\n\n{}",
        number(limit.macs_a_second / 1e9),
        limit.instructions,
        table.finish()
    )
}

/// The own pack's loop on one thread, as the networks alone were timed.
fn of_loop<'a>(loops: &'a [Loop], backend: &str) -> Option<&'a Loop> {
    let own = loops.iter().filter(|figures| figures.pack == "own" && figures.backend == backend);
    own.into_iter().find(|figures| figures.threads == 1 && figures.size == "640x480")
}

fn row(table: &mut Table, work: &Work, macs_a_second: f64) {
    let limit = work.macs / macs_a_second * 1e3;
    let mut cells = vec![work.name.clone(), number(work.macs / 1e6), number(limit)];
    for taken in work.taken {
        let share = taken.map(|taken| format!("{:.0} %", 100.0 * limit / taken));
        cells.extend([maybe(taken), share.unwrap_or_else(|| NONE.to_owned())]);
    }
    table.row(&cells);
}
