//! The back end that is always there: rten, pure Rust.

use std::num::NonZeroUsize;
use std::sync::{Arc, OnceLock};

use liveface_models::Model;
use liveface_models::manifest::OutputContract;
use rten::{Dimension, ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueType};
use rten_tensor::TensorView;
use rten_tensor::prelude::*;

use super::contract::{self, Shapes, Tensor};
use super::{InferError, Network};

/// The pool of one thread, which all networks share that were not asked for more.
fn one_thread() -> Arc<ThreadPool> {
    static POOL: OnceLock<Arc<ThreadPool>> = OnceLock::new();
    Arc::clone(POOL.get_or_init(|| Arc::new(ThreadPool::with_num_threads(1))))
}

fn pool(threads: NonZeroUsize) -> Arc<ThreadPool> {
    match threads.get() {
        1 => one_thread(),
        more => Arc::new(ThreadPool::with_num_threads(more)),
    }
}

/// A network of the embedded back end.
struct Embedded {
    model: String,
    graph: rten::Model,
    input: NodeId,
    shape: Vec<usize>,
    outputs: Vec<NodeId>,
    lengths: Vec<usize>,
    values: Vec<Vec<f32>>,
    pool: Arc<ThreadPool>,
}

/// Loads a model, checked against its contract.
pub(super) fn load(model: &Model, threads: NonZeroUsize) -> Result<Box<dyn Network>, InferError> {
    let mut options = ModelOptions::with_all_ops();
    // Costs a copy of the weights, saves packing them at every run.
    options.prepack_weights(true);
    let graph = options.load(model.bytes.to_vec()).map_err(|error| {
        contract::refuse(model, &format!("not a network this back end reads: {}", one_line(&error)))
    })?;
    let describe = |ids: &[NodeId]| ids.iter().map(|&id| tensor(&graph, id)).collect::<Vec<_>>();
    contract::check(model, &describe(graph.input_ids()), &describe(graph.output_ids()))?;
    let node = |name: &str| {
        graph
            .node_id(name)
            .map_err(|error| contract::refuse(model, &format!("no tensor `{name}`: {}", one_line(&error))))
    };
    let outputs =
        model.entry.outputs.iter().map(|output| node(&output.name)).collect::<Result<Vec<_>, _>>()?;
    Ok(Box::new(Embedded {
        model: model.entry.id.clone(),
        input: node(&model.entry.input.name)?,
        shape: model.entry.input.shape.clone(),
        lengths: model
            .entry
            .outputs
            .iter()
            .map(liveface_models::manifest::OutputContract::elements)
            .collect(),
        values: vec![Vec::new(); outputs.len()],
        outputs,
        graph,
        pool: pool(threads),
    }))
}

/// Names and shapes of a graph's tensors. Runs it once on zeros: a graph declares its outputs' sizes or it does not, but
/// a run tells them.
pub(super) fn shapes(onnx: &[u8]) -> Result<Shapes, String> {
    let graph = ModelOptions::with_all_ops().load(onnx.to_vec()).map_err(|error| one_line(&error))?;
    let &[input] = graph.input_ids() else {
        return Err(format!("the graph has {} inputs, not one", graph.input_ids().len()));
    };
    let Tensor { name: input_name, shape, .. } = tensor(&graph, input);
    let shape: Option<Vec<usize>> = shape.and_then(|axes| axes.into_iter().collect());
    let shape = shape.ok_or("the graph leaves axes of its input open; export it with a fixed shape")?;
    let zeros = rten_tensor::Tensor::<f32>::zeros(&shape);
    let options = RunOptions::default().with_thread_pool(Some(one_thread()));
    let values = graph
        .run(vec![(input, zeros.view().into())], graph.output_ids(), Some(options))
        .map_err(|error| one_line(&error))?;
    let named = graph.output_ids().iter().map(|&id| tensor(&graph, id).name);
    let outputs =
        named.zip(&values).map(|(name, value)| OutputContract { name, shape: value.shape().to_vec() });
    Ok(Shapes { input_name, input: shape, outputs: outputs.collect() })
}

fn one_line(error: &impl ToString) -> String {
    error.to_string().replace('\n', " ")
}

fn tensor(graph: &rten::Model, id: NodeId) -> Tensor {
    let info = graph.node_info(id);
    let axis = |axis: Dimension| match axis {
        Dimension::Fixed(size) => Some(size),
        Dimension::Symbolic(_) => None,
    };
    Tensor {
        name: info.as_ref().and_then(|info| info.name()).unwrap_or_default().to_owned(),
        float: info
            .as_ref()
            .and_then(|info| info.dtype())
            .map(|kind| kind == ValueType::Tensor(rten::DataType::Float)),
        shape: info.as_ref().and_then(|info| info.shape()).map(|shape| shape.into_iter().map(axis).collect()),
    }
}

impl Embedded {
    fn fail(&self, reason: String) -> InferError {
        InferError::Run { model: self.model.clone(), reason }
    }

    fn compute(&self, input: &[f32]) -> Result<Vec<Value>, InferError> {
        let view = TensorView::try_from_data(self.shape.as_slice(), input)
            .map_err(|_| contract::wrong_length(&self.model, input.len(), self.shape.iter().product()))?;
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(&self.pool)));
        self.graph
            .run(vec![(self.input, view.into())], &self.outputs, Some(options))
            .map_err(|error| self.fail(one_line(&error)))
    }

    /// Copies into the buffers of the last run, so that a steady state allocates nothing here.
    fn keep(&mut self, values: &[Value]) -> Result<(), String> {
        for ((kept, value), &length) in self.values.iter_mut().zip(values).zip(&self.lengths) {
            let tensor: TensorView<f32> =
                value.try_into().map_err(|_| "an output does not hold 32-bit floats")?;
            if tensor.len() != length {
                return Err(format!("an output has {} values, the contract {length}", tensor.len()));
            }
            match tensor.data() {
                Some(data) => kept.extend_from_slice(data),
                None => kept.extend(tensor.iter()),
            }
        }
        Ok(())
    }
}

impl Network for Embedded {
    fn run(&mut self, input: &[f32]) -> Result<(), InferError> {
        self.values.iter_mut().for_each(Vec::clear);
        let values = self.compute(input)?;
        self.keep(&values).map_err(|reason| {
            self.values.iter_mut().for_each(Vec::clear);
            self.fail(reason)
        })
    }

    fn output(&self, index: usize) -> &[f32] {
        self.values.get(index).map_or(&[], Vec::as_slice)
    }
}
