//! Colours of light sources.

use crate::math::{Vec3, mix, smoothstep, vec3};

/// Least linear blue of a light: a candle has some.
const FAINTEST: f32 = 0.01;

/// Linear sRGB of light of correlated colour temperature `k` (kelvin, clamped to 1700..=25000), luminance 1; about
/// (1, 1, 1) at 6504 K.
///
/// A black body below 4000 K (lamps; cubic fit of Kim, Cho, Kang & Hong 2002), daylight above 5000 K (windows; CIE 15),
/// and both mixed between.
pub(crate) fn kelvin(k: f32) -> Vec3 {
    let k = if k.is_finite() { k.clamp(1700.0, 25_000.0) } else { 6504.0 };
    let (body, day) = (black_body(k), daylight(k.max(4000.0)));
    let t = smoothstep(4000.0, 5000.0, k);
    let (x, y) = (mix(body.0, day.0, t), mix(body.1, day.1, t));
    let (big_x, big_z) = (x / y, (1.0 - x - y) / y);
    // XYZ with Y = 1 to linear sRGB (IEC 61966-2-1).
    let rgb = vec3(
        3.2406 * big_x - 1.5372 - 0.4986 * big_z,
        -0.9689 * big_x + 1.8758 + 0.0415 * big_z,
        0.0557 * big_x - 0.2040 + 1.0570 * big_z,
    );
    let rgb = vec3(rgb.x.max(FAINTEST), rgb.y.max(FAINTEST), rgb.z.max(FAINTEST));
    rgb * (1.0 / rgb.luminance())
}

/// CIE 1931 chromaticity of a black body.
fn black_body(k: f32) -> (f32, f32) {
    let u = 1000.0 / k;
    let x = if k <= 4000.0 {
        cubic([-0.266_124, -0.234_359, 0.877_696, 0.179_91], u)
    } else {
        cubic([-3.025_847, 2.107_038, 0.222_635, 0.240_39], u)
    };
    let y = if k <= 2222.0 {
        cubic([-1.106_381, -1.348_11, 2.185_558, -0.202_197], x)
    } else if k <= 4000.0 {
        cubic([-0.954_948, -1.374_186, 2.091_37, -0.167_489], x)
    } else {
        cubic([3.081_758, -5.873_387, 3.751_13, -0.370_015], x)
    };
    (x, y)
}

/// CIE 1931 chromaticity of daylight, 4000 K and above.
fn daylight(k: f32) -> (f32, f32) {
    let u = 1000.0 / k;
    let x = if k <= 7000.0 {
        cubic([-4.607, 2.9678, 0.099_11, 0.244_063], u)
    } else {
        cubic([-2.0064, 1.9018, 0.247_48, 0.237_04], u)
    };
    (x, -3.0 * x * x + 2.87 * x - 0.275)
}

/// Polynomial with the highest power first.
fn cubic([a, b, c, d]: [f32; 4], x: f32) -> f32 {
    ((a * x + b) * x + c) * x + d
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn daylight_is_white_and_lamps_are_warm() {
        let white = kelvin(6504.0);
        assert!([white.x, white.y, white.z].iter().all(|v| (v - 1.0).abs() < 0.02), "{white:?}");
        let warmth: Vec<f32> = (17..=250).map(|h| kelvin(h as f32 * 100.0)).map(|c| c.x / c.z).collect();
        assert!(warmth.windows(2).all(|w| w[1] < w[0]), "warmth falls as the temperature rises");
        // CIE standard illuminant A, 2856 K: x = 0.4476, y = 0.4074, converted by hand.
        let (lamp, known) = (kelvin(2856.0), vec3(1.845, 0.826, 0.233));
        assert!((lamp - known).length() < 0.03, "{lamp:?}");
        assert!((kelvin(2700.0).luminance() - 1.0).abs() < 1e-5);
    }
}
