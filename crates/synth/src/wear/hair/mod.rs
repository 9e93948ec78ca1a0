//! Hair on the head: locks grown from the scalp over an undercoat.

mod line;
mod strand;
mod style;

use super::around::{Around, polar};
use super::piece::{Piece, Sheet, everything, follow, half_space};
use super::shoulders::Shoulders;
use crate::head::Shape;
use crate::math::{Dice, Vec3, hash, mix, smoothstep, vec3};
use crate::mesh::{Layer, Triangle, Visibility, normals};
use crate::person::{Hair, Traits};
use line::Line;
use std::sync::Arc;
use strand::{Locks, Undercoat};
use style::{Root, Style};

/// Roots of all hair, at most; the densest hair has less than a tenth of them.
const MOST_ROOTS: u32 = 100_000;

/// The skin of a head with its hairline.
struct Scalp<'a> {
    rest: &'a [Vec3],
    points: &'a [Vec3],
    normals: Vec<Vec3>,
    inside: Vec<f32>,
    triangles: &'a [Triangle],
}

/// The hair of a person; nothing where skin alone shows it.
pub(super) fn hair(
    (rest, skin): (&[Vec3], &[Triangle]),
    shape: &Shape,
    (around, cover): (&Around, &Shoulders),
    traits: &Traits,
) -> Vec<Piece> {
    if matches!(traits.hair, Hair::Bald | Hair::Stubble) {
        return Vec::new();
    }
    let mut dice = Dice::new(traits.seed ^ 0x6861_6972);
    let line = Line::new(traits, &mut dice);
    let style = Style::new(traits, &mut dice);
    let scalp = Scalp {
        rest,
        points: &shape.neutral,
        normals: normals(&shape.neutral, skin),
        inside: rest.iter().map(|&p| if p.y > -9.0 { line.inside(p) } else { -9.0 }).collect(),
        triangles: skin,
    };
    let seed = vec3(dice.range(0.0, 60.0), dice.range(0.0, 60.0), 0.0);
    vec![
        undercoat(&scalp, traits, seed, false),
        undercoat(&scalp, traits, seed, true),
        locks(&scalp, &style, (around, cover), traits, &mut dice),
    ]
}

/// The scalp covered with hair: solid inside the hairline, or a veil that fades out at it.
fn undercoat(scalp: &Scalp<'_>, traits: &Traits, seed: Vec3, fades: bool) -> Piece {
    let (low, high) = if fades { (-0.9, 2.4) } else { (0.9, f32::MAX) };
    let mut sheet = Sheet::default();
    let mut number = vec![u32::MAX; scalp.points.len()];
    for triangle in scalp.triangles {
        let inside = triangle.points.map(|i| scalp.inside[i as usize]);
        if inside.iter().any(|&d| d < low) || inside.iter().all(|&d| d > high) {
            continue;
        }
        let mine = triangle.points.map(|old| {
            let i = old as usize;
            if number[i] == u32::MAX {
                let off = if fades { 0.04 } else { 0.05 + 0.22 * smoothstep(0.9, 2.2, scalp.inside[i]) };
                number[i] = sheet.add(scalp.points[i] + scalp.normals[i] * off, [scalp.inside[i], 0.0]);
            }
            number[i]
        });
        sheet.triangles.push(Triangle::plain(mine));
    }
    let colour = traits.hair_colour * if fades { 0.6 } else { 0.5 };
    let mut piece = Piece::rigid(sheet, Arc::new(Undercoat { colour, seed, fades }));
    let open = if fades { 1.0 } else { 0.6 };
    piece.visibility = Arc::new(piece.normals.iter().map(|&n| half_space(n, open)).collect());
    piece.layer = if fades { Layer::Veil } else { Layer::Solid };
    piece
}

