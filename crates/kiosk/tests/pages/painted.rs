//! What is painted: light, rings, colours, and how much of it.

use crate::bench::{Window, each_shape, english, open, rect_of, texts, turn_to};
use crate::every::{action, pages, session};
use eframe::egui::epaint::Primitive;
use eframe::egui::{Color32, Pos2, Rect, Shape, vec2};
use egui_kittest::Harness;
use liveface_kiosk::config::layout::Layout;
use liveface_kiosk::screen::{Icon, Ring, Screen, Session};
use liveface_kiosk::view::Look;
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

/// Relative luminance of WCAG 2.2 by its other form, a power of 2.2: within 0.01 of the definition.
fn luminance(colour: Color32) -> f32 {
    let linear = |level: u8| (f32::from(level) / 255.0).powf(2.2);
    0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
}

/// Each text with its colour and that of the uppermost ground under it.
fn texts_on_grounds(harness: &Harness<'_, Window>) -> Vec<(String, Color32, Color32)> {
    let [red, green, blue, _] = harness.state().view.as_ref().expect("a view").clear_colour();
    let byte = |level: f32| (level * 255.0).round() as u8;
    let window = Color32::from_rgb(byte(red), byte(green), byte(blue));
    let (mut grounds, mut found) = (Vec::new(), Vec::new());
    each_shape(&harness.output().shapes, |shape| match shape {
        Shape::Rect(rect) if rect.fill.a() == 255 => grounds.push((rect.rect, rect.fill)),
        Shape::Text(text) => {
            let under = |(rect, _): &&(Rect, Color32)| rect.contains_rect(rect_of(text));
            let ground = grounds.iter().rev().find(under).map_or(window, |(_, fill)| *fill);
            let job = &text.galley.job;
            found.extend(job.sections.iter().map(|section| (job.text.clone(), section.format.color, ground)));
        }
        _ => {}
    });
    found
}

#[test]
fn every_text_can_be_read_even_where_all_is_to_be_white() {
    let names =
        ["cancel_txt_btn", "count_down_txt_view", "auth_feed_back_txt", "auth_feed_back_extra_tip_txt"];
    let views: String =
        names.iter().map(|name| format!("[view.txy_{name}]\ncolour = \"#FFFFFF\"\n")).collect();
    let control = |kind, anchor| {
        format!(
            "[[control]]\nid = \"{kind}\"\nkind = \"{kind}\"\ntext = \"{kind}\"\ncolour = \"#FFFFFF\"\nanchor = \"{anchor}\"\n"
        )
    };
    let theme =
        "[theme]\ntext = \"#FFFFFF\"\npanel = \"#FFFFFF\"\naccent = \"#FFFFFF\"\naccentText = \"#FFFFFF\"\n";
    let text = [theme, &views, &control("button", "bottomLeft"), &control("label", "bottomRight")].concat();
    let layout = Some(Layout::from_toml(&text, "layout").expect("a layout"));
    for (high_contrast, least) in [(false, 4.5), (true, 7.0)] {
        let look = Look {
            colours: [Some(Color32::WHITE); 5],
            high_contrast,
            show_countdown: true,
            ..Look::default()
        };
        let look = Look { layout: layout.clone(), ..look };
        let mut harness = open("en", look, [1280.0, 720.0], 1.0);
        for page in pages() {
            let grey = matches!(&page, Screen::Session(session) if session.between_colours);
            turn_to(&mut harness, &page);
            for (text, colour, ground) in texts_on_grounds(&harness) {
                let (a, b) = (luminance(colour), luminance(ground));
                let ratio = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                let least: f32 = if grey { 4.5 } else { least };
                assert!(ratio > least * 0.93, "{text:?}, {colour:?} on {ground:?}: {ratio}:1 on {page:?}");
            }
        }
    }
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
