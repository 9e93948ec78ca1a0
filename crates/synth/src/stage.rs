//! Who or what stands before the camera, and how it moves.

use crate::attack::mask::Worn;
use crate::attack::print::Sheet;
use crate::attack::replay::Player;
use crate::attack::tremor;
use crate::figure::Figure;
use crate::film::{Assets, Detail, FilmError};
use crate::math::{Mat3, Vec3, hash, vec3};
use crate::mesh::Drawable;
use crate::performance::{Moment, Performance};
use crate::scene::{Medium, Person, Place, Print, Scene, Subject};
use crate::studio::{photograph, recording};
use crate::wear::Rigid;
use liveface_frames::Timestamp;

/// A moment, and how the camera has moved by then.
pub(crate) struct Moved {
    pub at: Timestamp,
    /// From a camera at rest to the moved one.
    pub camera: Rigid,
}

/// One subject, ready to be drawn at any time.
pub(crate) enum Act {
    Person(Box<Figure>),
    Print { sheet: Box<Sheet>, held: Held, behind: Option<Box<Figure>>, landmarks: Vec<[f32; 2]> },
    Replay { player: Box<Player>, held: Held, landmarks: Track, recorded: Performance },
    Mask { worn: Box<Worn>, figure: Box<Figure> },
}

/// What is drawn of a subject in one frame.
pub(crate) struct Played {
    pub drawables: Vec<Drawable>,
    /// Mesh landmarks of the face that is seen, at the begin, camera space.
    pub landmarks: Vec<Vec3>,
    /// What that face does, or did when its picture was taken, at the begin.
    pub moment: Moment,
}

/// Mesh landmarks in the frames of a recording, each with the time of its frame; in order of time, never empty.
pub(crate) type Track = Vec<(Timestamp, Vec<[f32; 2]>)>;

/// Something flat in a hand.
pub(crate) struct Held {
    place: Place,
    /// What the hand does on purpose.
    performance: Performance,
    seed: u64,
    shake: f32,
}

impl Held {
    fn between(&self, begin: (&Moved, &Moment), end: Option<(&Moved, &Moment)>) -> (Rigid, Rigid) {
        let from = self.rigid(begin.0, begin.1);
        (from, end.map_or(from, |end| self.rigid(end.0, end.1)))
    }

    fn rigid(&self, moved: &Moved, moment: &Moment) -> Rigid {
        let (shift, [yaw, pitch, roll]) = tremor(self.seed, moved.at.as_micros() as i64, self.shake);
        let turn = Mat3::turn(moment.yaw + yaw, moment.pitch + pitch, moment.roll + roll);
        let at = vec3(self.place.right, self.place.up, -self.place.distance) + moment.offset.into() + shift;
        Rigid { turn: moved.camera.turn.after(turn), shift: moved.camera.apply(at) }
    }
}

impl Act {
    /// # Errors
    /// A portrait or an environment map is missing.
    pub(crate) fn new(
        assets: &Assets,
        subject: &Subject,
        scene: &Scene,
        (seed, detail): (u64, Detail),
    ) -> Result<Self, FilmError> {
        let figure = |subject: &Subject| {
            Figure::new(&assets.head, assets.portraits.as_deref(), subject, detail.texels).map(Box::new)
        };
        match &subject.medium {
            Medium::Flesh => Ok(Self::Person(figure(subject)?)),
            Medium::Print(print) => print_act(assets, subject, print, scene, (seed, detail)),
            Medium::Replay(replay) => {
                let (recording, landmarks) = recording(assets, subject, replay, scene, detail)?;
                let held = Held {
                    place: held_at(subject.place, replay.device.width(), replay.fills_view, scene),
                    performance: Performance { idle: 0.0, ..Performance::default() },
                    seed,
                    shake: replay.shake,
                };
                let player = Box::new(Player::new(replay, recording, seed));
                let recorded = if replay.still {
                    Performance { idle: 0.0, ..Performance::default() }
                } else {
                    subject.performance.clone()
                };
                Ok(Self::Replay { player, held, landmarks, recorded })
            }
            Medium::Mask(mask) => {
                let photo = photograph(assets, subject, detail, 0.8, None)?;
                let figure = figure(&attacker(subject))?;
                let worn = Box::new(Worn::new(mask, photo, &assets.head, &figure.shape, seed));
                Ok(Self::Mask { worn, figure })
            }
        }
    }

    /// What is drawn between `begin` and `end`.
    pub(crate) fn play(&self, assets: &Assets, begin: &Moved, end: &Moved) -> Played {
        let moments = |p: &Performance| (p.at(begin.at), p.at(end.at));
        let (from, to) = match self {
            Self::Person(figure) | Self::Mask { figure, .. } => moments(figure.performance()),
            Self::Print { held, .. } | Self::Replay { held, .. } => moments(&held.performance),
        };
        self.between(assets, (begin, &from), Some((end, &to)))
    }

    /// Tone of the living skin that shows, if some does.
    pub(crate) fn tone(&self) -> Option<f32> {
        match self {
            Self::Person(figure) => Some(figure.tone),
            _ => None,
        }
    }

    /// What is drawn of it at `moment` when nothing moves.
    pub(crate) fn still(&self, assets: &Assets, moment: &Moment, camera: &Rigid) -> Played {
        self.between(assets, (&Moved { at: Timestamp::ZERO, camera: *camera }, moment), None)
    }

