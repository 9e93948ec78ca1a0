"""How good the network is, beside its teacher on the same crops. Nothing here was trained or tuned on."""

from __future__ import annotations

import json

import cv2
import numpy as np
import torch

from common import clips, paths, statistics, teachers
from common.store import CALIBRATE, CHECK, TRAIN, Store

from . import geometry, labels, pools, runner

LONDON = {"iris left": (0, 468), "iris right": (1, 473), "outer eye corner left": (18, 33), "inner eye corner left": (22, 133),
          "inner eye corner right": (23, 362), "outer eye corner right": (27, 263), "mouth corner left": (87, 61),
          "mouth corner right": (93, 291)}
"""Hand-placed points of faces/london, of 189, and the mesh's."""
NOSE = (54, 60, 4)
"""The tip of the nose is in the middle of two of them."""
STILL_FRAMES, STILL_SETTLE = 24, 4
RENDERED_PICTURES = 700
CALIBRATION_PICTURES = 250


def run() -> None:
    """All checks; prints them and writes `runs/mesh/check.json`."""
    nets = [runner.Ours(), runner.Teacher(pools.shapes()["shape"])]
    detector = teachers.Yunet()
    report = {"london": london(nets, detector), "still": still(nets, detector), "clips": moving(nets, detector),
              "rendered": rendered(nets), "presence": presence(nets)}
    path = paths.run_dir("mesh") / "check.json"
    path.write_text(json.dumps(report, indent=1) + "\n")
    show(report)
    print(path)


def show(report: dict, indent: str = "") -> None:
    """Prints nested figures."""
    for name, value in report.items():
        if isinstance(value, dict):
            print(f"{indent}{name}:")
            show(value, indent + "  ")
        else:
            print(f"{indent}{name}: {value}")


def london(nets: list, detector: teachers.Yunet) -> dict:
    """(a) Distance to hand-placed points, per cent of the distance between the pupils."""
    folder = paths.shared_data() / "faces" / "london"
    placed = json.loads((folder / "neutral_landmarks189.json").read_text())
    errors: dict[str, list] = {net.name: [] for net in nets}
    for name in sorted(placed):
        rgb, hand = read(folder / f"{name}_neutral.jpg"), np.array(placed[name], float)
        goal = np.stack([*(hand[i] for i, _ in LONDON.values()), (hand[NOSE[0]] + hand[NOSE[1]]) / 2])
        apart = np.linalg.norm(hand[0] - hand[1])
        for net in nets:
            points = runner.found(net, rgb, detector).points
            ours = points[[*(i for _, i in LONDON.values()), NOSE[2]], :2]
            errors[net.name].append(np.linalg.norm(ours - goal, axis=1) / apart * 100)
    out: dict = {"faces": len(placed)}
    names = [*LONDON, "nose tip"]
    for net, rows in errors.items():
        every = np.stack(rows)
        out[net] = {"median": rounded(np.median(every))} | {n: rounded(np.median(every[:, i])) for i, n in enumerate(names)}
    out["ratio of medians"] = rounded(out["ours"]["median"] / out["teacher"]["median"])
    out["ratio, 95 % by resampling faces"] = resampled(*(np.stack(errors[name]) for name in ("ours", "teacher")))
    return out


def resampled(ours: np.ndarray, teacher: np.ndarray, times: int = 1000) -> list[float]:
    """2.5th and 97.5th percentile of the ratio of medians over bootstrap samples of the rows."""
    dice = np.random.default_rng(9)
    picks = (dice.integers(len(ours), size=len(ours)) for _ in range(times))
    ratios = [np.median(ours[rows]) / np.median(teacher[rows]) for rows in picks]
    return [rounded(x) for x in np.percentile(ratios, [2.5, 97.5])]


def read(path) -> np.ndarray:
    """(H, W, 3) RGB of a picture file."""
    return np.ascontiguousarray(cv2.imread(str(path))[..., ::-1])


def rounded(x: float, digits: int = 3) -> float:
    """For tables."""
    return round(float(x), digits)


