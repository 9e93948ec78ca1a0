use std::fs;
use std::path::Path;

use liveface_models::{Model, Pack, Role};

use super::{Backend, BackendChoice, BackendOptions, InferError, Runtime};

fn embedded() -> Runtime {
    Runtime::choose(&BackendOptions { choice: BackendChoice::Embedded, ..BackendOptions::default() }).unwrap()
}

fn native() -> Option<Runtime> {
    let options = BackendOptions { choice: BackendChoice::Native, ..BackendOptions::default() };
    Runtime::choose(&options).inspect_err(|error| skip(&error.to_string())).ok()
}

fn runtimes() -> Vec<Runtime> {
    [Some(embedded()), native()].into_iter().flatten().collect()
}

/// The project's own pack, and the reference pack where it is beside this checkout.
fn packs() -> Vec<Pack> {
    let own = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/own"));
    let reference = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/models/reference"));
    let mut packs = vec![Pack::load(own).unwrap()];
    if reference.is_dir() {
        packs.push(Pack::load(reference).unwrap());
    } else {
        skip("../shared is not here: the own pack only");
    }
    packs
}

fn all(pack: &Pack) -> impl Iterator<Item = &Model> {
    Role::ALL.into_iter().flat_map(|role| pack.all(role))
}

/// Input of a model: noise in the range its pixels have, another one for each seed.
fn noise(model: &Model, seed: u64) -> Vec<f32> {
    let input = &model.entry.input;
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let pixel = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        ((state >> 56) as f32 - input.mean) * input.scale
    };
    (0..input.elements()).map(pixel).collect()
}

#[test]
fn every_network_gives_the_same_on_both_back_ends() {
    let (packs, Some(native)) = (packs(), native()) else { return };
    for model in packs.iter().flat_map(all) {
        let mut networks = [native.load(model).unwrap(), embedded().load(model).unwrap()];
        assert!(networks.iter().all(|network| network.output(0).is_empty()), "{}", model.entry.id);
        for seed in 0..3 {
            let input = noise(model, seed);
            for network in &mut networks {
                network.run(&input).unwrap();
            }
            for (index, output) in model.entry.outputs.iter().enumerate() {
                let [a, b] = [networks[0].output(index), networks[1].output(index)];
                assert_eq!((a.len(), b.len()), (output.elements(), output.elements()));
                let largest = a.iter().fold(1.0_f32, |largest, value| largest.max(value.abs()));
                let apart = a.iter().zip(b).fold(0.0_f32, |apart, (x, y)| apart.max((x - y).abs()));
                assert!(apart <= 1e-4 * largest, "{} {}: {apart} of {largest}", model.entry.id, output.name);
            }
        }
    }
}

#[test]
fn a_file_tells_the_shapes_that_its_manifest_declares() {
    let packs = packs();
    for model in packs.iter().flat_map(all) {
        let (entry, found) = (&model.entry, super::shapes(&model.file, &model.bytes).unwrap());
        assert_eq!((&found.input_name, &found.input), (&entry.input.name, &entry.input.shape));
        assert!(entry.outputs.iter().all(|output| found.outputs.contains(output)), "{found:?}");
    }
    let cut = &packs[0].model(Role::Pad).unwrap().bytes[..5000];
    assert!(super::shapes("cut.onnx", cut).unwrap_err().to_string().starts_with("cut.onnx: "));
}

#[test]
fn another_input_gives_another_output_and_the_first_one_comes_back() {
    let (packs, runtimes) = (packs(), runtimes());
    let models = packs.iter().filter_map(|pack| pack.model(Role::Pad));
    for (model, runtime) in models.flat_map(|model| runtimes.iter().map(move |runtime| (model, runtime))) {
        let mut network = runtime.load(model).unwrap();
        let mut outputs = Vec::new();
        for seed in [1, 2, 1] {
            network.run(&noise(model, seed)).unwrap();
            outputs.push(network.output(0).to_vec());
        }
        assert_eq!(outputs[0], outputs[2]);
        assert_ne!(outputs[0], outputs[1]);
        let error = network.run(&[0.0; 7]).unwrap_err();
        assert!(matches!(error, InferError::Run { .. }) && error.to_string().contains("7 values"), "{error}");
        assert!(network.output(0).is_empty() && network.output(99).is_empty());
    }
}

