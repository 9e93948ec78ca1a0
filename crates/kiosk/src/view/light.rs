//! The light: its colour on its part of the whole window, black on the rest, and nothing else to be seen. Whoever touches
//! it anywhere ends it.

use super::canvas::Canvas;
use crate::screen::Press;
use eframe::egui::accesskit::Role;
use eframe::egui::epaint::Mesh;
use eframe::egui::{
    Color32, CursorIcon, Id, LayerId, Painter, PointerButton, Rect, Sense, Shape, WidgetInfo, pos2,
};
use liveface_session::light::{Light, Part};

/// Draws the light. Triangles and not rectangles: their edges are not softened and their colours not touched, so the
/// bytes of the plan are the bytes of the screen.
pub(super) fn show(canvas: &mut Canvas<'_>, light: Light) {
    let ctx = canvas.ui.ctx().clone();
    let whole = ctx.viewport_rect();
    let [red, green, blue] = light.colour;
    let (lit, dark) = halves(whole, light.part, ctx.pixels_per_point());
    let mut mesh = Mesh::default();
    if let Some(dark) = dark {
        mesh.add_colored_rect(dark, Color32::BLACK);
    }
    mesh.add_colored_rect(lit, Color32::from_rgb(red, green, blue));
    Painter::new(ctx.clone(), layer(canvas), whole).add(Shape::mesh(mesh));
    ctx.set_cursor_icon(CursorIcon::None);
    let says = canvas.text("light", &"prompt-watch-light".into(), 1.0);
    canvas.name(whole, Id::unique(("kiosk", "light")), (says.role, &says.text));
    take_touch(canvas, whole);
}

/// Takes whatever begins on the light as a wish to end it: a click, and also what is none for having been too long or
/// having moved, such as a hand laid on the screen.
fn take_touch(canvas: &mut Canvas<'_>, whole: Rect) {
    let response = canvas.ui.interact(whole, Id::unique(("kiosk", "light", "stop")), Sense::click());
    let label = canvas.word("button-cancel");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    // In the frame in which the light comes, the hand still meant the page before.
    let touched = !canvas.opened && canvas.ui.input(|input| input.pointer.any_pressed());
    // Assistive technology and the keyboard press without touching.
    let pressed = response.clicked() && !response.clicked_by(PointerButton::Primary);
    if touched || pressed {
        canvas.presses.push(Press::Cancel);
    }
}

fn layer(canvas: &Canvas<'_>) -> LayerId {
    canvas.ui.layer_id()
}

/// The lit and the dark part of the window, cut at a whole pixel.
///
/// Parts are named as the camera's picture has them: its left is the person's own right, and that is the right half of
/// the window that the person looks at.
fn halves(whole: Rect, part: Part, scale: f32) -> (Rect, Option<Rect>) {
    let middle = whole.center();
    let x = (middle.x * scale).round() / scale;
    let y = (middle.y * scale).round() / scale;
    let left = Rect::from_min_max(whole.min, pos2(x, whole.bottom()));
    let right = Rect::from_min_max(pos2(x, whole.top()), whole.max);
    let upper = Rect::from_min_max(whole.min, pos2(whole.right(), y));
    let lower = Rect::from_min_max(pos2(whole.left(), y), whole.max);
    match part {
        Part::Whole => (whole, None),
        Part::Top => (upper, Some(lower)),
        Part::Bottom => (lower, Some(upper)),
        Part::Left => (right, Some(left)),
        Part::Right => (left, Some(right)),
    }
}
