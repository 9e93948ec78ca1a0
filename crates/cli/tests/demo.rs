//! `liveface demo` on a machine that has nothing but the program.

use assert_cmd::Command;

/// What table and page say of where the measurements come from.
const RESTS_ON: &str = if cfg!(feature = "embedded-models") {
    "Measured here with the pack `own` from inside this program."
} else {
    "No model pack was found"
};

#[test]
fn without_a_folder_of_models_it_decides_every_clip_and_writes_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("demo.html");
    let mut command = Command::cargo_bin("liveface").unwrap();
    command.env_remove("LIVEFACE_MODELS");
    for home in ["XDG_DATA_HOME", "HOME", "LOCALAPPDATA"] {
        command.env(home, folder.path());
    }
    let assert = command.arg("demo").arg("--out").arg(&page).assert().success();
    let table = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
    let html = std::fs::read_to_string(&page).unwrap();
    for clip in [
        "person",
        "blink_mouth",
        "nobody",
        "far",
        "print_bent",
        "replay_phone",
        "mask_curved",
        "reflection_live",
        "reflection_print",
        "late_relight",
    ] {
        assert!(table.contains(clip), "{clip} is missing from\n{table}");
        assert!(html.contains(&format!("<section id=\"{clip}\">")), "{clip} is missing from the page");
    }
    assert_eq!(html.matches("data:image/jpeg;base64,").count(), 36);
    let lit = table.lines().filter(|line| line.split_whitespace().nth(1) == Some("light")).count();
    assert_eq!((lit, html.matches("<div class=\"light\">").count()), (9, 9));
    let drawn = section(&html, "reflection_live");
    for light in ["#ff6e6e", "#0000ff", "#ffff00", "#00ff00", "#00ffff", "#808080"] {
        assert!(drawn.contains(&format!("fill=\"{light}\"")), "{light} was shown and is not drawn");
    }
    assert_eq!(drawn.matches("✓").count(), 8);
    assert!(section(&html, "reflection_order").contains("✗"));
    for (name, text) in [("table", &table), ("page", &html)] {
        assert!(text.contains(RESTS_ON), "the {name} does not say what it rests on");
    }
    for outside in ["http://", "https://", "<script", "<link"] {
        assert!(!html.contains(outside), "the page needs {outside}");
    }
}

/// The part of the page about one clip; empty where there is none.
fn section<'a>(html: &'a str, clip: &str) -> &'a str {
    let begin = format!("\"{clip}\">");
    html.split("<section id=").find(|part| part.starts_with(&begin)).unwrap_or_default()
}

#[test]
fn a_folder_that_is_no_pack_is_an_error_not_a_replay() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("demo.html");
    let mut command = Command::cargo_bin("liveface").unwrap();
    let assert =
        command.arg("demo").arg("--models").arg(folder.path()).arg("--out").arg(&page).assert().code(3);
    let error = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
    assert!(error.contains("manifest.toml"), "{error}");
    assert!(!page.exists(), "a page was left behind");
}
