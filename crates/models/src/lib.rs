//! Verified packs of ONNX networks: manifest, licence and SHA-256 checks, embedded weights, where a pack is found.

pub mod manifest;
