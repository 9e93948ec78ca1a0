//! The hands that press a display's keys and the eyes that look at it.
#![allow(dead_code, reason = "each test uses the part it needs")]

use std::time::{Duration, Instant};
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    self, AtomEnum, ClientMessageEvent, ConnectionExt as _, CreateWindowAux, EventMask, ImageFormat,
    InputFocus, MapState, Window, WindowClass,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

/// Size of the screen, and of a window that fills it.
pub(crate) const WIDTH: u16 = 1280;
pub(crate) const HEIGHT: u16 = 720;

/// Longest time that anything may take on a machine that is busy.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// One pixel, red, green, blue.
pub(crate) type Rgb = [u8; 3];

/// A key, by its symbol.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Key {
    Enter = 0xff0d,
    Escape = 0xff1b,
    Tab = 0xff09,
}

/// Whoever sits before a display.
pub(crate) struct Display {
    x: RustConnection,
    root: Window,
}

impl Display {
    /// The display of this name.
    pub(crate) fn open(name: &str) -> Self {
        let (x, screen) = x11rb::connect(Some(name)).expect("a display");
        let root = x.setup().roots[screen].root;
        Self { x, root }
    }

    // --- hands ---

    /// Presses a key, and says when.
    pub(crate) fn press(&self, key: Key) -> Instant {
        let code = self.code(key as u32);
        let at = Instant::now();
        for kind in [xproto::KEY_PRESS_EVENT, xproto::KEY_RELEASE_EVENT] {
            self.x.xtest_fake_input(kind, code, 0, self.root, 0, 0, 0).expect("a key is pressed");
        }
        self.sync();
        at
    }

    /// Clicks there.
    pub(crate) fn click(&self, (x, y): (usize, usize)) {
        let (x, y) = (x as i16, y as i16);
        self.x.xtest_fake_input(xproto::MOTION_NOTIFY_EVENT, 0, 0, self.root, x, y, 0).expect("a move");
        for kind in [xproto::BUTTON_PRESS_EVENT, xproto::BUTTON_RELEASE_EVENT] {
            self.x.xtest_fake_input(kind, 1, 0, self.root, 0, 0, 0).expect("a click");
        }
        self.sync();
    }

    fn code(&self, symbol: u32) -> u8 {
        let (first, last) = (self.x.setup().min_keycode, self.x.setup().max_keycode);
        let map = self
            .x
            .get_keyboard_mapping(first, last - first + 1)
            .expect("a keyboard")
            .reply()
            .expect("its keys");
        let mut keys = map.keysyms.chunks(usize::from(map.keysyms_per_keycode));
        first + keys.position(|symbols| symbols.contains(&symbol)).expect("the keyboard has this key") as u8
    }

    /// Waits until the server has done everything so far.
    fn sync(&self) {
        self.x.get_input_focus().expect("a question").reply().expect("an answer");
    }

    // --- windows ---

    /// Waits for the kiosk's window and gives it the keyboard, as a window manager would.
    pub(crate) fn window(&self) -> Window {
        let window = wait("a window opens", || self.find());
        self.focus(window);
        window
    }

    fn find(&self) -> Option<Window> {
        let tree = self.x.query_tree(self.root).expect("a question").reply().expect("windows");
        tree.children.into_iter().find(|&window| self.is_large(window))
    }

    /// Whether a window is seen and no helper of the toolkit's.
    fn is_large(&self, window: Window) -> bool {
        // It may go while it is asked about.
        let seen = self.x.get_window_attributes(window).ok().and_then(|asked| asked.reply().ok());
        let size = self.x.get_geometry(window).ok().and_then(|asked| asked.reply().ok());
        seen.is_some_and(|seen| seen.map_state == MapState::VIEWABLE)
            && size.is_some_and(|size| size.width >= 320)
    }

    /// Gives the keyboard to a window.
    pub(crate) fn focus(&self, window: Window) {
        self.x.set_input_focus(InputFocus::NONE, window, x11rb::CURRENT_TIME).expect("a window");
        self.sync();
    }

    /// Opens another program's small window in front, with the keyboard.
    pub(crate) fn open_another(&self) -> Window {
        let window = self.x.generate_id().expect("an id");
        let class = WindowClass::INPUT_OUTPUT;
        let aux = CreateWindowAux::new().background_pixel(0x80_80_80).override_redirect(1);
        let made = self.x.create_window(0, window, self.root, 1000, 600, 200, 80, 0, class, 0, &aux);
        made.expect("a window").check().expect("a window");
        self.x.map_window(window).expect("a window");
        self.sync();
        self.focus(window);
        window
    }

    pub(crate) fn close(&self, window: Window) {
        self.x.destroy_window(window).expect("a window");
        self.sync();
    }

    /// Asks a window to close, as its frame's button does.
    pub(crate) fn ask_to_close(&self, window: Window) {
        let atom =
            |name: &[u8]| self.x.intern_atom(false, name).expect("a name").reply().expect("an atom").atom;
        let data = [atom(b"WM_DELETE_WINDOW"), x11rb::CURRENT_TIME, 0, 0, 0];
        let message = ClientMessageEvent::new(32, window, atom(b"WM_PROTOCOLS"), data);
        self.x.send_event(false, window, EventMask::NO_EVENT, message).expect("a message");
        self.sync();
    }

