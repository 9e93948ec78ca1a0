//! Manifests as people write them: right, wrong, and hostile.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

use liveface_eval::manifest::{Manifest, Problem};
use liveface_eval::row::{Mode, Split};
use liveface_session::Action;
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A folder with a few clips, photos and plans; nothing reads them, so they are empty.
fn world() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["ann", "bob", "eve"] {
        fs::create_dir_all(folder.path().join("clips").join(name)).unwrap();
        for take in ["1.mp4", "2.mp4", ".hidden.mp4", "notes.txt"] {
            fs::write(folder.path().join("clips").join(name).join(take), "").unwrap();
        }
        fs::write(folder.path().join(format!("{name}.jpg")), "").unwrap();
    }
    for name in ["plan.json", "shown.json", "old.jsonl.zst", "odd[1].mp4"] {
        fs::write(folder.path().join(name), "").unwrap();
    }
    folder
}

/// Writes `text` as `m.EXTENSION` into `folder` and reads it; errors without the folder's name.
fn read(folder: &Path, extension: &str, text: impl AsRef<[u8]>) -> Result<Manifest, String> {
    let path = folder.join(format!("m.{extension}"));
    fs::write(&path, text).unwrap();
    let short =
        |text: String| text.replace(&format!("{}{}", folder.display(), std::path::MAIN_SEPARATOR), "");
    Manifest::read(&path).map_err(|errors| short(errors.to_string()))
}

const TOML: &str = r#"schema = 1
name = "m"

[defaults]
split = "dev"
device = "phone 7"
tags = { light = "office", glasses = "no" }

[[clips]]
clip = "clips/ann/1.mp4"
subject = "ann"
species = "bona_fide"
session = "monday"
reference = "ann.jpg"
actions = ["blink", "mouth"]

[[clips]]
clip = "./clips//ann/2.mp4"
id = "ann's print"
subject = "ann"
species = "print"
device = ""
reference = "bob.jpg"
reference_subject = "bob"
synthetic = true
tags = { light = "dark, very", glasses = "" }

[[clips]]
clip = "clips/eve"
subject = "eve"
species = "bona_fide"
mode = "reflection"
light = "plan.json"
shown = "shown.json"
at = 2026-03-01T12:00:00Z
split = "eval"
"#;

const CSV: &str = r#"clip,id,subject,species,session,device,reference,reference_subject,mode,actions,light,shown,at,split,synthetic,tag.light,tag.glasses
clips/ann/1.mp4,,ann,bona_fide,monday,phone 7,ann.jpg,ann,action,"blink,mouth",,,,dev,,office,no
clips/ann/2.mp4, ann's print ,ann,print,,,bob.jpg,bob,silent,,,,,dev,TRUE,"dark, very",

clips/eve,,eve,bona_fide,,phone 7,,,reflection,,plan.json,shown.json,2026-03-01T12:00:00Z,eval,false,office,no
"#;

#[test]
fn both_forms_say_the_same() {
    let folder = world();
    let toml = read(folder.path(), "toml", TOML).unwrap();
    let csv = read(folder.path(), "csv", CSV).unwrap();
    assert_eq!(toml.sha256, csv.sha256);
    assert_eq!((toml.name.as_str(), csv.name.as_str()), ("m", "m"));
    assert_eq!(toml.entries.iter().map(|entry| entry.line).collect::<Vec<_>>(), [9, 17, 28]);
    assert_eq!(csv.entries.iter().map(|entry| entry.line).collect::<Vec<_>>(), [2, 3, 5]);
    let unplaced = |mut manifest: Manifest| {
        manifest.entries.iter_mut().for_each(|entry| entry.line = 0);
        manifest
    };
    assert_eq!(unplaced(toml), unplaced(csv));
}

