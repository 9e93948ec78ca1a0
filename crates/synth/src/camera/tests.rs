use super::*;
use crate::colour::kelvin;
use crate::math::{Vec3, linear_from_srgb, vec3};
use crate::scene::{Exposure, WhiteBalance};

/// A locked camera without lens or noise.
fn plain() -> CameraSpec {
    CameraSpec {
        width: 96,
        height: 96,
        field_of_view: 20.0,
        exposure: Exposure::Locked { white: 250.0 },
        white_balance: WhiteBalance::Locked { kelvin: 6504.0 },
        noise: 0.0,
        blur: 0.0,
        ..CameraSpec::default()
    }
}

fn wall(colour: Vec3) -> Picture {
    Picture { width: 96, height: 96, pixels: vec![colour; 96 * 96] }
}

fn ms(at: u64) -> Timestamp {
    Timestamp::from_millis(at)
}

fn levels(rgb: &[u8], channel: usize) -> impl Iterator<Item = f64> {
    rgb.iter().skip(channel).step_by(3).map(|v| f64::from(*v))
}

fn mean(rgb: &[u8], channel: usize) -> f64 {
    levels(rgb, channel).sum::<f64>() / (rgb.len() / 3) as f64
}

fn deviation(rgb: &[u8], channel: usize) -> f64 {
    let mean = mean(rgb, channel);
    (levels(rgb, channel).map(|v| (v - mean) * (v - mean)).sum::<f64>() / (rgb.len() / 3) as f64).sqrt()
}

/// Share of the variance of `y` that a straight line through `x` explains.
fn r_squared(points: &[(f64, f64)]) -> f64 {
    let n = points.len() as f64;
    let (mx, my) = (points.iter().map(|p| p.0).sum::<f64>() / n, points.iter().map(|p| p.1).sum::<f64>() / n);
    let sum = |f: &dyn Fn(f64, f64) -> f64| points.iter().map(|p| f(p.0 - mx, p.1 - my)).sum::<f64>();
    sum(&|x, y| x * y).powi(2) / (sum(&|x, _| x * x) * sum(&|_, y| y * y))
}

#[test]
fn a_locked_camera_is_linear_in_light_once_gamma_is_undone() {
    let mut sensor = Sensor::new(&plain(), 1);
    let points: Vec<_> = (1..=22)
        .map(|i| {
            let radiance = i as f32 * 10.0;
            let (rgb, _) = sensor.develop(&wall(Vec3::ONE * radiance), i, ms(i * 40));
            let linear = levels(&rgb, 1).map(|v| f64::from(linear_from_srgb(v as f32 / 255.0))).sum::<f64>();
            (f64::from(radiance), linear / (96.0 * 96.0))
        })
        .collect();
    let fit = r_squared(&points);
    assert!(fit >= 0.9999, "{fit}: {points:?}");
    // A quarter of white is a quarter of 1, but for the corners.
    let (_, quarter) = points[5];
    assert!((quarter * 250.0 / 60.0 - 1.0).abs() < 0.02, "{quarter}");
}

#[test]
fn highlights_end_in_white_softly() {
    let mut sensor = Sensor::new(&plain(), 1);
    let mut bright = |radiance: f32| mean(&sensor.develop(&wall(Vec3::ONE * radiance), 0, ms(0)).0, 0);
    assert!(bright(230.0) < bright(250.0) && bright(250.0) < bright(280.0));
    assert_eq!(bright(1e9), 255.0);
    assert_eq!(bright(f32::NAN), 0.0);
}

#[test]
fn a_flash_is_first_too_bright_then_compensated() {
    let spec = CameraSpec { exposure: Exposure::Auto { settle_ms: 400.0 }, ..plain() };
    let mut sensor = Sensor::new(&spec, 1);
    let mut shown = Vec::new();
    for index in 0..50 {
        let light = if index < 10 { 50.0 } else { 120.0 };
        let (rgb, set) = sensor.develop(&wall(Vec3::ONE * light), index, ms(index * 40));
        shown.push((mean(&rgb, 1), set.white));
    }
    let grey = shown[0].0;
    assert!((grey - 118.0).abs() < 3.0, "settled on the first frame: {grey}");
    assert!((shown[9].0 - grey).abs() < 0.5, "and steady: {:?}", shown[9]);
    assert_eq!(shown[10].1, shown[9].1, "exposure knows a flash only from the frame before");
    assert!(shown[10].0 > grey + 40.0, "overshoots: {:?}", shown[10]);
    assert!(
        shown[14].0 < shown[11].0 && shown[14].0 > grey + 10.0,
        "and comes back in steps: {:?}",
        shown[14]
    );
    // The flash is metered at frame 10; three time constants are thirty frames.
    assert!((shown[40].0 - grey).abs() < 4.0, "settled: {:?}", shown[40]);
}

