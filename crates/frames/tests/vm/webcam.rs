//! A USB webcam made of software: `webcam PICTURES WIDTH HEIGHT FPS`.
//!
//! Plugs itself into the virtual USB port of the kernel (`vhci-hcd`, the USB/IP driver), where `uvcvideo` takes it for
//! a camera like any other. PICTURES holds raw YUYV pictures one after the other; they are shown at the camera's own
//! pace, forward and then back, so that there is no jump. Killing the program is pulling the plug. While the file
//! `/run/hung` is there, the camera stays plugged in and sends nothing.
//!
//! Formats: USB/IP as in the kernel's `Documentation/usb/usbip_protocol.rst`; descriptors and controls as in "USB Device
//! Class Definition for Video Devices" 1.0 (UVC), with a bulk endpoint, one payload a transfer.

use std::collections::VecDeque;
use std::error::Error;
use std::io::{self, Read as _, Write as _};
use std::os::fd::AsRawFd as _;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// Where a process hands its end of the cable to the kernel.
const ATTACH: &str = "/sys/devices/platform/vhci_hcd.0/attach";
/// `USB_SPEED_HIGH` of the kernel.
const HIGH_SPEED: u32 = 3;
/// Bytes of a USB/IP header.
const HEADER: usize = 48;
/// Largest payload; the driver's transfers are 32 packets of 512 bytes.
const PAYLOAD: u32 = 16_384;
/// `-EPIPE`: the endpoint stalls, which is how a device says that it does not know a request.
const STALL: i32 = -32;
/// `-ECONNRESET`: the answer to a transfer that was taken back.
const TAKEN_BACK: i32 = -104;

fn main() -> Result<(), Box<dyn Error>> {
    let usage = "usage: webcam PICTURES WIDTH HEIGHT FPS";
    let [pictures, width, height, fps] =
        env::args().skip(1).collect::<Vec<_>>().try_into().map_err(|_| usage)?;
    let shape = Shape { width: width.parse()?, height: height.parse()?, fps: fps.parse()? };
    let film = Film { pictures: fs::read(pictures)?, size: shape.picture_bytes() as usize };
    if film.len() < 2 {
        return Err("fewer than two pictures of that size".into());
    }
    let (mut ours, theirs) = UnixStream::pair()?;
    let camera = Arc::new(Camera { wire: Mutex::new(Wire::new(ours.try_clone()?)), changed: Condvar::new() });
    // Port, socket, device id, speed. Any id does, there is no server that tells devices apart.
    fs::write(ATTACH, format!("0 {} 1 {HIGH_SPEED}", theirs.as_raw_fd()))?;
    drop(theirs);
    let shown = Arc::clone(&camera);
    thread::spawn(move || shown.show(&film, shape.fps));
    loop {
        let request = Request::read(&mut ours)?;
        camera.handle(&request, &shape)?;
    }
}

/// What the camera sends.
struct Shape {
    width: u16,
    height: u16,
    fps: u32,
}

impl Shape {
    /// YUYV has two bytes a pixel.
    fn picture_bytes(&self) -> u32 {
        u32::from(self.width) * u32::from(self.height) * 2
    }

    /// Time between pictures, units of 100 ns.
    fn interval(&self) -> u32 {
        10_000_000 / self.fps
    }
}

/// The pictures that the camera sees.
struct Film {
    pictures: Vec<u8>,
    size: usize,
}

impl Film {
    fn len(&self) -> usize {
        self.pictures.len() / self.size
    }

    /// Picture `n` of an endless film that runs forward, then back.
    fn picture(&self, n: usize) -> &[u8] {
        let last = self.len() - 1;
        let at = n % (2 * last);
        let at = if at > last { 2 * last - at } else { at };
        &self.pictures[at * self.size..][..self.size]
    }
}

/// A request of the kernel.
struct Request {
    header: [u8; HEADER],
    /// What the host sends along.
    data: Vec<u8>,
}

impl Request {
    fn read(from: &mut UnixStream) -> io::Result<Self> {
        let mut request = Self { header: [0; HEADER], data: Vec::new() };
        from.read_exact(&mut request.header)?;
        if request.is_submit() && !request.to_host() {
            request.data = vec![0; request.length()];
            from.read_exact(&mut request.data)?;
        }
        Ok(request)
    }

    fn word(&self, at: usize) -> u32 {
        u32::from_be_bytes([0, 1, 2, 3].map(|i| self.header[at + i]))
    }

    /// `USBIP_CMD_SUBMIT`; the only other command is `USBIP_CMD_UNLINK`.
    fn is_submit(&self) -> bool {
        self.word(0) == 1
    }

    fn number(&self) -> u32 {
        self.word(4)
    }

    fn to_host(&self) -> bool {
        self.word(12) == 1
    }

    fn endpoint(&self) -> u32 {
        self.word(16)
    }

    /// Bytes of the transfer's buffer.
    fn length(&self) -> usize {
        self.word(24) as usize
    }