def still(nets: list, detector: teachers.Yunet) -> dict:
    """(b) Movement of points on pictures that stand still but for noise, followed by their own points."""
    # None of the portraits: the slack of the square was chosen on some of them.
    folder = paths.shared_data() / "faces" / "london"
    pictures = [read(path) for path in sorted(folder.glob("*_neutral.jpg"))[::6]]
    moved: dict[str, list] = {net.name: [] for net in nets}
    lids: dict[str, list] = {net.name: [] for net in nets}
    for number, rgb in enumerate(pictures):
        frames = noisy(rgb, np.random.default_rng(number))
        for net in nets:
            faces = runner.followed(net, frames, detector)[STILL_SETTLE:]
            if all(faces):
                moved[net.name].append(movement(faces))
                lids[net.name].append(np.std([face.eyes for face in faces], axis=0).mean())
    return {"clips": len(pictures), **{
        net.name: {"clips followed throughout": len(moved[net.name]),
                   "median movement from frame to frame, % of inter-eye": rounded(np.median(moved[net.name])),
                   "90th percentile": rounded(np.percentile(moved[net.name], 90)),
                   "standard deviation of the eyes' opening": rounded(np.median(lids[net.name]), 5)} for net in nets}}


def noisy(rgb: np.ndarray, dice: np.random.Generator) -> list[np.ndarray]:
    """Frames of 640 × 480 of one picture with fresh noise and compression."""
    scale = 400 / max(rgb.shape[:2])
    rgb = cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    frame = np.full((480, 640, 3), rgb.mean((0, 1)), np.float32)
    x, y = (640 - rgb.shape[1]) // 2, (480 - rgb.shape[0]) // 2
    frame[y : y + rgb.shape[0], x : x + rgb.shape[1]] = rgb
    sigma, quality, out = dice.uniform(2, 7), int(dice.integers(75, 95)), []
    for _ in range(STILL_FRAMES):
        picture = np.clip(frame + dice.normal(0, sigma, frame.shape), 0, 255).astype(np.uint8)
        code = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        out.append(np.ascontiguousarray(cv2.imdecode(code, cv2.IMREAD_COLOR)[..., ::-1]))
    return out


def movement(faces: list[runner.Face], order: int = 1) -> float:
    """Root mean square of the points' differences of `order` from frame to frame, % of the distance between the eyes."""
    points = np.stack([face.points[:, :2] for face in faces])
    apart = np.median([runner.inter_eye(face.points) for face in faces])
    return float(np.sqrt((np.diff(points, order, 0) ** 2).sum(2).mean()) / apart * 100)


def moving(nets: list, detector: teachers.Yunet) -> dict:
    """(b, e) Real clips: unsteadiness (second differences, which even movement does not have), distance to the teacher's
    points, and eyes where the teacher's expression network sees blinks."""
    seen: dict[str, dict[str, list]] = {net.name: {"second": [], "lost": [], "eyes": []} for net in nets}
    apart, blinks = [], []
    blink = Blink()
    for path in runner.clips("grid"):
        frames = list(clips.frames(path))
        every = {net.name: runner.followed(net, frames, detector) for net in nets}
        for net in nets:
            faces = [face for face in every[net.name] if face]
            seen[net.name]["second"].append(movement(faces, 2) if len(faces) > 3 else np.nan)
            seen[net.name]["lost"].append(len(frames) - len(faces))
        for ours, taught in zip(every["ours"], every["teacher"]):
            if ours and taught:
                apart.append(np.median(np.linalg.norm((ours.points - taught.points)[:, :2], axis=1)) / runner.inter_eye(taught.points))
                blinks.append(blink.of(taught.points))
                seen["ours"]["eyes"].append(ours.eyes.mean())
                seen["teacher"]["eyes"].append(taught.eyes.mean())
    shut, wide = np.array(blinks) > 0.5, np.array(blinks) < 0.2
    out: dict = {"clips": len(seen["ours"]["second"]), "frames with both": len(apart),
                 "median distance to the teacher's points, % of inter-eye": rounded(100 * np.median(apart)),
                 "frames with closed, with open eyes (teacher's expressions)": f"{shut.sum()}, {wide.sum()}"}
    for name, lists in seen.items():
        eyes = np.array(lists["eyes"])
        out[name] = {"median second difference, % of inter-eye": rounded(np.nanmedian(lists["second"])),
                     "frames lost": int(np.sum(lists["lost"])),
                     "area under the curve, closed against open": rounded(curve(-eyes[shut], -eyes[wide]))}
    return out