#[test]
fn a_graph_that_differs_from_its_contract_is_refused_by_file_and_difference() {
    let (own, runtimes) = (packs().swap_remove(0), runtimes());
    let good = own.model(Role::Pad).unwrap();
    type Edit = fn(&mut Model);
    let edits: [(&str, Edit); 5] = [
        ("[1, 3, 128, 128], the manifest declares [1, 3, 96, 128]", |model| model.entry.input.shape[2] = 96),
        ("input is `input`, the manifest declares `data`", |model| model.entry.input.name = "data".into()),
        ("no output `probability`", |model| model.entry.outputs[0].name = "probability".into()),
        ("output `logits` has the shape [1, 4]", |model| model.entry.outputs[0].shape = vec![1, 2]),
        ("", |model| model.bytes = model.bytes[..5000].into()),
    ];
    for runtime in runtimes {
        for (difference, edit) in edits {
            let mut model = good.clone();
            edit(&mut model);
            let error = runtime.load(&model).err().unwrap().to_string();
            assert!(error.contains("pad.onnx") && error.contains(difference), "{error}");
            assert!(error.contains("correct the manifest") && !error.contains('\n'), "{error}");
        }
    }
}

#[cfg(feature = "native")]
#[test]
fn a_named_file_that_is_not_the_library_falls_back_with_the_reason() {
    let dir = tempfile::tempdir().unwrap();
    let text = dir.path().join("libonnxruntime.so.1.26.0");
    fs::write(&text, "not a library").unwrap();
    let old = dir.path().join("libonnxruntime.so.1.19.2");
    fs::write(&old, "").unwrap();
    let program = std::env::current_exe().unwrap();
    let cases = [
        (text.clone(), "not a shared library"),
        (old, "older than 1.20"),
        (dir.path().join("absent.so"), "absent.so"),
        (dir.path().to_owned(), "not a file"),
        (program, "not "),
    ];
    for (library, expected) in cases {
        let named = BackendOptions { library: Some(library.clone()), ..BackendOptions::default() };
        let runtime = Runtime::choose(&named).unwrap();
        let Backend::Embedded { reason: Some(reason) } = runtime.backend() else {
            panic!("{library:?} was opened");
        };
        assert!(reason.contains(expected) && reason.contains(&*library.display().to_string()), "{reason}");
        let forced = Runtime::choose(&BackendOptions { choice: BackendChoice::Native, ..named });
        assert!(forced.unwrap_err().to_string().contains("onnxruntime==1.26.0"));
    }
}

#[cfg(all(feature = "native", target_os = "linux"))]
#[test]
fn a_truncated_library_is_refused_before_it_is_opened() {
    let Some(runtime) = native() else { return };
    let Backend::Native { library, version } = runtime.backend() else { panic!("not native") };
    eprintln!("library {} {version:?}", library.display());
    let dir = tempfile::tempdir().unwrap();
    let bytes = fs::read(library).unwrap();
    let path = dir.path().join("libonnxruntime.so");
    for length in [100, 4096, bytes.len() / 2, bytes.len() - 4096] {
        fs::write(&path, &bytes[..length]).unwrap();
        assert!(super::library::check(&path).is_err(), "{length} of {} bytes", bytes.len());
    }
    fs::write(&path, &bytes).unwrap();
    super::library::check(&path).unwrap();
}

#[cfg(all(feature = "native", target_os = "linux"))]
#[test]
fn candidates_come_in_order_and_a_named_one_alone() {
    use super::library::{Places, version};
    let dir = tempfile::tempdir().unwrap();
    let [first, second] = ["a", "b"].map(|name| dir.path().join(name));
    for folder in [&first, &second] {
        fs::create_dir(folder).unwrap();
    }
    let files = ["libonnxruntime.so.1.9.0", "libonnxruntime.so.1.26.0", "libonnxruntime_providers_shared.so"];
    for file in files {
        fs::write(second.join(file), "").unwrap();
    }
    fs::write(first.join("libonnxruntime.so"), "").unwrap();
    let mut places =
        Places { explicit: None, folders: vec![first.clone(), second.clone(), dir.path().join("none")] };
    let expected = [first.join("libonnxruntime.so"), second.join(files[1]), second.join(files[0])];
    assert_eq!(places.candidates(), expected);
    assert_eq!(version(&expected[1]), Some((1, 26, 0)));
    assert_eq!(version(&expected[0]), None);
    places.explicit = Some("named.so".into());
    assert_eq!(places.candidates(), [Path::new("named.so")]);
}

#[test]
fn embedded_is_chosen_when_asked_for() {
    assert_eq!(embedded().backend(), &Backend::Embedded { reason: None });
}

/// Says what is skipped past the test harness, which keeps what passing tests print to itself.
fn skip(why: &str) {
    let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("skipped: {why}\n").as_bytes());
}
