//! Settings and layouts: the guide's names and defaults, and one clear line for whatever is wrong.
#![allow(clippy::panic, clippy::unwrap_used, reason = "tests fail by panicking")]

use liveface_kiosk::config::layout::{Anchor, ControlKind, Layout, Style, View};
use liveface_kiosk::config::{
    Argb, AuthLayout, AuthUiConfig, KioskConfig, Language, LanguageStyle, LanguageType, MAX_BYTES,
    PageColorStyle, Paint, ShowTimeOutMode, VideoSize,
};
use liveface_session::Level;
use std::collections::BTreeSet;
use std::fs;
use toml::{Table, Value};

fn settings(text: &str) -> KioskConfig {
    KioskConfig::from_toml(text, "kiosk.toml").unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn refusal(text: &str) -> String {
    match KioskConfig::from_toml(text, "kiosk.toml") {
        Ok(_) => panic!("accepted: {text}"),
        Err(error) => {
            let line = error.to_string();
            assert!(!line.contains('\n') && line.len() < 300, "one line, not {line:?}");
            line
        }
    }
}

#[test]
fn defaults_are_those_of_the_guide() {
    let config = settings("");
    assert_eq!(config, KioskConfig::default());
    assert_eq!(config.page_color_style, PageColorStyle::Light);
    assert_eq!(config.auth_license, "");
    assert_eq!(config.auth_time_out_ms, 10_000);
    assert_eq!(config.prepare_timeout_ms, 0);
    assert_eq!(config.show_time_out_mode.flags(), 8);
    assert!(config.is_delete_video_cache && config.is_show_guide_page && !config.is_need_best_image);
    assert_eq!((config.language_style, config.language_type), (LanguageStyle::Auto, LanguageType::Default));
    assert_eq!((config.language_code.as_str(), config.back_up_host.as_str()), ("", ""));
    assert!(config.back_up_ips.is_empty() && config.backups().is_empty());
    let page = AuthUiConfig {
        video_size: VideoSize::P480,
        is_show_countdown: true,
        is_show_error_dialog: true,
        auth_layout_res_id: AuthLayout::Default,
        feed_back_error_color: Paint::Unchanged,
        feed_back_txt_color: Paint::Unchanged,
        auth_circle_error_color: Paint::Unchanged,
        auth_circle_correct_color: Paint::Unchanged,
        auth_layout_bg_color: Paint::Unchanged,
    };
    assert_eq!(config.auth_ui_config, page);
    let own = &config.kiosk;
    assert_eq!((own.secure_level, own.max_attempts, own.scale), (Level::Action, 3, 1.0));
    assert!(own.is_focus_loss_fatal && own.full_screen && !own.speak && !own.high_contrast);
    assert_eq!(config.layout().unwrap(), Layout::default());
}

#[test]
fn the_guides_own_spelling_is_read() {
    let config = settings(
        r##"
        pageColorStyle = "Dark"
        authTimeOutMs = 20000
        prepareTimeoutMs = 15000
        isDeleteVideoCache = false
        iShowTipsPage = false
        isGetBestImg = true
        backUpIPs = "203.0.113.7, 2001:db8::1"
        backUpHost = "backup.example:8443"
        [authUiConfig]
        videoSize = "SIZE_720P"
        isShowErrorDialog = false
        authLayoutResId = -1
        feedBackErrorColor = 0xFFD54941
        feedBackTxtColor = "#0052D9"
        authCircleErrorColor = -1
        authCircleCorrectColor = "#800052D9"
        authLayoutBgColor = 0xFFFFFFFF
        [kiosk]
        secureLevel = 4
        "##,
    );
    assert_eq!(config.page_color_style, PageColorStyle::Dark);
    assert!(!config.is_show_guide_page && config.is_need_best_image && !config.is_delete_video_cache);
    let page = &config.auth_ui_config;
    assert_eq!(page.video_size.pixels(), (1280, 720));
    assert_eq!(page.feed_back_error_color, Paint::Argb(Argb::opaque(0xD5, 0x49, 0x41)));
    assert_eq!(page.feed_back_txt_color, Paint::Argb(Argb::opaque(0, 0x52, 0xD9)));
    assert_eq!(page.auth_circle_error_color, Paint::Unchanged);
    let half = Argb { alpha: 0x80, red: 0, green: 0x52, blue: 0xD9 };
    assert_eq!(page.auth_circle_correct_color, Paint::Argb(half));
    assert_eq!(page.auth_layout_bg_color, Paint::Argb(Argb::opaque(255, 255, 255)), "white, not -1");
    assert_eq!(config.kiosk.secure_level, Level::ActionLight);
    let backups: Vec<String> = config.backups().iter().map(ToString::to_string).collect();
    assert_eq!(backups, ["https://backup.example:8443", "https://203.0.113.7", "https://[2001:db8::1]"]);
}

#[test]
fn an_unknown_key_is_refused_with_its_line_and_the_nearest_name() {
    for (text, told) in [
        ("authTimeoutMs = 1", "kiosk.toml, line 1: unknown key authTimeoutMs: did you mean authTimeOutMs?"),
        ("\n\nisShowGuidPage = true", "line 3: unknown key isShowGuidPage: did you mean isShowGuidePage?"),
        (
            "[authUiConfig]\nvideosize = 1",
            "line 2: unknown key videosize in [authUiConfig]: did you mean videoSize?",
        ),
        ("[kiosk]\nmaxAtempts = 1", "line 2: unknown key maxAtempts in [kiosk]: did you mean maxAttempts?"),
        ("[kioks]\nspeak = true", "line 1: unknown key kioks: did you mean kiosk?"),
        ("secureLevel = 1", "unknown key secureLevel: it belongs in [kiosk]"),
        (
            "[kiosk]\nauthLicense = \"a\"",
            "line 2: unknown key authLicense in [kiosk]: it belongs at the top of the file",
        ),
        ("colour = 1", "unknown key colour: remove it"),
        ("kiosk = 1", "kiosk.toml, line 1, kiosk: it is a section, not a value: write [kiosk]"),
    ] {
        let line = refusal(text);
        assert!(line.contains(told), "{text:?} gives {line:?}, not {told:?}");
    }
}

#[test]
fn a_value_that_is_not_allowed_is_named_with_what_is() {
    for (text, told) in [
        (
            "\nauthTimeOutMs = 999",
            "kiosk.toml, line 2, authTimeOutMs: 999 is not allowed: give 1000 to 600000 milliseconds",
        ),
        (
            "prepareTimeoutMs = 10",
            "line 1, prepareTimeoutMs: 10 is not allowed: give 0 for no limit, or 1000 to 600000",
        ),
        ("[kiosk]\nmaxAttempts = 0", "line 2, kiosk.maxAttempts: 0 is not allowed: give 1 to 20"),
        ("[kiosk]\nscale = 0.4", "kiosk.scale: 0.4 is not allowed: give 0.5 to 4"),
        ("[kiosk]\nscale = nan", "kiosk.scale: NaN is not allowed"),
        ("[kiosk]\nresultPageMs = 5", "kiosk.resultPageMs: 5 is not allowed"),
        ("[kiosk]\ncameraFps = 5", "kiosk.cameraFps: 5 is not allowed: give 15 to 60 pictures a second"),
        ("[kiosk]\n\nsecureLevel = 5", "line 3, kiosk.secureLevel: there is no level 5: use 1 (silent)"),
        ("[kiosk]\nlicenceKey = \"c2hvcnQ=\"", "kiosk.licenceKey: \"c2hvcnQ=\" is not allowed: give base64"),
        ("authLicense = \"a.json\"", "line 1, authLicense: a licence can only be checked with a key"),
        ("backUpHost = \"a b\"", "backUpHost: \"a b\" is not allowed: give HOST or HOST:PORT"),
        ("backUpHost = \"http://backup.example\"", "backUpHost: \"http://backup.example\" is not allowed"),
        ("backUpIPs = [\"1.2.3\"]", "line 1, backUpIPs: \"1.2.3\" is no IP address"),
        (
            "showTimeOutMode = 4",
            "showTimeOutMode: 4 is not allowed: give 1 (hidden), 2 (prepare), 8 (action) or 10",
        ),
        ("showTimeOutMode = [\"HIDDEN\", \"ACTION\"]", "showTimeOutMode: 9 is not allowed"),
        ("showTimeOutMode = []", "showTimeOutMode: 0 is not allowed"),
        ("showTimeOutMode = \"NEVER\"", "showTimeOutMode: unknown variant `NEVER`, expected one of `HIDDEN`"),
        (
            "pageColorStyle = \"Blue\"",
            "line 1, pageColorStyle: unknown variant `Blue`, expected `Light` or `Dark`",
        ),
        (
            "isDeleteVideoCache = 1",
            "line 1, isDeleteVideoCache: invalid type: integer `1`, expected a boolean",
        ),
        ("authTimeOutMs = -1", "line 1, authTimeOutMs: "),
        ("isShowGuidePage = true\niShowTipsPage = true", "duplicate field `isShowGuidePage`"),
        ("[authUiConfig]\nauthLayoutResId = 7", "authUiConfig.authLayoutResId: 7 is a resource number"),
        (
            "[authUiConfig]\nfeedBackTxtColor = 0x0052D9",
            "the colour 0x000052D9 cannot be seen, its first two digits being its opacity: write 0xFF0052D9",
        ),
        (
            "[authUiConfig]\nfeedBackTxtColor = \"red\"",
            "line 2, authUiConfig.feedBackTxtColor: \"red\" is no colour: give -1",
        ),
        ("[authUiConfig]\nfeedBackTxtColor = \"#12345\"", "\"#12345\" is no colour"),
        ("[authUiConfig]\nfeedBackTxtColor = -2", "-2 is no colour"),
        ("authTimeOutMs = ", "kiosk.toml, line 1: "),
    ] {
        let line = refusal(text);
        assert!(line.contains(told), "{text:?} gives {line:?}, not {told:?}");
    }
}

#[test]
fn the_countdown_is_shown_in_the_stages_that_the_flags_name() {
    for (given, flags, stages) in [
        ("1", 1, (false, false)),
        ("2", 2, (true, false)),
        ("8", 8, (false, true)),
        ("10", 10, (true, true)),
        ("\"PREPARE\"", 2, (true, false)),
        ("[\"ACTION\", \"PREPARE\"]", 10, (true, true)),
        ("\"HYShowTimeOutMode_TIMEOUT_HIDDEN\"", 1, (false, false)),
    ] {
        let config = settings(&format!("showTimeOutMode = {given}"));
        assert_eq!(config.show_time_out_mode.flags(), flags, "{given}");
        assert_eq!((config.counts_down_in_preparation(), config.counts_down_in_action()), stages, "{given}");
        let hidden = settings(&format!("showTimeOutMode = {given}\n[authUiConfig]\nisShowCountdown = false"));
        assert!(!hidden.counts_down_in_preparation() && !hidden.counts_down_in_action(), "{given}");
    }
    assert_eq!(ShowTimeOutMode::from_flags(10), Some(ShowTimeOutMode::ALWAYS));
}

#[test]
fn the_language_is_found_however_it_is_asked_for() {
    let code = |code: &str| Language::Code(code.to_owned());
    for (text, language) in [
        ("", Language::System),
        ("languageStyle = \"ENGLISH\"", code("en")),
        ("languageStyle = \"SIMPLIFIED_CHINESE\"", code("zh-Hans")),
        ("languageType = \"ZH_HK\"", code("zh-HK")),
        ("languageType = \"MS\"", code("ms")),
        ("languageStyle = \"TRADITIONAL_CHINESE\"\nlanguageType = \"ZH_TW\"", code("zh-TW")),
        ("languageStyle = \"CUSTOMIZE_LANGUAGE\"\nlanguageCode = \"th-TH\"", code("th-TH")),
        (
            "languageType = \"CUSTOMIZE_LANGUAGE\"\nuserLanguageFileName = \"ko\"\nuserLanguageBundleName = \"UseLanguage\"",
            code("ko"),
        ),
        ("userLanguageFileName = \"en.lproj\"\nuserLanguageBundleName = \"UserUIBundle\"", code("en")),
        ("userLanguageBundleName = \"UserUIBundle\"", Language::System),
        ("languageType = \"RU\"\nsetLanguageFileName = \"ja.lproj\"", code("ja")),
    ] {
        assert_eq!(settings(text).language(), language, "{text}");
    }
}

#[test]
fn settings_of_the_language_that_contradict_each_other_are_refused() {
    for (text, told) in [
        (
            "languageStyle = \"ENGLISH\"\nlanguageType = \"RU\"",
            "line 2, languageType: \"RU\" contradicts languageStyle, which is \"ENGLISH\"",
        ),
        ("languageStyle = \"CUSTOMIZE_LANGUAGE\"", "languageStyle: CUSTOMIZE_LANGUAGE needs a language"),
        ("languageCode = \"th-TH\"", "languageCode: th-TH has no effect without languageStyle"),
        (
            "languageType = \"EN\"\nuserLanguageFileName = \"ko\"",
            "userLanguageFileName: ko contradicts languageType",
        ),
        (
            "languageStyle = \"CUSTOMIZE_LANGUAGE\"\nlanguageCode = \"th\"\nuserLanguageFileName = \"ko\"",
            "line 3, userLanguageFileName: ko contradicts languageCode, which is th",
        ),
        (
            "setLanguageFileName = \"../etc\"",
            "setLanguageFileName: \"../etc\" is not allowed: give a language code",
        ),
    ] {
        let line = refusal(text);
        assert!(line.contains(told), "{text:?} gives {line:?}, not {told:?}");
    }
}

#[test]
fn every_code_of_the_guides_list_is_taken() {
    let codes = "af-ZA sq-AL ar-DZ ar-BH ar-EG ar-IQ ar-JO ar-KW ar-LB ar-LY ar-MA ar-OM ar-QA eu-ES be-BY bg-BG ca-ES \
        zh-HK zh-MO zh-CN zh-SG zh-TW zh-CHS zh-CHT hr-HR cs-CZ da-DK div-MV nl-BE nl-NL en-AU en-CA en-ZA en-PH en-NZ \
        en-GB en-US fa-IR fi-FI fr-FR fr-BE fr-MC fr-CH gl-ES ka-GE de-DE de-LU de-CH el-GR gu-IN he-IL hi-IN hu-HU \
        is-IS it-IT ja-JP kk-KZ kn-IN ko-KR lv-LV lt-LT ms-BN ms-MY mr-IN mn-MN nn-NO pl-PL pt-BR pt-PT ro-RO sa-IN \
        ru-RU sk-SK es-AR es-ES sv-SE th-TH tr-TR uk-UA ur-PK vi-VN";
    assert_eq!(codes.split_whitespace().count(), 81);
    for code in codes.split_whitespace() {
        let config = settings(&format!("languageStyle = \"CUSTOMIZE_LANGUAGE\"\nlanguageCode = \"{code}\""));
        assert_eq!(config.language(), Language::Code(code.to_owned()));
    }
}

/// The dotted paths of a table's values.
fn paths(prefix: &str, table: &Table) -> BTreeSet<String> {
    let path = |key: &str| if prefix.is_empty() { key.to_owned() } else { format!("{prefix}.{key}") };
    let inner = |(key, value): (&String, &Value)| match value.as_table() {
        Some(inner) => paths(&path(key), inner),
        None => BTreeSet::from([path(key)]),
    };
    table.iter().flat_map(inner).collect()
}

#[test]
fn what_is_printed_has_every_key_a_comment_for_each_and_reads_back() {
    let printed = KioskConfig::default().to_toml().unwrap();
    assert_eq!(settings(&printed), KioskConfig::default());
    let whole = Table::try_from(KioskConfig::default()).unwrap();
    assert_eq!(paths("", &printed.parse().unwrap()), paths("", &whole), "a key has no comment in print.rs");
    let lines: Vec<&str> = printed.lines().collect();
    for pair in lines.windows(2).filter(|pair| pair[1].contains(" = ") && !pair[1].starts_with('#')) {
        assert!(pair[0].starts_with("# "), "no comment above {}", pair[1]);
    }
    let mut changed = KioskConfig { auth_time_out_ms: 12_345, ..KioskConfig::default() };
    changed.show_time_out_mode = ShowTimeOutMode::ALWAYS;
    changed.auth_ui_config.feed_back_txt_color = Paint::Argb(Argb::opaque(1, 2, 3));
    changed.auth_ui_config.auth_layout_res_id = AuthLayout::File("a \"b\" #c.toml".to_owned());
    changed.back_up_ips = vec!["203.0.113.7".parse().unwrap()];
    changed.kiosk.scale = 1.2;
    assert_eq!(settings(&changed.to_toml().unwrap()), changed);
}

#[test]
fn settings_made_by_a_program_are_checked_too() {
    let config = KioskConfig { auth_time_out_ms: 1, ..KioskConfig::default() };
    let error = config.checked().unwrap_err();
    assert_eq!((error.key(), error.line()), (Some("authTimeOutMs"), None));
    assert_eq!(error.to_string(), "authTimeOutMs: 1 is not allowed: give 1000 to 600000 milliseconds");
}

#[test]
fn paths_in_a_file_count_from_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kiosk.toml");
    fs::create_dir(folder.path().join("page")).unwrap();
    fs::write(folder.path().join("page/layout.toml"), "[view.txy_auth_tips_txt]\nhidden = true").unwrap();
    fs::write(&file, "userUIBundleName = \"page\"\n[kiosk]\nvideoCacheFolder = \"/var/cache/kiosk\"")
        .unwrap();
    let config = KioskConfig::read(&file).unwrap();
    assert_eq!(config.user_ui_bundle_name, folder.path().join("page").to_str().unwrap());
    assert_eq!(config.kiosk.video_cache_folder, "/var/cache/kiosk", "a whole path stays");
    assert_eq!(config.auth_license, "", "and nothing stays nothing");
    assert!(config.layout().unwrap().style(View::Tips).hidden);

    fs::remove_file(folder.path().join("page/layout.toml")).unwrap();
    assert_eq!(config.layout().unwrap(), Layout::default(), "the guide: without the file, the default page");
    fs::write(&file, "[authUiConfig]\nauthLayoutResId = \"gone.toml\"").unwrap();
    let error = KioskConfig::read(&file).unwrap().layout().unwrap_err().to_string();
    assert!(error.ends_with("gone.toml: there is no such file"), "{error}");
}

