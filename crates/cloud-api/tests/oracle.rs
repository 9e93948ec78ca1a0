//! The official Python SDK as an independent implementation: it signs 200 random requests (`oracle.py`), and this crate
//! must sign the same bytes the same, accept them, and flatten the same request to the same text.
//!
//! Runs where `LIVEFACE_PYTHON` names a Python in which `import tencentcloud` works
//! (`pip install tencentcloud-sdk-python-intl-en`).
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use liveface_cloud_api::sign::flatten::{encode, flatten};
use liveface_cloud_api::sign::tc3::{self, Authorization, Incoming, Payload, Policy};
use liveface_cloud_api::sign::{Method, v1};
use liveface_cloud_api::{Credential, SERVICE, VERSION};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};

const CASES: usize = 200;
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle.py");

/// A way to send a request: the method of HTTP, that of signing, and what else the SDK can be told.
#[derive(Clone, Copy, Debug)]
struct Way {
    method: &'static str,
    sign_method: &'static str,
    unsigned: bool,
    gateway: bool,
}

const TC3: Way = Way { method: "POST", sign_method: "TC3-HMAC-SHA256", unsigned: false, gateway: false };
const V1: Way = Way { sign_method: "HmacSHA1", ..TC3 };

/// Each is used by as many requests as any other.
const WAYS: [Way; 8] = [
    TC3,
    Way { unsigned: true, ..TC3 },
    Way { gateway: true, ..TC3 },
    Way { method: "GET", ..TC3 },
    V1,
    Way { method: "GET", ..V1 },
    Way { sign_method: "HmacSHA256", ..V1 },
    Way { sign_method: "HmacSHA256", method: "GET", ..V1 },
];

/// A request, as the script is told of it.
#[derive(Debug, Serialize)]
struct Case {
    method: &'static str,
    sign_method: &'static str,
    unsigned: bool,
    gateway: Option<&'static str>,
    endpoint: &'static str,
    secret_id: String,
    secret_key: String,
    token: Option<String>,
    region: &'static str,
    language: &'static str,
    action: &'static str,
    timestamp: i64,
    nonce: u64,
    params: Value,
}

/// What the SDK would have sent.
#[derive(Debug, Deserialize)]
struct Sent {
    method: String,
    query: String,
    headers: BTreeMap<String, String>,
    body: String,
}

impl Sent {
    fn body(&self) -> Vec<u8> {
        STANDARD.decode(&self.body).unwrap()
    }

    fn method(&self) -> Method {
        if self.method == "GET" { Method::Get } else { Method::Post }
    }
}

#[test]
fn the_official_sdk_signs_the_same() {
    let Some(python) = python() else {
        let line = "skipped: the comparison with the official SDK, because LIVEFACE_PYTHON names no Python that has it\n";
        std::io::stderr().write_all(line.as_bytes()).unwrap();
        return;
    };
    let mut runner =
        TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let cases: Vec<Case> = (0..CASES)
        .map(|number| case(WAYS[number % WAYS.len()]).new_tree(&mut runner).unwrap().current())
        .collect();
    let answers = ask(python, &cases);
    assert_eq!(answers.len(), CASES);
    for (number, (case, sent)) in cases.iter().zip(&answers).enumerate() {
        if case.sign_method == "TC3-HMAC-SHA256" {
            check_tc3(number, case, sent)
        } else {
            check_v1(number, case, sent)
        }
    }
    println!("{CASES} requests of the official SDK signed the same and verified");
}

fn python() -> Option<Command> {
    let name = std::env::var_os("LIVEFACE_PYTHON")?;
    let tried = Command::new(&name).args(["-c", "import tencentcloud"]).stderr(Stdio::null()).status();
    tried.is_ok_and(|status| status.success()).then(|| Command::new(name))
}

