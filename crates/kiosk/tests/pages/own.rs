//! A page of one's own: what a layout file changes.

use crate::bench::{Window, each_shape, open, presses, texts, touch, turn_to, words};
use crate::every::{action, pages, session};
use eframe::egui::accesskit::Role;
use eframe::egui::{Color32, Pos2, Rect, Shape, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use liveface_kiosk::config::layout::Layout;
use liveface_kiosk::screen::{Icon, Message, Press, Ring, Screen, Session, Waiting};
use liveface_kiosk::view::Look;
use liveface_session::Action;

fn with_layout(text: &str) -> Harness<'static, Window> {
    let layout = Layout::from_toml(text, "layout").expect("a layout");
    open("en", Look { show_countdown: true, layout: Some(layout), ..Look::default() }, [1280.0, 720.0], 1.0)
}

#[test]
fn a_layout_moves_resizes_and_hides_the_controls_of_the_guide() {
    let mut harness = with_layout(
        r##"
        [view.txy_cancel_txt_btn]
        anchor = "bottomRight"
        offset = [10, 20]
        [view.txy_count_down_txt_view]
        anchor = "topLeft"
        offset = [30, 40]
        textSize = 20
        [view.txy_camera_gather_view]
        anchor = "topLeft"
        ovalSize = 0.5
        [view.txy_auth_tips_txt]
        hidden = true
        [view.txy_auth_feed_back_txt]
        colour = "#102030"
        textSize = 33
        "##,
    );
    let words = words("en");
    turn_to(&mut harness, &Screen::Session(action(Action::Nod, "prompt-nod", 3)));
    let rect = |key: &'static str| harness.get_by_label(&words.text(&key.into())).rect();
    assert_eq!(rect("button-cancel").max, pos2(1270.0, 700.0));
    let seconds = words.text(&Message::with("seconds-left", "seconds", 7));
    assert!(harness.get_by_label(&seconds).rect().min.distance(pos2(30.0, 40.0)) < 2.0);
    let oval = harness.get_by_role(Role::Image).rect();
    assert!(oval.height() < 360.0 && oval.height() > 200.0 && oval.left() < 100.0, "{oval:?}");
    let all = texts(&harness);
    assert!(!all.iter().any(|text| text.galley.job.text.contains("Step")));
    let instruction = words.text(&"prompt-nod".into());
    let section = all
        .iter()
        .find(|text| text.galley.job.text == instruction)
        .map(|text| text.galley.job.sections[0].clone());
    let format = section.expect("the instruction").format;
    assert_eq!((format.color, format.font_id.size), (Color32::from_rgb(0x10, 0x20, 0x30), 33.0));
}

#[test]
fn a_layouts_own_controls_are_on_every_page_but_the_light_and_inside_the_window() {
    let mut harness = with_layout(
        r#"
        [[control]]
        id = "help"
        kind = "button"
        text = "Help me"
        anchor = "bottomLeft"
        offset = [4000, -4000]
        [[control]]
        id = "brand"
        kind = "label"
        text = "Example Bank"
        anchor = "top"
        "#,
    );
    for page in pages() {
        turn_to(&mut harness, &page);
        if matches!(page, Screen::Light(_)) {
            assert!(harness.query_by_label("Help me").is_none());
            continue;
        }
        harness.get_by_label("Example Bank");
        let window = Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 720.0));
        assert!(window.contains_rect(harness.get_by_label("Help me").rect()));
        harness.get_by_label("Help me").click();
        assert_eq!(presses(&mut harness), [Press::Control("help".to_owned())], "{page:?}");
    }
}

#[test]
fn controls_of_one_label_each_press_their_own() {
    let control = |id| format!("[[control]]\nid = \"{id}\"\nkind = \"button\"\ntext = \"Cancel\"\n");
    let places = ["anchor = \"bottomLeft\"\n", "anchor = \"bottomRight\"\n"];
    let mut harness =
        with_layout(&[control("one"), places[0].into(), control("two"), places[1].into()].concat());
    turn_to(&mut harness, &Screen::Waiting(Waiting::Camera));
    let rects: Vec<Rect> = harness.query_all_by_label("Cancel").map(|button| button.rect()).collect();
    assert_eq!(rects.len(), 3);
    for rect in rects {
        let pressed = match (rect.top() < 360.0, rect.left() < 640.0) {
            (true, _) => Press::Cancel,
            (false, true) => Press::Control("one".to_owned()),
            (false, false) => Press::Control("two".to_owned()),
        };
        assert_eq!(touch(&mut harness, rect.center()), [pressed]);
    }
}

#[test]
fn the_head_in_the_empty_oval_can_be_left_out_and_coloured() {
    let purple = Color32::from_rgb(0x7A, 0x1F, 0xA2);
    let heads = |style: &str| {
        let mut harness = with_layout(&format!("[view.txy_camera_prepare_img]\n{style}"));
        turn_to(&mut harness, &Screen::Session(session("prompt-hold-still", Icon::Still, Ring::Searching)));
        let mut colours = Vec::new();
        each_shape(&harness.output().shapes, |shape| {
            if let Shape::Ellipse(head) = shape {
                colours.extend([head.stroke.color, head.fill]);
            }
        });
        colours
    };
    assert!(!heads("").is_empty() && !heads("").contains(&purple));
    assert!(heads("colour = \"#7A1FA2\"").contains(&purple));
    assert!(heads("hidden = true").is_empty());
}

#[test]
fn without_countdown_no_time_is_shown() {
    let mut harness = open("en", Look::default(), [1280.0, 720.0], 1.0);
    turn_to(&mut harness, &Screen::Session(action(Action::Nod, "prompt-nod", 3)));
    assert!(harness.query_by_label_contains("left").is_none());
}

#[test]
fn an_offset_moves_a_control_from_where_it_stands() {
    let words = words("en");
    let page =
        Screen::Session(Session { hint: Some("hint-closer".into()), ..action(Action::Nod, "prompt-nod", 3) });
    let place = |layout: &str| {
        let mut harness = with_layout(layout);
        turn_to(&mut harness, &page);
        harness.get_by_label(&words.text(&"hint-closer".into())).rect().min
    };
    let moved = place("[view.txy_auth_feed_back_extra_tip_txt]\noffset = [-40, 15]");
    assert_eq!(moved - place(""), vec2(-40.0, 15.0));
}