#[test]
fn fields_mean_what_they_say() {
    let folder = world();
    let entries = read(folder.path(), "toml", TOML).unwrap().entries;
    let [first, print, light] = entries.as_slice() else { panic!("{entries:?}") };

    assert_eq!((first.id.as_str(), first.name.as_str()), ("clips/ann/1.mp4", "clips/ann/1.mp4"));
    assert_eq!(first.clip, folder.path().join("clips/ann/1.mp4"));
    assert_eq!(
        (first.mode, first.actions.as_slice()),
        (Mode::Action, [Action::Blink, Action::Mouth].as_slice())
    );
    assert_eq!(
        first.reference_subject.as_deref(),
        Some("ann"),
        "the subject's own, unless it says otherwise"
    );
    assert_eq!(first.device.as_deref(), Some("phone 7"), "by default");

    assert_eq!((print.id.as_str(), print.name.as_str()), ("ann's print", "clips/ann/2.mp4"));
    assert_eq!((print.device.as_deref(), print.mode, print.synthetic), (None, Mode::Silent, true));
    assert_eq!(print.reference_subject.as_deref(), Some("bob"));
    assert_eq!(
        print.tags.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect::<Vec<_>>(),
        [("light", "dark, very")]
    );

    assert_eq!((light.mode, light.split), (Mode::Reflection, Split::Eval));
    assert_eq!(light.light, Some(folder.path().join("plan.json")));
    assert_eq!(light.at.as_deref(), Some("2026-03-01T12:00:00Z"));
}

#[test]
fn the_hash_is_of_what_is_said_and_not_of_where() {
    let (here, there) = (world(), world());
    let at = |folder: &TempDir, text: &str| read(folder.path(), "csv", text).unwrap().sha256;
    assert_eq!(at(&here, CSV), at(&there, CSV), "another folder");
    assert_eq!(
        at(&here, CSV),
        at(&here, &format!("\u{feff}{}", CSV.replace('\n', "\r\n"))),
        "as a spreadsheet saves it"
    );
    let mut lines: Vec<_> = CSV.lines().collect();
    lines[1..].reverse();
    assert_eq!(at(&here, CSV), at(&here, &lines.join("\n")), "in another order");
    let absolute = CSV.replace("\nclips/eve", &format!("\n{}/clips/eve", here.path().display()));
    assert_eq!(at(&here, CSV), at(&here, &absolute), "named absolutely");
    for (old, new) in
        [("ann's print", "x"), ("eve,,eve", "eve,,zoe"), ("phone 7", "phone 8"), ("ann.jpg", "eve.jpg")]
    {
        assert_ne!(at(&here, CSV), at(&here, &CSV.replace(old, new)), "{old} is not {new}");
    }
    for (old, new) in
        [(",TRUE", ",false"), ("12:00:00Z", "12:00:01Z"), ("dark, very", "dark"), ("shown.json", "")]
    {
        assert_ne!(at(&here, CSV), at(&here, &CSV.replace(old, new)), "{old} is not {new}");
    }
}

#[test]
fn patterns_become_clips_in_order() {
    let folder = world();
    let text = "clip,id,subject,species,reference,tag.take\n\
                clips/**/*.mp4,{folder}-{stem},{folder},bona_fide,{folder}.jpg,take {stem} of {x y}\n\
                old.jsonl.zst,{stem},ann,replay,,\n\
                odd[[]1].mp4,,ann,print,,\n\
                clips/[ae]*/?.mp4,,{folder},mask,,\n";
    let entries = read(folder.path(), "csv", text).unwrap().entries;
    let ids: Vec<_> = entries.iter().map(|entry| entry.id.as_str()).collect();
    let (all, single) = ids.split_at(6);
    assert_eq!(
        all,
        ["ann-1", "ann-2", "bob-1", "bob-2", "eve-1", "eve-2"],
        "without hidden files and folders"
    );
    let rest =
        ["old", "odd[1].mp4", "clips/ann/1.mp4", "clips/ann/2.mp4", "clips/eve/1.mp4", "clips/eve/2.mp4"];
    assert_eq!(single, rest);
    assert_eq!(entries[4].subject, "eve");
    assert_eq!(entries[4].reference, Some(folder.path().join("eve.jpg")));
    assert_eq!(entries[4].tags["take"], "take 1 of {x y}", "other braces are left alone");
    assert!(entries[..6].iter().all(|entry| entry.line == 2));
}

