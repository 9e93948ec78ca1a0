//! Embeds the pack in `models/own`, where there is one and the feature `embedded-models` is on: the program then needs no
//! other file.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let models = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../models");
    let own = models.join("own");
    let manifest = own.join("manifest.toml");
    // Without a pack the folder above it, which is always there, so that one that appears later is noticed.
    let watched = if own.exists() { &own } else { &models };
    println!("cargo::rerun-if-changed={}", watched.display());
    let wanted = env::var_os("CARGO_FEATURE_EMBEDDED_MODELS").is_some() && manifest.exists();
    let source = if wanted { embed(&own, &manifest)? } else { "None".to_owned() };
    let out = PathBuf::from(env::var("OUT_DIR")?).join("embedded.rs");
    fs::write(out, format!("static EMBEDDED: Option<EmbeddedPack> = {source};\n"))?;
    Ok(())
}

fn embed(own: &Path, manifest: &Path) -> Result<String, Box<dyn Error>> {
    let table: toml::Table = fs::read_to_string(manifest)?.parse()?;
    let entries = table
        .get("model")
        .and_then(toml::Value::as_array)
        .ok_or("models/own/manifest.toml has no [[model]]")?;
    let mut files = String::new();
    for entry in entries {
        let file = entry
            .get("file")
            .and_then(toml::Value::as_str)
            .ok_or("an entry of models/own/manifest.toml has no file")?;
        let path = own.join(file).canonicalize().map_err(|error| format!("models/own/{file}: {error}"))?;
        files.push_str(&format!("({file:?}, include_bytes!({path:?})),"));
    }
    let manifest = manifest.canonicalize()?;
    Ok(format!("Some(EmbeddedPack {{ manifest: include_str!({manifest:?}), files: &[{files}] }})"))
}
