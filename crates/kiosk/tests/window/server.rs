//! A display of one's own, without a screen.

use crate::display::{HEIGHT, WIDTH};
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};

/// Runs Xvfb until its own input ends, which it does when this process does, however that comes about.
const KEEPER: &str = "command -v Xvfb >/dev/null || exit 127
Xvfb \"$@\" &
exec >/dev/null
cat
kill $!
wait";

/// The server; it goes when this does, and when this process was killed.
pub(crate) struct Server {
    keeper: Child,
    pub(crate) name: String,
}

impl Server {
    /// `None`, and a line that says so, where there is no Xvfb.
    pub(crate) fn start() -> Option<Self> {
        let screen = format!("{WIDTH}x{HEIGHT}x24");
        let mut command = Command::new("/bin/sh");
        command.args([
            "-c",
            KEEPER,
            "keeper",
            "-displayfd",
            "1",
            "-screen",
            "0",
            &screen,
            "-nolisten",
            "tcp",
        ]);
        let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut keeper = pipes.spawn().expect("a shell");
        let mut number = String::new();
        let output = keeper.stdout.take().expect("a pipe");
        BufReader::new(output).read_line(&mut number).expect("Xvfb says the number of its display");
        let server = Self { keeper, name: format!(":{}", number.trim()) };
        server.is_up(&number).then_some(server)
    }

    fn is_up(&self, number: &str) -> bool {
        if number.is_empty() {
            say("SKIPPED: Xvfb is not on this machine, or does not start (Debian: apt-get install xvfb)");
        }
        !number.is_empty()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        // Whatever it says, it is gone.
        let _ = self.keeper.wait();
    }
}

/// Says it past the test harness, which keeps to itself what a test that passes prints.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
