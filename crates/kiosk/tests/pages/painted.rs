//! What is painted: light, rings, colours, and how much of it.

use crate::bench::{Window, each_shape, english, open, texts, turn_to};
use crate::every::{action, pages, session};
use eframe::egui::epaint::Primitive;
use eframe::egui::{Color32, Pos2, Rect, Shape, vec2};
use egui_kittest::Harness;
use liveface_kiosk::screen::{Icon, Ring, Screen, Session};
use liveface_kiosk::view::Look;
use liveface_kiosk::view::palette::{LEAST_CONTRAST, LEAST_OF_LINES, Palette, contrast};
use liveface_session::Action;
use liveface_session::light::{Light, Part};

/// The rectangles of one colour that a page of light is made of.
fn lit(harness: &Harness<'_, Window>) -> Vec<(Rect, Color32)> {
    let mut found = Vec::new();
    each_shape(&harness.output().shapes, |shape| match shape {
        Shape::Mesh(mesh) => {
            for corners in mesh.vertices.chunks(4) {
                let rect = Rect::from_points(&[corners[0].pos, corners[3].pos]);
                assert!(corners.iter().all(|corner| corner.color == corners[0].color));
                found.push((rect, corners[0].color));
            }
        }
        Shape::Noop => {}
        // The ground that the harness draws under every page.
        Shape::Rect(_) => {}
        other => panic!("nothing but light may be drawn: {other:?}"),
    });
    found
}

#[test]
fn light_fills_its_part_of_the_window_with_its_very_colour_and_the_rest_is_black() {
    let mut harness = english();
    let whole = Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 720.0));
    let half = |min: [f32; 2], max: [f32; 2]| Rect::from_min_max(Pos2::from(min), Pos2::from(max));
    let (left, right) = (half([0.0, 0.0], [640.0, 720.0]), half([640.0, 0.0], [1280.0, 720.0]));
    let (upper, lower) = (half([0.0, 0.0], [1280.0, 360.0]), half([0.0, 360.0], [1280.0, 720.0]));
    let colour = Color32::from_rgb(17, 200, 91);
    // The left of the camera's picture is at the person's own right, where the screen's right half is.
    let cases = [
        (Part::Whole, vec![(whole, colour)]),
        (Part::Left, vec![(left, Color32::BLACK), (right, colour)]),
        (Part::Right, vec![(right, Color32::BLACK), (left, colour)]),
        (Part::Top, vec![(lower, Color32::BLACK), (upper, colour)]),
        (Part::Bottom, vec![(upper, Color32::BLACK), (lower, colour)]),
    ];
    for (part, painted) in cases {
        turn_to(&mut harness, &Screen::Light(Light { colour: [17, 200, 91], part }));
        assert_eq!(lit(&harness), painted, "{part:?}");
    }
}

#[test]
fn the_grey_between_two_colours_is_the_ground_of_its_page() {
    let mut harness = english();
    let page = Session { between_colours: true, ..session("prompt-watch-light", Icon::Light, Ring::Right) };
    turn_to(&mut harness, &Screen::Session(page));
    let mut grey = false;
    each_shape(&harness.output().shapes, |shape| {
        let whole = Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 720.0));
        grey |=
            matches!(shape, Shape::Rect(rect) if rect.rect == whole && rect.fill == Color32::from_gray(128));
    });
    assert!(grey);
}

#[test]
fn the_instruction_is_large_in_every_language() {
    for code in liveface_kiosk::words::languages() {
        let mut harness = open(code, Look::default(), [1280.0, 720.0], 1.0);
        for page in pages().into_iter().filter(|page| matches!(page, Screen::Session(_))) {
            turn_to(&mut harness, &page);
            let largest = texts(&harness)
                .iter()
                .flat_map(|text| {
                    text.galley
                        .job
                        .sections
                        .iter()
                        .map(|section| section.format.font_id.size)
                        .collect::<Vec<_>>()
                })
                .fold(0.0, f32::max);
            assert!(largest >= 32.0, "{code}: {largest} points for {page:?}");
        }
    }
}

#[test]
fn the_picture_has_one_texture_and_a_page_few_triangles() {
    let mut harness = english();
    harness.state_mut().picture = true;
    let page = Session { hint: Some("hint-closer".into()), ..action(Action::Shake, "prompt-shake", 4) };
    turn_to(&mut harness, &Screen::Session(page));
    let textures = |harness: &Harness<'_, Window>| harness.ctx.tex_manager().read().num_allocated();
    let before = textures(&harness);
    harness.run_steps(5);
    assert_eq!(textures(&harness), before);
    let shapes = harness.output().shapes.clone();
    let vertices: usize = harness
        .ctx
        .tessellate(shapes, 1.0)
        .iter()
        .map(|clipped| match &clipped.primitive {
            Primitive::Mesh(mesh) => mesh.vertices.len(),
            Primitive::Callback(_) => 0,
        })
        .sum();
    assert!(vertices < 6_000, "{vertices} vertices");
}

#[test]
fn every_text_of_every_palette_can_be_read() {
    let (grey, navy, ivory) =
        (Color32::from_gray(128), Color32::from_rgb(0, 40, 90), Color32::from_rgb(255, 250, 225));
    for dark in [false, true] {
        for high_contrast in [false, true] {
            for ground in
                [None, Some(grey), Some(navy), Some(ivory), Some(Color32::BLACK), Some(Color32::WHITE)]
            {
                let colours = [None, None, None, None, ground];
                let look = Look { dark, high_contrast, colours, ..Look::default() };
                let own = Palette::of(&look);
                for palette in [own, own.on(grey)] {
                    check_palette(&palette, &format!("{look:?}"));
                }
            }
        }
    }
}

fn check_palette(palette: &Palette, about: &str) {
    for (what, text, ground) in palette.pairs() {
        let ratio = contrast(text, ground);
        assert!(ratio >= LEAST_CONTRAST, "{about}: {what} has {ratio}:1");
    }
    for (what, line, ground) in palette.lines() {
        let ratio = contrast(line, ground);
        assert!(ratio >= LEAST_OF_LINES, "{about}: {what} has {ratio}:1");
    }
}

#[test]
fn contrast_is_that_of_wcag() {
    assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 1e-4);
    // The grey that is known to just pass on white.
    assert!((contrast(Color32::from_rgb(0x76, 0x76, 0x76), Color32::WHITE) - 4.54).abs() < 0.01);
}

#[test]
fn the_ring_tells_its_state_without_colour() {
    let mut harness = english();
    let mut lines = |ring| {
        turn_to(&mut harness, &Screen::Session(session("prompt-position", Icon::Face, ring)));
        let (mut open, mut closed, mut discs, mut width) = (0, 0, 0, 0.0_f32);
        each_shape(&harness.output().shapes, |shape| match shape {
            Shape::Path(path) if path.fill == Color32::TRANSPARENT && path.points.len() != 11 => {
                width = width.max(path.stroke.width);
                if path.closed { closed += 1 } else { open += 1 }
            }
            Shape::Circle(_) => discs += 1,
            _ => {}
        });
        (open > 20, closed > 0, discs > 0, width)
    };
    let (searching, wrong, right) = (lines(Ring::Searching), lines(Ring::Wrong), lines(Ring::Right));
    assert_eq!((searching.0, searching.1, searching.2), (true, false, false), "dashed, no mark");
    assert_eq!((wrong.0, wrong.1, wrong.2), (true, false, true), "dashed, with a mark");
    assert_eq!((right.0, right.1, right.2), (false, true, true), "whole, with a mark");
    assert!(wrong.3 > searching.3 * 1.5, "heavier");
}
