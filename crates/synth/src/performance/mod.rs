//! What a person does, in milliseconds, and the truth of it at any time.

mod blink;
mod gesture;
mod idle;

pub use blink::Blink;
pub(crate) use gesture::LEAN;
use liveface_frames::Timestamp;
use serde::{Deserialize, Serialize};

/// Something a person does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gesture {
    /// Both lids close and open again.
    Blink,
    /// The jaw drops, stays and closes.
    Mouth,
    /// The chin rises a little, goes to the chest and comes back.
    Nod,
    /// The head turns to the image left, to the image right, and back.
    Shake,
    /// The eyes glance aside (amount: + = image left) and back.
    Glance,
    /// Speech: lips and jaw move in syllables.
    Talk,
    /// The mouth corners rise and fall.
    Smile,
    /// The head turns by `amount` × 45° to the image left (negative: right), stays, and comes back.
    Turn,
    /// The head moves towards the camera by `amount` × 20 cm, stays, and comes back.
    Lean,
    /// The person walks in from `amount` × 75 cm beside the place, outside the picture up to a metre from a camera of
    /// 55° (from the image left; amount negative: right).
    Enter,
    /// The person walks out of the picture by `amount` × 75 cm (to the image right; amount negative: left).
    Leave,
    /// A hand covers the mouth and goes away again.
    Hand,
}

/// One gesture of a script.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// What is done.
    pub gesture: Gesture,
    /// When it begins, milliseconds of stream time.
    pub from_ms: f32,
    /// When everything is neutral again.
    pub to_ms: f32,
    /// How strongly: 1 = as people do when asked.
    #[serde(default = "one")]
    pub amount: f32,
}

fn one() -> f32 {
    1.0
}

/// A script; between its events the person only breathes, sways and glances.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Performance {
    /// The gestures, in any order; overlapping ones add up.
    pub events: Vec<Event>,
    /// Chooses the micro-motion.
    pub seed: u64,
    /// Idle micro-motion: 0 = a statue, 1 = as people have.
    pub idle: f32,
    /// Mean number of unasked blinks a minute, 0..=60.
    pub blinks_per_minute: f32,
    /// Where the head faces at rest, eyes and all, degrees to the image left and downwards, -45..=45: somebody who reads
    /// a screen below the camera faces down.
    #[serde(skip_serializing_if = "is_ahead")]
    pub facing: [f32; 2],
}

fn is_ahead(facing: &[f32; 2]) -> bool {
    *facing == [0.0; 2]
}

/// What a person really does at one moment. Angles in degrees with the signs of `session::observation`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Moment {
    pub yaw: f32,
    pub pitch: f32,
    pub roll: f32,
    /// Offset of the head from its place: image right, up, towards the camera; cm.
    pub offset: [f32; 3],
    /// How far the lids are closed, image left and image right: 0 = open as at rest, 1 = closed.
    pub closed: [f32; 2],
    /// 0 = lips closed, 1 = jaw dropped.
    pub mouth: f32,
    /// Eyes against the head, degrees: to the image left, upwards.
    pub gaze: [f32; 2],
    pub smile: f32,
    /// Rounding of the lips, 0..=1.
    pub pucker: f32,
    /// Spreading of the lips, 0..=1.
    pub stretch: f32,
    /// How far the brows are raised, 0..=1.
    pub brows: f32,
    /// 0 = no hand, 1 = a hand over the mouth.
    pub hand: f32,
}

impl Default for Performance {
    fn default() -> Self {
        Self { events: Vec::new(), seed: 0, idle: 1.0, blinks_per_minute: 0.0, facing: [0.0; 2] }
    }
}

impl Performance {
    /// Somebody who sits and looks: idle motion and 15 blinks a minute, about the mean of people at rest (Bentivoglio
    /// et al. 1997).
    #[must_use]
    pub fn natural(seed: u64) -> Self {
        Self { seed, blinks_per_minute: 15.0, ..Self::default() }
    }

    /// What the person really does at `t`.
    pub(crate) fn at(&self, t: Timestamp) -> Moment {
        let ms = (t.as_micros() as f64 / 1000.0) as f32;
        let mut moment = Moment::default();
        for event in &self.events {
            event.apply(ms, self.seed, &mut moment);
        }
        gesture::walk(&self.events, ms, &mut moment);
        self.idle_at(ms, &mut moment);
        let gaze = moment.gaze;
        // The vestibulo-ocular reflex keeps the eyes on what they look at while the head turns, within their reach.
        moment.gaze = [gaze[0] + reflex(moment.yaw), gaze[1] - reflex(moment.pitch)];
        self.lids(ms, &mut moment);
        moment.yaw += self.facing[0];
        moment.pitch += self.facing[1];
        moment.limit();
        moment
    }

    /// Blinks, and lids that follow the gaze: they sink when it does.
    fn lids(&self, ms: f32, moment: &mut Moment) {
        let sunk = (-moment.gaze[1] * 0.012).clamp(0.0, 0.35);
        for (side, lid) in moment.closed.iter_mut().enumerate() {
            *lid += sunk;
            // The two lids of a blink start within a few milliseconds of each other.
            let lag = side as f32 * 4.0;
            for blink in self.blinks_until(ms) {
                let closed = blink.closed(ms - lag);
                *lid += (1.0 - *lid) * closed;
            }
        }
    }
}

/// How far the eyes turn back when the head turns by `degrees`: nearly all of it, at most about 30°.
fn reflex(degrees: f32) -> f32 {
    -30.0 * libm::tanhf(degrees * 0.95 / 30.0)
}

