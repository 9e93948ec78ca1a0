//! A screen held before the camera that shows a recording, or one picture, of a person.

use super::contour::Outline;
use super::hand::Grip;
use super::piece::{Corner, Piece};
use super::screen::{Kind, Make, Panel, Window};
use super::texture::Texture;
use crate::film::Recording;
use crate::math::{Dice, Vec3, vec3};
use crate::mesh::Drawable;
use crate::scene::{Device, Replay};
use crate::surface::{Hit, Material, Surface};
use crate::topology::OVAL;
use crate::wear::Rigid;
use liveface_frames::Timestamp;
use std::sync::Arc;

/// Room around the face that a viewer would leave: parts of its width and height.
const ROOM: [f32; 2] = [1.15, 1.3];
/// Points along each rounded corner.
const CORNER_STEPS: usize = 8;

/// A device that plays. Its own space: middle of the screen at the origin, x right, y up, z out of the screen, cm.
pub(crate) struct Player {
    window: Window,
    screen: [f32; 2],
    pieces: Vec<Piece>,
}

/// The body around a screen; cm.
struct Body {
    make: Make,
    /// Width of the frame at the sides, above, below.
    frame: [f32; 3],
    radius: f32,
    thickness: f32,
}

impl Body {
    fn of(device: Device, dice: &mut Dice) -> Self {
        let make = |kind, size, corner, density, matt| Make { kind, size, corner, density, matt };
        match device {
            Device::Phone => Self {
                make: make(Kind::Oled, [6.8, 14.4], dice.range(0.3, 0.8), 460.0, false),
                frame: [0.2, 0.22, 0.25],
                radius: 0.95,
                thickness: 0.8,
            },
            Device::Tablet => Self {
                make: make(Kind::Lcd, [16.0, 22.0], 0.1, 264.0, false),
                frame: [0.9, 0.95, 0.95],
                radius: 1.1,
                thickness: 0.65,
            },
            Device::Monitor => Self {
                make: make(Kind::Lcd, [53.0, 30.0], 0.0, 92.0, dice.chance(0.8)),
                frame: [0.8, 0.8, 2.0],
                radius: 0.3,
                thickness: 3.0,
            },
        }
    }

    /// Width and height of the device, cm.
    fn size(&self) -> [f32; 2] {
        let [side, above, below] = self.frame;
        [self.make.size[0] + 2.0 * side, self.make.size[1] + above + below]
    }

    /// Hands that hold it; none hold a monitor.
    fn hands(&self, device: Device, dice: &mut Dice) -> Option<Piece> {
        let size = self.size();
        let lower = |p: [f32; 2]| vec3(p[0], p[1] + (self.frame[1] - self.frame[2]) / 2.0, 0.0);
        match device {
            Device::Phone => Some(Grip::around(size, self.thickness, dice)),
            Device::Tablet => Some(Grip::below(size, self.thickness, lower, dice)),
            Device::Monitor => None,
        }
        .map(|grip| grip.piece(dice))
    }

    /// Corners of the front in order, counter-clockwise.
    fn outline(&self) -> Vec<[f32; 2]> {
        let [side, above, below] = self.frame;
        let half = self.make.size.map(|s| s / 2.0);
        let centres = [
            [half[0] + side - self.radius, half[1] + above - self.radius],
            [self.radius - half[0] - side, half[1] + above - self.radius],
            [self.radius - half[0] - side, self.radius - half[1] - below],
            [half[0] + side - self.radius, self.radius - half[1] - below],
        ];
        let point = |i: usize| {
            let (corner, step) = (i / (CORNER_STEPS + 1), i % (CORNER_STEPS + 1));
            let quarter = corner as f32 + step as f32 / CORNER_STEPS as f32;
            let (sin, cos) = libm::sincosf(quarter * std::f32::consts::FRAC_PI_2);
            [centres[corner][0] + self.radius * cos, centres[corner][1] + self.radius * sin]
        };
        (0..4 * (CORNER_STEPS + 1)).map(point).collect()
    }

