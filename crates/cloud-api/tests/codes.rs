//! Every code of the documents is here, spelled and charged as they say, and explained in words of our own.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

use liveface_cloud_api::code::{Kind, UnknownCode};
use liveface_cloud_api::{
    AndroidCode, ApiCode, Billed, ErrorCode, IdentityAndroidCode, IdentityIosCode, IdentityResultCode,
    IosCode, Known, SelfieResultCode, WebCode,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// What the gateway answers by itself: the common list of the API's documents.
const GATEWAY: [&str; 38] = [
    "ActionOffline",
    "AuthFailure.InvalidAuthorization",
    "AuthFailure.InvalidSecretId",
    "AuthFailure.MFAFailure",
    "AuthFailure.SecretIdNotFound",
    "AuthFailure.SignatureExpire",
    "AuthFailure.SignatureFailure",
    "AuthFailure.TokenFailure",
    "AuthFailure.UnauthorizedOperation",
    "DryRunOperation",
    "FailedOperation",
    "InternalError",
    "InvalidAction",
    "InvalidParameter",
    "InvalidParameterValue",
    "InvalidRequest",
    "IpInBlacklist",
    "IpNotInWhitelist",
    "LimitExceeded",
    "MissingParameter",
    "NoSuchProduct",
    "NoSuchVersion",
    "RequestLimitExceeded",
    "RequestLimitExceeded.GlobalRegionUinLimitExceeded",
    "RequestLimitExceeded.IPLimitExceeded",
    "RequestLimitExceeded.UinLimitExceeded",
    "RequestSizeLimitExceeded",
    "ResourceInUse",
    "ResourceInsufficient",
    "ResourceNotFound",
    "ResourceUnavailable",
    "ResponseSizeLimitExceeded",
    "ServiceUnavailable",
    "UnauthorizedOperation",
    "UnknownParameter",
    "UnsupportedOperation",
    "UnsupportedProtocol",
    "UnsupportedRegion",
];

/// A row of a table, whichever it is.
struct Row {
    spelling: &'static str,
    number: Option<i64>,
    billed: Billed,
    meaning: &'static str,
    remedy: &'static str,
}

type Tables = BTreeMap<&'static str, Vec<Row>>;

/// The rows of a table, after checking that each is found again by its spelling, its number and its JSON.
macro_rules! rows {
    ($code:ident, $number:expr, $from_number:expr) => {
        $code::ALL
            .iter()
            .map(|&code| {
                let number: Option<i64> = $number(code);
                assert_eq!($code::from_wire(code.as_str()), Some(code));
                assert_eq!(code.as_str().parse(), Ok(code));
                assert_eq!(code.to_string(), code.as_str());
                assert_eq!(number.and_then($from_number), number.map(|_| code));
                let json = serde_json::to_string(&code).unwrap();
                assert_eq!(serde_json::from_str::<$code>(&json).unwrap(), code, "{json}");
                let (billed, meaning, remedy) = (code.billed(), code.meaning(), code.remedy());
                Row { spelling: code.as_str(), number, billed, meaning, remedy }
            })
            .collect::<Vec<Row>>()
    };
    ($code:ident) => {
        rows!($code, |code: $code| Some(code.number()), $code::from_number)
    };
}

/// Every table by the name of its group in the list of facts.
fn tables() -> Tables {
    BTreeMap::from([
        ("api", rows!(ApiCode, |_: ApiCode| None::<i64>, |_| None::<ApiCode>)),
        ("web", rows!(WebCode)),
        ("app_sdk_result", rows!(SelfieResultCode)),
        ("idv_app_sdk_result", rows!(IdentityResultCode)),
        ("android_sdk", rows!(AndroidCode)),
        ("ios_sdk", rows!(IosCode)),
        ("idv_android_sdk", rows!(IdentityAndroidCode)),
        ("idv_ios_sdk", rows!(IdentityIosCode)),
    ])
}

/// Says what did not run, past the test harness, which hides what a passing test prints.
fn skip(why: &str) {
    let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("skipped: {why}\n").as_bytes());
}

/// The list of facts and the schema, where both are beside this checkout.
fn shared() -> Option<[serde_json::Value; 2]> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/spec");
    let read = |name: &str| fs::read_to_string(folder.join(name)).ok();
    let (Some(facts), Some(schema)) = (read("error-codes.json"), read("schema.json")) else {
        skip("the list of codes and the schema are not beside this checkout");
        return None;
    };
    Some([facts, schema].map(|text| serde_json::from_str(&text).unwrap()))
}

/// The table, spelling and number of a row of the list of facts.
fn place(fact: &serde_json::Value) -> (&str, &str, Option<i64>) {
    let [group, code, meaning] = ["group", "code", "meaning"].map(|key| fact[key].as_str().unwrap());
    match group {
        "common" | "pure_api" => ("api", code, None),
        // These have a name beside the number, and the list keeps it in place of a meaning.
        _ if meaning.starts_with("HY_") => (group, meaning, code.parse().ok()),
        _ => (group, code, code.parse().ok()),
    }
}