#[test]
fn a_bright_face_before_a_dark_room_does_not_burn_out() {
    let spec = CameraSpec { exposure: Exposure::Auto { settle_ms: 400.0 }, ..plain() };
    let mut light = wall(Vec3::ONE);
    let face = |i: usize| (36..60).contains(&(i % 96)) && (33..63).contains(&(i / 96));
    light.pixels.iter_mut().enumerate().filter(|(i, _)| face(*i)).for_each(|(_, v)| *v = Vec3::ONE * 60.0);
    let (rgb, _) = Sensor::new(&spec, 1).develop(&light, 0, ms(0));
    let seen = rgb[(48 * 96 + 48) * 3];
    assert!((190..240).contains(&seen), "{seen}");
}

#[test]
fn noise_of_a_mid_grey_is_as_asked_and_grows_with_gain_and_light() {
    let noise_at = |white: f32, level: f32| {
        let spec = CameraSpec { noise: 2.0, exposure: Exposure::Locked { white }, ..plain() };
        let (rgb, set) = Sensor::new(&spec, 5).develop(&wall(Vec3::ONE * white * level), 3, ms(0));
        (deviation(&rgb, 1), set.gain)
    };
    let (grey, gain) = noise_at(250.0, 0.18);
    assert_eq!(gain, 1.0);
    assert!((grey / 2.0 - 1.0).abs() < 0.15, "asked for 2, got {grey}");
    let (dim, gain) = noise_at(25.0, 0.18);
    assert!(gain == 10.0 && dim > 2.0 * grey, "{dim} at gain {gain}");
    assert_eq!(noise_at(2500.0, 0.18).1, 1.0, "much light shortens the shutter");
    assert!(noise_at(250.0, 0.05).0 > grey, "gamma makes shadows noisier");
}

#[test]
fn white_balance_takes_part_of_a_cast_and_a_locked_one_all_of_its_own() {
    let lamp = wall(kelvin(3000.0) * 45.0);
    let cast = |balance: WhiteBalance| {
        let spec = CameraSpec { white_balance: balance, ..plain() };
        let (rgb, _) = Sensor::new(&spec, 1).develop(&lamp, 0, ms(0));
        mean(&rgb, 0) - mean(&rgb, 2)
    };
    let raw = cast(WhiteBalance::Locked { kelvin: 6504.0 });
    let auto = cast(WhiteBalance::Auto { settle_ms: 1500.0 });
    let locked = cast(WhiteBalance::Locked { kelvin: 3000.0 });
    assert!(raw > 60.0 && auto < 0.6 * raw && auto > 0.15 * raw, "raw {raw}, auto {auto}");
    assert!(locked.abs() < 2.0, "{locked}");
}

#[test]
fn the_same_seed_and_index_give_the_same_bytes_on_any_number_of_threads() {
    let spec = CameraSpec { noise: 1.3, blur: 0.6, jpeg: Some(80), ..plain() };
    let light = wall(vec3(60.0, 45.0, 30.0));
    let frame = |seed, index| Sensor::new(&spec, seed).develop(&light, index, ms(0)).0;
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert_eq!(frame(1, 7), one.install(|| frame(1, 7)));
    assert_ne!(frame(1, 7), frame(2, 7));
    assert_ne!(frame(1, 7), frame(1, 8));
}

#[test]
fn noise_is_correlated_with_its_neighbour_but_not_across_strips_or_frames() {
    let spec = CameraSpec { noise: 6.0, ..plain() };
    let mut sensor = Sensor::new(&spec, 5);
    let mut frame = |index| sensor.develop(&wall(Vec3::ONE * 45.0), index, ms(0)).0;
    let (a, b) = (frame(0), frame(1));
    let correlation = |a: &[u8], b: &[u8], shift: usize| {
        let (ma, mb) = (mean(a, 0), mean(b, 0));
        let pairs = levels(a, 0).skip(shift).zip(levels(b, 0));
        let sum: f64 = pairs.map(|(x, y)| (x - ma) * (y - mb)).sum();
        sum / (deviation(a, 0) * deviation(b, 0) * (a.len() / 3) as f64)
    };
    assert!((correlation(&a, &a, 1) - 0.4).abs() < 0.1, "beside: {}", correlation(&a, &a, 1));
    assert!((correlation(&a, &a, 96) - 0.4).abs() < 0.1, "below: {}", correlation(&a, &a, 96));
    assert!(correlation(&a, &a, 3).abs() < 0.1, "further: {}", correlation(&a, &a, 3));
    assert!(correlation(&a, &b, 0).abs() < 0.1, "next frame: {}", correlation(&a, &b, 0));
}

#[test]
fn compression_loses_little_at_high_quality_and_more_at_low() {
    let mut light = wall(Vec3::ONE * 45.0);
    for (i, pixel) in light.pixels.iter_mut().enumerate() {
        *pixel = *pixel * (1.0 + 0.5 * ((i % 96) as f32 * 0.7).sin());
    }
    let rgb = |jpeg| Sensor::new(&CameraSpec { jpeg, ..plain() }, 1).develop(&light, 0, ms(0)).0;
    let sharp = rgb(None);
    let lost = |quality| {
        let back = rgb(Some(quality));
        assert_eq!(back.len(), sharp.len());
        back.iter().zip(&sharp).map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / sharp.len() as f64
    };
    assert!(lost(95) < 2.0, "{}", lost(95));
    assert!(lost(20) > lost(95) + 0.5);
}