    fn between(&self, assets: &Assets, begin: (&Moved, &Moment), end: Option<(&Moved, &Moment)>) -> Played {
        match self {
            Self::Person(figure) => person(assets, figure, begin, end),
            Self::Mask { worn, figure } => {
                let model = &assets.head;
                let from = figure.pose(model, begin.1, &begin.0.camera);
                let to = end.map(|end| figure.pose(model, end.1, &end.0.camera));
                let mut played = person(assets, figure, begin, end);
                let until = to.as_ref().unwrap_or(&from);
                played.drawables.extend(worn.drawables(&from.stance(), &until.stance()));
                played
            }
            Self::Print { sheet, held, behind, landmarks } => {
                let (from, to) = held.between(begin, end);
                let mut drawables = sheet.drawables(&from, &to);
                if let Some(figure) = behind {
                    drawables.extend(person(assets, figure, begin, end).drawables);
                }
                let landmarks = landmarks.iter().map(|&uv| from.apply(sheet.place(uv))).collect();
                let Moment { yaw, pitch, roll, .. } = *begin.1;
                Played { drawables, landmarks, moment: Moment { yaw, pitch, roll, ..Moment::default() } }
            }
            Self::Replay { player, held, landmarks, recorded } => {
                let (from, to) = held.between(begin, end);
                let after = landmarks.partition_point(|(at, _)| *at <= begin.0.at).max(1);
                let shown = landmarks.get(after - 1).map_or(&[][..], |(_, places)| places);
                let landmarks = shown.iter().map(|&uv| from.apply(player.place(uv))).collect();
                let moment = recorded.at(begin.0.at).turned(begin.1);
                Played { drawables: player.drawables(&from, &to), landmarks, moment }
            }
        }
    }
}

impl Moment {
    /// What a face in a picture does when the picture is turned as `by` says.
    fn turned(self, by: &Self) -> Self {
        Self { yaw: self.yaw + by.yaw, pitch: self.pitch + by.pitch, roll: self.roll + by.roll, ..self }
    }
}

fn person(
    assets: &Assets,
    figure: &Figure,
    begin: (&Moved, &Moment),
    end: Option<(&Moved, &Moment)>,
) -> Played {
    let model = &assets.head;
    let from = figure.pose(model, begin.1, &begin.0.camera);
    let to = end.map(|end| figure.pose(model, end.1, &end.0.camera));
    Played {
        drawables: figure.drawables((model, &assets.cuts), &from, to.as_ref()),
        landmarks: from.landmarks(model),
        moment: from.moment,
    }
}

/// Somebody else in the same place, doing the same.
fn attacker(subject: &Subject) -> Subject {
    let person = Person {
        seed: hash(subject.person.seed ^ 0xA77A_C4E7),
        tone: subject.person.tone,
        glasses: Some(crate::scene::Glasses::Bare),
        ..Person::default()
    };
    Subject { person, medium: Medium::Flesh, ..subject.clone() }
}

fn print_act(
    assets: &Assets,
    subject: &Subject,
    print: &Print,
    scene: &Scene,
    (seed, detail): (u64, Detail),
) -> Result<Act, FilmError> {
    let (share, aspect) = if print.fills_view {
        // Held so near, only a small face looks as large as one of flesh.
        (0.36, Some((scene.camera.width as f32 / scene.camera.height as f32).clamp(0.4, 2.5)))
    } else {
        (0.62, None)
    };
    let photo = photograph(assets, subject, detail, share, aspect)?;
    let held = |print: &Print| Held {
        place: held_at(subject.place, print.width, print.fills_view, scene),
        performance: subject.performance.clone(),
        seed,
        shake: 1.0,
    };
    let landmarks = photo.landmarks.clone();
    if !print.cut_out_eyes {
        let sheet = Box::new(Sheet::new(print, photo, seed));
        return Ok(Act::Print { sheet, held: held(print), behind: None, landmarks });
    }
    let mut attacker = attacker(subject);
    // The nose must stay behind the sheet.
    attacker.place.distance += 5.0;
    let figure = Figure::new(&assets.head, assets.portraits.as_deref(), &attacker, detail.texels)?;
    let fitted = Print { width: fitting_width(print, &landmarks, &figure, subject.place), ..print.clone() };
    let sheet = Box::new(Sheet::new(&fitted, photo, seed));
    let [left, right] = [468, 473].map(|iris| sheet.place(landmarks.get(iris).copied().unwrap_or([0.5; 2])));
    let held = held(&fitted);
    let behind = Some(Box::new(figure.looking_through((left + right) * 0.5, held.place)));
    Ok(Act::Print { sheet, held, behind, landmarks })
}

/// Width of a print, cm, whose holes are as far apart as the eyes behind it look.
fn fitting_width(print: &Print, landmarks: &[[f32; 2]], figure: &Figure, place: Place) -> f32 {
    let iris = |i: usize| landmarks.get(i).map_or(0.5, |uv| uv[0]);
    let marks = &figure.shape.marks;
    let apart = (marks.eyes[1].x - marks.eyes[0].x) * place.distance / (place.distance + figure.eye_depth());
    apart / (iris(473) - iris(468)).abs().max(0.02) + 2.0 * print.border
}

/// Where a thing of `width` is held: as asked, or so near that it fills the view.
fn held_at(place: Place, width: f32, fills_view: bool, scene: &Scene) -> Place {
    if !fills_view {
        return place;
    }
    Place { right: 0.0, up: 0.0, distance: scene.camera.filled_at(width) }
}