    /// Front with the screen, the sides, and the back.
    fn pieces(&self, panel: Panel, dice: &mut Dice) -> Vec<Piece> {
        let shell = Arc::new(Shell(Vec3::ONE * dice.range(0.02, 0.4)));
        let outline = self.outline();
        let n = outline.len() as u32;
        let level = |z: f32| {
            let rim = outline.iter().map(move |p| vec3(p[0], p[1], z));
            std::iter::once(vec3(0.0, 0.0, z)).chain(rim).map(|p| Corner { point: p, rest: p, uv: [0.0; 2] })
        };
        let fan: Vec<[u32; 3]> = (0..n).map(|i| [0, 1 + i, 1 + (i + 1) % n]).collect();
        let front = Piece::new(&level(0.0).collect::<Vec<_>>(), &fan, Arc::new(panel));
        let back = Piece::new(&level(-self.thickness).collect::<Vec<_>>(), &fan, shell.clone());
        let walls: Vec<Corner> = level(0.0).skip(1).chain(level(-self.thickness).skip(1)).collect();
        let wall = |i: u32| {
            let next = (i + 1) % n;
            [[i, i + n, next + n], [i, next + n, next]]
        };
        let sides = Piece::new(&walls, &(0..n).flat_map(wall).collect::<Vec<_>>(), shell.clone());
        vec![front, sides, back.reverse(shell)]
    }
}

/// Metal or plastic of a device.
struct Shell(Vec3);

impl Material for Shell {
    fn surface(&self, hit: &Hit) -> Surface {
        Surface { gloss: 0.05, roughness: 0.4, ..Surface::matt(self.0, hit.normal) }
    }
}

impl Player {
    /// Plays `recording` (its first frame at stream time 0, the last one held at the end) on the device of `spec`;
    /// `seed` chooses the panel and its state. What shakes is held by a hand.
    pub(crate) fn new(spec: &Replay, recording: Recording, seed: u64) -> Self {
        let mut dice = Dice::new(seed ^ 0x7265_706C);
        let body = Body::of(spec.device, &mut dice);
        let aspect = recording.frames.first().map_or(1.0, |(_, p)| p.width as f32 / p.height.max(1) as f32);
        let face = Outline::of(&recording.landmarks, &OVAL);
        let window = window(aspect, body.make.size[0] / body.make.size[1], &face);
        let start = recording.frames.first().map_or(Timestamp::ZERO, |(at, _)| *at);
        let count = if spec.still { 1 } else { recording.frames.len() };
        let textured = |(at, picture): (Timestamp, _)| {
            (at.as_micros() as i64 - start.as_micros() as i64, Texture::new(&picture))
        };
        let frames = recording.frames.into_iter().take(count).map(textured).collect();
        let panel = Panel::new(&body.make, frames, window, spec.nits, &mut dice);
        let mut pieces = body.pieces(panel, &mut dice);
        if spec.shake > 0.0 {
            pieces.extend(body.hands(spec.device, &mut dice));
        }
        Self { window, screen: body.make.size, pieces }
    }

    /// Where the point `uv` of the recording's picture lies in the device's space.
    pub(crate) fn place(&self, uv: [f32; 2]) -> Vec3 {
        let across: [f32; 2] = std::array::from_fn(|i| (uv[i] - self.window.corner[i]) / self.window.size[i]);
        vec3((across[0] - 0.5) * self.screen[0], (0.5 - across[1]) * self.screen[1], 0.0)
    }

    /// The device and the hand that holds it where `begin` puts it at the begin of a frame and `end` at its end.
    pub(crate) fn drawables(&self, begin: &Rigid, end: &Rigid) -> Vec<Drawable> {
        self.pieces.iter().map(|piece| piece.drawable(begin, end)).collect()
    }
}

