#!/usr/bin/env python3
"""Python twin of the picture path: detect, mesh, five points, align, embed; NumPy and ONNX Runtime only, written from the
contracts alone. Prints one JSON object: the detector's box, the mesh, the embedding.

    pip install onnxruntime==1.26.0 numpy opencv-python-headless
    python embed.py MODELS PICTURE.png

MODELS is a folder with the reference pack; the picture is read as it is, without turning it.
"""
import json
import math
import os
import sys

import cv2
import numpy as np
import onnxruntime

TEMPLATE = np.array([[0.3156, 0.4616], [0.6826, 0.4616], [0.5003, 0.6405], [0.3495, 0.8247], [0.6534, 0.8247]])


class Net:
    def __init__(self, folder, name):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        path = os.path.join(folder, name)
        self.session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self.input = self.session.get_inputs()[0].name

    def __call__(self, tensor, names=None):
        return self.session.run(names, {self.input: np.ascontiguousarray(tensor, dtype=np.float32)})


def crop(picture, to_frame, side):
    """Bilinear, edges going on; `to_frame` is 2 x 3 in continuous coordinates, so shift by half a pixel."""
    half = to_frame[:, :2] @ np.array([0.5, 0.5]) + to_frame[:, 2] - 0.5
    matrix = np.column_stack([to_frame[:, :2], half])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(picture.astype(np.float32), matrix, (side, side), flags=flags, borderMode=cv2.BORDER_REPLICATE)


def detect(net, picture):
    height, width = picture.shape[:2]
    scale = max(width, height) / 320
    part = (round(width / scale), round(height / scale))
    tensor = np.zeros((320, 320, 3), np.float32)
    tensor[: part[1], : part[0]] = cv2.resize(picture, part, interpolation=cv2.INTER_AREA)
    names = [f"{kind}_{stride}" for kind in ("cls", "obj", "bbox", "kps") for stride in (8, 16, 32)]
    out = dict(zip(names, net(tensor[:, :, ::-1].transpose(2, 0, 1)[None], names)))
    best = (0.0, None, None)
    for stride in (8, 16, 32):
        scores = np.sqrt(out[f"cls_{stride}"][0, :, 0] * out[f"obj_{stride}"][0, :, 0])
        i = int(scores.argmax())
        if scores[i] > best[0]:
            cell = np.array([i % (320 // stride), i // (320 // stride)])
            box, points = out[f"bbox_{stride}"][0, i], out[f"kps_{stride}"][0, i].reshape(5, 2)
            unit = stride * scale
            size = np.exp(box[2:]) * unit
            best = (scores[i], np.concatenate([(cell + box[:2]) * unit - size / 2, size]), (points + cell) * unit)
    return best


def square_to_frame(centre, side, angle, pixels):
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    linear = turn * side / pixels
    return np.column_stack([linear, np.asarray(centre) - linear @ np.array([pixels / 2, pixels / 2])])


def lean(left, right):
    return math.atan2(right[1] - left[1], right[0] - left[0])


def fit_mesh(net, picture, centre, side, angle):
    to_frame = square_to_frame(centre, side, angle, 192)
    points = net(crop(picture, to_frame, 192)[None] / 255)[0].reshape(478, 3)
    return points[:, :2] @ to_frame[:, :2].T + to_frame[:, 2]


def mesh_of(net, picture, box, points):
    centre, side = box[:2] + box[2:] / 2, 1.25 * max(box[2:])
    mesh = fit_mesh(net, picture, centre, side, lean(points[0], points[1]))
    angle = lean((mesh[33] + mesh[133]) / 2, (mesh[362] + mesh[263]) / 2)
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    turned = mesh @ turn.T
    low, high = turned.min(0), turned.max(0)
    return fit_mesh(net, picture, (low + high) / 2 @ turn, 1.5 * max(high - low), angle)


def similarity(source, target):
    """Least squares by the normal equations of (a, b, x, y)."""
    rows, values = [], []
    for (x, y), (u, v) in zip(source, target):
        rows += [[x, -y, 1, 0], [y, x, 0, 1]]
        values += [u, v]
    a, b, x, y = np.linalg.lstsq(np.array(rows), np.array(values), rcond=None)[0]
    return np.array([[a, -b, x], [b, a, y]])


def embed(net, picture, mesh):
    to_crop = similarity(mesh[[468, 473, 4, 61, 291]], TEMPLATE * 128)
    to_frame = cv2.invertAffineTransform(to_crop)
    vector = net(crop(picture, to_frame, 128)[:, :, ::-1].transpose(2, 0, 1)[None])[0].ravel()
    return vector / np.linalg.norm(vector)


def main():
    models, path = sys.argv[1:]
    picture = cv2.imread(path, cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)[:, :, ::-1].copy()
    _, box, points = detect(Net(models, "yunet_n_320.onnx"), picture)
    mesh = mesh_of(Net(models, "mp_face_landmarks478_v2.onnx"), picture, box, points)
    vector = embed(Net(models, "omz_reid_0095.onnx"), picture, mesh)
    print(json.dumps({"box": box.tolist(), "mesh": mesh.tolist(), "embedding": vector.tolist()}))


if __name__ == "__main__":
    main()
