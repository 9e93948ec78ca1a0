//! The declared actions and types against the cloud's own list, and their JSON against examples.
#![allow(clippy::unwrap_used, reason = "the lints excuse test functions, not what those call")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use liveface_cloud_api::actions::{
    ApplyWebVerificationBizTokenIntl, GetSdkVerificationResultResponse, GetWebVerificationResultIntlResponse,
    LivenessCompare,
};
use liveface_cloud_api::types::{Person, WebVerificationConfigIntl};
use liveface_cloud_api::{Action, Field, Object, actions, types};
use serde_json::{Value, json};

/// Fields by name: kind, and whether each may be left out.
type Fields = BTreeMap<String, (String, bool)>;

fn declared(fields: &[Field]) -> Fields {
    fields.iter().map(|f| (f.name.to_owned(), (f.kind.clone(), f.optional))).collect()
}

/// Reads a list of fields; `optional` says from the entry whether the field may be left out.
fn listed(fields: &Value, optional: impl Fn(&Value) -> bool) -> Fields {
    let text = |f: &Value, key: &str| f[key].as_str().unwrap().to_owned();
    let entry = |f| (text(f, "name"), (text(f, "type"), optional(f)));
    fields.as_array().unwrap().iter().map(entry).collect()
}

fn not(key: &'static str) -> impl Fn(&Value) -> bool {
    move |field| !field[key].as_bool().unwrap()
}

fn nullable(field: &Value) -> bool {
    field["nullable"].as_bool().unwrap()
}

/// The name in a kind such as `[FileInfo]`.
fn base(kind: &str) -> &str {
    kind.trim_matches(['[', ']'])
}

/// Every object by name: `Action`, `ActionResponse` or the type's own.
fn declared_objects() -> BTreeMap<String, Fields> {
    let mut objects = BTreeMap::new();
    for action in actions::all() {
        objects.insert(action.name.to_owned(), declared(&action.request));
        objects.insert(format!("{}Response", action.name), declared(&action.response));
    }
    objects.extend(types::all().into_iter().map(|t| (t.name.to_owned(), declared(&t.fields))));
    objects
}

/// The names of the types that a request can carry.
fn sent_types(schema: &Value) -> BTreeSet<String> {
    let mut sent = BTreeSet::new();
    let mut open: Vec<&Value> =
        schema["actions"].as_object().unwrap().values().map(|a| &a["request"]).collect();
    while let Some(fields) = open.pop() {
        for field in fields.as_array().unwrap() {
            let name = base(field["type"].as_str().unwrap());
            if let Some(inner) = schema["types"].get(name)
                && sent.insert(name.to_owned())
            {
                open.push(inner);
            }
        }
    }
    sent
}

fn listed_objects(schema: &Value) -> BTreeMap<String, Fields> {
    let mut objects = BTreeMap::new();
    for (name, action) in schema["actions"].as_object().unwrap() {
        objects.insert(name.clone(), listed(&action["request"], not("required")));
        let mut response = listed(&action["response"], nullable);
        assert!(response.remove("RequestId").is_some(), "{name} lists its RequestId");
        objects.insert(format!("{name}Response"), response);
    }
    let sent = sent_types(schema);
    for (name, fields) in schema["types"].as_object().unwrap() {
        let fields = match sent.contains(name) {
            true => listed(fields, not("required_in_request")),
            false => listed(fields, nullable),
        };
        objects.insert(name.clone(), fields);
    }
    objects
}

/// What the two say differently, one line each.
fn differences(ours: &BTreeMap<String, Fields>, theirs: &BTreeMap<String, Fields>) -> Vec<String> {
    let mut lines = Vec::new();
    for name in ours.keys().chain(theirs.keys()).collect::<BTreeSet<_>>() {
        let (Some(our), Some(their)) = (ours.get(name), theirs.get(name)) else {
            lines.push(format!(
                "{name}: declared {}, listed {}",
                ours.contains_key(name),
                theirs.contains_key(name)
            ));
            continue;
        };
        for field in our.keys().chain(their.keys()).collect::<BTreeSet<_>>() {
            let (our, their) = (our.get(field), their.get(field));
            if our != their {
                lines.push(format!("{name}.{field}: declared {our:?}, listed {their:?} (kind, optional)"));
            }
        }
    }
    lines
}

/// Says what is skipped past the test harness, which keeps what passing tests print to itself.
fn skip(why: &str) {
    let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("skipped: {why}\n").as_bytes());
}

#[test]
fn everything_is_declared_as_the_cloud_lists_it() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/spec/schema.json");
    let Ok(text) = std::fs::read(&path) else {
        return skip("the cloud's list of actions and types is not here");
    };
    let schema: Value = serde_json::from_slice(&text).unwrap();
    let lines = differences(&declared_objects(), &listed_objects(&schema));
    assert!(lines.is_empty(), "{} differences:\n{}", lines.len(), lines.join("\n"));
}

