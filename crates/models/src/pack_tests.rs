use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{EmbeddedPack, Origin, Pack};
use crate::lookup::Lookup;
use crate::manifest::Role;

const REFERENCE: &str = include_str!("../../../models/reference/manifest.toml");

/// A folder with a manifest of six tiny files; `edit` changes the manifest's text before it is written.
fn world(edit: impl Fn(&str) -> String) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let mut text = REFERENCE.to_owned();
    let manifest = super::Manifest::parse(REFERENCE, "test").unwrap();
    for model in &manifest.models {
        let content = model.id.as_bytes();
        fs::write(dir.path().join(&model.file), content).unwrap();
        text = text.replace(&model.sha256, &hash(content));
        text = text.replace(&format!("bytes = {}", model.bytes), &format!("bytes = {}", content.len()));
    }
    fs::write(dir.path().join("manifest.toml"), edit(&text)).unwrap();
    dir
}

fn hash(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    format!("{:x}", sha2::Sha256::digest(bytes))
}

fn refusal(dir: &Path) -> String {
    Pack::load(dir).unwrap_err().to_string()
}

#[test]
fn a_good_pack_loads_with_every_role() {
    let dir = world(str::to_owned);
    let pack = Pack::load(dir.path()).unwrap();
    assert_eq!(pack.id(), "reference");
    assert_eq!(pack.origin(), &Origin::Explicit(dir.path().to_owned()));
    let pads: Vec<&str> = pack.all(Role::Pad).map(|model| model.entry.id.as_str()).collect();
    assert_eq!(pads, ["minifasnet-v2-27", "minifasnet-v1se-40"]);
    assert_eq!(&*pack.model(Role::Mesh).unwrap().bytes, b"mp-face-landmarks478-v2");
    assert_eq!(pack.entries().count(), 6);
}

#[test]
fn debug_shows_no_weights() {
    let dir = world(str::to_owned);
    let text = format!("{:?}", Pack::load(dir.path()).unwrap().model(Role::Mask).unwrap());
    assert!(text.contains("linzaer-rfb640-masked") && !text.contains("bytes: ["), "{text}");
}

#[test]
fn a_truncated_longer_or_altered_file_is_refused_by_name() {
    for (content, reason) in
        [("yunet", "truncated"), ("yunet-n-320 and more", "another"), ("yunet-n-321", "SHA-256")]
    {
        let dir = world(str::to_owned);
        fs::write(dir.path().join("yunet_n_320.onnx"), content).unwrap();
        let error = refusal(dir.path());
        assert!(error.contains("yunet_n_320.onnx") && error.contains(reason), "{error}");
        assert!(error.contains("copy the file again"), "{error}");
    }
}

#[test]
fn a_missing_file_and_a_folder_in_its_place_are_refused_by_name() {
    let dir = world(str::to_owned);
    let path = dir.path().join("minifasnet_v2_27.onnx");
    fs::remove_file(&path).unwrap();
    assert!(refusal(dir.path()).contains("minifasnet_v2_27.onnx: cannot be read"));
    fs::create_dir(&path).unwrap();
    assert!(refusal(dir.path()).contains("not a file"));
}

