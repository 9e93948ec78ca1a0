//! How the cloud's objects are declared here: once, with the names on the wire beside the names in Rust.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};

/// The API version that every type here belongs to.
pub const VERSION: &str = "2018-03-01";
/// The service in the credential scope.
pub const SERVICE: &str = "faceid";

/// A field of an object on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name there, e.g. `ImageBase64`.
    pub name: &'static str,
    /// Its type there: `string`, `bool`, `int64`, `uint64`, `float`, the name of an object, or `[T]` for a list.
    pub kind: String,
    /// Whether it may be left out or `null`.
    pub optional: bool,
}

/// A value that has a type on the wire.
pub trait Wire {
    /// Whether it may be left out.
    const OPTIONAL: bool = false;

    /// Its type, as [`Field::kind`] says it.
    fn kind() -> String;

    /// Whether this one is left out.
    fn absent(&self) -> bool {
        false
    }
}

macro_rules! scalars {
    ($($rust:ty = $wire:literal),*) => {
        $(impl Wire for $rust {
            fn kind() -> String {
                $wire.to_owned()
            }
        })*
    };
}

scalars!(String = "string", bool = "bool", i64 = "int64", u64 = "uint64", f64 = "float");

impl<T: Wire> Wire for Vec<T> {
    fn kind() -> String {
        format!("[{}]", T::kind())
    }
}

impl<T: Wire> Wire for Option<T> {
    const OPTIONAL: bool = true;

    fn kind() -> String {
        T::kind()
    }

    fn absent(&self) -> bool {
        self.is_none()
    }
}

/// An object: a request, a response, or a part of one.
pub trait Object: Wire + Serialize + DeserializeOwned + Default {
    /// Its name in the cloud's own documents; that of the action for a request.
    const NAME: &'static str;

    /// Its fields, in the order in which they are declared there.
    fn fields() -> Vec<Field>;
}

/// A request, and what answers it.
pub trait Action: Object {
    /// What comes back when the call succeeds.
    type Response: Object;
    /// How often the cloud takes this call from one account, calls a second.
    const CALLS_PER_SECOND: u32 = 20;
    /// Whether asking twice does no harm: nothing is charged and nothing used up. So it is for asking how something ended, and
    /// for tokens and addresses that nobody has used.
    const REPEATABLE: bool = false;
}

/// `null` and a missing value are the default: the real service sends both where its documents promise a value.
pub(crate) fn lenient<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(
    input: D,
) -> Result<T, D::Error> {
    Ok(Option::deserialize(input)?.unwrap_or_default())
}

/// Declares an object. `request` reads strictly: a missing field that is not an `Option` and an unknown field are
/// errors, as with the real service. `response` and `part` read leniently. A field that is `None` is not written.
/// `at 100 per second` after a request's response sets [`Action::CALLS_PER_SECOND`], `repeatable: true` after that
/// [`Action::REPEATABLE`].
///
/// What objects hold is about people, so `Debug` names the fields that are set and prints no value.
macro_rules! object {
    ($(#[$meta:meta])* request $name:ident -> $response:ident $(at $rate:literal per second)? $(repeatable: $again:literal)? {
        $($(#[$about:meta])* $field:ident: $type:ty = $wire:literal,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$about])* #[serde(rename = $wire, skip_serializing_if = "crate::wire::Wire::absent")] pub $field: $type,)*
        }

        impl crate::wire::Action for $name {
            type Response = $response;
            $(const CALLS_PER_SECOND: u32 = $rate;)?
            $(const REPEATABLE: bool = $again;)?
        }

        $crate::wire::object!(@traits $name, stringify!($name), $($field: $type = $wire,)*);
    };
    ($(#[$meta:meta])* response $name:ident { $($body:tt)* }) => {
        $crate::wire::object!($(#[$meta])* part $name { $($body)* });
    };
    ($(#[$meta:meta])* part $name:ident {
        $($(#[$about:meta])* $field:ident: $type:ty = $wire:literal,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            $($(#[$about])* #[serde(
                rename = $wire,
                default,
                deserialize_with = "crate::wire::lenient",
                skip_serializing_if = "crate::wire::Wire::absent"
            )] pub $field: $type,)*
        }

        $crate::wire::object!(@traits $name, stringify!($name), $($field: $type = $wire,)*);
    };
    (@traits $name:ident, $text:expr, $($field:ident: $type:ty = $wire:literal,)*) => {
        impl crate::wire::Wire for $name {
            fn kind() -> String {
                $text.to_owned()
            }
        }

        impl crate::wire::Object for $name {
            const NAME: &'static str = $text;

            fn fields() -> Vec<crate::wire::Field> {
                vec![$(crate::wire::Field {
                    name: $wire,
                    kind: <$type as crate::wire::Wire>::kind(),
                    optional: <$type as crate::wire::Wire>::OPTIONAL,
                },)*]
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let set: Vec<&str> = [$((crate::wire::Wire::absent(&self.$field), $wire)),*]
                    .into_iter()
                    .filter_map(|(absent, name): (bool, &str)| (!absent).then_some(name))
                    .collect();
                write!(f, "{} {{ {} }}", $text, set.join(", "))
            }
        }
    };
}
pub(crate) use object;

#[cfg(test)]
mod tests {
    use crate::actions::{CompareFaceLiveness, CompareFaceLivenessResponse};
    use crate::{Action, Object as _};

    #[test]
    fn a_request_is_strict_and_its_answer_lenient() {
        let short = r#"{"ImageBase64":"aa","VideoBase64":"bb","LivenessType":"SILENT"}"#;
        let request: CompareFaceLiveness = serde_json::from_str(short).unwrap();
        assert_eq!(serde_json::to_string(&request).unwrap(), short);
        let missing = serde_json::from_str::<CompareFaceLiveness>(r#"{"ImageBase64":"aa"}"#).unwrap_err();
        assert!(missing.to_string().contains("VideoBase64"), "{missing}");
        let unknown = short.replace('}', r#","Nonsense":1}"#);
        assert!(serde_json::from_str::<CompareFaceLiveness>(&unknown).is_err());
        let answer: CompareFaceLivenessResponse =
            serde_json::from_str(r#"{"Result":"Success","Sim":100,"Description":null,"New":[1]}"#).unwrap();
        assert_eq!((answer.sim, answer.description.as_str()), (100.0, ""));
    }

    #[test]
    fn fields_say_what_the_wire_holds() {
        let fields = CompareFaceLiveness::fields();
        let said: Vec<_> = fields.iter().map(|f| (f.name, f.kind.as_str(), f.optional)).collect();
        assert_eq!(said[0], ("ImageBase64", "string", false));
        assert_eq!(said[3], ("ValidateData", "string", true));
        assert_eq!(<CompareFaceLiveness as Action>::CALLS_PER_SECOND, 20);
    }

    #[test]
    fn debug_prints_no_value() {
        let request = CompareFaceLiveness { image_base64: "FACE".into(), ..Default::default() };
        let printed = format!("{request:?}");
        assert_eq!(printed, "CompareFaceLiveness { ImageBase64, VideoBase64, LivenessType }");
    }
}
