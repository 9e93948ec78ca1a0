//! What a manifest must satisfy beyond its grammar, so that later code can rely on it.

use std::path::{Component, Path};

use crate::manifest::{Decoder, InputContract, Layout, MESH_MEASURES, ModelEntry, OutputContract, Role};

/// Largest file of a pack, bytes; far above any network that runs per frame on a processor.
const MAX_BYTES: u64 = 512 << 20;
/// Most values of one tensor.
const MAX_ELEMENTS: usize = 1 << 26;

type Check = Result<(), String>;

fn require(holds: bool, otherwise: impl FnOnce() -> String) -> Check {
    if holds { Ok(()) } else { Err(otherwise()) }
}

/// One detector, mesh and embedding, at least one PAD network, at most one mask network; ids and files once each.
pub(crate) fn roles(models: &[ModelEntry]) -> Check {
    for role in Role::ALL {
        let count = models.iter().filter(|model| model.role == role).count();
        let (fits, wanted) = match role {
            Role::Pad => (count >= 1, "at least one"),
            Role::Mask => (count <= 1, "at most one"),
            Role::Detector | Role::Mesh | Role::Embedding => (count == 1, "exactly one"),
        };
        require(fits, || format!("{count} models have the role {role}, a pack has {wanted}"))?;
    }
    for (index, model) in models.iter().enumerate() {
        let earlier =
            models.iter().take(index).find(|other| other.id == model.id || other.file == model.file);
        require(earlier.is_none(), || {
            format!("two models are called `{}` or share the file {}", model.id, model.file)
        })?;
    }
    Ok(())
}

/// All that one entry says.
pub(crate) fn entry(entry: &ModelEntry) -> Check {
    require(!entry.id.trim().is_empty(), || "the id is empty".into())?;
    for (field, name) in [("file", &entry.file), ("card", &entry.card)] {
        require(is_plain_name(name), || {
            format!("{field} = \"{name}\" is not a plain file name inside the pack's folder")
        })?;
    }
    require(is_sha256(&entry.sha256), || {
        format!("sha256 = \"{}\" is not 64 lower-case hex digits", entry.sha256)
    })?;
    require((1..=MAX_BYTES).contains(&entry.bytes), || {
        format!("bytes = {} is not within 1..={MAX_BYTES}", entry.bytes)
    })?;
    require(is_spdx(&entry.licence), || {
        format!("licence = \"{}\" is not an SPDX expression", entry.licence)
    })?;
    input(&entry.input)?;
    for output in &entry.outputs {
        require(!output.name.is_empty(), || "an output has no name".into())?;
        shape(&output.name, &output.shape)?;
    }
    decoder(entry)
}

fn is_plain_name(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    matches!((parts.next(), parts.next()), (Some(Component::Normal(part)), None) if part == name)
        && !name.contains('\\')
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Whether `text` has the form of an SPDX licence expression: ids joined by `AND`, `OR` and `WITH`. The ids themselves
/// are not looked up, but the ones that say nothing are refused.
fn is_spdx(text: &str) -> bool {
    let opens = text.matches('(').count();
    let bare = text.replace(['(', ')'], " ");
    let words: Vec<&str> = bare.split_whitespace().collect();
    let well_placed = words.iter().enumerate().all(|(index, word)| {
        if index % 2 == 1 { matches!(*word, "AND" | "OR" | "WITH") } else { is_licence_id(word) }
    });
    well_placed && words.len() % 2 == 1 && opens == text.matches(')').count()
}

fn is_licence_id(word: &str) -> bool {
    let says_nothing = ["NONE", "NOASSERTION", "UNKNOWN", "TODO", "AND", "OR", "WITH"];
    word.starts_with(|c: char| c.is_ascii_alphanumeric())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '+' | ':'))
        && !says_nothing.contains(&word.to_ascii_uppercase().as_str())
}

fn shape(name: &str, shape: &[usize]) -> Check {
    let elements = shape.iter().try_fold(1_usize, |product, &axis| product.checked_mul(axis));
    let fits = !shape.is_empty() && elements.is_some_and(|count| (1..=MAX_ELEMENTS).contains(&count));
    require(fits, || format!("the shape {shape:?} of `{name}` is not of 1..={MAX_ELEMENTS} values"))
}

