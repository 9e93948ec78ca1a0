use super::*;
use crate::head::Marks;
use crate::math::{Dice, vec3};
use crate::mesh::Layer;
use crate::scene::Glasses;
use std::path::Path;

fn model() -> Option<HeadModel> {
    let Some(folder) = std::env::var_os("LIVEFACE_ICT") else {
        eprintln!("skipped: set LIVEFACE_ICT to the folder of ICT-FaceKit");
        return None;
    };
    Some(HeadModel::read(Path::new(&folder)).expect("ICT-FaceKit"))
}

/// A dressed person 60 cm before the camera.
struct Dressed<'a> {
    model: &'a HeadModel,
    shape: Shape,
    wardrobe: Wardrobe,
}

impl<'a> Dressed<'a> {
    fn new(model: &'a HeadModel, person: &Person) -> Self {
        let shape = model.shape(&mut Dice::new(person.seed));
        let wardrobe = Wardrobe::new(model, &shape, person, &Traits::of(person));
        Self { model, shape, wardrobe }
    }

    fn marks(&self) -> &Marks {
        &self.shape.marks
    }

    fn rigids(&self, moment: &Moment) -> (Rigid, Rigid) {
        let about_neck = |turn: Mat3| {
            let neck = self.marks().neck;
            Rigid { turn, shift: vec3(0.0, 0.0, -60.0) + neck - turn.apply(neck) }
        };
        let head = about_neck(Mat3::turn(moment.yaw, moment.pitch, moment.roll));
        (head, about_neck(Mat3::turn(moment.yaw * 0.15, 0.0, 0.0)))
    }

    fn drawn(&self, moment: &Moment) -> Vec<Drawable> {
        let posed = self.model.posed(&self.shape, moment);
        let (head, body) = self.rigids(moment);
        let stance = Stance { moment, posed: &posed, head, body };
        self.wardrobe.drawables(&stance, &stance)
    }
}

/// Whether something of `drawable` lies between the camera and `p`, more than `margin` cm before it.
fn hides(drawable: &Drawable, p: Vec3, margin: f32) -> bool {
    let way = p.normalized();
    let reach = p.length() - margin;
    drawable.triangles.iter().any(|t| {
        let [a, b, c] = t.points.map(|i| drawable.points[i as usize]);
        let (e, f) = (b - a, c - a);
        let across = way.cross(f);
        let det = e.dot(across);
        if det.abs() < 1e-9 {
            return false;
        }
        let u = -a.dot(across) / det;
        let q = (-a).cross(e);
        let (v, distance) = (way.dot(q) / det, f.dot(q) / det);
        u >= 0.0 && v >= 0.0 && u + v <= 1.0 && distance > 0.0 && distance < reach
    })
}

#[test]
fn a_surgical_mask_covers_nose_and_mouth_even_when_the_jaw_drops() {
    let Some(model) = model() else { return };
    for seed in 0..6 {
        let person = Person { seed, surgical_mask: true, glasses: Some(Glasses::Bare), ..Person::default() };
        let dressed = Dressed::new(&model, &person);
        for (yaw, mouth) in [(0.0, 0.0), (0.0, 1.0), (25.0, 0.0), (-25.0, 0.5)] {
            let moment = Moment { yaw, mouth, ..Moment::default() };
            let drawn = dressed.drawn(&moment);
            let (head, _) = dressed.rigids(&moment);
            let places = model.landmarks(&model.posed(&dressed.shape, &moment));
            // Corners of the mouth, edges of the lips, tip of the nose, chin.
            for place in [61, 291, 0, 17, 1, 152] {
                let sheet = drawn.iter().rev().nth(1).expect("mask and loops come last");
                let at = head.apply(places[place]);
                assert!(hides(sheet, at, 0.02), "seed {seed}, yaw {yaw}, mouth {mouth}: landmark {place}");
            }
        }
    }
}

#[test]
fn lenses_lie_before_the_eyes_and_turn_with_the_head() {
    let Some(model) = model() else { return };
    for seed in 0..6 {
        let person = Person { seed, glasses: Some(Glasses::Clear), ..Person::default() };
        let dressed = Dressed::new(&model, &person);
        for yaw in [0.0, 20.0, -20.0] {
            let moment = Moment { yaw, ..Moment::default() };
            let drawn = dressed.drawn(&moment);
            let lens = drawn.iter().rfind(|d| d.layer == Layer::Veil).expect("lenses");
            let (head, _) = dressed.rigids(&moment);
            for eye in dressed.marks().eyes {
                let front = eye + vec3(0.0, 0.0, dressed.marks().eye_radius + 0.1);
                assert!(hides(lens, head.apply(front), 0.0), "seed {seed}, yaw {yaw}");
            }
        }
    }
}

