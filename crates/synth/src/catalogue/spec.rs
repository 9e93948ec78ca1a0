//! The short description of all fixtures, `scenes.toml`.

use super::LightSpec;
use crate::scene::Scene;
use liveface_session::{Action, Code};
use serde::{Deserialize, Serialize};
use toml::{Table, Value};

/// Version of the layout of `scenes.toml`.
const SCHEMA: i64 = 1;
/// What may be named once at the top and used by that name: keys of a scene, and the table that names are looked up in.
const NAMED: [(&str, &str); 4] =
    [("person", "people"), ("lights", "lights"), ("recorded_lights", "lights"), ("camera", "cameras")];
/// Key of a table that is another one with changes.
const LIKE: &str = "like";
/// How deep names may stand within what other names stand for.
const DEEPEST: usize = 8;
/// How many names a clip may use, those within what other names stand for included; each is a copy of a table.
const MOST_NAMES: usize = 64;

/// All fixtures.
#[derive(Clone, Debug, PartialEq)]
pub struct FixtureSpec {
    /// The reference portrait.
    pub portrait: PortraitSpec,
    /// The clips, in the order of the file.
    pub clips: Vec<ClipSpec>,
}

/// The portrait that clips are compared with.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortraitSpec {
    /// What is photographed.
    pub scene: Scene,
    /// When, milliseconds.
    pub at_ms: u64,
}

/// One clip.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClipSpec {
    /// Name without extension.
    pub name: String,
    /// What it shows, one sentence.
    pub what: String,
    /// Which check it is meant for.
    #[serde(default)]
    pub mode: Mode,
    /// In action mode, what to ask for, in order.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// In reflection mode, which colours are answered; they fill the screens of `scene`.
    pub light: Option<LightSpec>,
    /// The verdicts it may end with.
    pub expect: Vec<Code>,
    /// Why today's checks do not reach these verdicts, where they do not.
    pub gap: Option<String>,
    /// What is filmed.
    pub scene: Scene,
}

/// Which check a clip is meant for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Nothing is asked of the person.
    #[default]
    Silent,
    /// Actions are asked for, in order.
    Action,
    /// The screen shows colours.
    Reflection,
}

/// Why a description of fixtures cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SpecError {
    /// It is no TOML.
    #[error("{0}")]
    Syntax(String),
    /// Another version of the layout.
    #[error("schema is {0}: give 1")]
    Schema(i64),
    /// A clip or the portrait is not as it should be.
    #[error("{name}: {what}")]
    Clip {
        /// Which one.
        name: String,
        /// What is wrong with it.
        what: String,
    },
}

impl FixtureSpec {
    /// Reads `text` and checks every scene of it.
    ///
    /// # Errors
    /// [`SpecError`], which names the clip.
    pub fn from_toml(text: &str) -> Result<Self, SpecError> {
        let mut file: Table = text.parse().map_err(|e: toml::de::Error| {
            SpecError::Syntax(e.message().split_whitespace().collect::<Vec<_>>().join(" "))
        })?;
        match file.remove("schema").and_then(|schema| schema.as_integer()) {
            Some(SCHEMA) => {}
            other => return Err(SpecError::Schema(other.unwrap_or(0))),
        }
        let top = |key: &&String| {
            *key == "reference" || *key == "clips" || NAMED.iter().any(|(_, list)| key == list)
        };
        if let Some(key) = file.keys().find(|key| !top(key)) {
            let known = "give people, lights, cameras, reference and clips";
            return Err(clip_error(&key.escape_debug().to_string(), format!("unknown table: {known}")));
        }
        let portrait = file.remove("reference").unwrap_or_else(|| Value::Table(Table::new()));
        let portrait: PortraitSpec = resolved("reference", portrait, &file)?;
        check("reference", &portrait.scene)?;
        let entries = match file.remove("clips") {
            Some(Value::Array(entries)) => entries,
            _ => return Err(clip_error("clips", "there are none: give [[clips]] tables")),
        };
        let clips = entries.into_iter().map(|entry| clip(entry, &file)).collect::<Result<Vec<_>, _>>()?;
        let twice = clips.iter().enumerate().find(|(i, a)| clips.iter().take(*i).any(|b| a.name == b.name));
        if let Some((_, clip)) = twice {
            return Err(clip_error(&clip.name, "this name is given twice"));
        }
        Ok(Self { portrait, clips })
    }
}

fn clip(entry: Value, named: &Table) -> Result<ClipSpec, SpecError> {
    let name = entry.get("name").and_then(Value::as_str).unwrap_or("a clip without name").to_owned();
    let mut clip: ClipSpec = resolved(&name, entry, named)?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.is_empty() || !name.chars().all(plain) {
        return Err(clip_error(&name, "a name has lower-case letters, digits and _ only"));
    }
    if clip.expect.is_empty() {
        return Err(clip_error(&name, "expect is empty: name the verdicts it may end with"));
    }
    if clip.light.is_some() != (clip.mode == Mode::Reflection) {
        return Err(clip_error(&name, "mode = \"reflection\" and light need each other"));
    }
    if let Some(light) = &clip.light {
        light.fill(&mut clip.scene).map_err(|what| clip_error(&name, what))?;
    }
    check(&name, &clip.scene)?;
    Ok(clip)
}

fn check(name: &str, scene: &Scene) -> Result<(), SpecError> {
    scene.check().map_err(|e| clip_error(name, e.to_string()))
}

fn clip_error(name: &str, what: impl Into<String>) -> SpecError {
    SpecError::Clip { name: name.to_owned(), what: what.into() }
}

