//! What a submission costs before its first byte leaves: the largest video the cloud takes, checked, written and signed.
#![allow(clippy::expect_used, reason = "a benchmark that cannot run should stop")]

use criterion::{BatchSize, Throughput};
use liveface_cloud_api::actions::CompareFaceLiveness;
use liveface_cloud_api::sign::tc3::Payload;
use liveface_cloud_api::{Action, Body, Credential, Endpoint};
use liveface_uploader::Client;
use std::hint::black_box;

/// Characters of the largest video.
const VIDEO: usize = 8_000_000;

fn main() {
    let mut criterion = liveface_benches::criterion();
    let request = CompareFaceLiveness {
        image_base64: "/9j/".repeat(10_000),
        video_base64: "AAAAHGZ0".repeat(VIDEO / 8),
        liveness_type: "SILENT".to_owned(),
        validate_data: None,
    };
    let body = Body::of(&request).expect("strings are JSON");
    let client = Client::new(Credential::new("AKIDexample", "s3cretkey"), Endpoint::Intl);
    let sign = |body: &Body| {
        client.sign(<CompareFaceLiveness as liveface_cloud_api::Object>::NAME, body, 1_700_000_000)
    };
    let mut group = criterion.benchmark_group("submit");
    group.bench_function("sign", |b| b.iter(|| sign(black_box(&body))));
    group.throughput(Throughput::Bytes(body.as_bytes().len() as u64));
    group.bench_function("hash", |b| b.iter(|| Payload::hash(black_box(body.as_bytes()))));
    group.bench_function("serialise", |b| {
        b.iter_batched(|| (), |()| serialise(black_box(&request)), BatchSize::PerIteration);
    });
    group.bench_function("serialise_and_sign", |b| {
        b.iter_batched(
            || (),
            |()| sign(&Body::of(black_box(&request)).expect("strings are JSON")),
            BatchSize::PerIteration,
        );
    });
    group.finish();
    criterion.final_summary();
}

/// The request as JSON, without its hash.
fn serialise<A: Action>(request: &A) -> Vec<u8> {
    serde_json::to_vec(request).expect("strings are JSON")
}
