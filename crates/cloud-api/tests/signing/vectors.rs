//! Known answers: those of the specification beside the repository, and a few that are always here.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use liveface_cloud_api::Secret;
use liveface_cloud_api::sign::tc3::{self, Authorization, Incoming, Payload, Policy};
use liveface_cloud_api::sign::{AuthError, Method, v1};
use serde_json::Value;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/spec/signing-vectors.json");

/// Takes the host as it was sent, and nothing in its place: so that no other one hides what a flip does.
pub const STRICT: Policy<'_> = Policy { service: None, hosts: &[], unsigned_payload: true };

#[derive(Clone)]
pub struct Tc3 {
    pub name: String,
    pub secret_id: String,
    pub secret_key: String,
    pub service: String,
    pub timestamp: i64,
    pub method: Method,
    pub query: String,
    /// All that are sent but `Authorization`.
    pub headers: Vec<(String, String)>,
    /// Names in lower case.
    pub signed: Vec<String>,
    pub body: Vec<u8>,
    pub canonical_request: String,
    pub string_to_sign: String,
    pub scope: String,
    pub authorization: String,
}

impl Tc3 {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| &**value)
    }

    pub fn unsigned(&self) -> bool {
        self.header("X-TC-Content-SHA256").is_some()
    }

    pub fn signed_headers(&self) -> Vec<(&str, &str)> {
        self.signed.iter().map(|name| (&**name, self.header(name).unwrap())).collect()
    }

    pub fn request<'a>(&'a self, headers: &'a [(&'a str, &'a str)]) -> tc3::Request<'a> {
        let payload = if self.unsigned() { Payload::Unsigned } else { Payload::Bytes(&self.body) };
        tc3::Request { method: self.method, query: &self.query, headers, payload }
    }

    pub fn verify(&self, now: i64) -> Result<tc3::Verified, AuthError> {
        self.verify_with(&STRICT, now)
    }

    /// As a server does: the header is read, the key looked up by its name, and then the request verified.
    pub fn verify_with(&self, policy: &Policy<'_>, now: i64) -> Result<tc3::Verified, AuthError> {
        let headers: Vec<(&str, &str)> =
            self.headers.iter().map(|(name, value)| (&**name, &**value)).collect();
        let body_hash = Payload::hash(&self.body);
        let request = Incoming { method: self.method, query: &self.query, headers: &headers, body_hash };
        let authorization = Authorization::parse(&self.authorization)?;
        if authorization.secret_id != self.secret_id {
            return Err(AuthError::Mismatch); // There is no such key.
        }
        tc3::verify(&authorization, &Secret::from(&*self.secret_key), &request, policy, now)
    }
}

#[derive(Clone)]
pub struct V1 {
    pub name: String,
    pub secret_key: String,
    pub timestamp: i64,
    pub method: Method,
    pub host: String,
    /// The body or the query as sent, with `Signature`.
    pub form: String,
    pub plaintext: String,
    pub signature: String,
}

impl V1 {
    pub fn verify(&self, now: i64) -> Result<v1::Verified, AuthError> {
        let key = Secret::from(&*self.secret_key);
        v1::verify(&v1::Form::parse(&self.form)?, self.method, std::slice::from_ref(&self.host), &key, now)
    }
}

/// Every vector there is for TC3.
pub fn tc3() -> Vec<Tc3> {
    of_the_specification().map_or_else(tc3_of_this_file, |(tc3, _)| tc3)
}

/// Every vector there is for v1.
pub fn v1() -> Vec<V1> {
    of_the_specification().map_or_else(v1_of_this_file, |(_, v1)| v1)
}

