//! Does a graph have the tensors its manifest declares?

use liveface_models::Model;
use liveface_models::manifest::OutputContract;

use super::InferError;

/// One input or output as a graph declares it.
pub(super) struct Tensor {
    /// Its name.
    pub name: String,
    /// Whether it holds 32-bit floats; `None` where the graph does not say.
    pub float: Option<bool>,
    /// Its axes, `None` for one that is only known when the graph runs; `None` where the graph does not say.
    pub shape: Option<Vec<Option<usize>>>,
}

/// The names and sizes of a graph's tensors, as far as they must be known to run it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shapes {
    /// Name of the one input.
    pub input_name: String,
    /// Shape of the one input.
    pub input: Vec<usize>,
    /// Every output, in the graph's order.
    pub outputs: Vec<OutputContract>,
}

/// The error for a file that is not what its manifest says.
pub(super) fn refuse(model: &Model, reason: &str) -> InferError {
    let remedy = "use the file its manifest was written for, or correct the manifest";
    InferError::Load { file: model.file.clone(), reason: format!("{reason}; {remedy}") }
}

/// Checks names, types and fixed axes of a graph against the manifest: exactly the declared input, and at least the
/// declared outputs, in any order. Axes the graph leaves open are checked by each run's sizes.
pub(super) fn check(model: &Model, inputs: &[Tensor], outputs: &[Tensor]) -> Result<(), InferError> {
    let declared = &model.entry.input;
    let [input] = inputs else {
        return Err(refuse(
            model,
            &format!("the graph has {} inputs ({}), not one", inputs.len(), names(inputs)),
        ));
    };
    if input.name != declared.name {
        let (found, wanted) = (&input.name, &declared.name);
        return Err(refuse(
            model,
            &format!("the graph's input is `{found}`, the manifest declares `{wanted}`"),
        ));
    }
    tensor(model, "input", input, &declared.shape)?;
    for declared in &model.entry.outputs {
        let found = outputs.iter().find(|output| output.name == declared.name).ok_or_else(|| {
            let (wanted, found) = (&declared.name, names(outputs));
            refuse(
                model,
                &format!("the graph has no output `{wanted}`, which the manifest declares; it has {found}"),
            )
        })?;
        tensor(model, "output", found, &declared.shape)?;
    }
    Ok(())
}

fn tensor(model: &Model, kind: &str, found: &Tensor, declared: &[usize]) -> Result<(), InferError> {
    let name = &found.name;
    if found.float == Some(false) {
        return Err(refuse(model, &format!("{kind} `{name}` does not hold 32-bit floats")));
    }
    let Some(shape) = &found.shape else { return Ok(()) };
    let equal = shape.len() == declared.len()
        && shape.iter().zip(declared).all(|(axis, &wanted)| axis.is_none_or(|axis| axis == wanted));
    if equal {
        return Ok(());
    }
    let axes: Vec<String> =
        shape.iter().map(|axis| axis.map_or("?".to_owned(), |axis| axis.to_string())).collect();
    let shape = axes.join(", ");
    Err(refuse(
        model,
        &format!("{kind} `{name}` has the shape [{shape}], the manifest declares {declared:?}"),
    ))
}

fn names(tensors: &[Tensor]) -> String {
    tensors.iter().map(|tensor| tensor.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// The error for an input of another length than the contract's.
pub(super) fn wrong_length(model: &str, found: usize, wanted: usize) -> InferError {
    InferError::Run {
        model: model.to_owned(),
        reason: format!("the input has {found} values, the contract {wanted}"),
    }
}
