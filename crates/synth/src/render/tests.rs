use super::*;
use crate::math::vec3;
use crate::mesh::Triangle;
use crate::scene::{Lights, Part, ScreenLight, Show};
use crate::surface::Material;
use std::sync::Arc;

struct Chalk;

impl Material for Chalk {
    fn surface(&self, hit: &Hit) -> Surface {
        Surface::matt(vec3(0.5, 0.5, 0.5), hit.normal)
    }
}

/// A ball of 8 cm, 60 cm before the camera, or a disc of the same size.
fn thing(depth: f32) -> Drawable {
    let (rings, sides) = (24_u32, 48_u32);
    let mut normals = Vec::new();
    for ring in 0..=rings {
        let polar = ring as f32 / rings as f32 * std::f32::consts::PI;
        for side in 0..sides {
            let turn = side as f32 / sides as f32 * std::f32::consts::TAU;
            let (s, c) = (polar.sin(), polar.cos());
            normals.push(vec3(s * turn.sin(), c, s * turn.cos()));
        }
    }
    let points: Vec<Vec3> =
        normals.iter().map(|n| vec3(n.x * 8.0, n.y * 8.0, n.z * 8.0 * depth - 60.0)).collect();
    let mut triangles = Vec::new();
    for ring in 0..rings {
        for side in 0..sides {
            let at = |r: u32, s: u32| r * sides + s % sides;
            let (a, b, c, d) =
                (at(ring, side), at(ring + 1, side), at(ring + 1, side + 1), at(ring, side + 1));
            triangles.extend([Triangle::plain([a, b, c]), Triangle::plain([a, c, d])]);
        }
    }
    let normals = if depth > 0.0 { normals } else { vec![vec3(0.0, 0.0, 1.0); points.len()] };
    Drawable {
        moved: Vec::new(),
        rest: Arc::new(points.clone()),
        points,
        normals,
        visibility: Arc::new(Vec::new()),
        uv: Arc::new(Vec::new()),
        triangles: Arc::new(triangles),
        turn: crate::math::Mat3::IDENTITY,
        material: Arc::new(Chalk),
        layer: Layer::Solid,
        two_sided: depth == 0.0,
    }
}

fn lit(drawable: Drawable, part: Part) -> Picture {
    let show = Show { at_ms: 0.0, colour: [255; 3], part };
    let screen = ScreenLight { shows: vec![show], ratio: Some(1.0), ..ScreenLight::default() };
    let lights = Lights { screen: Some(screen), ..Lights::default() };
    let light = Illumination::new(&lights, vec3(0.0, 0.0, -60.0)).expect("no map");
    let dark = Lights { screen: None, ..lights };
    let dark = Illumination::new(&dark, vec3(0.0, 0.0, -60.0)).expect("no map");
    let shutter = Shutter { at_us: 900_000, open_us: 10_000.0, readout_us: 0.0, moments: 4 };
    let lens = Lens::new(64, 64, 25.0);
    let drawables = [drawable];
    let mut with = render(&drawables, &light, &lens, &shutter);
    let without = render(&drawables, &dark, &lens, &shutter);
    with.pixels.iter_mut().zip(&without.pixels).for_each(|(a, b)| *a = *a - *b);
    with
}

#[test]
fn the_lit_side_of_a_ball_is_the_side_of_the_lit_half() {
    let side = |part, x: f32| lit(thing(1.0), part).at(x, 0.5).y;
    assert!(side(Part::Left, 0.32) > 1.15 * side(Part::Left, 0.68));
    assert!(side(Part::Right, 0.68) > 1.15 * side(Part::Right, 0.32));
    let height = |part, y: f32| lit(thing(1.0), part).at(0.5, y).y;
    let relative = |y: f32| height(Part::Top, y) / height(Part::Bottom, y);
    assert!(relative(0.35) > 1.1 * relative(0.65));
}

#[test]
fn a_disc_answers_a_half_lit_screen_almost_evenly() {
    let picture = lit(thing(0.0), Part::Left);
    let (left, right) = (picture.at(0.32, 0.5).y, picture.at(0.68, 0.5).y);
    assert!((left / right - 1.0).abs() < 0.12, "{left} {right}");
}

#[test]
fn the_edge_is_smooth_and_nothing_is_drawn_outside() {
    let picture = lit(thing(1.0), Part::Whole);
    assert_eq!(picture.at(0.02, 0.5), Vec3::ZERO);
    let row: Vec<f32> = (0..64).map(|x| picture.pixels[32 * 64 + x].y).collect();
    assert!(row.windows(2).all(|w| (w[0] - w[1]).abs() < 0.8 * row[32]), "anti-aliased");
}
