//! Small vector arithmetic and seeded noise, the same bits on every machine.

use std::ops::{Add, AddAssign, Mul, Neg, Sub};

/// A point (cm), direction or linear RGB colour.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Vec3 {
    pub x: f32,
    pub y: f32,
    pub z: f32,
}

pub(crate) const fn vec3(x: f32, y: f32, z: f32) -> Vec3 {
    Vec3 { x, y, z }
}

impl Vec3 {
    pub(crate) const ZERO: Self = vec3(0.0, 0.0, 0.0);
    pub(crate) const ONE: Self = vec3(1.0, 1.0, 1.0);

    pub(crate) fn dot(self, o: Self) -> f32 {
        self.x * o.x + self.y * o.y + self.z * o.z
    }

    pub(crate) fn cross(self, o: Self) -> Self {
        vec3(self.y * o.z - self.z * o.y, self.z * o.x - self.x * o.z, self.x * o.y - self.y * o.x)
    }

    pub(crate) fn length(self) -> f32 {
        self.dot(self).sqrt()
    }

    pub(crate) fn normalized(self) -> Self {
        self * (1.0 / self.length().max(1e-9))
    }

    /// Product component by component.
    pub(crate) fn times(self, o: Self) -> Self {
        vec3(self.x * o.x, self.y * o.y, self.z * o.z)
    }

    /// From `self` at `t` = 0 to `o` at `t` = 1.
    pub(crate) fn mix(self, o: Self, t: f32) -> Self {
        self + (o - self) * t
    }

    /// Luminance of a linear colour (ITU-R BT.709).
    pub(crate) fn luminance(self) -> f32 {
        0.2126 * self.x + 0.7152 * self.y + 0.0722 * self.z
    }

    pub(crate) fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite() && self.z.is_finite()
    }
}

impl From<[f32; 3]> for Vec3 {
    fn from([x, y, z]: [f32; 3]) -> Self {
        vec3(x, y, z)
    }
}

impl From<Vec3> for [f32; 3] {
    fn from(v: Vec3) -> Self {
        [v.x, v.y, v.z]
    }
}

impl Add for Vec3 {
    type Output = Self;
    fn add(self, o: Self) -> Self {
        vec3(self.x + o.x, self.y + o.y, self.z + o.z)
    }
}

impl AddAssign for Vec3 {
    fn add_assign(&mut self, o: Self) {
        *self = *self + o;
    }
}

impl Sub for Vec3 {
    type Output = Self;
    fn sub(self, o: Self) -> Self {
        vec3(self.x - o.x, self.y - o.y, self.z - o.z)
    }
}

impl Mul<f32> for Vec3 {
    type Output = Self;
    fn mul(self, k: f32) -> Self {
        vec3(self.x * k, self.y * k, self.z * k)
    }
}

impl Neg for Vec3 {
    type Output = Self;
    fn neg(self) -> Self {
        vec3(-self.x, -self.y, -self.z)
    }
}

/// A rotation (or any linear map), by rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Mat3(pub [Vec3; 3]);

impl Mat3 {
    pub(crate) const IDENTITY: Self = Self([vec3(1.0, 0.0, 0.0), vec3(0.0, 1.0, 0.0), vec3(0.0, 0.0, 1.0)]);

    /// Turns a head that looks along +z. Degrees, with the signs of `session::observation`: yaw + = face to the image
    /// left, pitch + = chin to the chest, roll + = clockwise on the screen.
    pub(crate) fn turn(yaw: f32, pitch: f32, roll: f32) -> Self {
        let sin_cos = |degrees: f32| libm::sincosf(degrees.to_radians());
        let ((sy, cy), (sp, cp), (sr, cr)) = (sin_cos(-yaw), sin_cos(pitch), sin_cos(-roll));
        let about_x = Self([vec3(1.0, 0.0, 0.0), vec3(0.0, cp, -sp), vec3(0.0, sp, cp)]);
        let about_y = Self([vec3(cy, 0.0, sy), vec3(0.0, 1.0, 0.0), vec3(-sy, 0.0, cy)]);
        let about_z = Self([vec3(cr, -sr, 0.0), vec3(sr, cr, 0.0), vec3(0.0, 0.0, 1.0)]);
        about_z.after(about_y).after(about_x)
    }

    pub(crate) fn apply(&self, v: Vec3) -> Vec3 {
        vec3(self.0[0].dot(v), self.0[1].dot(v), self.0[2].dot(v))
    }

