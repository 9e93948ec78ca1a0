//! A request as a list of names and values, for a query or a form: `Config.CheckMode=1&Codes.0=a&Codes.1=b`.

use serde_json::Value;
use std::collections::BTreeSet;

/// How deep objects and lists may lie in each other; the cloud's own are 4 deep at most.
pub const MAX_DEPTH: usize = 32;

/// Why a request cannot be flattened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FlattenError {
    /// It is not an object, so that its values have no names.
    #[error("a request must be an object")]
    NotAnObject,
    /// It is deeper than [`MAX_DEPTH`].
    #[error("a request may be {MAX_DEPTH} levels deep, and this one is deeper")]
    TooDeep,
    /// Two of its values have the same flattened name, as in `{"A": {"B": 1}, "A.B": 2}`.
    #[error("two values have the name `{0}` when flattened")]
    Repeated(String),
}

/// The names and values of `request`, in its order: an item of a list is named by its place, counted from 0.
///
/// A string is its text, a number its JSON text, a bool `true` or `false`. `null`, `{}` and `[]` are left out.
///
/// # Errors
/// See [`FlattenError`].
pub fn flatten(request: &Value) -> Result<Vec<(String, String)>, FlattenError> {
    if !request.is_object() {
        return Err(FlattenError::NotAnObject);
    }
    let mut pairs = Vec::new();
    walk(request, "", MAX_DEPTH, &mut pairs)?;
    let mut seen = BTreeSet::new();
    match pairs.iter().find(|(name, _)| !seen.insert(name)) {
        Some((name, _)) => Err(FlattenError::Repeated(name.clone())),
        None => Ok(pairs),
    }
}

fn walk(
    value: &Value,
    name: &str,
    levels: usize,
    pairs: &mut Vec<(String, String)>,
) -> Result<(), FlattenError> {
    let text = match value {
        Value::Null => return Ok(()),
        Value::Bool(bool) => bool.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let levels = levels.checked_sub(1).ok_or(FlattenError::TooDeep)?;
            let mut items = items.iter().enumerate();
            return items
                .try_for_each(|(place, item)| walk(item, &join(name, &place.to_string()), levels, pairs));
        }
        Value::Object(fields) => {
            let levels = levels.checked_sub(1).ok_or(FlattenError::TooDeep)?;
            let mut fields = fields.iter();
            return fields.try_for_each(|(field, value)| walk(value, &join(name, field), levels, pairs));
        }
    };
    pairs.push((name.to_owned(), text));
    Ok(())
}

fn join(outer: &str, inner: &str) -> String {
    if outer.is_empty() { inner.to_owned() } else { format!("{outer}.{inner}") }
}

/// `name=value&name=value`, as `urllib.parse.urlencode` writes it: a space is `+`; letters, digits and `_.-~` stay;
/// every other byte is `%XX`.
#[must_use]
pub fn encode(pairs: &[(String, String)]) -> String {
    let parts: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    parts.join("&")
}

/// Browsers leave `*` and write `~` as `%7E`; the SDKs, and the cloud's documents, do it the other way round.
fn encoded(text: &str) -> String {
    let browser: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
    browser.replace('*', "%2A").replace("%7E", "~")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_are_paths() {
        let request = json!({
            "A": "a b", "B": {"C": true, "D": [1, {"E": 0.5}]}, "N": null, "O": {}, "L": [], "S": "",
        });
        let pairs = flatten(&request).unwrap();
        assert_eq!(encode(&pairs), "A=a+b&B.C=true&B.D.0=1&B.D.1.E=0.5&S=");
    }

    #[test]
    fn what_has_no_name_or_two_is_refused() {
        assert_eq!(flatten(&json!([1])), Err(FlattenError::NotAnObject));
        assert_eq!(flatten(&json!({"A": {"B": 1}, "A.B": 2})), Err(FlattenError::Repeated("A.B".into())));
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |depth| (1..depth).fold(json!({"A": 1}), |inner, _| json!({"A": inner}));
        assert_eq!(flatten(&nested(MAX_DEPTH)).unwrap().len(), 1);
        assert_eq!(flatten(&nested(MAX_DEPTH + 1)), Err(FlattenError::TooDeep));
    }

    #[test]
    fn every_byte_is_encoded_as_the_sdks_do() {
        let pairs = [("~*-._".to_owned(), "ä +%&=/\u{1}".to_owned())];
        assert_eq!(encode(&pairs), "~%2A-._=%C3%A4+%2B%25%26%3D%2F%01");
    }
}