#[cfg(unix)]
#[test]
fn patterns_follow_links_but_not_in_circles() {
    let folder = world();
    let link = |to: &str, at: &str| std::os::unix::fs::symlink(to, folder.path().join(at)).unwrap();
    link("clips/ann", "linked");
    link("..", "clips/ann/up");
    link("nowhere", "clips/gone.txt");
    let text = |pattern: &str| format!("clip,subject,species\n{pattern},a,mask\n");
    let names = |text: String| {
        read(folder.path(), "csv", text)
            .map(|read| read.entries.into_iter().map(|entry| entry.id).collect::<Vec<_>>())
    };
    assert_eq!(names(text("linked/*.mp4")).unwrap(), ["linked/1.mp4", "linked/2.mp4"]);
    assert_eq!(names(text("clips/ann/**/1.mp4")).unwrap()[..1], ["clips/ann/1.mp4"]);
    assert!(
        names(text("clips/*.txt"))
            .unwrap_err()
            .starts_with("m.csv, line 2: cannot be read: clips/gone.txt: ")
    );
}

/// What is added from line 6 on to a manifest with a clip of "ann" on line 2, and every line of every error.
const WRONG: &[(&str, &str)] = &[
    (
        "colour = 1",
        "m.toml, line 6: unknown key \"colour\": known are clip, id, subject, session, species, device, reference, reference_subject, mode, actions, light, shown, at, split, synthetic and tags",
    ),
    ("device = 7", "m.toml, line 6: device is the number 7: write text in quotes"),
    ("synthetic = \"true\"", "m.toml, line 6: synthetic is \"true\": write true or false, without quotes"),
    (
        "actions = \"blink\"",
        "m.toml, line 6: actions is \"blink\": write a list such as [\"blink\", \"mouth\"]",
    ),
    (
        "actions = [\"wink\"]",
        "m.toml, line 6: actions is \"wink\": \"wink\" is no action, use mouth, blink, nod or shake",
    ),
    (
        "actions = [\"nod\",\n\"nod\"]",
        "m.toml, line 6: actions is \"nod nod\": at most two different actions can be asked for",
    ),
    ("tags = { light = 1 }", "m.toml, line 6: light is the number 1: write a tag's value as text in quotes"),
    (
        "tags = { \"a b\" = \"\" }",
        "m.toml, line 6: a tag's name is \"a b\": use 1 to 64 letters, digits, _ - .",
    ),
    ("tags = []", "m.toml, line 6: tags is of type array: write a table such as { light = \"dark\" }"),
    (
        "split = \"test\"",
        "m.toml, line 6: split is \"test\": use dev (to choose thresholds on) or eval (to measure)",
    ),
    (
        "at = \"noon\"\nlight=\"plan.json\"\nmode=\"reflection\"",
        "m.toml, line 6: at is \"noon\": write it like 2026-03-01T12:00:00Z, or as seconds since 1970",
    ),
    ("at = 7", "m.toml, line 6: at needs light: name the plan as well"),
    ("shown = \"shown.json\"", "m.toml, line 6: shown needs light: name the plan as well"),
    (
        "reference_subject = \"bob\"",
        "m.toml, line 6: reference_subject needs reference: name the photo as well",
    ),
    (
        "mode = \"quiet\"",
        "m.toml, line 6: mode is \"quiet\": use silent, action, reflection or action_reflection",
    ),
    ("mode = \"action\"", "m.toml, line 6: mode action needs actions: say which, chance cannot be measured"),
    ("mode = \"reflection\"", "m.toml, line 6: mode reflection needs light: name the plan"),
    (
        "mode = \"silent\"\nactions = [\"nod\"]",
        "m.toml, line 6: mode silent has no actions: take them away, or use another mode",
    ),
    (
        "mode = \"silent\"\nlight = \"plan.json\"",
        "m.toml, line 6: mode silent has no light: take it away, or use another mode",
    ),
    (
        "light = \"plan.json\"",
        "m.toml, line 2: light without mode: say mode reflection, or action_reflection if the plan asks for actions",
    ),
    (
        "session = \"{stem}{steam}\"",
        "m.toml, line 6: session is \"{stem}{steam}\": the placeholders are {stem} and {folder}",
    ),
    (
        "session = \"a\\nb\"",
        "m.toml, line 6: session is \"a\\nb\": write it on one line, without control characters (is a quote not closed?)",
    ),
    (
        "reference = \"clips\"",
        "m.toml, line 2: reference \"clips\" is a folder, not a file: looked for clips",
    ),
    ("reference = \"zoe.jpg\"", "m.toml, line 2: reference \"zoe.jpg\" is not there: looked for zoe.jpg"),
    ("device = \"x", "m.toml, line 6: not TOML: invalid basic string, expected `\"`"),
    (
        "[[clips]]\nclip = \"clips/ann/1.mp4\"\nspecies = \"Bona-Fide\"\nsplit = \"\"",
        "m.toml, line 6: subject is missing: say who is seen, under a name or a number\n\
             m.toml, line 8: species is \"Bona-Fide\": write bona_fide for living people",
    ),
    (
        "[[clips]]\nclip = \"clips/ann/1.mp4\"\nspecies = \"Print 2\"\nsubject = \"eve\"",
        "m.toml, line 8: species is \"Print 2\": use lower-case letters, digits and _, e.g. print_photo",
    ),
    (
        "[[clips]]\nclip = \"clips/ann/1.mp4\"\nspecies = \"bona_fide\"\nsubject = \"ann\"\nsplit = \"dev\"",
        "m.toml, line 6: id \"clips/ann/1.mp4\" is already used on line 2: give each clip its own (for a pattern, with {stem} in it)\n\
             m.toml, line 6: subject \"ann\" is in split dev (line 6) and in split eval (line 2): thresholds would be tuned on \
             people that are measured, keep each person in one",
    ),
    ("[defaults]\nid = \"x\"", "m.toml, line 7: id can have no default: give it in each [[clips]]"),
    (
        "[defaults]\nmode = \"x\"\n[[clips]]\nclip=\"a\"\nsubject=\"b\"\nspecies=\"c\"",
        "m.toml, line 7: mode is \"x\": use silent, action, reflection or action_reflection",
    ),
    ("[extra]", "m.toml, line 6: unknown key \"extra\": known are schema, name, [defaults] and [[clips]]"),
];

