//! The messages of one file, ready to be filled in.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::resolver::ResolverError;
use fluent_bundle::resolver::errors::ReferenceKind;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The messages of one file.
pub(super) struct Bundle(FluentBundle<FluentResource>);

/// Why a message is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unusable {
    /// The file does not have it, or gives it no text.
    Absent,
    /// It names something that is not there; the first is told.
    Broken(String),
}

impl Bundle {
    /// The messages of `resource` in the language `id`, whose plural rules they follow; the first of two of one name
    /// counts.
    pub(super) fn new(resource: FluentResource, id: &LanguageIdentifier) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![id.clone()]);
        // Marks of isolation around each number would be drawn as boxes or not at all, and `reorder` needs none.
        bundle.set_use_isolating(false);
        // It fails for messages that are there twice, which `check` names.
        let _twice = bundle.add_resource(resource);
        Self(bundle)
    }

    /// The messages of a file of the program, as far as they are Fluent: a test has it that all are.
    pub(super) fn of(source: &str, id: &LanguageIdentifier) -> Self {
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(usable, _)| usable);
        Self::new(resource, id)
    }

    /// Whether there is a message of this name.
    pub(super) fn has(&self, key: &str) -> bool {
        self.0.has_message(key)
    }

    /// The text of a message with its variables filled in.
    pub(super) fn text(&self, key: &str, arguments: &[(&str, u32)]) -> Result<String, Unusable> {
        let (text, errors) = self.format(key, arguments).ok_or(Unusable::Absent)?;
        match errors.into_iter().next() {
            None if text.trim().is_empty() => Err(Unusable::Absent),
            None => Ok(text),
            Some(FluentError::ResolverError(error)) => Err(Unusable::Broken(error.to_string())),
            Some(error) => Err(Unusable::Broken(error.to_string())),
        }
    }

    /// The variables that a message names at once, not only for some numbers.
    pub(super) fn variables(&self, key: &str) -> Vec<String> {
        let errors = self.format(key, &[]).map(|(_, errors)| errors).unwrap_or_default();
        let mut names: Vec<String> = errors.into_iter().filter_map(variable).collect();
        names.sort();
        names.dedup();
        names
    }

    fn format(&self, key: &str, arguments: &[(&str, u32)]) -> Option<(String, Vec<FluentError>)> {
        let pattern = self.0.get_message(key)?.value()?;
        let mut filled = FluentArgs::new();
        for (name, value) in arguments {
            filled.set(*name, FluentValue::from(*value));
        }
        let mut errors = Vec::new();
        let text = self.0.format_pattern(pattern, Some(&filled), &mut errors).into_owned();
        Some((text, errors))
    }
}

fn variable(error: FluentError) -> Option<String> {
    match error {
        FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Variable { id })) => Some(id),
        _ => None,
    }
}
