//! The promise of the client: whatever servers do, a call that is charged is done at most once, and the caller knows
//! when it may have been.

use crate::kit::{LARGE, Outcome, SMALL, client, options, submit, success};
use crate::raw::{Nobody, Peer, Raw, Visit, answer};
use liveface_cloud_api::{ApiCode, envelope};
use liveface_uploader::{Client, Delivery};
use proptest::prelude::*;
use std::thread;

/// What a server does with one connection.
#[derive(Clone, Copy, Debug)]
enum Move {
    /// It breaks off when it has read so much.
    Leaves(Point, How),
    /// It refuses with all of an answer: when the request is in, or its head is.
    Refuses(Refusal, When),
    /// It accepts: when the request is in, or its head is.
    Accepts(When),
    /// It accepts, and breaks off within the answer or behind it.
    AcceptsUpTo(usize, How),
    /// It takes the request, and answers with what no one understands.
    Babbles(usize),
    /// It takes the request, and never answers.
    Holds,
}

#[derive(Clone, Copy, Debug)]
enum Point {
    Accept,
    FirstByte,
    Head,
    Body,
    Whole,
}

#[derive(Clone, Copy, Debug)]
enum How {
    Closes,
    Resets,
}

#[derive(Clone, Copy, Debug)]
enum Refusal {
    Status429,
    Status500,
    Limit,
    Final,
}

#[derive(Clone, Copy, Debug)]
enum When {
    Whole,
    /// The rest of the request is read after the answer.
    Head,
    /// The rest of the request is not read.
    HeadOnly,
}

/// A host, by what it does with its first connections; it accepts those that follow.
#[derive(Clone, Debug)]
enum Host {
    Down,
    Plays(Vec<Move>),
}

/// One submission.
#[derive(Clone, Debug)]
struct Script {
    hosts: Vec<Host>,
    retries: u32,
    large: bool,
}

fn moves() -> impl Strategy<Value = Move> {
    let how = || prop::sample::select(vec![How::Closes, How::Resets]);
    let when = || prop::sample::select(vec![When::Whole, When::Whole, When::Head, When::HeadOnly]);
    let points = vec![Point::Accept, Point::FirstByte, Point::Head, Point::Body, Point::Whole];
    let refusals = vec![Refusal::Status429, Refusal::Status500, Refusal::Limit, Refusal::Final];
    let length = accepting().len();
    prop_oneof![
        4 => (prop::sample::select(points), how()).prop_map(|(point, how)| Move::Leaves(point, how)),
        4 => (prop::sample::select(refusals), when()).prop_map(|(refusal, when)| Move::Refuses(refusal, when)),
        1 => when().prop_map(Move::Accepts),
        3 => (0..=length, how()).prop_map(|(count, how)| Move::AcceptsUpTo(count, how)),
        1 => (0_usize..BABBLE.len()).prop_map(Move::Babbles),
        1 => Just(Move::Holds),
    ]
}

const BABBLE: [&[u8]; 5] = [
    b"220 mail.example ESMTP ready\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>",
    b"HTTP/1.1 500 Oops\r\nContent-Length: 600\r\n\r\n<html>",
    b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n",
];

fn scripts() -> impl Strategy<Value = Script> {
    let host = prop_oneof![
        1 => Just(Host::Down),
        6 => prop::collection::vec(moves(), 0..=6).prop_map(Host::Plays),
    ];
    (prop::collection::vec(host, 1..=2), 0_u32..=3, prop::bool::weighted(0.3))
        .prop_map(|(hosts, retries, large)| Script { hosts, retries, large })
}

impl Move {
    fn play(self, peer: &mut Peer) {
        match self {
            Self::Leaves(point, how) => {
                read_up_to(peer, point);
                how.apply(peer);
            }
            Self::Refuses(refusal, when) => at(when, peer, &refusal.answer()),
            Self::Accepts(when) => at(when, peer, &accepting()),
            Self::AcceptsUpTo(count, how) => {
                peer.read_whole();
                peer.write(&accepting()[..count]);
                how.apply(peer);
            }
            Self::Babbles(which) => at(When::Whole, peer, BABBLE[which]),
            Self::Holds => {
                peer.read_whole();
                peer.hold();
            }
        }
    }

    /// Whether a request that was taken whole was refused with an answer that says so to its end.
    fn refuses(self) -> bool {
        matches!(self, Self::Refuses(..))
    }

    /// Whether a request that was taken whole is answered by a success, or the begin of one.
    fn accepts(self) -> bool {
        matches!(self, Self::Accepts(_) | Self::AcceptsUpTo(1.., _))
    }
}

fn read_up_to(peer: &mut Peer, point: Point) {
    match point {
        Point::Accept => {}
        Point::FirstByte => _ = peer.read(1),
        Point::Head => _ = peer.read(100),
        Point::Body => _ = peer.read_head() && peer.read(50),
        Point::Whole => _ = peer.read_whole(),
    }
}