/// The part of a picture (`aspect` = width ÷ height) that fills a screen of aspect `screen` around the face; with black
/// bars where the face would not fit otherwise.
fn window(aspect: f32, screen: f32, face: &Outline) -> Window {
    // In heights of the picture.
    let covering = if aspect > screen { [screen, 1.0] } else { [aspect, aspect / screen] };
    let [across, down] = face.bounds();
    let needed = [(across[1] - across[0]) * aspect * ROOM[0], (down[1] - down[0]) * ROOM[1]];
    let scale = (needed[0] / covering[0]).max(needed[1] / covering[1]).max(1.0);
    let size = [covering[0] * scale / aspect, covering[1] * scale];
    let centre = [(across[0] + across[1]) / 2.0, (down[0] + down[1]) / 2.0];
    let corner = std::array::from_fn(|i| {
        if size[i] >= 1.0 {
            (1.0 - size[i]) / 2.0
        } else {
            (centre[i] - size[i] / 2.0).clamp(0.0, 1.0 - size[i])
        }
    });
    Window { corner, size }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{STILL, hit_at, photograph};
    use super::*;
    use crate::picture::Picture;

    /// Grey pictures, brighter from one to the next, 40 ms apart.
    fn steps() -> Recording {
        let grey = |i: u64| {
            let mut picture = Picture::new(64, 80);
            picture.pixels.fill(Vec3::ONE * (0.1 + 0.2 * i as f32));
            (Timestamp::from_micros(500_000 + 40_000 * i), picture)
        };
        Recording { frames: (0..5).map(grey).collect(), landmarks: photograph().landmarks }
    }

    fn emission(player: &Player, at: [f32; 2], micros: i64) -> f32 {
        let front = &player.drawables(&STILL, &STILL)[0];
        let hit = hit_at(front, at).map(|hit| Hit { micros, footprint: 0.5, ..hit });
        hit.map_or(0.0, |hit| front.material.surface(&hit).emission.y)
    }

    #[test]
    fn the_screen_shows_the_frame_of_the_time() {
        let player = Player::new(&Replay { device: Device::Tablet, ..Replay::default() }, steps(), 1);
        let first = emission(&player, [0.0, 0.0], 20_000);
        for i in 0..8_i64 {
            // A frame is latched, scanned down to the middle and settled at most 33 ms after it begins.
            let light = emission(&player, [0.0, 0.0], 40_000 * i + 37_000) / first;
            let expected = (0.1 + 0.2 * i.min(4) as f32) / 0.1;
            assert!((light / expected - 1.0).abs() < 0.25, "frame {i}: {light} of {expected}");
        }
    }

    #[test]
    fn a_still_stays() {
        let player =
            Player::new(&Replay { still: true, device: Device::Tablet, ..Replay::default() }, steps(), 1);
        let ratio = emission(&player, [0.0, 0.0], 180_000) / emission(&player, [0.0, 0.0], 20_000);
        assert!((ratio - 1.0).abs() < 0.12, "{ratio}");
    }

    #[test]
    fn black_is_lit_on_liquid_crystals_only() {
        let dark = |device| {
            let mut recording = steps();
            recording.frames.truncate(1);
            recording.frames[0].1.pixels.fill(Vec3::ZERO);
            let player = Player::new(&Replay { device, nits: 300.0, ..Replay::default() }, recording, 5);
            emission(&player, [1.0, 2.0], 10_000)
        };
        assert!(dark(Device::Monitor) > 0.3 && dark(Device::Monitor) < 2.0, "{}", dark(Device::Monitor));
        assert_eq!(dark(Device::Phone), 0.0);
    }

    #[test]
    fn the_face_fits_every_screen() {
        let face = Outline::of(&photograph().landmarks, &OVAL);
        for (aspect, screen) in [(4.0 / 3.0, 0.47), (0.8, 1.77), (1.0, 1.0), (0.8, 0.73)] {
            let window = window(aspect, screen, &face);
            for (axis, [low, high]) in face.bounds().into_iter().enumerate() {
                let end = window.corner[axis] + window.size[axis];
                assert!(window.corner[axis] <= low && high <= end, "{aspect} on {screen}: {window:?}");
            }
            let shape = window.size[0] * aspect / window.size[1];
            assert!((shape / screen - 1.0).abs() < 1e-4, "stretched: {shape}");
        }
    }

    #[test]
    fn the_picture_is_upright_and_not_mirrored() {
        let Recording { landmarks, .. } = steps();
        let recording = Recording { frames: vec![(Timestamp::ZERO, photograph().picture)], landmarks };
        let player = Player::new(&Replay { device: Device::Tablet, ..Replay::default() }, recording, 1);
        let front = &player.drawables(&STILL, &STILL)[0];
        let light = |uv: [f32; 2]| {
            let at = player.place(uv);
            hit_at(front, [at.x, at.y]).map_or(Vec3::ZERO, |hit| front.material.surface(&hit).emission)
        };
        assert!(light([0.8, 0.5]).x > 2.0 * light([0.2, 0.5]).x);
        assert!(light([0.5, 0.8]).y > 2.0 * light([0.5, 0.2]).y);
    }
}