    /// Number of the request to take back.
    fn taken_back(&self) -> u32 {
        self.word(20)
    }

    /// `bmRequestType`, `bRequest`, `wValue`, `wIndex` of a control request.
    fn setup(&self) -> (u8, u8, u16, u16) {
        let half = |at: usize| u16::from_le_bytes([self.header[at], self.header[at + 1]]);
        (self.header[40], self.header[41], half(42), half(44))
    }
}

/// The camera's end of the cable. One lock, since an answer and the taking back of its request must not cross.
struct Wire {
    socket: UnixStream,
    /// Picture transfers that wait for data: number and size.
    waiting: VecDeque<(u32, usize)>,
}

impl Wire {
    fn new(socket: UnixStream) -> Self {
        Self { socket, waiting: VecDeque::new() }
    }

    /// Ends a transfer with `Ok(bytes that went over)` or an error number.
    fn answer(&mut self, number: u32, outcome: Result<usize, i32>, data: &[u8]) -> io::Result<()> {
        let (status, length) = outcome.map_or_else(|error| (error, 0), |length| (0, length as u32));
        // `USBIP_RET_SUBMIT`, number, three words for servers, then status and length.
        self.send([3, number, 0, 0, 0, status as u32, length], data)
    }

    /// Says whether a transfer could be taken back before it was answered.
    fn unlink(&mut self, number: u32, taken_back: u32) -> io::Result<()> {
        let before = self.waiting.len();
        self.waiting.retain(|&(waiting, _)| waiting != taken_back);
        let status = if self.waiting.len() < before { TAKEN_BACK } else { 0 };
        // `USBIP_RET_UNLINK`.
        self.send([4, number, 0, 0, 0, status as u32, 0], &[])
    }

    fn send(&mut self, words: [u32; 7], data: &[u8]) -> io::Result<()> {
        let mut message: Vec<u8> = words.into_iter().flat_map(u32::to_be_bytes).collect();
        message.resize(HEADER, 0);
        message.extend_from_slice(data);
        self.socket.write_all(&message)
    }
}

/// The camera.
struct Camera {
    wire: Mutex<Wire>,
    /// A transfer came to `waiting`.
    changed: Condvar,
}

impl Camera {
    fn handle(&self, request: &Request, shape: &Shape) -> io::Result<()> {
        let mut wire = self.wire.lock().expect("no thread panics");
        if !request.is_submit() {
            return wire.unlink(request.number(), request.taken_back());
        }
        if request.endpoint() != 0 {
            wire.waiting.push_back((request.number(), request.length()));
            self.changed.notify_one();
            return Ok(());
        }
        match control(request.setup(), shape) {
            Some(mut data) if request.to_host() => {
                data.truncate(request.length());
                wire.answer(request.number(), Ok(data.len()), &data)
            }
            Some(_) => wire.answer(request.number(), Ok(request.data.len()), &[]),
            None => wire.answer(request.number(), Err(STALL), &[]),
        }
    }

    /// Shows the film for ever to whoever looks.
    fn show(&self, film: &Film, fps: u32) {
        let begin = Instant::now();
        let every = Duration::from_secs(1) / fps;
        let (mut next, mut toggle) = (0, 0);
        loop {
            drop(self.wait());
            // The film runs whether anybody looks or not: a picture that nobody fetched in time is over.
            next = next.max((begin.elapsed().as_nanos() / every.as_nanos()) as u32 + 1);
            thread::sleep((every * next).saturating_sub(begin.elapsed()));
            let hung = Path::new("/run/hung").exists();
            if !hung && self.send(film.picture(next as usize), toggle).is_err() {
                return; // The kernel has let go of the cable, which the other thread sees too.
            }
            (next, toggle) = (next + 1, toggle ^ 1);
        }
    }

    /// Waits until somebody wants a picture.
    fn wait(&self) -> MutexGuard<'_, Wire> {
        let wire = self.wire.lock().expect("no thread panics");
        self.changed.wait_while(wire, |wire| wire.waiting.is_empty()).expect("no thread panics")
    }

    /// Sends a picture in as many payloads as it takes. `toggle` is 0 and 1 in turn, so that the driver can tell one
    /// picture's payloads from the next one's.
    fn send(&self, picture: &[u8], toggle: u8) -> io::Result<()> {
        let mut rest = picture;
        while !rest.is_empty() {
            let mut wire = self.wait();
            let Some((number, room)) = wire.waiting.pop_front() else { continue };
            let (now, later) = rest.split_at(rest.len().min(room.saturating_sub(2)));
            // Length of this header; end of header, end of picture, toggle.
            let mut payload = vec![2, 0x80 | u8::from(later.is_empty()) << 1 | toggle];
            payload.extend_from_slice(now);
            wire.answer(number, Ok(payload.len()), &payload)?;
            rest = later;
        }
        Ok(())
    }
}