    /// The name of a window.
    pub(crate) fn title(&self, window: Window) -> String {
        let name = self.x.get_property(false, window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 256);
        String::from_utf8_lossy(&name.expect("a question").reply().expect("a name").value).into_owned()
    }

    // --- eyes ---

    /// What the screen shows now.
    pub(crate) fn shot(&self) -> Shot {
        let image = self.x.get_image(ImageFormat::Z_PIXMAP, self.root, 0, 0, WIDTH, HEIGHT, !0);
        let image = image.expect("a question").reply().expect("a picture");
        Shot { pixels: image.data.chunks_exact(4).map(|p| [p[2], p[1], p[0]]).collect() }
    }

    /// What the screen shows now at these places.
    pub(crate) fn pixels<const N: usize>(&self, places: [(i16, i16); N]) -> [Rgb; N] {
        let ask =
            |(x, y)| self.x.get_image(ImageFormat::Z_PIXMAP, self.root, x, y, 1, 1, !0).expect("a question");
        places.map(ask).map(|asked| {
            let data = asked.reply().expect("a pixel").data;
            [data[2], data[1], data[0]]
        })
    }

    /// Whether the screen shows a colour somewhere in a column of pixels: at `x`, from `y` on.
    pub(crate) fn shows(&self, colour: Rgb, (x, y, height): (i16, i16, u16)) -> bool {
        let strip = self.x.get_image(ImageFormat::Z_PIXMAP, self.root, x, y, 1, height, !0);
        let strip = strip.expect("a question").reply().expect("a picture").data;
        strip.chunks_exact(4).any(|p| [p[2], p[1], p[0]] == colour)
    }

    /// Waits until the screen shows something.
    pub(crate) fn until(&self, what: &str, shows: impl Fn(&Shot) -> bool) -> Shot {
        wait(what, || Some(self.shot()).filter(|shot| shows(shot)))
    }
}

/// Asks again and again.
pub(crate) fn wait<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let since = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(since.elapsed() < PATIENCE, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(15));
    }
}

/// A picture of the whole screen.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Shot {
    pixels: Vec<Rgb>,
}

impl Shot {
    pub(crate) fn at(&self, x: usize, y: usize) -> Rgb {
        self.pixels[y * usize::from(WIDTH) + x]
    }

    /// How many pixels have exactly this colour.
    pub(crate) fn count(&self, colour: Rgb) -> usize {
        self.pixels.iter().filter(|&&pixel| pixel == colour).count()
    }

    /// The share of pixels that differ.
    pub(crate) fn differs(&self, other: &Self) -> f64 {
        let differ = self.pixels.iter().zip(&other.pixels).filter(|(a, b)| a != b).count();
        differ as f64 / self.pixels.len() as f64
    }

    /// The middles of buttons filled with `colour`, from the left: a long block of it is a button's upper edge, with the
    /// text below it, and nothing else of that colour is as long and as thick.
    pub(crate) fn buttons(&self, colour: Rgb) -> Vec<(usize, usize)> {
        let mut edges: Vec<(usize, usize, usize)> = Vec::new();
        for (y, row) in self.pixels.chunks(usize::from(WIDTH)).enumerate() {
            for (x, length) in runs(row, colour).into_iter().filter(|&(_, length)| length >= 90) {
                let same =
                    |edge: &(usize, usize, usize)| x < edge.1 && edge.0 < x + length && y < edge.2 + 80;
                if self.is_block((x + 12, y), (length - 24, 12), colour) && !edges.iter().any(same) {
                    edges.push((x, x + length, y));
                }
            }
        }
        edges.sort_unstable();
        edges.into_iter().map(|(from, to, y)| (from.midpoint(to), y + 25)).collect()
    }

    fn is_block(&self, (x, y): (usize, usize), (width, height): (usize, usize), colour: Rgb) -> bool {
        let rows = self.pixels.chunks(usize::from(WIDTH)).skip(y).take(height);
        rows.len() == height && rows.flat_map(|row| &row[x..x + width]).all(|&pixel| pixel == colour)
    }

    /// Writes it where `LIVEFACE_KIOSK_SHOTS` names a folder, for people to look at.
    pub(crate) fn keep(&self, name: &str) {
        let Some(folder) = std::env::var_os("LIVEFACE_KIOSK_SHOTS") else { return };
        std::fs::create_dir_all(&folder).expect("a folder");
        let bytes = self.pixels.concat();
        let path = std::path::Path::new(&folder).join(format!("{name}.png"));
        let size = (u32::from(WIDTH), u32::from(HEIGHT));
        image::save_buffer(path, &bytes, size.0, size.1, image::ColorType::Rgb8).expect("a file");
    }
}

/// Where runs of a colour begin in a row, and how long they are.
fn runs(row: &[Rgb], colour: Rgb) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut begin = None;
    for (x, pixel) in row.iter().chain([&[0, 0, 1]]).enumerate() {
        match (begin, *pixel == colour) {
            (None, true) => begin = Some(x),
            (Some(from), false) => {
                runs.push((from, x - from));
                begin = None;
            }
            _ => {}
        }
    }
    runs
}
