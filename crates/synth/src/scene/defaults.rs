//! What holds where a scene says nothing: one person at a webcam in a lit room.

use super::{
    CameraSpec, Exposure, Lamp, Lights, Place, Print, Replay, Scene, ScreenLight, Surroundings, WhiteBalance,
};

impl Default for Scene {
    fn default() -> Self {
        Self {
            seed: 0,
            duration_ms: 3000,
            subjects: Vec::new(),
            lights: Lights::default(),
            camera: CameraSpec::default(),
            injection: None,
        }
    }
}

impl Default for Place {
    fn default() -> Self {
        Self { right: 0.0, up: 0.0, distance: 60.0 }
    }
}

impl Default for Print {
    fn default() -> Self {
        Self { width: 20.0, border: 0.6, bend: 0.0, cut_out_eyes: false, halftone: 0.0, fills_view: false }
    }
}

impl Default for Replay {
    fn default() -> Self {
        Self {
            device: super::Device::Phone,
            still: false,
            nits: 350.0,
            fills_view: false,
            shake: 1.0,
            recorded_lights: None,
        }
    }
}

impl Default for Lights {
    fn default() -> Self {
        let window = Lamp { azimuth: -45.0, elevation: 30.0, lux: 260.0, kelvin: 5600.0, radius: 25.0 };
        Self { lamps: vec![window], surroundings: Surroundings::default(), screen: None }
    }
}

impl Default for Lamp {
    fn default() -> Self {
        Self { azimuth: 0.0, elevation: 45.0, lux: 200.0, kelvin: 5000.0, radius: 15.0 }
    }
}

impl Default for Surroundings {
    fn default() -> Self {
        Self { lux: 160.0, kelvin: 4800.0, overhead: 0.5, map: None }
    }
}

impl Default for ScreenLight {
    fn default() -> Self {
        Self {
            width: 34.0,
            height: 19.0,
            right: 0.0,
            up: -12.0,
            distance: 55.0,
            angle: 0.0,
            nits: 300.0,
            ratio: None,
            latency_ms: 35.0,
            rise_ms: 8.0,
            shows: Vec::new(),
        }
    }
}

impl Default for CameraSpec {
    fn default() -> Self {
        Self {
            width: 640,
            height: 480,
            fps: 25.0,
            field_of_view: 55.0,
            exposure: Exposure::Auto { settle_ms: 400.0 },
            white_balance: WhiteBalance::Auto { settle_ms: 1500.0 },
            noise: 1.3,
            blur: 0.6,
            shutter_ms: 20.0,
            readout_ms: 16.0,
            jitter_ms: 0.0,
            dropped: 0.0,
            shake: 0.0,
            jpeg: None,
        }
    }
}