#[test]
fn wrong_toml_is_told_with_its_line() {
    let folder = world();
    for (added, expected) in WRONG {
        let good = "clip = \"clips/ann/1.mp4\"\nsubject = \"ann\"\nspecies = \"print\"";
        let text = format!("schema = 1\n[[clips]]\n{good}\n{added}\n");
        assert_eq!(read(folder.path(), "toml", &text).err().as_deref(), Some(*expected), "{text}");
    }
}

#[test]
fn a_trace_keeps_its_own_plan() {
    let text = |mode: &str| format!("clip,subject,species,mode\nold.jsonl.zst,ann,print,{mode}\n");
    let folder = world();
    for mode in ["silent", "action", "reflection", "action_reflection"] {
        assert!(read(folder.path(), "csv", text(mode)).is_ok(), "{mode}");
    }
    assert!(read(folder.path(), "csv", text("reflection,").replace("mode\n", "mode,light\n")).is_ok());
    let other = text("silent,plan.json").replace("mode\n", "mode,light\n");
    assert!(read(folder.path(), "csv", other).unwrap_err().contains("mode silent has no light"));
}

#[test]
fn a_wrong_file_is_told() {
    let clip = "[[clips]]\nclip = \"clips/ann/1.mp4\"\nsubject = \"ann\"\nspecies = \"print\"\n";
    let cases: &[(&str, &[u8], &str)] = &[
        ("json", b"{}", "m.json: a manifest's name ends in .toml or .csv: name it by what it holds"),
        ("toml", b"schema = 1\n", "m.toml: has no clips: add one"),
        ("toml", b"schema = 1\nclips = []\n", "m.toml: has no clips: add one"),
        (
            "toml",
            b"schema = 1\nclips = 3\n",
            "m.toml, line 2: clips is the number 3: write a table for each clip, [[clips]]",
        ),
        (
            "toml",
            b"schema = 1\nclips = [3]\n",
            "m.toml, line 2: clips is the number 3: write a table for each clip, [[clips]]",
        ),
        ("toml", b"#\nschema = 1\n#\xff\n", "m.toml, line 3: not UTF-8 text: save it as UTF-8"),
        ("csv", b"", "m.csv: has no clips: add one"),
        ("csv", b"clip,subject,species\n,,\n", "m.csv: has no clips: add one"),
        (
            "csv",
            b"clip;subject;species\n",
            "m.csv, line 1: the header \"clip;subject;species\" has no commas: separate the columns by commas",
        ),
        ("csv", b"\r\nclip,clip\r\n", "m.csv, line 2: column \"clip\" stands twice: take one away"),
        ("csv", b"clip,tag.\n", "m.csv, line 1: a tag's name is \"\": use 1 to 64 letters, digits, _ - ."),
        (
            "csv",
            b"clip,species\na,print\n",
            "m.csv, line 1: subject is missing: the first line names the columns, add it there",
        ),
    ];
    let folder = world();
    for (extension, text, expected) in cases {
        assert_eq!(read(folder.path(), extension, text).unwrap_err(), *expected);
    }
    let missing = "m.toml: schema is missing: begin the manifest with schema = 1";
    assert_eq!(read(folder.path(), "toml", clip).unwrap_err(), missing);
    let other = "m.toml, line 1: schema is 2: this build reads schema = 1";
    assert_eq!(read(folder.path(), "toml", format!("schema = 2\n{clip}")).unwrap_err(), other);
    let missing = Manifest::read(&folder.path().join("none.csv")).unwrap_err();
    assert!(matches!(missing.errors[0].problem, Problem::Unreadable { .. }), "{missing}");
    assert_eq!((missing.errors[0].line, missing.errors.len()), (None, 1));
}