    pub(crate) fn transposed(&self) -> Self {
        let [a, b, c] = self.0;
        Self([vec3(a.x, b.x, c.x), vec3(a.y, b.y, c.y), vec3(a.z, b.z, c.z)])
    }

    /// `self` applied after `first`.
    pub(crate) fn after(&self, first: Self) -> Self {
        let columns = first.transposed();
        Self(self.0.map(|row| vec3(row.dot(columns.0[0]), row.dot(columns.0[1]), row.dot(columns.0[2]))))
    }
}

/// Hermite step: 0 below `low`, 1 above `high`.
pub(crate) fn smoothstep(low: f32, high: f32, x: f32) -> f32 {
    let t = ((x - low) / (high - low)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// From `a` at `t` = 0 to `b` at `t` = 1.
pub(crate) fn mix(a: f32, b: f32, t: f32) -> f32 {
    a + (b - a) * t
}

/// A bump of height 1 and half-width `width` around 0.
pub(crate) fn bump(x: f32, width: f32) -> f32 {
    let t = (1.0 - (x / width) * (x / width)).max(0.0);
    t * t
}

/// Well-mixed bits of `x` (splitmix64 finaliser).
pub(crate) fn hash(x: u64) -> u64 {
    let x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// The upper 24 bits of `bits` as a number in 0..1.
pub(crate) fn unit(bits: u64) -> f32 {
    (bits >> 40) as f32 / 16_777_216.0
}

/// A seeded stream of numbers.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(hash(seed))
    }

    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = hash(self.0);
        self.0
    }

    /// Evenly in `low..high`.
    pub(crate) fn range(&mut self, low: f32, high: f32) -> f32 {
        mix(low, high, unit(self.bits()))
    }

    /// True with probability `share`.
    pub(crate) fn chance(&mut self, share: f32) -> bool {
        unit(self.bits()) < share
    }

    /// About normal, mean 0, deviation 1 (sum of four even numbers; never beyond ±3.5).
    pub(crate) fn gauss(&mut self) -> f32 {
        gauss(self.bits())
    }
}

/// About normal with deviation 1 from well-mixed `bits`: the sum of four even numbers.
pub(crate) fn gauss(bits: u64) -> f32 {
    let part = |shift: u32| ((bits >> shift) & 0xFFFF) as f32;
    ((part(0) + part(16) + part(32) + part(48)) / 65_536.0 - 2.0) * 1.732
}

fn lattice(x: i32, y: i32, z: i32) -> f32 {
    let h = (x as u32).wrapping_mul(0x8DA6_B343)
        ^ (y as u32).wrapping_mul(0xD816_3841)
        ^ (z as u32).wrapping_mul(0xCB1A_B31F);
    let h = (h ^ (h >> 15)).wrapping_mul(0x2C1B_3C6D);
    let h = (h ^ (h >> 12)).wrapping_mul(0x297A_2D39);
    ((h ^ (h >> 15)) >> 8) as f32 / 16_777_216.0
}

/// Value noise in -1..1 with features about 1 unit wide.
pub(crate) fn noise(p: Vec3) -> f32 {
    // Without SSE 4.1 `floor` is a call, and this is the innermost of all loops.
    let floor = |x: f32| x as i32 - i32::from(x < (x as i32) as f32);
    let (i, j, k) = (floor(p.x), floor(p.y), floor(p.z));
    let ease = |t: f32| t * t * (3.0 - 2.0 * t);
    let (u, v, w) = (ease(p.x - i as f32), ease(p.y - j as f32), ease(p.z - k as f32));
    let row = |j, k| mix(lattice(i, j, k), lattice(i + 1, j, k), u);
    let sheet = |k| mix(row(j, k), row(j + 1, k), v);
    mix(sheet(k), sheet(k + 1), w) * 2.0 - 1.0
}

/// Linear 0..=1 from an sRGB level 0..=1 (IEC 61966-2-1).
pub(crate) fn linear_from_srgb(x: f32) -> f32 {
    if x <= 0.040_45 { x / 12.92 } else { libm::powf((x + 0.055) / 1.055, 2.4) }
}

/// sRGB level 0..=1 from linear 0..=1 (IEC 61966-2-1).
pub(crate) fn srgb_from_linear(x: f32) -> f32 {
    if x <= 0.003_130_8 { 12.92 * x } else { 1.055 * libm::powf(x, 1.0 / 2.4) - 0.055 }
}
