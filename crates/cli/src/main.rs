//! The command line `liveface`.
fn main() {}
