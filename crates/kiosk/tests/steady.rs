//! The window under bad conditions: it repaints, it can be left, it says truly when its light was on the screen; and what it
//! costs. Each scenario is a process of its own on a display of its own, tried up to three times.
//!
//! ```sh
//! cargo test -p liveface-kiosk --test steady                      # stall, slow, server, light, start, sessions
//! cargo test -p liveface-kiosk --test steady -- light             # one of them
//! cargo test --release -p liveface-kiosk --test steady -- cpu     # on demand: cost of the idle preview; needs ffmpeg
//! cargo test --release -p liveface-kiosk --test steady -- soak    # on demand: memory over 1,000 sessions
//! ```
//!
//! `LIVEFACE_KIOSK_BIN=FILE` measures another build of the program in `start` and `cpu`.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests fail by panicking, and print"
)]

#[cfg(target_os = "linux")]
#[path = "steady/bench.rs"]
mod bench;
#[cfg(target_os = "linux")]
#[path = "window/display.rs"]
mod display;
#[cfg(target_os = "linux")]
#[path = "steady/figures.rs"]
mod figures;
#[cfg(target_os = "linux")]
#[path = "steady/held.rs"]
mod held;
#[cfg(target_os = "linux")]
#[path = "steady/light.rs"]
mod light;
#[cfg(target_os = "linux")]
#[path = "window/program.rs"]
mod program;
#[cfg(target_os = "linux")]
#[path = "window/server.rs"]
mod server;
#[cfg(target_os = "linux")]
#[path = "steady/soak.rs"]
mod soak;

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("SKIPPED: needs Xvfb, and with it Linux");
}

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    outside::main()
}

#[cfg(target_os = "linux")]
mod outside {
    use super::{bench::Told, figures, held, light, server::Server, soak};
    use std::process::{Child, Command, ExitCode};
    use std::time::{Duration, Instant};

    /// One thing that is measured.
    struct Scenario {
        name: &'static str,
        run: fn() -> Told,
        /// Whether it runs without being asked for by name.
        usual: bool,
        /// Longest time that it may take.
        limit: Duration,
    }

    const fn usual(name: &'static str, run: fn() -> Told) -> Scenario {
        Scenario { name, run, usual: true, limit: Duration::from_secs(120) }
    }

    const fn on_demand(name: &'static str, run: fn() -> Told) -> Scenario {
        Scenario { name, run, usual: false, limit: Duration::from_secs(7_200) }
    }

    const SCENARIOS: [Scenario; 8] = [
        usual("stall", held::camera_stalls),
        usual("slow", held::networks_are_slow),
        usual("server", held::server_never_answers),
        usual("light", light::shown_when_it_says),
        usual("start", figures::start),
        usual("sessions", soak::a_few),
        on_demand("cpu", figures::cpu),
        on_demand("soak", soak::thousand),
    ];

    /// How often a scenario is tried: the machine may be busy with something else.
    const TRIES: u32 = 3;

    pub(super) fn main() -> ExitCode {
        let words: Vec<String> = std::env::args().skip(1).collect();
        if let [inside, name] = words.as_slice()
            && inside == "--inside"
        {
            return inner(name);
        }
        if words.iter().any(|word| word == "--list") {
            return ExitCode::SUCCESS;
        }
        let names: Vec<&String> = words.iter().filter(|word| !word.starts_with('-')).collect();
        let chosen = |scenario: &&Scenario| match names.as_slice() {
            [] => scenario.usual,
            names => names.iter().any(|name| *name == scenario.name),
        };
        let Some(server) = Server::start() else { return ExitCode::SUCCESS };
        // A server without a client begins anew.
        let _sitting = super::display::Display::open(&server.name);
        let failed = SCENARIOS.iter().filter(chosen).filter(|scenario| !passes(scenario, &server)).count();
        if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn inner(name: &str) -> ExitCode {
        let scenario = SCENARIOS.iter().find(|scenario| scenario.name == name).expect("a scenario");
        let (verdict, text, status) = match (scenario.run)() {
            Ok(text) => ("ok", text, ExitCode::SUCCESS),
            Err(text) => ("FAILED", text, ExitCode::FAILURE),
        };
        println!("{name}: {verdict}: {text}");
        status
    }

    fn passes(scenario: &Scenario, server: &Server) -> bool {
        (1..=TRIES).any(|number| {
            if number > 1 {
                println!("{}: try {number} of {TRIES}", scenario.name);
            }
            let mut command = Command::new(std::env::current_exe().expect("this program"));
            command
                .args(["--inside", scenario.name])
                .env_remove("WAYLAND_DISPLAY")
                .env_remove("LIVEFACE_MODELS");
            command.env("DISPLAY", &server.name).env("LIBGL_ALWAYS_SOFTWARE", "1");
            ends_well(command.spawn().expect("this program starts"), scenario.limit)
        })
    }

    fn ends_well(mut child: Child, limit: Duration) -> bool {
        let since = Instant::now();
        while since.elapsed() < limit {
            if let Some(status) = child.try_wait().expect("a child") {
                return status.success();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        println!("it takes longer than {limit:?}");
        // It may have ended just now.
        let _ = child.kill();
        let _ = child.wait();
        false
    }
}