class Blink:
    """The teacher's expression network: how closed the eyes are."""

    def __init__(self) -> None:
        self.net = teachers.session("mp_blendshapes52.onnx")

    def of(self, points: np.ndarray) -> float:
        """0..=1, mean of both eyes."""
        chosen = points[BLENDSHAPE_POINTS, :2].astype(np.float32)[None]
        scores = self.net.run(None, {self.net.get_inputs()[0].name: chosen})[0].reshape(-1)
        return float((scores[9] + scores[10]) / 2)


BLENDSHAPE_POINTS = [
    0, 1, 4, 5, 6, 7, 8, 10, 13, 14, 17, 21, 33, 37, 39, 40, 46, 52, 53, 54, 55, 58, 61, 63, 65, 66, 67, 70, 78, 80, 81, 82,
    84, 87, 88, 91, 93, 95, 103, 105, 107, 109, 127, 132, 133, 136, 144, 145, 146, 148, 149, 150, 152, 153, 154, 155, 157,
    158, 159, 160, 161, 162, 163, 168, 172, 173, 176, 178, 181, 185, 191, 195, 197, 234, 246, 249, 251, 263, 267, 269, 270,
    276, 282, 283, 284, 285, 288, 291, 293, 295, 296, 297, 300, 308, 310, 311, 312, 314, 317, 318, 321, 323, 324, 332, 334,
    336, 338, 356, 361, 362, 365, 373, 374, 375, 377, 378, 379, 380, 381, 382, 384, 385, 386, 387, 388, 389, 390, 397, 398,
    400, 402, 405, 409, 415, 454, 466, 468, 469, 470, 471, 472, 473, 474, 475, 476, 477]


def curve(positive: np.ndarray, negative: np.ndarray) -> float:
    """Area under the receiver operating characteristic: the chance that a positive is above a negative."""
    if not len(positive) or not len(negative):
        return float("nan")
    every = np.concatenate([positive, negative])
    order = np.empty(len(every))
    order[np.argsort(every, kind="stable")] = np.arange(1, len(every) + 1)
    for value in np.unique(every[: len(positive)]):
        order[every == value] = order[every == value].mean()
    return float((order[: len(positive)].sum() - len(positive) * (len(positive) + 1) / 2) / (len(positive) * len(negative)))


def rendered(nets: list) -> dict:
    """(c, d) Living rendered people of the check split: eyes, mouth, pose and cover against truth."""
    store, known = Store(paths.prepared("rendered")), pools.shapes()
    living = (store["species"] == 0) & ~store["dark_glasses"]
    rows = chosen(living & np.isin(store["split"], list(CHECK)), RENDERED_PICTURES)
    train = chosen(living & np.isin(store["split"], list(TRAIN)) & ~store["covered"], CALIBRATION_PICTURES)
    truth = Truth(store, known)
    out: dict = {"pictures": len(rows), "of them covered": int(store["covered"][rows].sum())}
    for net in nets:
        # Zeros differ by a constant: it comes from the train split, as anybody's own neutral would.
        zero = np.median(truth.pose_errors(train, [fitted(net, store, i) for i in train]), 0)
        out[net.name] = truth.compared(rows, [fitted(net, store, i) for i in rows], zero)
    return out