#[test]
fn a_wrong_manifest_is_refused_with_the_entry_and_the_reason() {
    let cases = [
        ("licence = \"Apache-2.0\"\n", "", "yunet-n-320`: missing field `licence`"),
        ("commercial = true\n", "", "yunet-n-320`: missing field `commercial`"),
        ("licence = \"MIT\"", "licence = \" \"", "linzaer-rfb640-masked`: licence"),
        ("licence = \"MIT\"", "licence = \"unknown\"", "not an SPDX expression"),
        ("commercial = true", "commercial = true\ncomercial = 1", "unknown field `comercial`"),
        ("nms = 0.4", "nms = 0.4, iou = 1", "unknown field `iou`"),
        ("schema = 1", "schema = 2", "schema 2"),
        ("schema = 1", "schema = ", "line 2"),
        ("file = \"yunet", "file = \"../yunet", "not a plain file name"),
        ("file = \"yunet", "file = \"/yunet", "not a plain file name"),
        ("file = \"yunet", "file = \"sub/yunet", "not a plain file name"),
        ("sha256 = \"", "sha256 = \"0", "64 lower-case hex digits"),
        ("shape = [1, 3, 320, 320]", "shape = [1, 3, 0, 320]", "the shape [1, 3, 0, 320]"),
        ("shape = [1, 3, 320, 320]", "shape = [1, 1, 320, 320]", "three channels"),
        ("shape = [1, 3, 320, 320]", "shape = [1, 3, 9223372036854775807, 9223372036854775807]", "the shape"),
        ("shape = [1, 1600, 1]", "shape = [1, 1601, 1]", "the decoder reads"),
        ("strides = [8, 16, 32]", "strides = [8, 16, 0]", "stride 0"),
        ("live = 1", "live = 3", "live = 3"),
        ("masked = 2", "masked = 1", "not two of the 3 classes"),
        ("[0.5, 80.0]", "[0.4, 80.0]", "rising"),
        ("role = \"mask\"", "role = \"mesh\"", "not one for the role mesh"),
        ("role = \"mask\"", "role = \"eye\"", "unknown variant `eye`"),
        ("id = \"minifasnet-v2-27\"", "id = \"yunet-n-320\"", "two models are called"),
    ];
    for (from, to, expected) in cases {
        let dir = world(|text| {
            let edited = text.replacen(from, to, 1);
            assert_ne!(edited, text, "{from}");
            edited
        });
        let error = refusal(dir.path());
        assert!(error.contains("manifest.toml") && error.contains(expected), "{from} -> {to}: {error}");
        assert!(error.contains("; correct") && !error.contains('\n'), "{error}");
    }
}

#[test]
fn strides_that_do_not_divide_the_input_give_a_grid_that_is_rounded_up() {
    let smaller = |shape: &str, cells: [usize; 3]| {
        world(|text| {
            let text = text.replace("shape = [1, 3, 320, 320]", shape);
            [1600, 400, 100]
                .iter()
                .zip(cells)
                .fold(text, |text, (from, to)| text.replace(&format!("[1, {from}, "), &format!("[1, {to}, ")))
        })
    };
    let shape = "shape = [1, 3, 120, 160]";
    Pack::load(smaller(shape, [300, 80, 20]).path()).unwrap();
    let error = refusal(smaller(shape, [300, 70, 15]).path());
    assert!(error.contains("the decoder reads [300, 80, 20,"), "{error}");
}

#[test]
fn a_mesh_network_may_have_a_third_output_of_seven_values() {
    let with = |outputs: &str| {
        world(|text| {
            text.replacen("shape = [1, 1, 1, 1] },\n", &format!("shape = [1, 1, 1, 1] }},\n{outputs}"), 1)
        })
    };
    let pack = Pack::load(with("{ name = \"measures\", shape = [1, 7] },").path()).unwrap();
    assert_eq!(pack.model(Role::Mesh).unwrap().entry.outputs.len(), 3);
    let error = refusal(with("{ name = \"measures\", shape = [1, 6] },").path());
    assert!(error.contains("the decoder reads [1434, 1, 7]"), "{error}");
}

#[test]
fn a_pack_without_a_needed_role_is_refused() {
    let dir = world(|text| text.split("\n[[model]]").take(2).collect::<Vec<_>>().join("\n[[model]]"));
    assert!(refusal(dir.path()).contains("0 models have the role mesh"));
}

#[test]
fn a_folder_without_manifest_is_read_by_a_known_one_or_refused_with_what_it_lacks() {
    let dir = world(str::to_owned);
    fs::remove_file(dir.path().join("manifest.toml")).unwrap();
    // All files of the reference pack are here by name, so its manifest is used, and the contents are refused.
    assert!(refusal(dir.path()).contains("truncated"));
    fs::remove_file(dir.path().join("omz_reid_0095.onnx")).unwrap();
    let error = refusal(dir.path());
    assert!(
        error.contains("no manifest.toml") && error.contains("`reference` it lacks omz_reid_0095.onnx"),
        "{error}"
    );
}

