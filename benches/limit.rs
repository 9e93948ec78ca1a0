//! What a core can do, and what the networks make of it: a product of matrices, and each network alone, on one thread.
#![allow(clippy::expect_used, reason = "a benchmark that cannot run should stop")]

use criterion::Criterion;
use liveface::models::Role;
use liveface_benches::clips::Size;
use liveface_benches::combination::{Combination, combinations};
use liveface_benches::results::{self, Limit, NetworkFile};
use ndarray::Array2;
use ndarray::linalg::general_mat_mul;
use std::hint::black_box;
use std::time::Instant;

/// Side of the matrices: they fit into the second-level cache of most cores, and are large enough for full speed.
const SIDE: usize = 384;
/// Products, of which the fastest counts: what the core can do is not a question of what else it does.
const PRODUCTS: usize = 1_000;

fn main() {
    let mut criterion = liveface_benches::criterion();
    let mut networks = Vec::new();
    for combination in combinations(&[1], &[Size::Vga]) {
        for role in Role::ALL {
            network(&mut criterion, &combination, role);
        }
        let own = combination.pack.1.entries().filter(|_| combination.pack.0 == "own");
        let file =
            |role: Role, sha256: &String| NetworkFile { role: role.name().into(), sha256: sha256.clone() };
        networks = own.map(|entry| file(entry.role, &entry.sha256)).chain(networks).collect();
    }
    networks.sort_by(|a, b| a.role.cmp(&b.role));
    networks.dedup();
    results::save(
        "limit",
        "limit",
        &Limit { macs_a_second: peak(), instructions: instructions().to_owned(), networks },
    );
    criterion.final_summary();
}

/// Multiplications with additions a second, 32 bits, by a library that chooses the widest instructions it finds.
fn peak() -> f64 {
    let matrix = |seed: usize| {
        Array2::from_shape_fn((SIDE, SIDE), |(y, x)| ((y * 31 + x * 17 + seed) % 256) as f32 / 128.0 - 1.0)
    };
    let (a, b, mut c) = (matrix(1), matrix(2), Array2::zeros((SIDE, SIDE)));
    let product = |_| {
        let start = Instant::now();
        general_mat_mul(1.0, black_box(&a), black_box(&b), 0.0, &mut c);
        start.elapsed()
    };
    let fastest = (0..PRODUCTS).map(product).min().unwrap_or_default();
    (SIDE * SIDE * SIDE) as f64 / fastest.as_secs_f64()
}

/// The first network of a role, where the pack has one, without what goes before and after.
fn network(criterion: &mut Criterion, combination: &Combination, role: Role) {
    let Some(model) = combination.pack.1.model(role) else { return };
    let mut network = combination.runtime().load(model).expect("the network loads");
    let input: Vec<f32> =
        (0..model.entry.input.elements()).map(|at| (at * 37 % 256) as f32 / 128.0 - 1.0).collect();
    let (pack, backend) = (combination.pack.0, combination.backend.0);
    criterion.bench_function(&format!("network/{pack}/{backend}/1t/{role}"), |b| {
        b.iter(|| network.run(black_box(&input)).expect("the network runs"));
    });
}

/// What the matrix product runs on here.
fn instructions() -> &'static str {
    #[cfg(target_arch = "x86_64")]
    {
        if std::arch::is_x86_feature_detected!("avx512f") {
            "AVX-512"
        } else if std::arch::is_x86_feature_detected!("fma") {
            "AVX2 with FMA"
        } else {
            "SSE2"
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        if cfg!(target_arch = "aarch64") { "NEON" } else { "what the compiler chose" }
    }
}