fn billed(fact: &serde_json::Value) -> Billed {
    match fact["billed"].as_str().unwrap() {
        "Y" => Billed::Yes,
        "N" => Billed::No,
        "-" => Billed::NotApplicable,
        "?" => Billed::Unknown,
        other => panic!("{other} says nothing about the charge"),
    }
}

#[test]
fn every_code_of_the_facts_is_here_and_no_other() {
    let Some([facts, schema]) = shared() else { return };
    let facts = facts.as_array().unwrap();
    assert_eq!(facts.len(), 194);
    let tables = tables();
    let mut differences = Vec::new();
    let mut explained = BTreeSet::new();
    for fact in facts {
        let (table, spelling, number) = place(fact);
        explained.insert((table, spelling));
        match tables[table].iter().find(|row| row.spelling == spelling) {
            None => differences.push(format!("{table} lacks {spelling}")),
            Some(row) if row.number != number => {
                differences
                    .push(format!("{table} {spelling}: number {:?}, should be {number:?}", row.number));
            }
            Some(row) if row.billed != billed(fact) => {
                differences.push(format!(
                    "{table} {spelling}: {:?}, should be {:?}",
                    row.billed,
                    billed(fact)
                ));
            }
            Some(_) => {}
        }
    }
    let errors =
        schema["actions"].as_object().unwrap().values().filter_map(|action| action["errors"].as_array());
    let listed: BTreeSet<&str> = errors.flatten().map(|code| code.as_str().unwrap()).chain(GATEWAY).collect();
    for spelling in listed {
        let row = tables["api"].iter().find(|row| row.spelling == spelling);
        let in_a_table = !explained.insert(("api", spelling));
        match row.map(|row| row.billed) {
            None => differences.push(format!("api lacks {spelling}")),
            Some(billed) if !in_a_table && billed != Billed::Unknown => {
                differences.push(format!("api {spelling}: {billed:?}, and no table says so"));
            }
            Some(_) => {}
        }
    }
    for (table, row) in tables.iter().flat_map(|(&table, rows)| rows.iter().map(move |row| (table, row))) {
        if !explained.contains(&(table, row.spelling)) {
            differences.push(format!("{table} has {}, which no document has", row.spelling));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn each_table_has_its_codes_once() {
    let counts = tables().into_iter().map(|(table, rows)| {
        let spellings: BTreeSet<_> = rows.iter().map(|row| row.spelling).collect();
        assert_eq!(spellings.len(), rows.len(), "{table}");
        let numbers: BTreeSet<_> = rows.iter().map(|row| row.number).collect();
        assert!(table == "api" || numbers.len() == rows.len(), "{table}");
        (table, rows.len())
    });
    let expected = [
        ("android_sdk", 15),
        ("api", 130),
        ("app_sdk_result", 14),
        ("idv_android_sdk", 10),
        ("idv_app_sdk_result", 9),
        ("idv_ios_sdk", 17),
        ("ios_sdk", 13),
        ("web", 50),
    ];
    assert_eq!(counts.collect::<Vec<_>>(), expected);
}

#[test]
fn meaning_and_remedy_are_one_clause_each() {
    let is_clause = |text: &str| {
        text.len() > 5
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.ends_with(|c: char| c.is_ascii_alphanumeric() || c == ')')
            && !text.contains(['\n', ';', '!', '?'])
            && !text.contains(". ")
    };
    let wrong: Vec<_> = tables()
        .into_iter()
        .flat_map(|(table, rows)| rows.into_iter().map(move |row| (table, row)))
        .filter(|(_, row)| !is_clause(row.meaning) || !is_clause(row.remedy) || row.meaning == row.remedy)
        .map(|(table, row)| format!("{table} {}: {} / {}", row.spelling, row.meaning, row.remedy))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn api_variants_are_named_after_their_spelling() {
    for code in ApiCode::ALL {
        let spelling = code.as_str();
        let short = spelling.strip_prefix("FailedOperation.").unwrap_or(spelling).replace('.', "");
        let name = format!("{code:?}");
        // `RequestLimitExceeded` alone is the gateway's, so this one keeps its first half.
        let whole = spelling == "FailedOperation.RequestLimitExceeded" && name == spelling.replace('.', "");
        assert!(name == short || whole, "{name} is {spelling}");
    }
}

#[test]
fn misspellings_of_the_wire_are_kept() {
    assert_eq!("FailedOperation.LipVideoQuaility".parse(), Ok(ApiCode::LipVideoQuaility));
    assert_eq!("FailedOperation.LipVideoQuality".parse::<ApiCode>(), Err(UnknownCode));
    assert_eq!(IosCode::CameraPermission.as_str(), "HY_CAMEREA_PERMISSION_EXCEPTION");
    assert_eq!(IdentityIosCode::VideoCut.as_str(), "HY_SDK_VEDIO_CUT_EXCEPTION");
}

#[test]
fn one_number_means_what_its_table_says() {
    assert_eq!(SelfieResultCode::from_number(2012), Some(SelfieResultCode::SeveralFaces));
    assert_eq!(IdentityResultCode::from_number(2012), Some(IdentityResultCode::NoFullFace));
    assert_eq!(WebCode::from_number(2012), Some(WebCode::LifePhotoDetectNoFaces));
    assert_eq!(AndroidCode::from_number(210), Some(AndroidCode::NetworkError));
    assert_eq!(IosCode::from_number(210), Some(IosCode::InitializationParameter));
    assert_eq!(AndroidCode::from_number(999), None);
}

#[test]
fn numbers_travel_as_each_table_has_them() {
    assert_eq!(serde_json::to_string(&WebCode::ReflectFail).unwrap(), "1401");
    assert_eq!(serde_json::to_string(&SelfieResultCode::NotFinished).unwrap(), r#""-999""#);
    assert_eq!(serde_json::to_string(&AndroidCode::UserCancel).unwrap(), r#""HY_USER_CANCEL_ERROR""#);
    assert!(serde_json::from_str::<WebCode>("5").is_err());
    assert!(serde_json::from_str::<SelfieResultCode>("0").is_err());
}

#[test]
fn only_what_was_refused_for_its_rate_is_sent_again() {
    let retried: Vec<_> =
        ApiCode::ALL.iter().filter(|code| code.retryable()).map(|code| code.as_str()).collect();
    let expected = [
        "RequestLimitExceeded",
        "RequestLimitExceeded.GlobalRegionUinLimitExceeded",
        "RequestLimitExceeded.IPLimitExceeded",
        "RequestLimitExceeded.UinLimitExceeded",
    ];
    assert_eq!(retried, expected);
    assert!(ApiCode::ALL.iter().filter(|code| code.retryable()).all(|code| code.kind() == Kind::Limit));
}

#[test]
fn kinds_follow_the_families_of_codes() {
    let passed: Vec<_> = ApiCode::ALL.iter().filter(|code| code.kind() == Kind::Passed).collect();
    assert_eq!(passed, [&ApiCode::Success]);
    for code in ApiCode::ALL {
        let family = code.as_str().split('.').next().unwrap();
        let kind = match family {
            "AuthFailure" => Kind::Credential,
            "UnauthorizedOperation" => Kind::Account,
            "RequestLimitExceeded" => Kind::Limit,
            "InvalidParameter" | "InvalidParameterValue" => Kind::Request,
            _ => continue,
        };
        assert_eq!(code.kind(), kind, "{code}");
    }
    assert_eq!(ApiCode::LifePhotoDetectFaces.kind(), Kind::Photo);
    assert_eq!(ApiCode::SilentTooShort.kind(), Kind::Video);
    assert_eq!(ApiCode::ActionOpenMouth.kind(), Kind::Liveness);
    assert_eq!(ApiCode::CompareLowSimilarity.kind(), Kind::Comparison);
    assert_eq!(ApiCode::LivessSystemError.kind(), Kind::Service);
}

#[test]
fn an_unknown_code_keeps_its_text() {
    let new: ErrorCode = serde_json::from_str(r#""FailedOperation.NewIn2030""#).unwrap();
    assert_eq!((new.code(), new.to_string().as_str()), (None, "FailedOperation.NewIn2030"));
    assert_eq!(serde_json::to_string(&new).unwrap(), r#""FailedOperation.NewIn2030""#);
    let old: ErrorCode = serde_json::from_str(r#""InternalError""#).unwrap();
    assert_eq!((old.code(), old.to_string().as_str()), (Some(ApiCode::InternalError), "InternalError"));
    assert_eq!(Known::from("1003"), Known::<SelfieResultCode>::Other("1003".into()));
    assert_eq!(ErrorCode::from("x".repeat(129).as_str()).to_string(), "x".repeat(128));
}

#[test]
fn a_hidden_character_does_not_make_a_code() {
    let forged = ErrorCode::from("Succ\u{0}ess\u{1b}[2K\n");
    assert_eq!(forged, Known::Other("Succ\u{fffd}ess\u{fffd}[2K\u{fffd}".into()));
    assert_eq!(ErrorCode::from(ErrorCode::from("\tSuccess").to_string().as_str()).code(), None);
}

proptest! {
    #[test]
    fn any_text_is_read_and_reads_the_same_again(text in any::<String>()) {
        let json = serde_json::to_string(&text).unwrap();
        let read: ErrorCode = serde_json::from_str(&json).unwrap();
        let shown = read.to_string();
        prop_assert_eq!(read.code(), ApiCode::from_wire(&text));
        prop_assert!(shown.chars().count() <= ErrorCode::MAX_CHARS && !shown.contains(char::is_control));
        prop_assert_eq!(ErrorCode::from(shown.as_str()), read);
    }
}
