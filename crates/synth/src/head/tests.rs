use super::eyes::in_front;
use super::{HeadError, HeadModel, HeadPart};
use crate::light::harmonics;
use crate::math::{Dice, Vec3, vec3};
use crate::performance::Moment;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The doll and, where there is one, ICT-FaceKit's head.
fn heads() -> &'static [HeadModel] {
    static HEADS: OnceLock<Vec<HeadModel>> = OnceLock::new();
    HEADS.get_or_init(|| {
        let mut heads = vec![HeadModel::doll()];
        match std::env::var_os("LIVEFACE_ICT") {
            Some(folder) => heads.push(HeadModel::read(Path::new(&folder)).unwrap()),
            None => eprintln!("skipped: ICT-FaceKit's head, because LIVEFACE_ICT is not set"),
        }
        heads
    })
}

/// How many of 7 × 7 lines of sight towards the iris at the image left (0) or right (1) end on the eyeball.
fn visible(head: &HeadModel, points: &[Vec3], side: usize) -> usize {
    let middle = head.landmarks(points)[468 + 5 * side];
    let ball = [HeadPart::LeftEye, HeadPart::RightEye][side];
    let sees = |k: &i32| {
        let (x, y) = (middle.x + 0.15 * (k % 7 - 3) as f32, middle.y + 0.15 * (k / 7 - 3) as f32);
        let height = |part| in_front(points, head.part(part), x, y).on(points).z;
        height(ball) > height(HeadPart::Skin)
    };
    (0..49).filter(sees).count()
}

#[test]
fn closed_lids_cover_the_eyes_of_everybody_wherever_they_look() {
    for head in heads() {
        for seed in 0..8 {
            let shape = head.shape(&mut Dice::new(seed));
            let open = head.posed(&shape, &Moment::default());
            let moment = Moment {
                closed: [1.0, 0.0],
                gaze: [[0.0, 0.0], [18.0, 10.0], [-18.0, -10.0]][seed as usize % 3],
                smile: (seed % 2) as f32,
                ..Moment::default()
            };
            let winking = head.posed(&shape, &moment);
            assert!(visible(head, &open, 0) > 15 && visible(head, &open, 1) > 15, "seed {seed}");
            assert_eq!(visible(head, &winking, 0), 0, "seed {seed}");
            assert!(visible(head, &winking, 1) > 8, "seed {seed}: only the eye at the image left closes");
        }
    }
}

#[test]
fn the_jaw_parts_resting_lips() {
    for head in heads() {
        for seed in 0..8 {
            let shape = head.shape(&mut Dice::new(seed));
            let gap = |mouth: f32| {
                let marks = head.landmarks(&head.posed(&shape, &Moment { mouth, ..Moment::default() }));
                (marks[13] - marks[14]).length()
            };
            assert!(gap(0.0) < 0.15, "seed {seed}: {} cm at rest", gap(0.0));
            assert!(gap(0.3) > gap(0.0) + 0.3 && gap(1.0) > 1.5, "seed {seed}");
        }
    }
}

#[test]
fn irises_go_where_the_eyes_look() {
    for head in heads() {
        let shape = head.shape(&mut Dice::new(3));
        let irises = |gaze: [f32; 2]| {
            let marks = head.landmarks(&head.posed(&shape, &Moment { gaze, ..Moment::default() }));
            [marks[468], marks[473]]
        };
        let ahead = irises([0.0, 0.0]);
        for (aside, up, ahead) in
            [0, 1].map(|i: usize| (irises([20.0, 0.0])[i], irises([0.0, 20.0])[i], ahead[i]))
        {
            // Sine of 20 degrees times the distance of the cornea from the centre of the eye.
            let way = 0.342 * shape.marks.eye_radius;
            assert!((0.9..1.25).contains(&((ahead.x - aside.x) / way)), "to the image left");
            assert!((0.9..1.25).contains(&((up.y - ahead.y) / way)), "upwards");
        }
    }
}