fn at(when: When, peer: &mut Peer, answer: &[u8]) {
    match when {
        When::Whole => _ = peer.read_whole() && peer.write(answer),
        When::Head => _ = peer.read_head() && peer.write(answer) && peer.read_whole(),
        When::HeadOnly => _ = peer.read_head() && peer.write(answer),
    }
    if !matches!(when, When::HeadOnly) {
        peer.end();
    }
}

impl How {
    fn apply(self, peer: &mut Peer) {
        match self {
            Self::Closes => {}
            Self::Resets => peer.reset(),
        }
    }
}

impl Refusal {
    fn answer(self) -> Vec<u8> {
        let error = |code: ApiCode| envelope::write_error(&code.into(), "no", "r").unwrap();
        match self {
            Self::Status429 => answer("429 Too Many Requests", b"<html>slow down</html>"),
            Self::Status500 => answer("500 Internal Server Error", b""),
            Self::Limit => answer("200 OK", &error(ApiCode::RequestLimitExceeded)),
            Self::Final => answer("200 OK", &error(ApiCode::InvalidParameter)),
        }
    }
}

fn run(script: &Script) -> (Outcome, Vec<(Visit, Move)>) {
    let (nobody, servers) = (Nobody::new(), script.hosts.iter().map(start).collect::<Vec<_>>());
    let url = |server: &Option<Raw>| server.as_ref().map_or_else(|| nobody.url(), Raw::url);
    let urls: Vec<String> = servers.iter().map(url).collect();
    let options = options(900, script.retries);
    let backups = urls[1..].iter().map(|url| url.parse().unwrap());
    let client = backups.fold(client(&urls[0], &options), Client::with_backup);
    let outcome = submit(&client, &options, if script.large { &LARGE } else { &SMALL });
    let mut visits = Vec::new();
    for (host, server) in script.hosts.iter().zip(servers) {
        let came = server.map(Raw::finish).unwrap_or_default();
        visits.extend(came.into_iter().map(|visit| {
            let does = does(host, visit.number);
            (visit, does)
        }));
    }
    (outcome, visits)
}

fn start(host: &Host) -> Option<Raw> {
    let host = host.clone();
    matches!(host, Host::Plays(_)).then(|| Raw::start(move |number, peer| does(&host, number).play(peer)))
}

fn does(host: &Host, number: usize) -> Move {
    match host {
        Host::Plays(moves) => moves.get(number).copied().unwrap_or(Move::Accepts(When::Whole)),
        Host::Down => Move::Leaves(Point::Accept, How::Closes),
    }
}

fn check(script: &Script) -> Result<(), String> {
    let (outcome, visits) = run(script);
    let demand = |fact: bool, what: &str| {
        fact.then_some(()).ok_or_else(|| format!("{what}: {outcome:?}, {visits:?}, {script:?}"))
    };
    let mut taken: Vec<_> =
        visits.iter().filter_map(|(visit, does)| Some((visit.whole?, visit, does))).collect();
    taken.sort_by_key(|(whole, ..)| *whole);
    let accepted = taken.iter().filter(|(_, visit, does)| does.accepts() && visit.answered > 0).count();
    // Nobody knows what was done with a request that was taken and not refused.
    let done: Vec<usize> = (0..taken.len()).filter(|at| !taken[*at].2.refuses()).collect();
    demand(accepted <= 1, "it was done twice")?;
    demand(done.len() <= 1, "it may have been done twice")?;
    demand(done.iter().all(|at| at + 1 == taken.len()), "a request followed one that may have been done")?;
    let said = visits.iter().any(|(visit, does)| does.accepts() && visit.answered == accepting().len());
    match &outcome {
        Ok(_) => demand(said, "an answer nobody gave"),
        Err(error) if error.delivery() == Delivery::Unknown => Ok(()),
        Err(_) => demand(done.is_empty(), "it may have been done, and the caller does not know"),
    }
}

fn accepting() -> Vec<u8> {
    answer("200 OK", &success())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, max_shrink_iters: 0, failure_persistence: None, ..ProptestConfig::default() })]

    /// Scripts go side by side, since most of the time goes by in pauses.
    #[test]
    fn a_submission_is_done_at_most_once(scripts in prop::collection::vec(scripts(), 8)) {
        let outcomes: Vec<Result<(), String>> = thread::scope(|scope| {
            let running: Vec<_> = scripts.iter().map(|script| scope.spawn(|| check(script))).collect();
            running.into_iter().map(|run| run.join().unwrap()).collect()
        });
        for outcome in outcomes {
            prop_assert_eq!(outcome, Ok(()));
        }
    }
}
