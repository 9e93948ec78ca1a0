//! Where on the face the halves of the screen are answered, as two small pictures.

use super::patches::Patch;
use std::fmt::Write as _;

/// Size of the drawing, in its own units.
const WIDTH: f64 = 360.0;
const HEIGHT: f64 = 172.0;
/// One inter-eye distance.
const UNIT: f64 = 52.0;
/// Middle of the eyes of each picture, and its name.
const FACES: [(f64, &str); 2] = [(90.0, "left less right half"), (270.0, "top less bottom half")];
const EYES: f64 = 72.0;
/// Contrast that is drawn in full colour.
const FULL: f64 = 0.4;

/// The pictures as an `<svg>` element.
pub fn svg(patches: &[Patch]) -> String {
    let mut out = format!(
        "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"Answer of each patch of the face to the halves \
         of the screen\">"
    );
    for (axis, (middle, name)) in FACES.into_iter().enumerate() {
        let _ = write!(
            out,
            "<text class=\"title middle\" x=\"{middle}\" y=\"11\">{name}</text>\
             <ellipse class=\"head\" cx=\"{middle}\" cy=\"{:.1}\" rx=\"{:.1}\" ry=\"{:.1}\"/>",
            EYES + 0.4 * UNIT,
            1.2 * UNIT,
            1.45 * UNIT
        );
        if patches.is_empty() {
            let _ = write!(out, "<text class=\"tick middle\" x=\"{middle}\" y=\"96\">not measured</text>");
        }
        for Patch { at: [right, down], contrast } in patches {
            let value = contrast.get(axis).copied().unwrap_or(0.0);
            let class = if value >= 0.0 { "s0" } else { "s1" };
            let _ = write!(
                out,
                "<circle class=\"dot patch {class}\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"5.5\" fill-opacity=\"{:.2}\"/>",
                middle + right * UNIT,
                EYES + down * UNIT,
                (value.abs() / FULL).min(1.0)
            );
        }
    }
    out.push_str("</svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_lies_where_it_is_and_is_coloured_by_the_side_it_answers_more() {
        let svg = svg(&[Patch { at: [-1.0, 0.5], contrast: [0.2, -2.0] }]);
        assert!(svg.contains("s0\" cx=\"38.0\" cy=\"98.0\" r=\"5.5\" fill-opacity=\"0.50\""), "{svg}");
        assert!(svg.contains("s1\" cx=\"218.0\" cy=\"98.0\" r=\"5.5\" fill-opacity=\"1.00\""), "{svg}");
    }

    #[test]
    fn a_face_without_patches_says_so() {
        assert_eq!(svg(&[]).matches("not measured").count(), 2);
    }
}
