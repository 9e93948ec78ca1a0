//! On what it was measured, and when.

use std::path::Path;
use std::process::Command;

/// One line: processor, cores, system, compiler, date.
pub fn describe() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let compiler = said_by("rustc", &["--version"]).unwrap_or_else(|| "rustc".to_owned());
    let compiler: Vec<&str> = compiler.split_whitespace().take(2).collect();
    let date = said_by("date", &["-u", "+%F"]).unwrap_or_default();
    let cores = if cores == 1 { "1 core".to_owned() } else { format!("{cores} cores") };
    format!("{}, {cores}; {}; {}; {date}", processor(), system(), compiler.join(" "))
}

fn processor() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map(|(_, model)| model.trim().to_owned());
    model
        .or_else(|| said_by("sysctl", &["-n", "machdep.cpu.brand_string"]))
        .unwrap_or_else(|| std::env::consts::ARCH.to_owned())
}

fn system() -> String {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let name = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    name.map_or_else(|| std::env::consts::OS.to_owned(), |name| name.trim_matches('"').to_owned())
}

/// Version of the embedded engine, as the workspace at `root` has locked it.
pub fn embedded_engine(root: &Path) -> String {
    let lock = std::fs::read_to_string(root.join("Cargo.lock")).unwrap_or_default();
    let version = lock.split_once("name = \"rten\"\nversion = \"").and_then(|(_, rest)| rest.split_once('"'));
    version.map_or_else(|| "rten".to_owned(), |(version, _)| format!("rten {version}"))
}

fn said_by(program: &str, arguments: &[&str]) -> Option<String> {
    let output =
        Command::new(program).args(arguments).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned()).filter(|said| !said.is_empty())
}