#[test]
fn wrong_csv_is_told_with_the_line_in_the_file() {
    let cases = [
        ("a,b", "2 cells under 4 columns: give each as many (is there a comma or a quote too many?)"),
        (
            "\"clips/ann/1.mp4,ann,print,\nx",
            "1 cells under 4 columns: give each as many (is there a comma or a quote too many?)",
        ),
        ("none.mp4,ann,print,", "clip \"none.mp4\" is not there: looked for none.mp4"),
        (
            "clips/*/3.mp4,ann,print,",
            "clip \"clips/*/3.mp4\" matches no file: patterns match files below the manifest's folder; write [[] for a [ itself",
        ),
        (
            "none/*.mp4,ann,print,",
            "clip \"none/*.mp4\" matches no file: patterns match files below the manifest's folder; write [[] for a [ itself",
        ),
        ("clips/a**,ann,print,", "clip \"clips/a**\": a pattern must be right"),
        ("odd[1.mp4,ann,print,", "clip \"odd[1.mp4\": a pattern must be right"),
        ("./,ann,print,", "clip is \"./\": name a file or a folder"),
        (
            "old.jsonl.zst,{folder},print,",
            "subject is \"{folder}\": no {folder} is named for a clip beside the manifest, write the value out",
        ),
        (
            "clips/ann/*.mp4,ann,print,x",
            "id \"x\" is already used on line 4: give each clip its own (for a pattern, with {stem} in it)",
        ),
    ];
    let folder = world();
    for (row, expected) in cases {
        // Neither the end of line nor a line without anything throws the count off.
        for (start, line, end) in [("", 2, "\n"), ("\n\n", 4, "\n"), ("\r\n\r\n", 4, "\r\n")] {
            let expected = expected.replace("on line 4", &format!("on line {line}"));
            let text = format!("clip,subject,species,id{end}{start}{row}{end}");
            let expected = match expected.split_once(": a pattern must") {
                Some((clip, _)) => format!(
                    "m.csv, line {line}: {}: a pattern must be right: ",
                    clip.replacen(' ', " is ", 1)
                ),
                None => format!("m.csv, line {line}: {expected}"),
            };
            let told = read(folder.path(), "csv", &text).unwrap_err();
            assert!(
                told == expected || (expected.ends_with(": ") && told.starts_with(&expected)),
                "{told}\n{expected}"
            );
        }
    }
}

#[test]
fn a_person_of_a_photo_is_in_one_split_too() {
    let text = "clip,subject,species,split,reference,reference_subject\n\
                clips/ann/1.mp4,ann,bona_fide,dev,bob.jpg,bob\n\
                clips/bob/1.mp4,bob,bona_fide,eval,,\n\
                clips/bob/2.mp4,bob,bona_fide,eval,,\n";
    let told = read(world().path(), "csv", text).unwrap_err();
    assert!(
        told.starts_with(
            "m.csv, line 3: subject \"bob\" is in split dev (line 2) and in split eval (line 3): "
        ),
        "{told}"
    );
    assert_eq!(told.lines().count(), 1, "once for each person");
}