/// The answer to a control request, or `None` where the camera does not know it.
fn control(setup: (u8, u8, u16, u16), shape: &Shape) -> Option<Vec<u8>> {
    /// The interface that the pictures come from.
    const STREAMING: u16 = 1;
    let (kind, request, value, index) = setup;
    match (kind, request, value >> 8) {
        // GET_DESCRIPTOR: device, configuration, string.
        (0x80, 6, 1) => Some(device()),
        (0x80, 6, 2) => Some(configuration(shape)),
        (0x80, 6, 3) => string(value & 0xff),
        // GET_STATUS: nothing to tell.
        (0x80..=0x82, 0, _) => Some(vec![0, 0]),
        // SET_CONFIGURATION, SET_INTERFACE, CLEAR_FEATURE: there is one of each.
        (0, 9, _) | (1, 11, _) | (2, 1, _) => Some(Vec::new()),
        // SET_CUR, GET_CUR, GET_MIN, GET_MAX, GET_DEF, GET_LEN, GET_INFO of VS_PROBE and VS_COMMIT.
        (0x21, 0x01, 1 | 2) if index == STREAMING => Some(Vec::new()),
        (0xa1, 0x81..=0x83 | 0x87, 1 | 2) if index == STREAMING => Some(agreement(shape)),
        (0xa1, 0x85, 1 | 2) if index == STREAMING => Some(vec![26, 0]),
        (0xa1, 0x86, 1 | 2) if index == STREAMING => Some(vec![3]),
        _ => None,
    }
}

/// The only agreement that this camera makes (UVC 1.0, table 4-47).
fn agreement(shape: &Shape) -> Vec<u8> {
    let mut data = vec![1, 0, 1, 1];
    data.extend(shape.interval().to_le_bytes());
    data.extend([0; 10]);
    data.extend(shape.picture_bytes().to_le_bytes());
    data.extend(PAYLOAD.to_le_bytes());
    data
}

fn device() -> Vec<u8> {
    // USB 2.0, classes told by the interfaces, packets of 64 bytes, maker 1d6b (Linux), names 1 and 2, one configuration.
    vec![18, 1, 0x00, 0x02, 0xef, 2, 1, 64, 0x6b, 0x1d, 0x05, 0x01, 0, 1, 1, 2, 0, 1]
}

fn string(number: u16) -> Option<Vec<u8>> {
    let text = match number {
        // The languages: English.
        0 => vec![0x0409],
        1 => "liveface".encode_utf16().collect(),
        2 => "Emulated Webcam".encode_utf16().collect(),
        _ => return None,
    };
    let mut data = vec![2 + 2 * text.len() as u8, 3];
    data.extend(text.into_iter().flat_map(u16::to_le_bytes));
    Some(data)
}

/// One control interface with a lens and an output, one streaming interface with one format of one size and rate.
fn configuration(shape: &Shape) -> Vec<u8> {
    let (rate, bytes) = (shape.interval().to_le_bytes(), shape.picture_bytes().to_le_bytes());
    let ([w0, w1], [h0, h1]) = (shape.width.to_le_bytes(), shape.height.to_le_bytes());
    let bits = (shape.picture_bytes() * 8 * shape.fps).to_le_bytes();
    let yuy2 = [b'Y', b'U', b'Y', b'2', 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];
    let lens_and_output = [
        &[18, 0x24, 2, 1, 0x01, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0][..],
        &[9, 0x24, 3, 2, 0x01, 0x01, 0, 1, 0],
    ]
    .concat();
    let format = [
        &[27, 0x24, 4, 1, 1][..],
        &yuy2,
        &[16, 1, 0, 0, 0, 0],
        &[30, 0x24, 5, 1, 0, w0, w1, h0, h1],
        &[bits, bits, bytes, rate].concat(),
        &[1],
        &rate,
        &[6, 0x24, 13, 1, 1, 4],
    ]
    .concat();
    let [c0, c1] = (13 + lens_and_output.len() as u16).to_le_bytes();
    let [s0, s1] = (14 + format.len() as u16).to_le_bytes();
    let interfaces = [
        // Both interfaces are one video function.
        &[8, 11, 0, 2, 14, 3, 0, 0][..],
        &[9, 4, 0, 0, 0, 14, 1, 0, 0],
        &[13, 0x24, 1, 0x00, 0x01, c0, c1, 0x00, 0x6c, 0xdc, 0x02, 1, 1],
        &lens_and_output,
        &[9, 4, 1, 0, 1, 14, 2, 0, 0],
        &[14, 0x24, 1, 1, s0, s1, 0x81, 0, 2, 0, 0, 0, 1, 0],
        &format,
        // The bulk endpoint, packets of 512 bytes.
        &[7, 5, 0x81, 2, 0x00, 0x02, 0],
    ]
    .concat();
    let [t0, t1] = (9 + interfaces.len() as u16).to_le_bytes();
    [&[9, 2, t0, t1, 2, 1, 0, 0x80, 250][..], &interfaces].concat()
}