#[test]
fn the_lists_are_complete_and_name_nothing_unknown() {
    let objects = declared_objects();
    assert_eq!((actions::all().len(), types::all().len()), (37, 44));
    assert_eq!(objects.len(), 37 * 2 + 44, "no name is used twice");
    let types: BTreeSet<_> = types::all().iter().map(|t| t.name).collect();
    let mut used = BTreeSet::new();
    for (kind, _) in objects.values().flat_map(BTreeMap::values) {
        let scalar = ["string", "bool", "int64", "uint64", "float"].contains(&base(kind));
        assert!(scalar || types.contains(base(kind)), "{kind} is not listed");
        used.insert(base(kind));
    }
    let unused: Vec<_> = types.iter().filter(|name| !used.contains(*name)).collect();
    assert!(unused.is_empty(), "no action leads to {unused:?}");
}

#[test]
fn only_the_old_comparison_may_be_called_more_than_20_times_a_second() {
    assert_eq!(LivenessCompare::CALLS_PER_SECOND, 100);
    let fast: Vec<_> =
        actions::all().into_iter().filter(|a| a.calls_per_second != 20).map(|a| a.name).collect();
    assert_eq!(fast, ["LivenessCompare"]);
}

/// Reads `example`, writes it again and returns both.
fn round_trip<T: Object>(example: &Value) -> (T, Value) {
    let read: T = serde_json::from_value(example.clone()).unwrap();
    let written = serde_json::to_value(&read).unwrap();
    (read, written)
}

#[test]
fn a_web_request_sends_only_what_is_set() {
    let example = json!({
        "RedirectURL": "https://shop.example/back",
        "Extra": "order 7",
        "Config": {"AutoSkip": true, "CheckMode": 1, "IDCardType": "HKIDCard", "LivenessTimeout": 60},
    });
    let (request, written) = round_trip::<ApplyWebVerificationBizTokenIntl>(&example);
    assert_eq!(written, example);
    let config = WebVerificationConfigIntl {
        auto_skip: Some(true),
        check_mode: Some(1),
        id_card_type: Some("HKIDCard".into()),
        liveness_timeout: Some(60),
        ..Default::default()
    };
    assert_eq!(request.config, Some(config));
    let nobody = serde_json::to_value(Person::default()).unwrap();
    assert_eq!(nobody, json!({}), "no empty string stands for what the caller did not say");
}

#[test]
fn an_identity_result_reads_nested_lists_and_nulls() {
    let example = json!({
        "Result": "0", "Description": "Success", "ChargeCount": 2, "Extra": null, "DeviceInfoLevel": "",
        "CardVerifyResults": [{
            "IsPass": true, "IsEdit": null, "RequestId": "r1", "WarnCardInfos": [-9107, -9108],
            "CardImage": {"Url": "u", "MD5": "0cc175b9c0f1b6a831c399e269772661", "Size": 1},
            "NormalCardInfo": {"HKIDCard": {"FullName": "LOK, Wing Ching", "Symbol": "***AZ"}, "MLIDCard": null},
            "EditDetails": [{"FieldName": "FullName", "OriginalFieldValue": "L0K", "RevisedFieldValue": "LOK"}],
        }],
        "CompareResults": [
            {"ErrorCode": "1004", "LiveErrorCode": "1004", "CompareErrorCode": "", "Sim": null, "LiveVideo": null},
            {"ErrorCode": "0", "CompareErrorCode": "0", "Sim": 91, "LivenessInfoTag": []},
        ],
    });
    let (result, written) = round_trip::<GetSdkVerificationResultResponse>(&example);
    let [card] = result.card_verify_results.as_slice() else { panic!("one card") };
    assert_eq!((card.is_edit, card.warn_card_infos.as_deref()), (None, Some([-9107, -9108].as_slice())));
    let shown = card.normal_card_info.as_ref().unwrap();
    assert!(shown.mlid_card.is_none());
    assert_eq!(shown.hkid_card.as_ref().unwrap().full_name.as_deref(), Some("LOK, Wing Ching"));
    let [first, last] = result.compare_results.as_slice() else { panic!("two tries") };
    assert_eq!((first.sim, first.live_video.size), (None, 0));
    assert_eq!((last.sim, last.error_code.as_str()), (Some(91.0), "0"));
    assert_eq!(written["CardVerifyResults"][0]["CardImage"], example["CardVerifyResults"][0]["CardImage"]);
    assert_eq!(round_trip(&written), (result, written.clone()), "what is written reads back the same");
}

#[test]
fn a_web_result_tells_unfinished_from_passed() {
    let read = |example: Value| round_trip::<GetWebVerificationResultIntlResponse>(&example).0;
    let unfinished = read(json!({"ErrorCode": null, "ErrorMsg": null, "VerificationDetailList": null}));
    assert_eq!((unfinished.error_code, &unfinished.verification_detail_list), (None, &None));
    let passed = read(json!({"ErrorCode": 0, "VerificationDetailList": [
        {"ErrorCode": 0, "Similarity": 99.5, "ReqTimestamp": 1_700_000_000_123_u64, "LivenessInfoTag": null}]}));
    assert_eq!(passed.error_code, Some(0));
    let details = passed.verification_detail_list.unwrap();
    assert_eq!((details[0].similarity, details[0].req_timestamp), (Some(99.5), Some(1_700_000_000_123)));
}

#[test]
fn a_request_of_nothing_is_an_empty_object() {
    let (_, written) = round_trip::<actions::GetNFCToken>(&json!({}));
    assert_eq!(written, json!({}));
    assert!(serde_json::from_str::<actions::GetNFCToken>(r#"{"Token":"x"}"#).is_err());
}