impl Moment {
    fn limit(&mut self) {
        let [left, right] = &mut self.closed;
        for share in [
            left,
            right,
            &mut self.mouth,
            &mut self.smile,
            &mut self.pucker,
            &mut self.stretch,
            &mut self.brows,
            &mut self.hand,
        ] {
            *share = share.clamp(0.0, 1.0);
        }
        self.yaw = self.yaw.clamp(-90.0, 90.0);
        self.pitch = self.pitch.clamp(-50.0, 50.0);
        self.roll = self.roll.clamp(-50.0, 50.0);
        self.gaze = [self.gaze[0].clamp(-35.0, 35.0), self.gaze[1].clamp(-25.0, 25.0)];
    }
}

/// From 0 at `t` = 0 to 1 at `t` = 1 with the least jerk, as people move (Flash & Hogan 1985, eq. 4).
fn minimum_jerk(t: f32) -> f32 {
    let t = t.clamp(0.0, 1.0);
    t * t * t * (10.0 - t * (15.0 - 6.0 * t))
}

/// 0 → 1 until `rise`, 1 until `fall`, → 0 at 1.
fn plateau(s: f32, rise: f32, fall: f32) -> f32 {
    minimum_jerk(s / rise) * (1.0 - minimum_jerk((s - fall) / (1.0 - fall)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(gesture: Gesture, from_ms: f32, to_ms: f32) -> Event {
        Event { gesture, from_ms, to_ms, amount: 1.0 }
    }

    fn statue(events: Vec<Event>) -> Performance {
        Performance { events, idle: 0.0, ..Performance::default() }
    }

    fn at(performance: &Performance, ms: u64) -> Moment {
        performance.at(Timestamp::from_millis(ms))
    }

    #[test]
    fn an_asked_blink_closes_fast_and_opens_slowly() {
        let person = statue(vec![event(Gesture::Blink, 1000.0, 1300.0)]);
        let closed = |ms| at(&person, ms).closed[0];
        assert_eq!((closed(999), closed(1310)), (0.0, 0.0));
        assert_eq!(closed(1110), 1.0);
        let above_half = (1000..1300).filter(|&ms| closed(ms) > 0.5).collect::<Vec<_>>();
        let (first, last) = (above_half[0], above_half[above_half.len() - 1]);
        assert!(first - 1000 < 1300 - last, "closing {first}, opening {last}");
    }

    #[test]
    fn gestures_have_the_signs_of_the_session() {
        let shake = statue(vec![event(Gesture::Shake, 0.0, 1500.0)]);
        assert!(at(&shake, 380).yaw > 20.0, "image left first");
        assert!(at(&shake, 1050).yaw < -20.0, "then image right");
        let nod = statue(vec![event(Gesture::Nod, 0.0, 1000.0)]);
        assert!(at(&nod, 180).pitch < -2.0, "a little up");
        assert!(at(&nod, 520).pitch > 15.0, "chin to the chest");
        assert!(at(&nod, 1000).pitch.abs() < 0.01);
    }

    #[test]
    fn eyes_stay_on_the_camera_while_the_head_moves() {
        let shake = statue(vec![event(Gesture::Shake, 0.0, 1500.0)]);
        let moment = at(&shake, 380);
        assert!((moment.yaw + moment.gaze[0]).abs() < 8.0, "{moment:?}");
        let nod = statue(vec![event(Gesture::Nod, 0.0, 1000.0)]);
        let moment = at(&nod, 520);
        assert!(moment.gaze[1] > 10.0, "eyes upwards in a head bent down: {moment:?}");
        assert_eq!(moment.closed, [0.0; 2], "a nod is no blink");
    }

    #[test]
    fn who_leaves_stays_away_until_they_enter() {
        let person =
            statue(vec![event(Gesture::Leave, 500.0, 1500.0), event(Gesture::Enter, 3000.0, 4000.0)]);
        let x = |ms| at(&person, ms).offset[0];
        assert!(x(0) == 0.0 && x(2000) > 70.0 && x(2999) > 70.0 && x(5000) == 0.0);
        let enters = statue(vec![event(Gesture::Enter, 1000.0, 2000.0)]);
        assert!(at(&enters, 0).offset[0] < -70.0, "not yet there");
    }

    #[test]
    fn idle_people_move_and_statues_do_not() {
        let person = Performance { seed: 3, ..Performance::default() };
        let yaws: Vec<f32> = (0..200).map(|i| at(&person, i * 50).yaw).collect();
        let mean = yaws.iter().sum::<f32>() / 200.0;
        let deviation = (yaws.iter().map(|y| (y - mean) * (y - mean)).sum::<f32>() / 200.0).sqrt();
        assert!((0.3..2.0).contains(&deviation), "{deviation}");
        assert_eq!(at(&statue(Vec::new()), 777), Moment::default());
    }

    #[test]
    fn who_faces_down_looks_down() {
        let reader = at(&Performance { facing: [4.0, 9.0], ..statue(Vec::new()) }, 500);
        assert_eq!((reader.yaw, reader.pitch, reader.gaze), (4.0, 9.0, [0.0; 2]));
    }

    #[test]
    fn speech_moves_the_jaw_four_to_six_times_a_second() {
        let person = statue(vec![event(Gesture::Talk, 0.0, 4000.0)]);
        let jaw: Vec<f32> = (50..395).map(|i| at(&person, i * 10).mouth).collect();
        let peaks = jaw.windows(3).filter(|w| w[1] > w[0] && w[1] >= w[2] && w[1] > 0.1).count();
        assert!((9..=24).contains(&peaks), "{peaks} syllables in 3.4 s");
    }
}