fn ask(mut python: Command, cases: &[Case]) -> Vec<Sent> {
    let mut child = python.arg(SCRIPT).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(&serde_json::to_vec(cases).unwrap()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

fn credential(case: &Case) -> Credential {
    let permanent = Credential::new(&*case.secret_id, &*case.secret_key);
    match &case.token {
        Some(token) => permanent.with_token(&**token),
        None => permanent,
    }
}

fn check_tc3(number: usize, case: &Case, sent: &Sent) {
    let body = sent.body();
    let signed_host =
        if case.gateway.is_some() { "faceid.intl.tencentcloudapi.com" } else { &*sent.headers["Host"] };
    let headers = [("Content-Type", &*sent.headers["Content-Type"]), ("Host", signed_host)];
    let payload = if case.unsigned { Payload::Unsigned } else { Payload::Bytes(&body) };
    let request = tc3::Request { method: sent.method(), query: &sent.query, headers: &headers, payload };
    let credential = credential(case);
    let signed = tc3::sign(&credential, SERVICE, case.timestamp, &request);
    assert_eq!(signed.authorization, sent.headers["Authorization"], "{number}: {case:?}");

    let headers: Vec<(&str, &str)> = sent.headers.iter().map(|(name, value)| (&**name, &**value)).collect();
    let body_hash = Payload::hash(&body);
    let incoming = Incoming { method: sent.method(), query: &sent.query, headers: &headers, body_hash };
    let authorization = Authorization::parse(&sent.headers["Authorization"]).unwrap();
    assert_eq!(authorization.secret_id, case.secret_id);
    let policy = Policy { service: Some(SERVICE), ..Policy::official_sdks() };
    let verified =
        tc3::verify(&authorization, &credential.secret_key, &incoming, &policy, case.timestamp).unwrap();
    assert_eq!((verified.host.as_str(), verified.unsigned_payload), (signed_host, case.unsigned), "{number}");
    match sent.method() {
        Method::Get => assert_eq!(parts(&encode(&ours(case))), parts(&sent.query), "{number}"),
        Method::Post => assert_eq!(serde_json::from_slice::<Value>(&body).unwrap(), case.params, "{number}"),
    }
}

fn check_v1(number: usize, case: &Case, sent: &Sent) {
    let text =
        if sent.method == "GET" { sent.query.clone() } else { String::from_utf8(sent.body()).unwrap() };
    let form = v1::Form::parse(&text).unwrap();
    let credential = credential(case);
    assert_eq!(form.secret_id(), case.secret_id);
    let host = case.endpoint.to_owned();
    let verified = v1::verify(&form, sent.method(), &[host], &credential.secret_key, case.timestamp).unwrap();
    assert_eq!(verified.algorithm.as_str(), case.sign_method, "{number}");

    let mut params = ours(case);
    let common = v1::Common {
        action: case.action,
        version: VERSION,
        region: Some(case.region),
        timestamp: case.timestamp,
        nonce: case.nonce,
        algorithm: verified.algorithm,
        language: Some(case.language),
        request_client: form.get("RequestClient"),
    };
    params.extend(common.params(&credential));
    let plaintext = |params: &[(String, String)]| v1::plaintext(sent.method(), case.endpoint, params);
    assert_eq!(plaintext(&params), plaintext(form.params()), "{number}: {case:?}");
    let signature = v1::sign(&credential, sent.method(), case.endpoint, &params).unwrap();
    params.push(("Signature".into(), signature));
    assert_eq!(parts(&encode(&params)), parts(&text), "{number}: {case:?}");
}

/// The parameters of the action as this crate flattens them, but with bools as Python writes them: the only difference.
fn ours(case: &Case) -> Vec<(String, String)> {
    fn pythonic(value: &Value) -> Value {
        match value {
            Value::Bool(true) => "True".into(),
            Value::Bool(false) => "False".into(),
            Value::Array(items) => items.iter().map(pythonic).collect(),
            Value::Object(fields) => {
                fields.iter().map(|(name, value)| (name.clone(), pythonic(value))).collect()
            }
            other => other.clone(),
        }
    }
    flatten(&pythonic(&case.params)).unwrap()
}

/// The parts of a query without their order, which is free.
fn parts(query: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = query.split('&').collect();
    parts.sort_unstable();
    parts
}

fn case(way: Way) -> impl Strategy<Value = Case> {
    let who = ("AKID[A-Za-z0-9]{8,32}", "[!-~]([ -~é你😀]{0,80}[!-~])?", prop::option::of("[!-~]{1,200}"));
    let endpoint = prop::sample::select(vec![
        "faceid.intl.tencentcloudapi.com",
        "faceid.tencentcloudapi.com",
        "127.0.0.1:18080",
        "faceid.kiosk.local:8443",
    ]);
    let told = (
        prop::sample::select(vec!["ap-singapore", "ap-hongkong", "eu-frankfurt"]),
        prop::sample::select(vec!["en-US", "zh-CN"]),
        prop::sample::select(vec!["CompareFaceLiveness", "GetFaceIdResultIntl"]),
    );
    let when = (1_000_000_000_i64..4_000_000_000, 1_u64..=i64::MAX as u64);
    (who, endpoint, told, when, params()).prop_map(
        move |(
            (secret_id, secret_key, token),
            endpoint,
            (region, language, action),
            (timestamp, nonce),
            params,
        )| Case {
            method: way.method,
            sign_method: way.sign_method,
            unsigned: way.unsigned,
            gateway: way.gateway.then_some("gateway.example:9443"),
            endpoint: if way.gateway { "faceid.intl.tencentcloudapi.com" } else { endpoint },
            secret_id,
            secret_key,
            token,
            region,
            language,
            action,
            timestamp,
            nonce,
            params,
        },
    )
}

/// An object of anything. Numbers with a fraction are plain ones: exponents are written differently in every language.
/// Names have no `_`, which the Python SDK signs as `.` with v1, and begin with `P`, so that no common one is among them.
fn params() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        2 => Just(Value::Null),
        3 => any::<bool>().prop_map(Value::from),
        3 => any::<i64>().prop_map(Value::from),
        1 => any::<u64>().prop_map(Value::from),
        3 => any::<i32>().prop_map(|number| Value::from(Number::from_f64(f64::from(number) / 1000.0))),
        4 => "[a-zA-Z0-9 +/=%&*~_.?#-]{0,32}".prop_map(Value::from),
        4 => any::<String>().prop_map(Value::from),
        2 => "[\\x00-\\x1f\\x7f\"\\\\/\u{2028}é你😀]{0,16}".prop_map(Value::from),
        1 => ("[A-Za-z0-9+/]{64}", 1_usize..2000).prop_map(|(text, times)| text.repeat(times).into()),
    ];
    let value = leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            btree_map("[A-Za-z0-9]{1,8}", inner, 0..6).prop_map(|fields| fields.into_iter().collect()),
        ]
    });
    btree_map("P[A-Za-z0-9]{0,8}", value, 0..8).prop_map(|fields| fields.into_iter().collect())
}