#[test]
fn a_hand_hides_the_mouth_and_goes_away() {
    let Some(model) = model() else { return };
    for seed in 0..6 {
        let dressed = Dressed::new(&model, &Person { seed, ..Person::default() });
        let away = dressed.drawn(&Moment::default());
        let there = dressed.drawn(&Moment { hand: 1.0, ..Moment::default() });
        assert_eq!(there.len(), away.len() + 1);
        let (head, _) = dressed.rigids(&Moment::default());
        let hand = there.last().expect("the hand comes last");
        let [left, right] = dressed.marks().mouth_corners;
        for place in [left, right, left.mix(right, 0.5)] {
            assert!(hides(hand, head.apply(place), 0.0), "seed {seed}");
        }
        let eyes = dressed.marks().eyes.map(|eye| head.apply(eye));
        assert!(eyes.iter().all(|&eye| !hides(hand, eye, 0.0)), "seed {seed}: the eyes stay visible");
    }
}

#[test]
fn hair_and_clothes_leave_the_face_free() {
    let Some(model) = model() else { return };
    for seed in 0..16 {
        let person = Person { seed, glasses: Some(Glasses::Bare), ..Person::default() };
        let dressed = Dressed::new(&model, &person);
        let marks = *dressed.marks();
        for yaw in [0.0, 25.0, -25.0] {
            let moment = Moment { yaw, ..Moment::default() };
            let (head, _) = dressed.rigids(&moment);
            let before = |eye: Vec3| eye + vec3(0.0, 0.0, marks.eye_radius);
            let places = [before(marks.eyes[0]), before(marks.eyes[1]), marks.nose_tip, marks.chin];
            for place in places.into_iter().chain(marks.mouth_corners) {
                let hidden = dressed.drawn(&moment).iter().any(|d| hides(d, head.apply(place), 0.5));
                assert!(!hidden, "seed {seed}, yaw {yaw}, {place:?}");
            }
        }
    }
}

#[test]
fn the_end_of_the_neck_stays_under_the_garment() {
    let Some(model) = model() else { return };
    let mut bare = 0;
    let mut ends = 0;
    for seed in 0..6 {
        let dressed = Dressed::new(&model, &Person { seed, ..Person::default() });
        for (yaw, pitch) in [(0.0, 0.0), (30.0, 0.0), (-30.0, 0.0), (0.0, 20.0), (0.0, -15.0)] {
            let moment = Moment { yaw, pitch, ..Moment::default() };
            let drawn = dressed.drawn(&moment);
            let (head, body) = dressed.rigids(&moment);
            for (p, rest) in dressed.shape.neutral.iter().zip(model.rest.iter()) {
                let share = piece::follow(rest.y);
                if rest.z < 0.0 || rest.y > -17.5 {
                    continue;
                }
                ends += 1;
                let at = body.apply(*p).mix(head.apply(*p), share);
                bare += usize::from(!drawn.iter().any(|d| hides(d, at, 0.0)));
            }
        }
    }
    assert!(bare * 200 < ends, "{bare} of {ends} points of the lower neck are seen");
}

#[test]
fn the_same_person_wears_the_same() {
    let Some(model) = model() else { return };
    for seed in [3, 4] {
        let person =
            Person { seed, surgical_mask: true, glasses: Some(Glasses::Sunglasses), ..Person::default() };
        let moment = Moment { yaw: 10.0, hand: 0.5, ..Moment::default() };
        let points = |d: Vec<Drawable>| d.into_iter().map(|d| (d.points, d.normals)).collect::<Vec<_>>();
        let once = points(Dressed::new(&model, &person).drawn(&moment));
        let again = points(Dressed::new(&model, &person).drawn(&moment));
        assert!(once == again, "seed {seed}");
        let finite = |values: &[Vec3]| values.iter().all(|v| v.is_finite());
        assert!(once.iter().all(|(points, normals)| finite(points) && finite(normals)), "seed {seed}");
    }
}

#[test]
fn the_built_in_head_can_be_dressed() {
    let model = HeadModel::doll();
    for seed in 0..8 {
        let person = Person { seed, surgical_mask: true, glasses: Some(Glasses::Clear), ..Person::default() };
        let drawn = Dressed::new(&model, &person).drawn(&Moment { hand: 1.0, ..Moment::default() });
        assert!(drawn.len() >= 7, "clothes, glasses, mask and hand");
        for drawable in drawn {
            let points = drawable.points.len();
            assert!(drawable.points.iter().chain(&drawable.normals).all(|v| v.is_finite()), "seed {seed}");
            assert!(drawable.normals.len() == points && drawable.rest.len() == points);
            assert!(drawable.triangles.iter().flat_map(|t| t.points).all(|i| (i as usize) < points));
        }
    }
}