/// Even random places on the hairy skin.
fn roots(scalp: &Scalp<'_>, density: f32, dice: &mut Dice) -> Vec<Root> {
    let mut found = Vec::new();
    let mut due = 0.0;
    let mut left = MOST_ROOTS;
    for triangle in scalp.triangles {
        let corner = |values: &[Vec3]| triangle.points.map(|i| values[i as usize]);
        let inside = triangle.points.map(|i| scalp.inside[i as usize]);
        let middle = (inside[0] + inside[1] + inside[2]) / 3.0;
        if middle < -0.5 {
            continue;
        }
        let [a, b, c] = corner(scalp.points);
        // More and finer hair at the border makes it soft.
        due += 0.5 * (b - a).cross(c - a).length() * density * mix(3.0, 1.0, smoothstep(0.0, 2.5, middle));
        while due > 0.0 && left > 0 {
            (due, left) = (due - 1.0, left - 1);
            let (u, v) = (dice.range(0.0, 1.0), dice.range(0.0, 1.0));
            let (u, v) = if u + v > 1.0 { (1.0 - u, 1.0 - v) } else { (u, v) };
            let at = |[a, b, c]: [Vec3; 3]| a * (1.0 - u - v) + b * u + c * v;
            let inside = inside[0] * (1.0 - u - v) + inside[1] * u + inside[2] * v;
            if inside > 0.0 {
                let normal = at(corner(&scalp.normals)).normalized();
                found.push(Root {
                    at: at([a, b, c]),
                    normal,
                    rest: at(corner(scalp.rest)),
                    inside,
                    broad: found.len() % 3 == 0,
                });
            }
        }
    }
    found
}

fn locks(
    scalp: &Scalp<'_>,
    style: &Style,
    (around, cover): (&Around, &Shoulders),
    traits: &Traits,
    dice: &mut Dice,
) -> Piece {
    let mut bundle = Bundle::default();
    for root in roots(scalp, style.density, dice) {
        let line = style.grow(&root, (around, cover), dice);
        let broad = if root.broad && style.hangs() { 2.4 } else { 1.0 };
        let width = broad
            * style.width
            * dice.range(0.6, 1.25)
            * mix(style.border(), 1.0, smoothstep(0.0, 1.6, root.inside));
        let twist = dice.gauss() * 0.35;
        bundle.add(&line, width, twist, around);
    }
    let material = Locks {
        colour: traits.hair_colour,
        across: bundle.across,
        knots: style.knots,
        seed: hash(traits.seed ^ 0x6c6f_636b),
        shine: dice.range(0.7, 1.4),
    };
    Piece {
        follow: bundle.sheet.points.iter().map(|p| follow(p.y)).collect(),
        points: Arc::new(bundle.sheet.points),
        normals: bundle.normals,
        uv: Arc::new(bundle.sheet.uv),
        triangles: Arc::new(bundle.sheet.triangles),
        visibility: Arc::new(bundle.visibility),
        material: Arc::new(material),
        layer: Layer::Solid,
        two_sided: false,
    }
}

/// Flat ribbons, one a lock.
#[derive(Default)]
struct Bundle {
    sheet: Sheet,
    normals: Vec<Vec3>,
    visibility: Vec<Visibility>,
    across: Vec<Vec3>,
    count: u32,
}

impl Bundle {
    fn add(&mut self, line: &[Vec3], width: f32, twist: f32, around: &Around) {
        let last = line.len() - 1;
        for (k, &p) in line.iter().enumerate() {
            let along = (line[(k + 1).min(last)] - line[k.saturating_sub(1)]).normalized();
            let at = polar(p);
            let out = at.out;
            let flat = along.cross(out).normalized();
            let up = flat.cross(along);
            let (s, c) = libm::sincosf(twist);
            let across = flat * c + up * s;
            let v = k as f32 / last as f32;
            let half = 0.5 * width * smoothstep(-0.25, 0.2, v) * (1.0 - 0.75 * smoothstep(0.6, 1.0, v));
            // Hair lights as the whole head of hair does, bent over the direction of its strands.
            let normal = (up * 0.6 + out * 0.4).normalized();
            let above = at.radius - around.radius(&at);
            let open = mix(0.45, 1.0, smoothstep(0.1, 1.3, above));
            for edge in [-1.0_f32, 1.0] {
                self.sheet.add(p + across * (half * edge), [self.count as f32 + 0.5 + 0.498 * edge, v]);
                self.normals.push((normal + across * (0.35 * edge)).normalized());
                let mut seen = half_space(out, 0.8 * open);
                seen.iter_mut().zip(everything(0.28 * open)).for_each(|(to, more)| *to += more);
                self.visibility.push(seen);
            }
            self.across.push(across);
            if k > 0 {
                let i = self.sheet.points.len() as u32;
                // Both sides share the normals of the whole head of hair: turning them to the camera would put the lit
                // side of the head in the dark.
                self.sheet.quad(i - 4, i - 3, i - 1, i - 2);
                self.sheet.quad(i - 2, i - 1, i - 3, i - 4);
            }
        }
        self.count += 1;
    }
}
