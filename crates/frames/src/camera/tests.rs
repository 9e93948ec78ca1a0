//! Cameras played by a script: no device, short real times.

use super::device::{Device, Fault};
use super::health::{Exposure, Health, Rate};
use super::*;
use crate::Timestamp;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Instant;

const FORMAT: CameraFormat = CameraFormat { width: 16, height: 16, fps: 100, encoding: CameraEncoding::Yuyv };

fn millis(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

fn options() -> CameraOptions {
    CameraOptions { stall: millis(150), warm_up: Duration::ZERO, ..CameraOptions::default() }
}

/// A grey YUYV picture of this luma.
fn grey(luma: u8) -> Vec<u8> {
    [luma, 128].repeat(16 * 16)
}

/// Gives the pictures it is sent; blocks while there are none, fails when the sender is gone.
struct Script {
    pictures: Receiver<Vec<u8>>,
    closed: Arc<AtomicBool>,
}

impl Device for Script {
    fn format(&self) -> CameraFormat {
        FORMAT
    }

    fn capture(&mut self, raw: &mut Vec<u8>) -> Result<(), Fault> {
        let unplugged = |_| Fault::new(CameraFault::Disconnected, "unplugged; plug it in");
        *raw = self.pictures.recv().map_err(unplugged)?;
        Ok(())
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        self.closed.store(true, Ordering::SeqCst);
    }
}

fn scripted(options: &CameraOptions) -> (CameraSource, Sender<Vec<u8>>, Arc<AtomicBool>) {
    let (sender, pictures) = channel();
    let closed = Arc::new(AtomicBool::new(false));
    let script = Script { pictures, closed: Arc::clone(&closed) };
    let opener = move |_: &CameraOptions| Ok(Box::new(script) as Box<dyn Device>);
    let source = CameraSource::start("scripted".to_owned(), Box::new(opener), options).unwrap();
    (source, sender, closed)
}

fn kind(result: Result<Option<Frame>, FrameError>) -> CameraFault {
    match result {
        Err(FrameError::Camera { kind, .. }) => kind,
        other => panic!("{other:?}"),
    }
}

#[test]
fn frames_come_with_rising_ids_and_measured_rate() {
    let (mut source, sender, _) = scripted(&options());
    let mut last: Option<Frame> = None;
    for luma in 100..110 {
        sender.send(grey(luma)).unwrap();
        let frame = source.next_frame().unwrap().unwrap();
        assert!(last.is_none_or(|last| frame.id() > last.id() && frame.at() >= last.at()));
        assert_eq!((frame.width(), frame.height()), (16, 16));
        last = Some(frame);
        std::thread::sleep(millis(10));
    }
    let fps = source.info().fps.unwrap();
    assert!(fps > 10.0 && fps <= 100.0, "10 ms apart at least: {fps}");
}

#[test]
fn a_slow_reader_gets_the_newest_frames() {
    let (mut source, sender, _) = scripted(&options());
    for luma in 100..120 {
        sender.send(grey(luma)).unwrap();
    }
    std::thread::sleep(millis(100));
    assert_eq!(source.next_frame().unwrap().unwrap().id().0, 18);
    assert_eq!(source.next_frame().unwrap().unwrap().id().0, 19);
}

#[test]
fn a_stalled_camera_is_disconnected_in_time_and_dropping_it_does_not_wait() {
    let (mut source, sender, closed) = scripted(&options());
    sender.send(grey(100)).unwrap();
    source.next_frame().unwrap().unwrap();
    let begin = Instant::now();
    assert_eq!(kind(source.next_frame()), CameraFault::Disconnected);
    assert!(matches!(source.next_frame(), Ok(None)), "an error is final");
    drop(source);
    assert!(begin.elapsed() < millis(2_000));
    assert!(!closed.load(Ordering::SeqCst), "still blocked");
    // Its thread ends when the device answers again.
    sender.send(grey(101)).unwrap();
    let deadline = Instant::now() + millis(5_000);
    while !closed.load(Ordering::SeqCst) {
        assert!(Instant::now() < deadline, "closed at last");
        std::thread::sleep(millis(5));
    }
}

#[test]
fn an_unplugged_camera_says_so_at_once() {
    let (mut source, sender, _) = scripted(&CameraOptions { stall: millis(60_000), ..options() });
    sender.send(grey(100)).unwrap();
    drop(sender);
    source.next_frame().unwrap().unwrap();
    assert_eq!(kind(source.next_frame()), CameraFault::Disconnected);
}

#[test]
fn dropping_the_source_closes_the_device() {
    let (source, sender, closed) = scripted(&options());
    let feeder = std::thread::spawn(move || {
        while sender.send(grey(100)).is_ok() {
            std::thread::sleep(millis(10));
        }
    });
    drop(source);
    assert!(closed.load(Ordering::SeqCst));
    feeder.join().unwrap();
}

#[test]
fn a_camera_that_fails_hangs_or_panics_on_opening_is_an_error() {
    let begin = Instant::now();
    let options = CameraOptions { open_within: millis(100), ..options() };
    let open = |opener: device::Opener| CameraSource::start("bad".to_owned(), opener, &options).map(|_| None);
    let busy = |_: &CameraOptions| Err(Fault::new(CameraFault::Denied, "another program uses it; close it"));
    assert_eq!(kind(open(Box::new(busy))), CameraFault::Denied);
    let (_sender, never) = channel::<()>();
    let hangs = move |_: &CameraOptions| {
        never.recv().ok();
        Err(Fault::new(CameraFault::NotFound, "gone"))
    };
    assert_eq!(kind(open(Box::new(hangs))), CameraFault::Disconnected);
    assert_eq!(
        kind(open(Box::new(|_: &CameraOptions| panic!("a bug in a driver")))),
        CameraFault::Disconnected
    );
    assert!(begin.elapsed() < millis(3_000));
}

#[test]
fn damaged_pictures_are_skipped_but_not_for_ever() {
    let (mut source, sender, _) = scripted(&options());
    sender.send(vec![0; 7]).unwrap();
    sender.send(grey(100)).unwrap();
    assert!(source.next_frame().unwrap().is_some());
    for _ in 0..40 {
        // The thread may have given up already.
        sender.send(vec![0; 7]).ok();
    }
    assert_eq!(kind(source.next_frame()), CameraFault::Format);
}

#[test]
fn frames_of_the_warm_up_are_dropped_and_keep_the_watchdog_quiet() {
    let options = CameraOptions { warm_up: millis(400), stall: millis(200), ..options() };
    let (mut source, sender, _) = scripted(&options);
    let feeder = std::thread::spawn(move || {
        // Brightness never settles.
        for step in 0..60_u8 {
            sender.send(grey(60 + step % 2 * 80)).ok();
            std::thread::sleep(millis(10));
        }
    });
    let first = source.next_frame().unwrap().unwrap();
    assert!(first.at() >= Timestamp::from_millis(400), "{first:?}");
    drop(source);
    feeder.join().unwrap();
}

#[test]
fn exposure_is_stable_once_brightness_holds_still() {
    let mut exposure = Exposure::new(millis(2_000));
    // 33 ms a frame: up from dark for 500 ms, then steady with a little noise.
    let luma = |frame: u64| if frame < 15 { 10.0 + 6.0 * frame as f32 } else { 100.0 + (frame % 2) as f32 };
    let first = (0..60).find(|&frame| exposure.is_stable(Timestamp::from_millis(frame * 33), luma(frame)));
    let at = first.unwrap() * 33;
    assert!((750..=900).contains(&at), "stable 300 ms after the last step, at {at} ms");
    let mut never = Exposure::new(millis(1_000));
    let flicker = |frame: u64| if frame.is_multiple_of(2) { 50.0 } else { 150.0 };
    let first = (0..60).find(|&frame| never.is_stable(Timestamp::from_millis(frame * 100), flicker(frame)));
    assert_eq!(first, Some(10), "the bound holds");
}

/// Shows these pictures (RGB value, time) to the health check.
fn health_of(pictures: impl IntoIterator<Item = (u8, u64)>) -> Result<(), CameraFault> {
    let mut health = Health::new(millis(1_000), millis(2_000));
    for (value, ms) in pictures {
        let at = Timestamp::from_millis(ms);
        health.check(at, &[value; 300]).map_err(|fault| fault.kind)?;
    }
    Ok(())
}

#[test]
fn black_and_frozen_pictures_are_told_after_their_time() {
    let alternating = |a: u8, b: u8| move |i: u64| if i.is_multiple_of(2) { a } else { b };
    let play =
        |value: &dyn Fn(u64) -> u8, until: u64| health_of((0..=until / 50).map(|i| (value(i), i * 50)));
    assert_eq!(play(&alternating(0, 1), 950), Ok(()));
    assert_eq!(play(&alternating(0, 1), 1_000), Err(CameraFault::Black));
    assert_eq!(play(&|i| if i == 10 { 90 } else { (i % 2) as u8 }, 1_500), Ok(()), "light in between");
    assert_eq!(play(&|_| 90, 1_950), Ok(()));
    assert_eq!(play(&|_| 90, 2_000), Err(CameraFault::Frozen));
    assert_eq!(play(&alternating(90, 91), 10_000), Ok(()), "noise is life");
}

#[test]
fn rate_is_that_of_the_last_second() {
    let mut rate = Rate::default();
    assert_eq!(rate.measure(Timestamp::ZERO), None);
    let slow = (1..=10).map(|i| rate.measure(Timestamp::from_millis(i * 100))).last().flatten().unwrap();
    assert!((slow - 10.0).abs() < 0.01);
    let fast =
        (1..=40).map(|i| rate.measure(Timestamp::from_millis(1_000 + i * 50))).last().flatten().unwrap();
    assert!((fast - 20.0).abs() < 0.01, "{fast}");
}

#[test]
fn a_selector_is_a_number_or_a_name() {
    assert_eq!(CameraSelector::from("2"), CameraSelector::Index(2));
    assert_eq!(CameraSelector::from("HD Webcam"), CameraSelector::Name("HD Webcam".to_owned()));
}