def chosen(wanted: np.ndarray, count: int) -> np.ndarray:
    """Up to `count` of the `wanted` rows, evenly spread."""
    rows = np.nonzero(wanted)[0]
    return rows[:: max(1, len(rows) // count)][:count]


def fitted(net, store: Store, row: int) -> runner.Face:
    """The face of a stored picture, from a crop a little beside the truth and then by its own points."""
    dice, rgb = np.random.default_rng(int(row)), store.picture(int(row))
    centre, side, angle = teachers.square_around(store["mesh"][row], 1.5)
    square = centre + dice.normal(0, 0.04, 2) * side, side * np.exp(dice.normal(0, 0.08)), angle + dice.normal(0, 0.08)
    return net.fit(rgb, teachers.square_around(net.fit(rgb, square).points, 1.5))


class Truth:
    """What is true of rendered pictures."""

    def __init__(self, store: Store, known: dict) -> None:
        self.store, self.known = store, known

    def pose_errors(self, rows: np.ndarray, faces: list[runner.Face]) -> np.ndarray:
        """(N, 3) degrees. Labels do not know how the camera was rolled, the points do."""
        _, turns = labels.Rendered(self.store, self.known["shape"], self.known["offsets"]).seen(rows)
        truth = self.store["pose"][rows].copy()
        truth[:, 2] = geometry.angles(turns)[:, 2].numpy()
        return np.stack([face.pose for face in faces]) - truth

    def compared(self, rows: np.ndarray, faces: list[runner.Face], zero: np.ndarray) -> dict:
        """Figures of one network."""
        store, pose = self.store, self.store["pose"][rows]
        points = torch.from_numpy(store["mesh"][rows])
        units = geometry.face_unit(points).numpy()
        off = np.stack([np.median(np.linalg.norm((f.points - p)[:, :2], axis=1)) for f, p in zip(faces, store["mesh"][rows])])
        error = np.abs(self.pose_errors(rows, faces) - zero)
        front = (np.abs(pose[:, :2]) <= 30).all(1)
        turned = front & (np.abs(pose[:, 0]) > 12)
        bare = ~store["covered"][rows]
        near = np.abs(pose[:, 0]) < 30
        eyes, mouths = np.stack([f.eyes for f in faces]), np.array([f.mouth for f in faces])
        true_eyes, true_mouths = geometry.eyes(points).numpy(), geometry.mouth(points).numpy()
        open_ = store["eyes_open"][rows]
        shut, wide = near[:, None] & (open_ < 0.1), near[:, None] & (open_ > 0.8)
        covered = np.array([f.covered for f in faces])
        hits = [int(((covered > 0.5) == ~bare)[part].sum()) for part in (~bare, bare)]
        masks = {} if np.isnan(covered).all() else {
            "covered seen as such": statistics.share(hits[0], int((~bare).sum())),
            "bare seen as such": statistics.share(hits[1], int(bare.sum()))}
        return {
            "median distance to true points, % of inter-eye": rounded(100 * np.median(off / units)),
            "eyes: correlation with truth": rounded(np.corrcoef(eyes[near].ravel(), true_eyes[near].ravel())[0, 1]),
            "eyes: median error": rounded(np.median(np.abs(eyes - true_eyes)[near]), 4),
            "eyes closed, open": f"{shut.sum()}, {wide.sum()}",
            "eyes: median opening closed, open": f"{np.median(eyes[shut]):.3f}, {np.median(eyes[wide]):.3f}",
            "eyes: area under the curve, closed against open": rounded(curve(-eyes[shut], -eyes[wide]), 4),
            "mouth: correlation with truth": rounded(np.corrcoef(mouths[bare], true_mouths[bare])[0, 1]),
            "mouth: median error": rounded(np.median(np.abs(mouths - true_mouths)[bare]), 4),
            "pose: median error of yaw, pitch, roll up to 30°": [rounded(e, 2) for e in np.median(error[front], 0)],
            "pose: the same for yaw beyond 12°": [rounded(e, 2) for e in np.median(error[turned], 0)],
            "pose: zero": [rounded(z, 2) for z in zero],
        } | masks


def presence(nets: list) -> dict:
    """Faces and no faces: portraits of the check split on their own crops, and views that no training saw."""
    portraits, views = Store(paths.prepared("portraits")), Store(paths.prepared("surroundings"))
    faces = chosen(np.isin(portraits["split"], list(CHECK)), 400)
    empty = chosen(np.isin(views["split"], [*CALIBRATE, *CHECK]), 200)
    out: dict = {}
    for net in nets:
        dice, hits, false, bare = np.random.default_rng(5), 0, 0, 0
        for row in faces:
            rgb = portraits.picture(int(row))
            face = net.fit(rgb, teachers.square_around(portraits["mesh"][row] * rgb.shape[0] / 288, 1.5))
            hits, bare = hits + (face.presence >= runner.FOUND), bare + (face.covered > 0.5)
        for row in empty:
            rgb, side = views.picture(int(row)), dice.uniform(60, 200)
            middle = np.array([dice.uniform(side / 2, 320 - side / 2), dice.uniform(side / 2, 240 - side / 2)])
            false += net.fit(rgb, (middle, side, dice.normal(0, 0.2))).presence >= runner.FOUND
        out[net.name] = {"faces found": statistics.share(int(hits), len(faces)),
                         "faces found where there is none": statistics.share(int(false), len(empty))}
        if net.name == "ours":
            out[net.name]["bare portraits seen as covered"] = statistics.share(int(bare), len(faces))
    return out
