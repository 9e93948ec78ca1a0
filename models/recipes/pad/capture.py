"""The camera at the end of every path, live or attack: the same for all, so that no trace of it tells them apart."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from common import augment

from .canvas import SIDE, Dice, look, luma, pixels, some, wave
from .scenes import Frames


def photo(x: torch.Tensor) -> torch.Tensor:
    """What may have happened to a picture earlier: what is shown to a camera was itself taken, resized and compressed."""
    x = some(x, 0.5, lambda part: augment.tone(part, 0.45))
    x = some(x, 0.3, lambda part: augment.coarser(part, 1.0, 0.4))
    return some(x, 0.35, codec)


def again(frames: Frames, share: float = 0.5) -> Frames:
    """Enlarges and turns a share a little: live pictures are resampled as often as recaptured ones."""
    dice = Dice(len(frames), frames.rgb.device)
    scale, half = 1 + dice.some(share, 0, 0.35), SIDE / 2
    turn = dice.normal(0.25) * (scale - 1)
    c, s = turn.cos(), turn.sin()
    middle_x, middle_y = frames.centre()
    # The farther the face from the frame's middle, the more the part that is kept lies to its side: it stays covered.
    shift_x, shift_y = (middle_x - half) * (1 - 1 / scale), (middle_y - half) * (1 - 1 / scale)
    x, y = (axis - half for axis in pixels(frames.rgb.device))
    rgb = look(frames.rgb, half + shift_x + (c * x + s * y) / scale, half + shift_y + (c * y - s * x) / scale)

    def moved(points: torch.Tensor) -> torch.Tensor:
        """(N, P, 2) points of the old frame in the new one."""
        a = (points[..., 0] - half - shift_x[:, 0, 0]) * scale[:, 0, 0]
        b = (points[..., 1] - half - shift_y[:, 0, 0]) * scale[:, 0, 0]
        return half + torch.stack([c[:, 0, 0] * a - s[:, 0, 0] * b, s[:, 0, 0] * a + c[:, 0, 0] * b], 2)

    middle = moved(torch.cat([middle_x, middle_y], 1)[:, None, :, 0, 0])[:, 0]
    size = frames.box[:, 2:] * scale[:, :, 0, 0]
    return Frames(rgb, torch.cat([middle - size / 2, size], 1), moved(frames.five))


def camera(x: torch.Tensor) -> torch.Tensor:
    """Lamp, lens, sensor, sharpening and codec, over a shuffled batch."""
    x = augment.tone(x, 0.6)
    x = some(x, 0.25, lambda part: augment.side_light(part, 1.0, 0.9))
    x = some(x, 0.1, coloured_light)
    x = some(x, 0.12, flicker)
    x = some(x, 0.4, lambda part: augment.gaussian(part, augment.draw(part, 0.3, 1.5), 4))
    x = some(x, 0.1, lambda part: augment.motion(part, 1.0, 5.0))
    x = some(x, 0.5, lambda part: augment.noise(part, 1.0, 0.05))
    x = some(x, 0.35, sharpened)
    x = some(x, 0.25, lambda part: augment.coarser(part, 1.0, 0.45))
    return some(x, 0.6, codec)


def codec(x: torch.Tensor) -> torch.Tensor:
    """Colour at half size, as nearly all cameras and codecs have it, then rounded blocks."""
    grey = luma(x)
    colour = F.interpolate(F.avg_pool2d(x - grey, 2), scale_factor=2, mode="bilinear", align_corners=False)
    return augment.jpeg((grey + colour).clamp(0, 1), 0.85, 22)


def sharpened(x: torch.Tensor) -> torch.Tensor:
    """Halos of a camera's sharpening."""
    soft = F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)
    wider = F.avg_pool2d(x, 5, 1, 2, count_include_pad=False)
    blurred = torch.where(augment.chosen(x, 0.5), soft, wider)
    return (x + (x - blurred) * augment.draw(x, 0.3, 1.6)).clamp(0, 1)


def coloured_light(x: torch.Tensor) -> torch.Tensor:
    """The light of a screen on the scene, as while the colours of the reflection check are shown."""
    dice = Dice(x.shape[0], x.device)
    colour = dice.uniform(0.35, 1.15, 3)
    return (x * colour + dice.uniform(0, 0.08) * dice.uniform(0, 1, 3)).clamp(0, 1)


def flicker(x: torch.Tensor) -> torch.Tensor:
    """Bands of lamps on mains, on live people too."""
    dice = Dice(x.shape[0], x.device)
    _, y = pixels(x.device)
    return (x * (1 + dice.uniform(0.02, 0.12) * wave(y * dice.log(0.004, 0.03) + dice.uniform(0, 1)))).clamp(0, 1)
