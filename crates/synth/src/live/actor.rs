//! A person's motion without end.

use crate::math::{hash, mix, smoothstep, unit};
use crate::performance::{Event, Gesture, Moment, Performance};
use liveface_frames::Timestamp;

/// After this long another piece of idle motion begins, microseconds: single precision must not run out of digits, and
/// the blinks of a piece are counted from its begin.
const PIECE_US: i64 = 60_000_000;
/// How long the last piece takes to fade into the next one, microseconds.
const FADE_US: i64 = 1_500_000;

/// Idle motion against that of people at rest: somebody who has just walked up to a screen.
const IDLE: f32 = 1.3;
/// From the beginning of one unasked blink to that of the next, and by how much it varies, milliseconds. People in
/// conversation blink 26 times a minute (Bentivoglio et al. 1997), some twice as often; this person does so at least
/// once in every two seconds, which is how long the shortest session looks.
const BLINK_EVERY_MS: u64 = 1_600;
const BLINK_SHIFT_MS: u64 = 250;
/// Length of an unasked blink, milliseconds.
const BLINK_MS: u64 = 300;
/// Nobody blinks unasked this near to the beginning of an asked gesture, or to an asked blink; milliseconds.
const APART_MS: f32 = 250.0;

/// Something the person was told to do; microseconds of stream time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cue {
    pub gesture: Gesture,
    pub from_us: i64,
    pub to_us: i64,
}

impl Cue {
    pub(super) fn is_walk(&self) -> bool {
        matches!(self.gesture, Gesture::Enter | Gesture::Leave)
    }
}

/// What the person with motion of `seed` does at `us` of stream time, told `cues`.
pub(super) fn moment(seed: u64, cues: &[Cue], us: i64) -> Moment {
    let piece = us.div_euclid(PIECE_US);
    let since = us.rem_euclid(PIECE_US);
    let now = piece_moment((seed, piece), cues, since);
    if since >= FADE_US {
        return now;
    }
    let before = piece_moment((seed, piece - 1), cues, since + PIECE_US);
    faded(&before, &now, smoothstep(0.0, FADE_US as f32, since as f32))
}

/// The same within a piece, `since` microseconds after its begin.
fn piece_moment((seed, piece): (u64, i64), cues: &[Cue], since: i64) -> Moment {
    let begin = piece * PIECE_US;
    let ms = |us: i64| (us - begin) as f32 / 1000.0;
    let event = |cue: &Cue| Event {
        gesture: cue.gesture,
        from_ms: ms(cue.from_us),
        to_ms: ms(cue.to_us),
        amount: 1.0,
    };
    let mut events: Vec<Event> = cues.iter().map(event).collect();
    let seed = hash(hash(seed) ^ piece as u64);
    let now = (since / 1_000) as u64;
    let near = now.saturating_sub(BLINK_MS + BLINK_SHIFT_MS) / BLINK_EVERY_MS..=now / BLINK_EVERY_MS;
    let unasked: Vec<Event> = near.map(|n| blink(seed, n)).filter(|blink| allowed(blink, &events)).collect();
    events.extend(unasked);
    let performance = Performance { events, seed, idle: IDLE, ..Performance::default() };
    performance.at(Timestamp::from_micros(since as u64))
}

/// Unasked blink `n` of a piece.
fn blink(seed: u64, n: u64) -> Event {
    let from_ms = n as f32 * BLINK_EVERY_MS as f32 + unit(hash(seed ^ n)) * BLINK_SHIFT_MS as f32;
    Event { gesture: Gesture::Blink, from_ms, to_ms: from_ms + BLINK_MS as f32, amount: 1.0 }
}

/// Whether nothing asked for begins near `blink`, and no asked blink is near it.
fn allowed(blink: &Event, asked: &[Event]) -> bool {
    asked.iter().all(|event| {
        let until = if event.gesture == Gesture::Blink { event.to_ms } else { event.from_ms };
        blink.to_ms < event.from_ms - APART_MS || blink.from_ms > until + APART_MS
    })
}

/// From `a` (`t` = 0) to `b` (`t` = 1).
fn faded(a: &Moment, b: &Moment, t: f32) -> Moment {
    let pair = |a: [f32; 2], b: [f32; 2]| [mix(a[0], b[0], t), mix(a[1], b[1], t)];
    Moment {
        yaw: mix(a.yaw, b.yaw, t),
        pitch: mix(a.pitch, b.pitch, t),
        roll: mix(a.roll, b.roll, t),
        offset: [0, 1, 2].map(|axis| mix(a.offset[axis], b.offset[axis], t)),
        closed: pair(a.closed, b.closed),
        mouth: mix(a.mouth, b.mouth, t),
        gaze: pair(a.gaze, b.gaze),
        smile: mix(a.smile, b.smile, t),
        pucker: mix(a.pucker, b.pucker, t),
        stretch: mix(a.stretch, b.stretch, t),
        brows: mix(a.brows, b.brows, t),
        hand: mix(a.hand, b.hand, t),
    }
}
