"""Readers of other formats of networks, each writing ONNX through `graph`."""