#[test]
fn the_first_named_place_wins_and_a_bad_one_is_not_passed_over() {
    let (explicit, environment, user) = (world(str::to_owned), world(str::to_owned), world(str::to_owned));
    let path = |dir: &TempDir| Some(dir.path().to_owned());
    let mut lookup =
        Lookup { explicit: path(&explicit), environment: path(&environment), user_data: path(&user) };
    assert_eq!(Pack::find(&lookup).unwrap().origin(), &Origin::Explicit(explicit.path().to_owned()));
    lookup.explicit = None;
    assert_eq!(Pack::find(&lookup).unwrap().origin(), &Origin::Environment(environment.path().to_owned()));
    lookup.environment = None;
    assert_eq!(Pack::find(&lookup).unwrap().origin(), &Origin::UserData(user.path().to_owned()));
    lookup.explicit = Some(PathBuf::from("nowhere at all"));
    assert!(Pack::find(&lookup).unwrap_err().to_string().contains("nowhere at all"));
}

#[cfg(not(feature = "embedded-models"))]
#[test]
fn nothing_anywhere_says_where_it_looked() {
    let empty = tempfile::tempdir().unwrap();
    let lookup = Lookup { user_data: Some(empty.path().to_owned()), ..Lookup::default() };
    let error = Pack::find(&lookup).unwrap_err().to_string();
    assert!(
        error.contains(&*empty.path().display().to_string()) && error.contains("LIVEFACE_MODELS"),
        "{error}"
    );
}

#[cfg(feature = "embedded-models")]
#[test]
fn where_nothing_is_named_the_pack_inside_the_program_is_found() {
    let empty = tempfile::tempdir().unwrap();
    let lookup = Lookup { user_data: Some(empty.path().to_owned()), ..Lookup::default() };
    let pack = Pack::find(&lookup).unwrap();
    assert_eq!((pack.id(), pack.origin()), ("own", &Origin::Embedded));
    assert_eq!(pack.origin().to_string(), "inside this program");
}

#[test]
fn the_own_pack_is_small_free_and_described() {
    let dir = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/own"));
    let pack = Pack::load(dir).unwrap();
    let roles: Vec<Role> = pack.entries().map(|entry| entry.role).collect();
    assert_eq!(roles, [Role::Detector, Role::Mesh, Role::Pad, Role::Embedding]);
    assert!(pack.entries().all(|entry| entry.licence == "MIT OR Apache-2.0" && entry.commercial));
    assert!(pack.entries().all(|entry| entry.bytes <= 4 << 20));
    assert!(pack.entries().map(|entry| entry.bytes).sum::<u64>() <= 8_000_000);
    for entry in pack.entries() {
        assert_eq!(entry.card, format!("{}.md", entry.role));
        let card = fs::read_to_string(dir.join(&entry.card)).unwrap();
        let file = format!("File: `{}`, {} bytes, SHA-256 `{}`.", entry.file, entry.bytes, entry.sha256);
        assert!(card.lines().any(|line| line == file), "{} does not say: {file}", entry.card);
    }
    let embedded = Pack::embedded().unwrap();
    assert_eq!(embedded.is_some(), cfg!(feature = "embedded-models"));
    if let Some(embedded) = embedded {
        assert!(embedded.entries().eq(pack.entries()), "another pack is inside the program");
    }
}

#[test]
fn an_embedded_pack_is_verified_too() {
    let dir = world(str::to_owned);
    let manifest: &str = fs::read_to_string(dir.path().join("manifest.toml")).unwrap().leak();
    let files: Vec<(&'static str, &'static [u8])> = super::Manifest::parse(manifest, "test")
        .unwrap()
        .models
        .iter()
        .map(|model| (&*model.file.clone().leak(), &*model.id.clone().into_bytes().leak()))
        .collect();
    let files: &'static [_] = files.leak();
    let pack = Pack::from_embedded(&EmbeddedPack { manifest, files }).unwrap();
    assert_eq!((pack.origin(), pack.entries().count()), (&Origin::Embedded, 6));
    let error = Pack::from_embedded(&EmbeddedPack { manifest, files: &files[1..] }).unwrap_err().to_string();
    assert!(error.contains("embedded yunet_n_320.onnx"), "{error}");
}

#[test]
fn the_reference_pack_loads_where_it_is() {
    let dir = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/models/reference"));
    if !dir.is_dir() {
        skip("../shared is not here");
        return;
    }
    let pack = Pack::load(dir).unwrap();
    assert_eq!((pack.id(), pack.entries().count()), ("reference", 6));
    assert!(pack.entries().all(|entry| entry.commercial));
}

/// Says what is skipped past the test harness, which keeps what passing tests print to itself.
fn skip(why: &str) {
    let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("skipped: {why}\n").as_bytes());
}
