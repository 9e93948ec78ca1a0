//! One flipped bit, at every byte of everything that is signed. Each flip must fail, except the few that change nothing,
//! which are named where they are and must pass: none is left out.

use crate::vectors::{self, Tc3, V1};
use liveface_cloud_api::sign::Method;

/// `text` with each of its bits flipped, one at a time; `bits` is 7 where the result must stay ASCII.
fn flipped(bytes: &[u8], bits: usize) -> impl Iterator<Item = Vec<u8>> {
    (0..bytes.len() * bits).map(move |flip| {
        let mut changed = bytes.to_vec();
        changed[flip / bits] ^= 1 << (flip % bits);
        changed
    })
}

fn flipped_text(text: &str) -> impl Iterator<Item = String> {
    assert!(text.is_ascii());
    flipped(text.as_bytes(), 7).map(|bytes| String::from_utf8(bytes).unwrap())
}

/// Counts the flips, so that a test that flips nothing fails.
#[derive(Debug, Default)]
struct Flips {
    refused: usize,
    equivalent: usize,
}

impl Flips {
    fn check(&mut self, same: bool, accepted: bool, what: &str) {
        assert_eq!(accepted, same, "{what}");
        *(if same { &mut self.equivalent } else { &mut self.refused }) += 1;
    }
}

#[test]
fn tc3_notices_every_bit() {
    let mut flips = Flips::default();
    for vector in vectors::tc3() {
        flip_body(&vector, &mut flips);
        flip_headers(&vector, &mut flips);
        flip_texts(&vector, &mut flips);
        let other = if vector.method == Method::Get { Method::Post } else { Method::Get };
        try_tc3(&vector, &mut flips, "the method", false, |v| v.method = other);
        try_tc3(&vector, &mut flips, "one more byte", vector.unsigned(), |v| v.body.push(0));
        try_tc3(&vector, &mut flips, "one more parameter", false, |v| v.query.push_str("&a=b"));
    }
    println!("TC3: {flips:?}");
    assert!(flips.refused > 6_000 && flips.equivalent < 10_000);
}

/// Changes a copy of the vector, which must be accepted if it is the `same` request, and only then.
fn try_tc3(vector: &Tc3, flips: &mut Flips, what: &str, same: bool, change: impl FnOnce(&mut Tc3)) {
    let mut changed = vector.clone();
    change(&mut changed);
    flips.check(same, changed.verify(vector.timestamp).is_ok(), &format!("{}: {what}", vector.name));
}

/// An unsigned body may be any: that is what `UNSIGNED-PAYLOAD` means.
fn flip_body(vector: &Tc3, flips: &mut Flips) {
    for body in flipped(&vector.body, 8) {
        try_tc3(vector, flips, "body", vector.unsigned(), |v| v.body = body);
    }
}

/// The case of a letter in a signed header does not matter: the cloud's documents say that lower case is signed.
/// `X-TC-Timestamp` is signed as a number, and `X-TC-Content-SHA256` decides what is: they matter to the bit. The other
/// headers, `X-TC-Action` among them, are signed only where `SignedHeaders` names them.
fn flip_headers(vector: &Tc3, flips: &mut Flips) {
    for (place, (name, value)) in vector.headers.iter().enumerate() {
        let signed = vector.signed.contains(&name.to_ascii_lowercase());
        let decides = ["X-TC-Timestamp", "X-TC-Content-SHA256"].contains(&&**name);
        for changed in flipped_text(value) {
            let same = !decides && (!signed || changed.eq_ignore_ascii_case(value));
            let what = format!("{name}: {changed:?}");
            try_tc3(vector, flips, &what, same, |v| v.headers[place].1 = changed);
        }
    }
}

/// No letter may change here. The name of the key is not signed, but then it names another key.
fn flip_texts(vector: &Tc3, flips: &mut Flips) {
    for authorization in flipped_text(&vector.authorization) {
        let what = format!("Authorization: {authorization:?}");
        try_tc3(vector, flips, &what, false, |v| v.authorization = authorization);
    }
    for query in flipped_text(&vector.query) {
        try_tc3(vector, flips, &format!("query {query:?}"), false, |v| v.query = query);
    }
    for key in flipped_text(&vector.secret_key) {
        try_tc3(vector, flips, "secret key", false, |v| v.secret_key = key);
    }
}

#[test]
fn v1_notices_every_bit() {
    let mut flips = Flips::default();
    for vector in vectors::v1() {
        flip_form(&vector, &mut flips);
        for host in flipped_text(&vector.host) {
            try_v1(&vector, &mut flips, "host", false, |v| v.host = host);
        }
        for key in flipped_text(&vector.secret_key) {
            try_v1(&vector, &mut flips, "secret key", false, |v| v.secret_key = key);
        }
        let other = if vector.method == Method::Get { Method::Post } else { Method::Get };
        try_v1(&vector, &mut flips, "the method", false, |v| v.method = other);
        try_v1(&vector, &mut flips, "one more parameter", false, |v| v.form.push_str("&Z=1"));
    }
    println!("v1: {flips:?}");
    assert!(flips.refused > 5_000 && flips.equivalent < 100);
}

fn try_v1(vector: &V1, flips: &mut Flips, what: &str, same: bool, change: impl FnOnce(&mut V1)) {
    let mut changed = vector.clone();
    change(&mut changed);
    flips.check(same, changed.verify(vector.timestamp).is_ok(), &format!("{}: {what}", vector.name));
}

/// What a form says is signed, not how it is encoded: `%2f` is `%2F`.
fn flip_form(vector: &V1, flips: &mut Flips) {
    let says = |form: &str| form_urlencoded::parse(form.as_bytes()).into_owned().collect::<Vec<_>>();
    let original = says(&vector.form);
    for form in flipped_text(&vector.form) {
        let same = says(&form) == original;
        try_v1(vector, flips, &format!("form {form:?}"), same, |v| v.form = form);
    }
}