#[test]
fn many_errors_are_told_at_once_and_then_no_more() {
    let text = |count: usize| format!("clip,subject,species\n{}", "none.mp4,ann,live\n".repeat(count));
    let folder = world();
    assert_eq!(read(folder.path(), "csv", text(20)).unwrap_err().lines().count(), 20);
    let told = read(folder.path(), "csv", text(30)).unwrap_err();
    assert_eq!(told.lines().count(), 21);
    assert_eq!(told.lines().last(), Some("m.csv: there are more than 20 errors: mend these first"));
}

#[test]
fn defaults_cannot_fill_the_memory() {
    let folder = world();
    let head = format!("schema = 1\n[defaults]\nsession = \"{}\"\n", "x".repeat(5_000));
    let clip = "[[clips]]\nclip = \"clips/ann/1.mp4\"\nsubject = \"ann\"\nspecies = \"print\"\n";
    let told = read(folder.path(), "toml", head + &clip.repeat(30)).unwrap_err();
    assert!(told.starts_with("m.toml, line 3: session is \"xxx") && told.len() < 300, "{told}");
    assert_eq!(told.lines().count(), 1, "a wrong default is told once");
}

#[test]
fn an_open_quote_or_endless_columns_cannot_fill_the_memory() {
    let folder = world();
    let open = format!("clip,subject,species\n\"{}", "a,\n".repeat(1 << 20));
    let told = "m.csv, line 2: not CSV: a record of more than 1 MiB (is a quote not closed?)";
    assert_eq!(read(folder.path(), "csv", open).unwrap_err(), told);
    let columns = format!("clip,subject,species{}\n", ",x".repeat(77));
    let told = "m.csv, line 1: 80 columns: there are 15 fields and at most 64 tags";
    assert_eq!(read(folder.path(), "csv", columns).unwrap_err(), told);
}

/// A valid manifest with some bytes changed, taken out or put in.
fn mutated(text: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        any::<u8>().prop_map(|byte| vec![byte]),
        prop::sample::select(vec![
            "\"", "\n", "[", "]", "*", "**", "{stem}", "..", ",", "=", "'''", "\r", "é", "\0"
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    let edit = (any::<prop::sample::Index>(), 0..4_usize, piece);
    prop::collection::vec(edit, 1..6).prop_map(move |edits| {
        let mut bytes = text.as_bytes().to_vec();
        for (at, gone, new) in edits {
            let start = at.index(bytes.len());
            let end = (start + gone).min(bytes.len());
            bytes.splice(start..end, new);
        }
        bytes
    })
}

/// Whatever is read is a manifest that holds what it promises, or errors of one line each.
fn holds(extension: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    let folder = world();
    match read(folder.path(), extension, bytes) {
        Ok(manifest) => {
            let ids: std::collections::HashSet<_> = manifest.entries.iter().map(|entry| &entry.id).collect();
            prop_assert_eq!(ids.len(), manifest.entries.len());
            prop_assert!(!ids.is_empty() && manifest.sha256.len() == 64);
            prop_assert!(manifest.entries.iter().all(|entry| entry.clip.exists()));
        }
        Err(told) => {
            let start = format!("m.{extension}");
            prop_assert!((1..=21).contains(&told.lines().count()), "{}", told);
            prop_assert!(told.lines().all(|line| line.starts_with(&start)), "{}", told);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), toml in any::<bool>()) {
        holds(if toml { "toml" } else { "csv" }, &bytes)?;
    }

    #[test]
    fn any_rows_are_read_or_refused(rows in "(clip|subject|species|[a-z,\"*\\[\\]{}./\r\n])(,subject,species)?(\n[a-z1-4,\"*\\[\\]{}./\r\n]{0,60}){0,4}") {
        holds("csv", rows.as_bytes())?;
    }

    #[test]
    fn changed_toml_is_read_or_refused(bytes in mutated(TOML)) {
        holds("toml", &bytes)?;
    }

    #[test]
    fn changed_csv_is_read_or_refused(bytes in mutated(CSV)) {
        holds("csv", &bytes)?;
    }
}

#[test]
fn tags_that_differ_in_case_only_cannot_be_columns() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.mp4"), b"x").unwrap();
    let path = folder.path().join("manifest.csv");
    std::fs::write(&path, "clip,subject,species,tag.Light,tag.light\na.mp4,x,print,dark,bright\n").unwrap();
    let told = Manifest::read(&path).unwrap_err().to_string();
    assert!(told.contains("differ in case only") && told.contains("line 2"), "{told}");
}
