//! Why an evaluation stopped. `Display` is one line: what, where, what to do; the cause is in `source()`.

use thiserror::Error;

/// Why an evaluation, a report or a sweep stopped.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EvalError {
    /// The place of the results cannot be reached, read or written.
    #[error("{place}: cannot {what}")]
    Store {
        /// The folder or address.
        place: String,
        /// What was tried, and what to do.
        what: String,
        /// What the system or the object store said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The place holds something that does not fit.
    #[error("{place}: {reason}")]
    Place {
        /// The folder or address.
        place: String,
        /// What is there, and what to do.
        reason: String,
    },
    /// A clip could not be processed; only without `keep_going`.
    #[error("clip {id} (line {line} of the manifest): {reason}; --keep-going counts it and goes on")]
    Clip {
        /// Its id.
        id: String,
        /// Where the manifest names it.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// A file of results or a trace is damaged; only without `keep_going`.
    #[error(
        "{file} is damaged: {reason}; run the evaluation again with --resume, or leave it out with --keep-going"
    )]
    Damaged {
        /// Its address.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The system gives no thread to work in.
    #[error("no thread can be started: give fewer --jobs, or free memory")]
    Threads(#[from] std::io::Error),
    /// The networks cannot be loaded.
    #[error("the networks cannot be loaded")]
    Vision(#[from] liveface::vision::VisionError),
    /// The results have values that no evaluation writes.
    #[error(transparent)]
    Summarise(#[from] crate::summarise::SummariseError),
    /// The page cannot be drawn.
    #[error("the report cannot be drawn")]
    Page(#[from] crate::page::PageError),
    /// A question about the results that SQLite does not understand.
    #[error("the query cannot be answered: {reason}")]
    Query {
        /// What SQLite said.
        reason: String,
    },
    /// It was asked to stop; what is done is kept.
    #[error("stopped: what is done is kept, go on with --resume")]
    Stopped,
}

impl EvalError {
    pub(crate) fn place(place: &str, reason: impl Into<String>) -> Self {
        Self::Place { place: place.to_owned(), reason: reason.into() }
    }
}
