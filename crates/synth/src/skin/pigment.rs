//! Colour of skin from what colours it: melanin in the epidermis and haemoglobin in the dermis (the two-chromophore
//! picture of Krishnaswamy & Baranoski 2004 and Jimenez et al. 2010).
//!
//! The melanin axis is not simulated but runs through colours (CIELAB, D65) inside the individual-typology-angle
//! classes of Chardon et al. 1991 and Del Bino & Bernerd 2013: very light > 55°, light > 41°, intermediate > 28°, tan
//! > 10°, brown > -30°, dark below; these stand for the Fitzpatrick types I to VI.

use crate::math::{Vec3, vec3};

/// L*, a*, b* of the inner forearm for the six types.
const TYPES: [[f32; 3]; 6] = [
    [73.0, 10.5, 15.0],
    [67.5, 11.5, 17.5],
    [62.0, 12.0, 18.5],
    [54.5, 12.0, 18.5],
    [43.5, 12.0, 17.0],
    [31.5, 9.0, 12.5],
];

/// How strongly blood beyond the skin's own darkens red, green and blue: haemoglobin absorbs green most, then blue
/// (Prahl 1999 extinctions, averaged over the sRGB bands and rounded).
const BLOOD: Vec3 = vec3(0.10, 0.42, 0.25);

/// Melanin below and above the six types, for pale patches and moles.
const LOW: f32 = -0.2;
const HIGH: f32 = 1.3;
const STEPS: usize = 96;

/// Albedo by melanin and blood.
pub(super) struct Pigment {
    by_melanin: Vec<Vec3>,
}

impl Pigment {
    pub(super) fn new() -> Self {
        let melanin = |i: usize| LOW + (HIGH - LOW) * i as f32 / (STEPS - 1) as f32;
        Self { by_melanin: (0..STEPS).map(|i| typical(melanin(i))).collect() }
    }

    /// Diffuse albedo, linear sRGB. `melanin`: 0 = Fitzpatrick I, 1 = VI; `blood`: 0 = as usual, 1 = flushed, 2 = lips.
    pub(super) fn albedo(&self, melanin: f32, blood: f32) -> Vec3 {
        let at = ((melanin - LOW) / (HIGH - LOW)).clamp(0.0, 1.0) * (STEPS - 1) as f32;
        let index = (at as usize).min(STEPS - 2);
        let base = self.by_melanin[index].mix(self.by_melanin[index + 1], at - index as f32);
        let through = |k: f32| if blood > 0.0 { 1.0 / (1.0 + k * blood) } else { 1.0 - k * blood };
        base.times(vec3(through(BLOOD.x), through(BLOOD.y), through(BLOOD.z)))
    }

    /// The melanin whose usual colour has the individual typology angle of `colour`, as pictures are commonly annotated
    /// (Merler et al. 2019): only as good as the exposure and white balance of the picture.
    pub(super) fn melanin_of_picture(&self, colour: Vec3) -> f32 {
        let angle = typology_angle(colour);
        let below = self.by_melanin.partition_point(|c| typology_angle(*c) > angle);
        LOW + (HIGH - LOW) * below as f32 / (STEPS - 1) as f32
    }
}

/// Colour at `melanin`: straight between the types in CIELAB, and on beyond them.
fn typical(melanin: f32) -> Vec3 {
    let at = melanin * 5.0;
    let index = (at.max(0.0) as usize).min(4);
    let (a, b) = (TYPES[index], TYPES[index + 1]);
    let t = at - index as f32;
    let mixed = |i: usize| a[i] + (b[i] - a[i]) * t;
    linear_from_lab([mixed(0).max(14.0), mixed(1).max(4.0), mixed(2).max(4.0)])
}

/// Linear sRGB of a CIELAB colour under D65 (CIE 15:2018, IEC 61966-2-1).
fn linear_from_lab([lightness, a, b]: [f32; 3]) -> Vec3 {
    let y = (lightness + 16.0) / 116.0;
    let back = |t: f32| if t > 6.0 / 29.0 { t * t * t } else { (t - 4.0 / 29.0) * 0.128_419 };
    let (x, y, z) = (0.950_47 * back(y + a / 500.0), back(y), 1.088_83 * back(y - b / 200.0));
    vec3(
        3.240_97 * x - 1.537_383 * y - 0.498_611 * z,
        -0.969_244 * x + 1.875_968 * y + 0.041_555 * z,
        0.055_63 * x - 0.203_977 * y + 1.056_972 * z,
    )
}

/// Individual typology angle, degrees (Chardon et al. 1991), of a linear colour.
fn typology_angle(c: Vec3) -> f32 {
    let xyz = [
        (0.412_391 * c.x + 0.357_584 * c.y + 0.180_481 * c.z) / 0.950_47,
        c.luminance(),
        (0.019_331 * c.x + 0.119_195 * c.y + 0.950_532 * c.z) / 1.088_83,
    ];
    let f = xyz.map(libm::cbrtf);
    libm::atan2f(116.0 * f[1] - 66.0, 200.0 * (f[1] - f[2])).to_degrees()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_lies_in_its_typology_class_and_is_darker_than_the_one_before() {
        let pigment = Pigment::new();
        let classes = [(55.0, 90.0), (41.0, 55.0), (28.0, 41.0), (10.0, 28.0), (-30.0, 10.0), (-90.0, -30.0)];
        let mut last = f32::MAX;
        for (index, (low, high)) in classes.into_iter().enumerate() {
            let colour = pigment.albedo(index as f32 / 5.0, 0.0);
            let angle = typology_angle(colour);
            assert!(low < angle && angle < high, "type {}: {angle}°", index + 1);
            assert!(colour.luminance() < last, "type {}", index + 1);
            last = colour.luminance();
        }
    }

    #[test]
    fn melanin_is_found_again_from_a_colour() {
        let pigment = Pigment::new();
        for melanin in [0.0, 0.33, 0.7, 1.0] {
            let found = pigment.melanin_of_picture(pigment.albedo(melanin, 0.0));
            assert!((found - melanin).abs() < 0.03, "{melanin} became {found}");
        }
    }
}
