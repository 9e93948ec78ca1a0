//! `liveface models`: what is in the pack in use, and whether it works.

use crate::args::{Common, Models, ModelsAction};
use crate::{Outcome, setup, terminal};
use liveface::infer::{Network, Runtime};
use liveface_models::manifest::OutputContract;
use liveface_models::{Model, ModelEntry, Pack};
use serde::Serialize;

/// What `models --json` prints.
#[derive(Debug, Serialize)]
struct PackObject {
    schema: u32,
    pack: String,
    name: String,
    origin: String,
    models: Vec<ModelObject>,
}

/// One network; `ok` and `error` only after a check.
#[derive(Debug, Serialize)]
struct ModelObject {
    id: String,
    role: &'static str,
    file: String,
    bytes: u64,
    sha256: String,
    licence: String,
    commercial: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    ok: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// Runs the command. A network that fails its check is `Broken`.
///
/// # Errors
/// There is no pack, or one with a file that is not what its manifest declares; no back end.
pub fn run(common: &Common, args: &Models) -> anyhow::Result<Outcome> {
    // Whoever has a pack has verified hashes and licences: see `Pack`.
    let pack = setup::pack(common)?;
    let models: Vec<ModelObject> = match args.action {
        ModelsAction::List => pack.entries().map(ModelObject::listed).collect(),
        ModelsAction::Check => {
            let runtime = setup::runtime(common)?;
            models(&pack).map(|model| ModelObject::checked(model, &runtime)).collect()
        }
    };
    let all_good = models.iter().all(|model| model.ok != Some(false));
    let object = PackObject {
        schema: 1,
        pack: pack.id().to_owned(),
        name: pack.name().to_owned(),
        origin: pack.origin().to_string(),
        models,
    };
    terminal::print(&if args.json { serde_json::to_string(&object)? } else { table(&object) })?;
    Ok(if all_good { Outcome::Good } else { Outcome::Broken })
}

/// All networks of a pack, by role.
pub fn models(pack: &Pack) -> impl Iterator<Item = &Model> {
    liveface_models::Role::ALL.into_iter().flat_map(|role| pack.all(role))
}

/// Loads a network, which checks it against its contract, and runs it once, on zeros.
///
/// # Errors
/// The back end refuses it, or its outputs are not what the contract says.
pub fn load_and_run(model: &Model, runtime: &Runtime) -> anyhow::Result<Box<dyn Network>> {
    let mut network = runtime.load(model)?;
    network.run(&vec![0.0; model.entry.input.elements()])?;
    for (index, output) in model.entry.outputs.iter().enumerate() {
        check_output(output, network.output(index))?;
    }
    Ok(network)
}

fn check_output(output: &OutputContract, values: &[f32]) -> anyhow::Result<()> {
    let (name, found, declared) = (&output.name, values.len(), output.elements());
    anyhow::ensure!(
        found == declared,
        "output `{name}` has {found} values instead of {declared}: correct the manifest"
    );
    let finite = values.iter().all(|value| value.is_finite());
    anyhow::ensure!(finite, "output `{name}` is not finite: try another back end with --backend");
    Ok(())
}

impl ModelObject {
    fn listed(entry: &ModelEntry) -> Self {
        Self {
            id: entry.id.clone(),
            role: entry.role.name(),
            file: entry.file.clone(),
            bytes: entry.bytes,
            sha256: entry.sha256.clone(),
            licence: entry.licence.clone(),
            commercial: entry.commercial,
            ok: None,
            error: None,
        }
    }

    fn checked(model: &Model, runtime: &Runtime) -> Self {
        let result = load_and_run(model, runtime);
        let (ok, error) = (Some(result.is_ok()), result.err().map(|error| format!("{error:#}")));
        Self { ok, error, ..Self::listed(&model.entry) }
    }

    fn row(&self) -> [String; 7] {
        let sha256 = self.sha256.get(..12).unwrap_or(&self.sha256);
        let result = match (self.ok, &self.error) {
            (Some(true), _) => "OK".to_owned(),
            (_, Some(error)) => format!("FAILED: {error}"),
            _ => self.file.clone(),
        };
        let use_ = if self.commercial { "commercial" } else { "non-commercial" };
        let size = format!("{:.1} MB", self.bytes as f64 / 1e6);
        [&self.id, self.role, &size, &self.licence, use_, sha256, &result].map(str::to_owned)
    }
}

fn table(object: &PackObject) -> String {
    let checked = object.models.iter().any(|model| model.ok.is_some());
    let last = if checked { "check" } else { "file" };
    let head = ["id", "role", "size", "licence", "use", "sha256", last].map(str::to_owned);
    let rows: Vec<_> = std::iter::once(head).chain(object.models.iter().map(ModelObject::row)).collect();
    format!("{} — {}\nfrom {}\n\n{}", object.pack, object.name, object.origin, aligned(&rows))
}

/// Rows in columns as wide as their widest cell.
fn aligned<const N: usize>(rows: &[[String; N]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; N] = std::array::from_fn(width);
    let line = |row: &[String; N]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_by_characters_not_bytes() {
        let rows = [["a", "x"], ["ééé", "y"]].map(|row| row.map(str::to_owned));
        assert_eq!(aligned(&rows), "a    x\nééé  y");
    }

    #[test]
    fn outputs_of_another_length_or_without_meaning_fail() {
        let output = OutputContract { name: "scores".into(), shape: vec![1, 2] };
        assert!(check_output(&output, &[0.0, 1.0]).is_ok());
        let short = check_output(&output, &[0.0]).unwrap_err().to_string();
        assert!(short.contains("`scores` has 1 values instead of 2"), "{short}");
        assert!(check_output(&output, &[0.0, f32::NAN]).is_err());
    }
}
