//! A person before the camera: head, complexion and clothes, moved by a performance.

use crate::film::FilmError;
use crate::head::{HeadModel, HeadPart, Marks, Shape};
use crate::math::{Dice, Mat3, Vec3, hash, vec3};
use crate::mesh::{Drawable, Layer, Triangle, Visibility, normals};
use crate::performance::{Moment, Performance};
use crate::person::Traits;
use crate::scene::{Place, Subject};
use crate::skin::{Complexion, Portraits, complexion};
use crate::surface::Material;
use crate::wear::{Rigid, Stance, Wardrobe, follow};
use std::sync::Arc;

/// Share of the head's yaw that the trunk follows.
const TRUNK: f32 = 0.15;

/// One kind of surface cut out of the head, its points numbered from 0; the same for all people.
pub(crate) struct Cut {
    part: HeadPart,
    /// Which points of the head.
    points: Vec<u32>,
    rest: Arc<Vec<Vec3>>,
    visibility: Arc<Vec<Visibility>>,
    triangles: Arc<Vec<Triangle>>,
}

/// All cuts of a head.
pub(crate) fn cuts(model: &HeadModel) -> Vec<Cut> {
    use HeadPart::{Lashes, LeftEye, Mouth, RightEye, Skin, Teeth};
    [Skin, Mouth, Teeth, LeftEye, RightEye, Lashes].map(|part| cut(model, part)).into()
}

fn cut(model: &HeadModel, part: HeadPart) -> Cut {
    let whole = model.part(part);
    let mut number = vec![u32::MAX; model.rest.len()];
    let mut points = Vec::new();
    let mut triangles = Vec::with_capacity(whole.len());
    for triangle in whole.iter() {
        let mine = triangle.points.map(|old| {
            let slot = &mut number[old as usize];
            if *slot == u32::MAX {
                *slot = points.len() as u32;
                points.push(old);
            }
            *slot
        });
        triangles.push(Triangle { points: mine, uvs: triangle.uvs });
    }
    let rest = points.iter().map(|&i| model.rest[i as usize]).collect();
    let visibility = if model.visibility.is_empty() {
        Vec::new()
    } else {
        points.iter().map(|&i| model.visibility[i as usize]).collect()
    };
    Cut {
        part,
        points,
        rest: Arc::new(rest),
        visibility: Arc::new(visibility),
        triangles: Arc::new(triangles),
    }
}

impl Marks {
    /// Middle of the face.
    fn middle(&self) -> Vec3 {
        (self.eyes[0] + self.eyes[1] + self.mouth_corners[0] + self.mouth_corners[1]) * 0.25
    }
}

/// One person of a scene.
pub(crate) struct Figure {
    pub shape: Shape,
    /// Tone of the skin that shows, 0 (Fitzpatrick I) to 1 (VI).
    pub tone: f32,
    complexion: Complexion,
    wardrobe: Wardrobe,
    performance: Performance,
    place: Place,
}

/// A person at one moment.
pub(crate) struct Pose {
    pub moment: Moment,
    /// Points with expression, head space.
    pub posed: Vec<Vec3>,
    pub head: Rigid,
    pub body: Rigid,
}

impl Pose {
    /// For what is worn.
    pub(crate) fn stance(&self) -> Stance<'_> {
        Stance { moment: &self.moment, posed: &self.posed, head: self.head, body: self.body }
    }

    /// Where a point of the head is, camera space. The neck follows head and trunk in proportion.
    fn place(&self, rest: Vec3, posed: Vec3) -> Vec3 {
        let share = follow(rest.y);
        let head = self.head.apply(posed);
        if share >= 1.0 { head } else { self.body.apply(posed).mix(head, share) }
    }

    /// The 478 mesh landmarks, camera space.
    pub(crate) fn landmarks(&self, model: &HeadModel) -> Vec<Vec3> {
        model.landmarks(&self.posed).into_iter().map(|p| self.head.apply(p)).collect()
    }
}

impl Figure {
    /// The person of `subject` with `texels` × `texels` of skin texture.
    ///
    /// # Errors
    /// The portrait to be worn is missing.
    pub(crate) fn new(
        model: &HeadModel,
        portraits: Option<&Portraits>,
        subject: &Subject,
        texels: usize,
    ) -> Result<Self, FilmError> {
        let person = &subject.person;
        let traits = Traits::of(person);
        let shape = model.shape(&mut Dice::new(hash(person.seed) ^ 0x73_6861_7065));
        let (complexion, traits) = complexion(model, (person, &traits), portraits, texels)?;
        let wardrobe = Wardrobe::new(model, &shape, person, &traits);
        let performance = subject.performance.clone();
        Ok(Self { shape, tone: traits.tone, complexion, wardrobe, performance, place: subject.place })
    }