fn input(input: &InputContract) -> Check {
    require(!input.name.is_empty(), || "the input has no name".into())?;
    shape(&input.name, &input.shape)?;
    let channel = match input.layout {
        Layout::Nchw => 1,
        Layout::Nhwc => 3,
    };
    require(input.shape.len() == 4 && input.axis(0) == 1 && input.axis(channel) == 3, || {
        format!("the input shape {:?} is not one picture of three channels in its layout", input.shape)
    })?;
    require(input.mean.is_finite() && input.scale.is_finite() && input.scale > 0.0, || {
        format!("mean = {} and scale = {} are not finite with a positive scale", input.mean, input.scale)
    })
}

fn decoder(entry: &ModelEntry) -> Check {
    match (entry.role, &entry.decoder) {
        (Role::Detector, Decoder::Yunet { strides, score, nms }) => yunet(entry, strides, [*score, *nms]),
        (Role::Mesh, Decoder::Mesh478 { box_scale, track_scale }) => {
            positive("box_scale", *box_scale)?;
            positive("track_scale", *track_scale)?;
            let measured = entry.outputs.len() > 2;
            outputs(entry, if measured { &[478 * 3, 1, MESH_MEASURES] } else { &[478 * 3, 1] })
        }
        (Role::Pad, Decoder::Softmax { live, crop_scale }) => {
            positive("crop_scale", *crop_scale)?;
            let classes = entry.outputs.first().map_or(0, OutputContract::elements);
            outputs(entry, &[classes])?;
            require(*live < classes, || format!("live = {live} is not one of the {classes} classes"))
        }
        (Role::Embedding, Decoder::Aligned { template, similarity }) => {
            aligned(template, similarity)?;
            let length = entry.outputs.first().map_or(0, OutputContract::elements);
            outputs(entry, &[length])
        }
        (Role::Mask, Decoder::Anchors { bare, masked }) => anchors(entry, *bare, *masked),
        (role, _) => Err(format!("the decoder's kind is not one for the role {role}")),
    }
}

fn positive(name: &str, value: f32) -> Check {
    require(value.is_finite() && value > 0.0, || format!("{name} = {value} is not a positive number"))
}

/// The outputs hold exactly these numbers of values, in this order.
fn outputs(entry: &ModelEntry, elements: &[usize]) -> Check {
    let found: Vec<usize> = entry.outputs.iter().map(OutputContract::elements).collect();
    require(!found.is_empty() && found == elements, || {
        format!("the outputs hold {found:?} values, the decoder reads {elements:?}")
    })
}

fn yunet(entry: &ModelEntry, strides: &[u32], thresholds: [f32; 2]) -> Check {
    require(thresholds.iter().all(|value| (0.0..=1.0).contains(value)), || {
        format!("score and nms = {thresholds:?} are not within 0..=1")
    })?;
    let (height, width) = (entry.input.height(), entry.input.width());
    let mut cells = Vec::new();
    for &stride in strides {
        let side = usize::try_from(stride).unwrap_or(0);
        require(side > 0, || format!("stride {stride} is not positive"))?;
        cells.push(height.div_ceil(side) * width.div_ceil(side));
    }
    require(!cells.is_empty(), || "there are no strides".into())?;
    let expected: Vec<usize> =
        [1, 1, 4, 10].iter().flat_map(|each| cells.iter().map(move |cell| cell * each)).collect();
    outputs(entry, &expected)
}

fn aligned(template: &[[f32; 2]; 5], similarity: &[[f32; 2]]) -> Check {
    require(template.as_flattened().iter().all(|value| (0.0..=1.0).contains(value)), || {
        "the template has points outside 0..=1".into()
    })?;
    let in_range =
        similarity.iter().all(|[cosine, points]| cosine.is_finite() && (0.0..=100.0).contains(points));
    let rising = similarity.windows(2).all(|pair| matches!(pair, [[a, x], [b, y]] if a < b && x <= y));
    require(similarity.len() >= 2 && in_range && rising, || {
        "the similarity points are not two or more, rising, within 0..=100".into()
    })
}

fn anchors(entry: &ModelEntry, bare: usize, masked: usize) -> Check {
    let [scores, boxes] = entry.outputs.as_slice() else {
        return Err(format!("{} outputs, the decoder reads two: scores and boxes", entry.outputs.len()));
    };
    let (classes, sides) =
        (scores.shape.last().copied().unwrap_or(0), boxes.shape.last().copied().unwrap_or(0));
    require(bare != masked && bare.max(masked) < classes, || {
        format!("bare = {bare} and masked = {masked} are not two of the {classes} classes")
    })?;
    require(sides == 4 && boxes.elements() / 4 == scores.elements() / classes, || {
        format!("scores {:?} and boxes {:?} are not of the same anchors", scores.shape, boxes.shape)
    })
}