/// `None` where the file is not there, as in a bare checkout.
pub fn of_the_specification() -> Option<(Vec<Tc3>, Vec<V1>)> {
    let file: Value = serde_json::from_slice(&std::fs::read(FILE).ok()?).unwrap();
    let (mut tc3, mut v1) = (Vec::new(), Vec::new());
    for vector in file["vectors"].as_array().unwrap() {
        if vector.get("sign_plaintext").is_some() {
            v1.push(read_v1(vector))
        } else {
            tc3.push(read_tc3(vector))
        }
    }
    let doc = &file["doc_vectors"];
    tc3.push(read_documented(doc, "old", &text(&doc["secret_key"])));
    tc3.push(read_documented(doc, "new", &text(&doc["new_secretkey"])));
    v1.push(documented_v1(&text(&doc["v1"]["plain"]), &text(&doc["v1"]["hmacsha1"])));
    Some((tc3, v1))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn method(vector: &Value) -> Method {
    if vector["method"] == "GET" { Method::Get } else { Method::Post }
}

fn read_tc3(vector: &Value) -> Tc3 {
    let sent = vector["headers"].as_object().unwrap();
    let headers =
        sent.iter().filter(|(name, _)| *name != "Authorization").map(|(name, v)| (name.clone(), text(v)));
    let binary = vector["body_base64"].as_str().map(|encoded| STANDARD.decode(encoded).unwrap());
    Tc3 {
        name: text(&vector["name"]),
        secret_id: text(&vector["secret_id"]),
        secret_key: text(&vector["secret_key"]),
        service: "faceid".into(),
        timestamp: text(&vector["headers"]["X-TC-Timestamp"]).parse().unwrap(),
        method: method(vector),
        query: text(&vector["query_string"]),
        headers: headers.collect(),
        signed: vec!["content-type".into(), "host".into()],
        body: binary.unwrap_or_else(|| text(&vector["body_utf8"]).into_bytes()),
        canonical_request: text(&vector["canonical_request"]),
        string_to_sign: text(&vector["string_to_sign"]),
        scope: text(&vector["credential_scope"]),
        authorization: text(&vector["authorization"]),
    }
}

fn read_documented(doc: &Value, which: &str, secret_key: &str) -> Tc3 {
    let known = &doc[which];
    documented(
        which,
        secret_key,
        &text(&known["canonical_request"]),
        &text(&known["string_to_sign"]),
        &text(&known["signature"]),
    )
}

fn read_v1(vector: &Value) -> V1 {
    let plaintext = text(&vector["sign_plaintext"]);
    let start = vector["method"].as_str().unwrap().len();
    V1 {
        name: text(&vector["name"]),
        secret_key: text(&vector["secret_key"]),
        timestamp: 1_700_000_000,
        method: method(vector),
        host: plaintext[start..plaintext.find('/').unwrap()].to_owned(),
        form: text(&vector["body_utf8"]) + &text(&vector["query_string"]),
        plaintext,
        signature: text(&vector["signature"]),
    }
}

const DOCUMENTED_ID: &str = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";
const DOCUMENTED_KEY: &str = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";
const DOCUMENTED_BODY: &str =
    r#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#;

/// The example of the documents on TC3, in its older and its newer form.
fn documented(
    which: &str,
    secret_key: &str,
    canonical_request: &str,
    string_to_sign: &str,
    signature: &str,
) -> Tc3 {
    let scope = "2019-02-25/cvm/tc3_request";
    let signed = canonical_request.lines().rev().nth(1).unwrap();
    let headers = [
        ("Content-Type", "application/json; charset=utf-8"),
        ("Host", "cvm.tencentcloudapi.com"),
        ("X-TC-Action", "DescribeInstances"),
        ("X-TC-Timestamp", "1551113065"),
    ];
    Tc3 {
        name: format!("documented, {which}"),
        secret_id: DOCUMENTED_ID.into(),
        secret_key: secret_key.into(),
        service: "cvm".into(),
        timestamp: 1_551_113_065,
        method: Method::Post,
        query: String::new(),
        headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        signed: signed.split(';').map(str::to_owned).collect(),
        body: DOCUMENTED_BODY.into(),
        canonical_request: canonical_request.into(),
        string_to_sign: string_to_sign.into(),
        scope: scope.into(),
        authorization: format!(
            "TC3-HMAC-SHA256 Credential={DOCUMENTED_ID}/{scope}, SignedHeaders={signed}, Signature={signature}"
        ),
    }
}

/// The example of the documents on v1: it has no `SignatureMethod`.
fn documented_v1(plaintext: &str, signature: &str) -> V1 {
    let (host, params) = plaintext.strip_prefix("GET").unwrap().split_once("/?").unwrap();
    let encoded: String = form_urlencoded::byte_serialize(signature.as_bytes()).collect();
    V1 {
        name: "documented, v1".into(),
        secret_key: DOCUMENTED_KEY.into(),
        timestamp: 1_465_185_768,
        method: Method::Get,
        host: host.into(),
        form: format!("{params}&Signature={encoded}"),
        plaintext: plaintext.into(),
        signature: signature.into(),
    }
}

const EXAMPLE_ID: &str = "AKIDtestSecretId0000000000000000EXAMPLE";
const EXAMPLE_KEY: &str = "testSecretKey00000000000000EXAMPLE";

/// The two of the documents, and what the Python SDK sends by default.
pub fn tc3_of_this_file() -> Vec<Tc3> {
    let old = documented(
        "old",
        DOCUMENTED_KEY,
        "POST\n/\n\ncontent-type:application/json; charset=utf-8\nhost:cvm.tencentcloudapi.com\n\ncontent-type;host\n\
         35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064",
        "TC3-HMAC-SHA256\n1551113065\n2019-02-25/cvm/tc3_request\n\
         5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031",
        "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168",
    );
    let new = documented(
        "new",
        "********************************",
        "POST\n/\n\ncontent-type:application/json; charset=utf-8\nhost:cvm.tencentcloudapi.com\n\
         x-tc-action:describeinstances\n\ncontent-type;host;x-tc-action\n\
         35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064",
        "TC3-HMAC-SHA256\n1551113065\n2019-02-25/cvm/tc3_request\n\
         7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84",
        "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f",
    );
    vec![old, new, python_default()]
}

fn python_default() -> Tc3 {
    let scope = "2023-11-14/faceid/tc3_request";
    let headers = [
        ("Content-Type", "application/json"),
        ("Host", "faceid.intl.tencentcloudapi.com"),
        ("X-TC-Action", "CompareFaceLiveness"),
        ("X-TC-Timestamp", "1700000000"),
    ];
    Tc3 {
        name: "tc3_post_json_default_endpoint".into(),
        secret_id: EXAMPLE_ID.into(),
        secret_key: EXAMPLE_KEY.into(),
        service: "faceid".into(),
        timestamp: 1_700_000_000,
        method: Method::Post,
        query: String::new(),
        headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        signed: vec!["content-type".into(), "host".into()],
        body: br#"{"ImageBase64": "/9j/4GZha2UtanBlZ//Z", "VideoBase64": "AAAAGGZ0eXBtcDQyZmFrZS1tcDQ=", "LivenessType": "ACTION", "ValidateData": "2,1"}"#.to_vec(),
        canonical_request: "POST\n/\n\ncontent-type:application/json\nhost:faceid.intl.tencentcloudapi.com\n\n\
            content-type;host\n6b1fb16305624e8f91581e1d12233d7b20d96f9a81da20d8631338601bacbb06"
            .into(),
        string_to_sign: format!(
            "TC3-HMAC-SHA256\n1700000000\n{scope}\na4c7ec23cac8bb9d508b276d1572de619436999fa6b28c395e989c5b5ed3f009"
        ),
        scope: scope.into(),
        authorization: format!(
            "TC3-HMAC-SHA256 Credential={EXAMPLE_ID}/{scope}, SignedHeaders=content-type;host, \
             Signature=b7ec2972b509110325ebbd1e8764f758b7de0a547e58fa5ea32a1941293b6ebc"
        ),
    }
}

/// The one of the documents, and one with the method that the Node SDK uses by default.
pub fn v1_of_this_file() -> Vec<V1> {
    let plaintext = "GETcvm.tencentcloudapi.com/?Action=DescribeInstances&InstanceIds.0=ins-09dx96dg&Limit=20&\
        Nonce=11886&Offset=0&Region=ap-guangzhou&SecretId=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE&Timestamp=1465185768&\
        Version=2017-03-12";
    let host = "faceid.intl.tencentcloudapi.com";
    let signed = "Language=en-US&LivenessType=ACTION&Nonce=11886&Region=ap-singapore&RequestClient=SDK_PYTHON_3.1.193&\
        SecretId=AKIDtestSecretId0000000000000000EXAMPLE&SignatureMethod=HmacSHA256&Timestamp=1700000000";
    let sha256 = V1 {
        name: "v1_hmacsha256_post".into(),
        secret_key: EXAMPLE_KEY.into(),
        timestamp: 1_700_000_000,
        method: Method::Post,
        host: host.into(),
        form: format!(
            "ImageBase64=%2F9j%2F4GZha2UtanBlZ%2F%2FZ&VideoBase64=AAAAGGZ0eXBtcDQyZmFrZS1tcDQ%3D&ValidateData=2%2C1&\
             Action=CompareFaceLiveness&Version=2018-03-01&{signed}&\
             Signature=UE5jUqPNbEnZHB61vja%2FyERoox1oWuahtqRltlpIlUM%3D"
        ),
        plaintext: format!(
            "POST{host}/?Action=CompareFaceLiveness&ImageBase64=/9j/4GZha2UtanBlZ//Z&{signed}&ValidateData=2,1&\
             Version=2018-03-01&VideoBase64=AAAAGGZ0eXBtcDQyZmFrZS1tcDQ="
        ),
        signature: "UE5jUqPNbEnZHB61vja/yERoox1oWuahtqRltlpIlUM=".into(),
    };
    vec![documented_v1(plaintext, "EliP9YW3pW28FpsEdkXt/+WcGeI="), sha256]
}