    /// How far the eyes lie behind a sheet that just clears the nose, cm.
    pub(crate) fn eye_depth(&self) -> f32 {
        let marks = &self.shape.marks;
        5.0 - (marks.eyes[0].z - marks.middle().z)
    }

    /// The same person moved so that the middle of the eyes lies behind the point `holes` (cm right of and above its
    /// middle) of a sheet held at `sheet`.
    pub(crate) fn looking_through(mut self, holes: Vec3, sheet: Place) -> Self {
        let marks = &self.shape.marks;
        let middle = marks.middle();
        let eyes = (marks.eyes[0] + marks.eyes[1]) * 0.5;
        // The same direction from the camera at a greater distance.
        let behind = (self.place.distance - (eyes.z - middle.z)) / sheet.distance;
        self.place.right = (sheet.right + holes.x) * behind - (eyes.x - middle.x);
        self.place.up = (sheet.up + holes.y) * behind - (eyes.y - middle.y);
        self
    }

    /// What the person does.
    pub(crate) fn performance(&self) -> &Performance {
        &self.performance
    }

    /// The person at `moment`, seen by a camera that itself moved by `camera`.
    pub(crate) fn pose(&self, model: &HeadModel, moment: &Moment, camera: &Rigid) -> Pose {
        let marks = &self.shape.marks;
        let middle = marks.middle();
        let anchor = vec3(self.place.right, self.place.up, -self.place.distance) + Vec3::from(moment.offset);
        // Both turn about the neck; at rest the middle of the face is at the anchor.
        let about_neck = |turn: Mat3| {
            let shift = anchor + marks.neck - middle - turn.apply(marks.neck);
            Rigid { turn: camera.turn.after(turn), shift: camera.apply(shift) }
        };
        Pose {
            posed: model.posed(&self.shape, moment),
            head: about_neck(Mat3::turn(moment.yaw, moment.pitch, moment.roll)),
            body: about_neck(Mat3::turn(moment.yaw * TRUNK, 0.0, moment.roll * TRUNK)),
            moment: *moment,
        }
    }

    /// Everything to be drawn between `begin` and `end`; without `end` nothing moves.
    pub(crate) fn drawables(
        &self,
        (model, cuts): (&HeadModel, &[Cut]),
        begin: &Pose,
        end: Option<&Pose>,
    ) -> Vec<Drawable> {
        let mut drawn: Vec<Drawable> = cuts
            .iter()
            .filter(|cut| !cut.triangles.is_empty())
            .map(|cut| self.part(model, cut, begin, end))
            .collect();
        drawn.extend(self.wardrobe.drawables(&begin.stance(), &end.unwrap_or(begin).stance()));
        drawn
    }

    fn part(&self, model: &HeadModel, cut: &Cut, begin: &Pose, end: Option<&Pose>) -> Drawable {
        let chosen = |pose: &Pose| -> Vec<Vec3> {
            let place = |(&i, &rest): (&u32, &Vec3)| pose.place(rest, pose.posed[i as usize]);
            cut.points.iter().zip(cut.rest.iter()).map(place).collect()
        };
        let points = chosen(begin);
        let lashes = cut.part == HeadPart::Lashes;
        Drawable {
            normals: normals(&points, &cut.triangles),
            moved: end.map(chosen).unwrap_or_default(),
            points,
            rest: Arc::clone(&cut.rest),
            visibility: Arc::clone(&cut.visibility),
            uv: Arc::clone(&model.uv),
            triangles: Arc::clone(&cut.triangles),
            turn: begin.head.turn,
            material: self.material(cut.part),
            layer: if lashes { Layer::Veil } else { Layer::Solid },
            two_sided: lashes,
        }
    }

    fn material(&self, part: HeadPart) -> Arc<dyn Material> {
        let [left, right] = &self.complexion.eyes;
        Arc::clone(match part {
            HeadPart::Skin => &self.complexion.skin,
            HeadPart::Mouth => &self.complexion.mouth,
            HeadPart::Teeth => &self.complexion.teeth,
            HeadPart::LeftEye => left,
            HeadPart::RightEye => right,
            HeadPart::Lashes => &self.complexion.lashes,
        })
    }
}