#[test]
fn a_file_that_is_no_settings_file_is_refused_before_it_is_parsed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kiosk.toml");
    let told = |bytes: &[u8]| {
        fs::write(&file, bytes).unwrap();
        KioskConfig::read(&file).unwrap_err().to_string()
    };
    assert!(told(&vec![b'#'; MAX_BYTES as usize + 1]).ends_with("so it is no settings file"));
    assert!(told(b"\xff\xfe").ends_with("it is not UTF-8 text"));
    fs::write(&file, vec![b'#'; MAX_BYTES as usize]).unwrap();
    assert_eq!(KioskConfig::read(&file).unwrap(), KioskConfig::default());
    let gone = KioskConfig::read(&folder.path().join("gone.toml")).unwrap_err();
    assert!(gone.to_string().ends_with("gone.toml: there is no such file"));
}

fn layout_refusal(text: &str) -> String {
    match Layout::from_toml(text, "page.toml") {
        Ok(_) => panic!("accepted: {text}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_layout_moves_the_guides_controls_and_adds_others() {
    let layout = Layout::from_toml(
        r##"
        [theme]
        accent = "#0052D9"
        [view.txy_count_down_txt_view]
        anchor = "topLeft"
        offset = [24, -8.5]
        textSize = 20
        colour = 0xFF0052D9
        [view.txy_camera_gather_view]
        ovalSize = 0.6
        [view.txy_auth_tips_txt]
        hidden = true
        [[control]]
        id = "add_view_offer_button"
        kind = "button"
        text = "Help"
        anchor = "bottomRight"
        [[control]]
        id = "notice"
        kind = "label"
        text = "Branch 7"
        "##,
        "page.toml",
    )
    .unwrap();
    let blue = Paint::Argb(Argb::opaque(0, 0x52, 0xD9));
    assert_eq!((layout.theme.accent, layout.theme.text), (blue, Paint::Unchanged));
    let countdown = layout.style(View::Countdown);
    assert_eq!((countdown.anchor, countdown.offset), (Some(Anchor::TopLeft), [24.0, -8.5]));
    assert_eq!((countdown.text_size, countdown.colour), (Some(20.0), blue));
    assert_eq!(layout.style(View::Camera).oval_size, Some(0.6));
    assert!(layout.style(View::Tips).hidden && !layout.style(View::Cancel).hidden);
    let kinds: Vec<_> = layout.control.iter().map(|control| (control.id.as_str(), control.kind)).collect();
    assert_eq!(kinds, [("add_view_offer_button", ControlKind::Button), ("notice", ControlKind::Label)]);
    assert_eq!(layout.control[0].anchor.share(), [1.0, 1.0]);
}

#[test]
fn the_controls_have_the_guides_names() {
    for view in View::ALL {
        // What each of them takes.
        let change = if view.can_be_moved() { "offset = [1, 0]" } else { "hidden = true" };
        let change = if view == View::Ground { "colour = \"#102030\"" } else { change };
        let layout = Layout::from_toml(&format!("[view.{}]\n{change}", view.name()), "page.toml").unwrap();
        assert_ne!(layout.style(view), Style::default(), "{}", view.name());
    }
    let whole = Table::try_from(Layout::default()).unwrap();
    assert_eq!(paths("", &whole).iter().filter(|path| path.starts_with("theme.")).count(), 7);
}

#[test]
fn what_would_have_no_effect_is_refused_with_what_has() {
    for (text, told) in [
        (
            "[view.txy_auth_layout_bg]\nanchor = \"top\"",
            "anchor: the ground fills the window: remove this line",
        ),
        (
            "[view.txy_auth_common_background_views]\noffset = [1, 0]",
            "offset: it follows the oval: move txy_camera_gather_view instead",
        ),
        (
            "[view.txy_auth_common_background_views]\ncolour = \"#102030\"",
            "colour: set authUiConfig.authCircleCorrectColor and authCircleErrorColor instead",
        ),
        (
            "[view.txy_camera_prepare_img]\nanchor = \"top\"",
            "anchor: it follows the oval: move txy_camera_gather_view instead",
        ),
        ("[view.txy_camera_gather_view]\ncolour = \"#102030\"", "colour: it has no colour: remove this line"),
    ] {
        let line = layout_refusal(text);
        assert!(line.starts_with("page.toml, line 2, view.txy_") && line.ends_with(told), "{line}");
    }
}

#[test]
fn a_layout_can_take_away_nothing_that_a_person_needs() {
    for id in ["txy_cancel_txt_btn", "txy_camera_gather_view", "txy_auth_feed_back_txt", "txy_auth_layout_bg"]
    {
        let line = layout_refusal(&format!("[view.{id}]\nhidden = true"));
        let told = format!("page.toml, line 2, view.{id}.hidden: nobody can do without it");
        assert!(line.starts_with(&told), "{line}");
    }
    for (text, told) in [
        ("[view.consent]\nhidden = true", "line 1: unknown key consent in [view]: remove it"),
        ("[view.txy_cancel_btn]\nhidden = true", "did you mean txy_cancel_txt_btn?"),
        (
            "[view.txy_cancel_txt_btn]\ntextsize = 3",
            "line 2: unknown key textsize in [view.txy_cancel_txt_btn]: did you mean textSize?",
        ),
        ("[view.txy_cancel_txt_btn]\ntextSize = 3", "textSize: 3 is not allowed: give 8 to 96 points"),
        ("[view.txy_cancel_txt_btn]\noffset = [5000, 0]", "offset: [5000.0, 0.0] is not allowed"),
        (
            "[view.txy_cancel_txt_btn]\nanchor = \"north\"",
            "line 2, view.txy_cancel_txt_btn.anchor: unknown variant `north`",
        ),
        ("[view.txy_auth_layout_bg]\ntextSize = 12", "it has no text"),
        ("[view.txy_auth_tips_txt]\novalSize = 0.5", "only txy_camera_gather_view has an oval"),
        ("[view.txy_camera_gather_view]\novalSize = 0.95", "ovalSize: 0.95 is not allowed: give 0.2 to 0.9"),
        (
            "[[control]]\nid = \"a\"\nkind = \"link\"\ntext = \"x\"",
            "line 3, control.kind: unknown variant `link`, expected `button` or `label`",
        ),
        (
            "[[control]]\nid = \"a b\"\nkind = \"label\"\ntext = \"x\"",
            "line 2, control.0.id: \"a b\" is not allowed",
        ),
        (
            "[[control]]\nid = \"txy_auth_tips_txt\"\nkind = \"label\"\ntext = \"x\"",
            "is a control of the page itself",
        ),
        (
            "[[control]]\nid = \"a\"\nkind = \"label\"\ntext = \"\"",
            "line 4, control.0.text: \"\" is not allowed",
        ),
        (
            "[[control]]\nid = \"a\"\nkind = \"label\"\nlabel = \"x\"",
            "line 4: unknown key label in [control]",
        ),
        (
            "[[control]]\nid = \"a\"\nkind = \"label\"\ntext = \"x\"\n[[control]]\nid = \"a\"\nkind = \"label\"\ntext = \"x\"",
            "line 6, control.1.id: a names two controls",
        ),
        ("[[control]]\nid = \"a\"\nkind = \"label\"", "missing field `text`"),
    ] {
        let line = layout_refusal(text);
        assert!(line.contains(told), "{text:?} gives {line:?}, not {told:?}");
    }
}

#[test]
fn the_layout_in_the_documents_can_be_used() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/kiosk.md")).unwrap();
    let (_, rest) = text.split_once("```toml\n").unwrap();
    let (layout, _) = rest.split_once("```").unwrap();
    let layout = Layout::from_toml(layout, "docs/kiosk.md").unwrap();
    assert_eq!(layout.control.len(), 1);
}

#[test]
fn a_licence_and_its_key_go_together_and_texts_come_from_one_folder() {
    let key = "licenceKey = \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"";
    let alone = KioskConfig::from_toml(&format!("[kiosk]\n{key}"), "k").unwrap_err();
    assert!(alone.to_string().contains("a key without a licence checks nothing"), "{alone}");
    let both = KioskConfig::from_toml(&format!("authLicense = \"a.license\"\n[kiosk]\n{key}"), "k").unwrap();
    assert_eq!(both.auth_license, "a.license");
    let folders = "userLanguageBundleName = \"a\"\n[kiosk]\ncustomStringsFolder = \"b\"";
    assert!(KioskConfig::from_toml(folders, "k").unwrap_err().to_string().contains("give one of them"));
}

#[test]
fn settings_can_be_built_one_by_one() {
    let built =
        KioskConfig::default().with_auth_time_out_ms(20_000_u32).with_language_style(LanguageStyle::English);
    let built = built.with_back_up_host("b.example").checked().unwrap();
    assert_eq!((built.auth_time_out_ms, built.back_up_host.as_str()), (20_000, "b.example"));
    let bad = KioskConfig::default().with_auth_time_out_ms(5_u32).checked().unwrap_err();
    assert_eq!(bad.key(), Some("authTimeOutMs"));
}
