//! ONNX Runtime, from a shared library opened at run time.

use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use liveface_models::Model;
use ort::environment::Environment;
use ort::logging::LogLevel;
use ort::memory::Allocator;
use ort::session::builder::GraphOptimizationLevel;
use ort::session::{IoBinding, Session};
use ort::value::{Outlet, TensorElementType, ValueType};

use super::contract::{self, Tensor};
use super::{InferError, Network};

/// The library in use. ONNX Runtime allows one environment in a process, so the first library that opens stays.
#[derive(Clone, Debug)]
pub(super) struct Native {
    environment: Environment,
    /// The library's file.
    pub path: PathBuf,
}

static OPENED: Mutex<Option<Native>> = Mutex::new(None);

impl Native {
    /// The library this process already uses.
    pub(super) fn opened() -> Option<Self> {
        OPENED.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Opens a library whose headers were checked.
    pub(super) fn open(path: &Path) -> Result<Self, String> {
        let mut opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(native) = opened.as_ref() {
            return Ok(native.clone());
        }
        // The binding asserts what a genuine library guarantees; for any other the answer must stay an error.
        let environment = catch_unwind(AssertUnwindSafe(|| environment(path)))
            .map_err(|_| format!("{}: not a working ONNX Runtime", path.display()))??;
        let native = Self { environment, path: path.to_owned() };
        *opened = Some(native.clone());
        Ok(native)
    }

    /// Loads a model, checked against its contract.
    pub(super) fn load(&self, model: &Model, threads: NonZeroUsize) -> Result<Box<dyn Network>, InferError> {
        let session = session(&self.environment, &model.bytes, threads).map_err(|error| {
            contract::refuse(model, &format!("ONNX Runtime does not load it: {}", one_line(&error)))
        })?;
        let describe = |outlets: &[Outlet]| outlets.iter().map(tensor).collect::<Vec<_>>();
        contract::check(model, &describe(session.inputs()), &describe(session.outputs()))?;
        NativeNetwork::bind(session, model)
            .map(|network| Box::new(network) as Box<dyn Network>)
            .map_err(|error| contract::refuse(model, &one_line(&error)))
    }
}

fn environment(path: &Path) -> Result<Environment, String> {
    let builder = ort::init_from(path).map_err(|error| one_line(&error))?;
    let environment = builder
        .with_name("liveface")
        .with_telemetry(false)
        .with_logger(Arc::new(|level, _, _, _, message| forward(level, message)))
        .build()
        .map_err(|error| one_line(&error))?;
    environment.set_log_level(LogLevel::Warning);
    Ok(environment)
}

/// The library's warnings are about graphs, which a user cannot mend: they go to the debug log.
fn forward(level: LogLevel, message: &str) {
    match level {
        LogLevel::Verbose | LogLevel::Info => tracing::trace!(target: "onnxruntime", "{message}"),
        LogLevel::Warning => tracing::debug!(target: "onnxruntime", "{message}"),
        LogLevel::Error | LogLevel::Fatal => tracing::warn!(target: "onnxruntime", "{message}"),
    }
}

fn session(environment: &Environment, bytes: &[u8], threads: NonZeroUsize) -> Result<Session, ort::Error> {
    Session::builder(environment)?
        .with_log_level(LogLevel::Warning)?
        .with_intra_threads(threads.get())?
        .with_inter_threads(1)?
        .with_optimization_level(GraphOptimizationLevel::All)?
        .commit_from_memory(bytes)
}

fn one_line(error: &impl ToString) -> String {
    error.to_string().replace('\n', " ")
}

fn tensor(outlet: &Outlet) -> Tensor {
    let (float, shape) = match outlet.dtype() {
        ValueType::Tensor { ty, shape, .. } => {
            let axes = shape.iter().map(|&axis| usize::try_from(axis).ok()).collect();
            (*ty == TensorElementType::Float32, Some(axes))
        }
        _ => (false, None),
    };
    Tensor { name: outlet.name().to_owned(), float: Some(float), shape }
}

type Floats = ort::value::Tensor<f32>;

/// A network whose input and outputs live in tensors allocated once.
struct NativeNetwork {
    model: String,
    session: Session,
    binding: IoBinding,
    input_name: String,
    input: Floats,
    outputs: Vec<Floats>,
    /// Whether the outputs are those of the last run.
    ran: bool,
}

impl NativeNetwork {
    fn bind(session: Session, model: &Model) -> Result<Self, ort::Error> {
        let mut binding = session.create_binding()?;
        let declared = &model.entry.input;
        let input = Floats::from_array((declared.shape.clone(), vec![0.0; declared.elements()]))?;
        binding.bind_input(&declared.name, &input)?;
        let mut outputs = Vec::with_capacity(model.entry.outputs.len());
        for output in &model.entry.outputs {
            let mut tensor = Floats::new(&Allocator::default(), output.shape.clone())?;
            binding.bind_output(&output.name, &mut tensor)?;
            outputs.push(tensor);
        }
        let (model, input_name) = (model.entry.id.clone(), declared.name.clone());
        Ok(Self { model, session, binding, input_name, input, outputs, ran: false })
    }

    fn compute(&mut self, input: &[f32]) -> Result<(), ort::Error> {
        let (_, values) = self.input.try_extract_tensor_mut::<f32>()?;
        values.copy_from_slice(input);
        // Binding again is what makes a changed input count; it copies nothing here.
        self.binding.bind_input(&self.input_name, &self.input)?;
        self.session.run_binding(&self.binding).map(drop)
    }
}

impl Network for NativeNetwork {
    fn run(&mut self, input: &[f32]) -> Result<(), InferError> {
        self.ran = false;
        let wanted = self.input.shape().num_elements();
        if input.len() != wanted {
            return Err(contract::wrong_length(&self.model, input.len(), wanted));
        }
        self.compute(input)
            .map_err(|error| InferError::Run { model: self.model.clone(), reason: one_line(&error) })?;
        self.ran = true;
        Ok(())
    }

    fn output(&self, index: usize) -> &[f32] {
        let output = self.outputs.get(index).filter(|_| self.ran);
        output.and_then(|tensor| tensor.try_extract_tensor::<f32>().ok()).map_or(&[], |(_, values)| values)
    }
}