/// `value` with all names replaced by what they stand for.
fn resolved<T: for<'a> Deserialize<'a>>(name: &str, mut value: Value, named: &Table) -> Result<T, SpecError> {
    let refuse = |what: String| clip_error(name, what);
    Names { named, left: MOST_NAMES }.resolve(&mut value, 0).map_err(refuse)?;
    value
        .try_into()
        .map_err(|e: toml::de::Error| refuse(e.message().split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// What names stand for, and how many more may be used.
struct Names<'a> {
    named: &'a Table,
    left: usize,
}

impl Names<'_> {
    /// Replaces all names in `value`, which stands `depth` names deep.
    fn resolve(&mut self, value: &mut Value, depth: usize) -> Result<(), String> {
        match value {
            Value::Array(items) => items.iter_mut().try_for_each(|item| self.resolve(item, depth)),
            Value::Table(table) => table.iter_mut().try_for_each(|(key, value)| {
                let list = NAMED.iter().find(|(name, _)| name == key);
                let named = list.map_or(Ok(false), |(_, list)| self.look_up(value, list))?;
                if named && depth == DEEPEST {
                    return Err(format!("{key} is more than {DEEPEST} names deep: let none lead to itself"));
                }
                self.resolve(value, depth + usize::from(named))
            }),
            _ => Ok(()),
        }
    }

    /// Replaces a name, or a table that is like a named one with changes, by a full table; whether it was either.
    fn look_up(&mut self, value: &mut Value, list: &str) -> Result<bool, String> {
        let full = match value {
            Value::String(name) => self.find(list, name)?,
            Value::Table(changes) => {
                let Some(like) = changes.remove(LIKE) else { return Ok(false) };
                let mut full = self.find(list, like.as_str().unwrap_or_default())?;
                full.extend(std::mem::take(changes));
                full
            }
            _ => return Ok(false),
        };
        *value = Value::Table(full);
        Ok(true)
    }

    fn find(&mut self, list: &str, name: &str) -> Result<Table, String> {
        self.left = self.left.checked_sub(1).ok_or_else(|| {
            format!("uses more than {MOST_NAMES} names: write fewer, or say some of it without a name")
        })?;
        let found = self.named.get(list).and_then(|list| list.get(name)).and_then(Value::as_table);
        found.cloned().ok_or_else(|| format!("{list}.{name} does not exist"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Glasses;

    const TEXT: &str = r#"
        schema = 1
        people.a = { seed = 4, tone = 0.2 }
        reference = { at_ms = 0, scene = { subjects = [{ person = "a" }] } }
        [[clips]]
        name = "one"
        what = "One."
        expect = ["Success"]
        scene.subjects = [{ person = { like = "a", glasses = "sunglasses" } }]
    "#;

    #[test]
    fn names_stand_for_what_is_said_once_and_may_be_changed() {
        let spec = FixtureSpec::from_toml(TEXT).expect("good");
        assert_eq!(spec.portrait.scene.subjects[0].person.seed, 4);
        let person = &spec.clips[0].scene.subjects[0].person;
        assert_eq!((person.seed, person.glasses), (4, Some(Glasses::Sunglasses)));
    }

    #[test]
    fn the_fixtures_are_well_described() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/scenes.toml");
        let text = std::fs::read_to_string(path).expect("the description");
        let spec = FixtureSpec::from_toml(&text).expect("good");
        let length: u64 = spec.clips.iter().map(|clip| clip.scene.duration_ms).sum();
        assert!(length <= 135_000, "{length} ms: beyond that the clips grow too large for the repository");
        let asked = spec.clips.iter().filter(|clip| clip.mode == Mode::Action);
        assert!(asked.clone().count() > 0);
        for clip in asked {
            assert!(!clip.actions.is_empty(), "{} asks for nothing", clip.name);
        }
        assert!(spec.clips.iter().any(|clip| clip.mode == Mode::Reflection));
    }

    #[test]
    fn a_mistake_is_named_with_its_clip() {
        let bad =
            |from: &str, to: &str| FixtureSpec::from_toml(&TEXT.replace(from, to)).expect_err(to).to_string();
        assert_eq!(bad("like = \"a\"", "like = \"b\""), "one: people.b does not exist");
        assert_eq!(bad("schema = 1", "schema = 3"), "schema is 3: give 1");
        assert_eq!(
            bad("what = \"One.\"", "what = \"One.\"\nmode = \"reflection\""),
            "one: mode = \"reflection\" and light need each other"
        );
        assert!(bad("[\"Success\"]", "[\"Sucess\"]").starts_with("one: unknown variant `Sucess`"));
        assert!(
            bad("what = \"One.\"", "what = \"One.\"\nscene.camera = { fps = -1.0 }")
                .starts_with("one: camera.fps is -1: give")
        );
    }

    #[test]
    fn names_that_lead_to_themselves_or_multiply_are_refused() {
        let bad = |people: &str| {
            let text = TEXT.replace("people.a = { seed = 4, tone = 0.2 }", people);
            FixtureSpec::from_toml(&text).expect_err(people).to_string()
        };
        assert!(
            bad("people.a = { person = \"a\" }").starts_with("reference: person is more than 8 names deep")
        );
        let fork = "people.a = { x = [{ person = \"a\" }, { person = \"a\" }] }";
        assert!(bad(fork).starts_with("reference: person is more than 8 names deep"));
        let many = ["{ person = \"b\" }"; 70].join(", ");
        let many = format!("people.a = {{ x = [{many}] }}\npeople.b = {{ seed = 1 }}");
        assert!(bad(&many).starts_with("reference: uses more than 64 names"));
        assert!(bad("poeple.a = { seed = 4 }").starts_with("poeple: unknown table: give people"));
    }
}