#[test]
fn landmarks_lie_where_their_numbers_say() {
    for head in heads() {
        let shape = head.shape(&mut Dice::new(5));
        let marks = head.landmarks(&shape.neutral);
        assert_eq!(marks.len(), 478);
        let rising = |chain: &[usize], of: fn(Vec3) -> f32| {
            assert!(chain.windows(2).all(|w| of(marks[w[0]]) < of(marks[w[1]])), "{chain:?}");
        };
        rising(&[33, 468, 133, 4, 362, 473, 263], |p| p.x);
        rising(&[61, 13, 291], |p| p.x);
        rising(&[152, 17, 14, 4, 145, 468, 159, 10], |p| p.y);
        rising(&[374, 473, 386], |p| p.y);
        rising(&[471, 468, 469], |p| p.x);
        rising(&[472, 468, 470], |p| p.y);
        assert!((marks[4] - shape.marks.nose_tip).length() < 1.0);
        assert!((marks[468] - shape.marks.eyes[0]).length() < 1.2 * shape.marks.eye_radius);
    }
}

#[test]
fn people_differ_and_the_same_seed_is_the_same_person() {
    for head in heads() {
        let neutral = |seed| head.shape(&mut Dice::new(seed)).neutral;
        assert_eq!(neutral(1), neutral(1));
        let apart = neutral(1).iter().zip(&neutral(2)).map(|(&a, &b)| (a - b).length()).fold(0.0, f32::max);
        assert!((0.1..6.0).contains(&apart), "{apart} cm");
    }
}

#[test]
fn light_from_above_reaches_the_nose_and_not_what_is_below_the_chin() {
    let share = |head: &HeadModel, at: Vec3| {
        let near = |i: &usize| (head.rest[*i] - at).length();
        let nearest = (0..head.rest.len()).min_by(|a, b| near(a).total_cmp(&near(b))).unwrap();
        let basis = harmonics(vec3(0.0, 0.95, 0.31));
        head.visibility[nearest].iter().zip(basis).map(|(c, y)| c * y).sum::<f32>()
    };
    for head in heads() {
        let nose = share(head, head.marks.nose_tip);
        let neck = share(head, vec3(0.0, -9.5, 5.5));
        let crown = share(head, vec3(0.0, 13.0, 0.0));
        assert!(nose > neck + 0.4 && crown > 0.75, "nose {nose}, neck {neck}, crown {crown}");
    }
}

/// A folder with `text` as the neutral mesh.
fn folder(name: &str, text: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("liveface-head-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("generic_neutral_mesh.obj"), text).unwrap();
    folder
}

#[test]
fn damaged_meshes_are_refused_in_one_line() {
    let triangle = "v 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\n";
    let crowd = "v 0 0 0\n".repeat(60_001);
    let cases = [
        ("truncated", "v 1 2".to_owned(), "line 1: a number is missing"),
        ("nan", "v 1 2 3\nv 0 NaN 0".to_owned(), "line 2: NaN is not a usable number"),
        ("infinite", "v 1e39 0 0".to_owned(), "line 1: 1e39 is not a usable number"),
        ("index", format!("{triangle}f 1/1 2/1 4/1"), "line 5: corner 4/1 names none of the 3 vertices"),
        ("zero", format!("{triangle}f 0/1 2/1 3/1"), "names none of the 3 vertices"),
        ("texture", format!("{triangle}f 1/1 2/2 3/1"), "names none of the 1 texture coordinates"),
        ("line", format!("{triangle}f 1/1 2/1"), "a face of fewer than 3 corners"),
        ("star", format!("{triangle}f 1/1 2/1 3/1 1/1 2/1"), "a face of more than 4 corners"),
        ("other", triangle.to_owned(), "has 3 vertices instead of ICT-FaceKit's 26719"),
        ("crowd", crowd, "line 60001: more than 60000 vertices"),
        ("huge", "# a\n".repeat(4_200_000), "is larger than 16 MiB"),
    ];
    for (name, text, told) in cases {
        let folder = folder(name, &text);
        let error = HeadModel::read(&folder).err().map(|error| error.to_string()).unwrap_or_default();
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(error.contains(told) && error.contains("generic_neutral_mesh.obj"), "{name}: {error}");
        assert!(!error.contains('\n') && error.len() < 300, "{name}: {error}");
    }
}

#[test]
fn a_missing_folder_is_told_by_name() {
    let error = HeadModel::read(Path::new("/nowhere/at/all")).err().unwrap();
    assert!(matches!(&error, HeadError::Read { path, .. } if path.starts_with("/nowhere")));
    assert!(error.to_string().contains("give the folder of ICT-FaceKit"));
}
