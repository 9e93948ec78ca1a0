"""Faces that do something else: heads turned, lids closed, mouths opened, with points that are known exactly.

Everything happens in the pixels of the picture, (N, P, 2) or (N, P, 3). Points go forwards through a change; places of the
crop that is cut afterwards go backwards through it to where the picture is sampled, so that it is sampled only once.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F

from . import geometry, topology

TABLE = 33
"""Samples of a lid's or lip's line from one corner to the other."""
SHUT = 0.1
"""Openness at which the points of closed lids are, over that of the open eye: they lie on the two edges, a lash apart.
Rendered eyes end there too."""
LID_SKIN = 0.5
"""Height of the skin above the upper lid that comes down with it, in eye widths."""
LASHES = 0.05
"""What lies below the upper lid's line and comes along when it closes, in eye widths."""
CONTROL = tuple(sorted({*range(0, 468, 3), *topology.OVAL}))
"""Points that move the skin when a head is turned."""
FIELD = 40
"""Steps across a crop at which the way of turned skin is worked out."""


def turned(points: torch.Tensor, by: torch.Tensor) -> torch.Tensor:
    """`points` (N, 478, 3) of heads turned further by yaw and pitch `by` (N, 3), degrees, about the middle of their
    outline: then hair and background move least."""
    pivot = points[:, topology.on(points.device, topology.OVAL)].mean(1, keepdim=True)
    return (points - pivot) @ geometry.rotation(by).transpose(1, 2) + pivot


def way_back(moved: torch.Tensor, points: torch.Tensor, to_picture: torch.Tensor, size: int) -> torch.Tensor:
    """(N, 2, F, F) where the skin came from, relative to where it is, over crops of `size` that `to_picture` maps: inverse
    distance weights from `moved` back to `points`, nothing far away from the face."""
    step = (torch.arange(FIELD, device=points.device) + 0.5) * (size / FIELD)
    v, u = torch.meshgrid(step, step, indexing="ij")
    places = torch.stack([u, v, torch.ones_like(u)], -1).reshape(1, -1, 3) @ to_picture.transpose(1, 2)
    control = topology.on(points.device, CONTROL)
    there, unit = moved[:, control, :2], geometry.face_unit(moved)[:, None, None]
    square = (places[:, :, None] - there[:, None]).square().sum(3) / unit**2
    weight = (square + 0.02**2) ** -1.5
    way = weight @ (points[:, control, :2] - there) / (weight.sum(2, keepdim=True) + 2.0)
    return way.transpose(1, 2).reshape(-1, 2, FIELD, FIELD)


def follow(places: torch.Tensor, field: torch.Tensor, to_crop: torch.Tensor, size: int) -> torch.Tensor:
    """`places` (N, M, 2) of the changed picture moved back by `field` (see [`way_back`])."""
    grid = (places @ to_crop[:, :, :2].transpose(1, 2) + to_crop[:, None, :, 2]) * (2 / size) - 1
    way = F.grid_sample(field, grid[:, None], mode="bilinear", padding_mode="border", align_corners=False)
    return places + way[:, :, 0].transpose(1, 2)


class Slit:
    """An eye or mouth: axes from corner to corner in units of its width, and the lines of both edges."""

    def __init__(self, points: torch.Tensor, upper: tuple[int, ...], lower: tuple[int, ...]) -> None:
        self.origin = points[:, upper[0], :2][:, None]
        across = points[:, upper[-1], :2][:, None] - self.origin
        self.width = across.norm(dim=2, keepdim=True).clamp(min=1.0)
        self.across = across / self.width
        self.down = torch.stack([-self.across[..., 1], self.across[..., 0]], 2)
        self.upper, self.lower = (
            self._line(self.local(points[:, topology.on(points.device, line), :2])) for line in (upper, lower))

    def local(self, places: torch.Tensor) -> torch.Tensor:
        """(N, M, 2) along and across the slit; (0, 0) and (1, 0) are the corners."""
        off = (places - self.origin) / self.width
        return torch.stack([(off * self.across).sum(2), (off * self.down).sum(2)], 2)

    def back(self, local: torch.Tensor) -> torch.Tensor:
        """Inverse of [`Self::local`]."""
        return self.origin + self.width * (local[..., :1] * self.across + local[..., 1:] * self.down)

    def _line(self, knots: torch.Tensor) -> torch.Tensor:
        """(N, TABLE) heights of a line through `knots` (N, K, 2), evenly spaced along the slit."""
        u = torch.cummax(knots[..., 0] + torch.arange(knots.shape[1], device=knots.device) * 1e-4, 1).values.contiguous()
        want = torch.linspace(0, 1, TABLE, device=knots.device).expand(len(u), TABLE).contiguous()
        right = torch.searchsorted(u, want).clamp(1, u.shape[1] - 1)
        u0, u1 = u.gather(1, right - 1), u.gather(1, right)
        v0, v1 = knots[..., 1].gather(1, right - 1), knots[..., 1].gather(1, right)
        return v0 + (v1 - v0) * ((want - u0) / (u1 - u0).clamp(min=1e-4)).clamp(0, 1)

    def edges(self, u: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Heights (N, M) of the upper and the lower edge at `u`; beyond the corners those of the corners."""
        place = u.clamp(0, 1) * (TABLE - 1)
        left = place.floor().clamp(max=TABLE - 2)
        share, index = place - left, left.long()
        both = ((t.gather(1, index), t.gather(1, index + 1)) for t in (self.upper, self.lower))
        upper, lower = (a + (b - a) * share for a, b in both)
        return torch.minimum(upper, lower), lower


def closing_back(slit: Slit, places: torch.Tensor, openness: torch.Tensor) -> torch.Tensor:
    """Where the skin at `places` was before the upper lid came down and left the share `openness` (N, 1) of the eye. The
    lid slides over the eye, whose visible part stays as it is."""
    local = slit.local(places)
    v = local[..., 1]
    upper, lower = slit.edges(local[..., 0])
    top = upper - LID_SKIN
    now = lower - openness * (lower - upper)
    lash = LASHES * (1 - openness) * ((lower - upper) * 8).clamp(0, 1)
    skin = top + (v - top) * (upper + lash - top) / (now + lash - top).clamp(min=1e-3)
    moves = (v > top) & (v < now + lash)
    return slit.back(torch.stack([local[..., 0], torch.where(moves, skin, v)], 2))


def closed(slit: Slit, points: torch.Tensor, upper: tuple[int, ...], iris: tuple[int, ...],
           openness: torch.Tensor) -> torch.Tensor:
    """`points` (N, 478, 3) after the upper lid came down; the iris stays where it is."""
    local = slit.local(points[..., :2])
    v = local[..., 1]
    edge, lower = slit.edges(local[..., 0])
    left = openness.clamp(min=SHUT)
    top = edge - LID_SKIN
    now = lower - left * (lower - edge)
    skin = top + (v - top) * (now - top) / (edge - top).clamp(min=1e-3)
    on_edge, is_iris = among(points, upper[1:-1]), among(points, iris)
    moves = ((v > top) & (v < edge - 1e-3) & ~is_iris) | on_edge
    v = torch.where(moves, torch.where(on_edge, lower - left * (lower - v), skin), v)
    return torch.cat([slit.back(torch.stack([local[..., 0], v], 2)), points[..., 2:]], 2)


def among(points: torch.Tensor, indices: tuple[int, ...]) -> torch.Tensor:
    """(P,) which of the `points` (N, P, …) are named by `indices`."""
    every = torch.arange(points.shape[1], device=points.device)
    return (every[:, None] == topology.on(points.device, indices)).any(1)


def drop(local: torch.Tensor, amount: torch.Tensor, chin: torch.Tensor) -> torch.Tensor:
    """(N, M) how far what is now at `local` came down with the jaw, in mouth widths; `amount` is that of the lower lip's
    middle, `chin` the height of the chin (both (N, 1))."""
    u, v = local.unbind(2)
    lip, jaw = (1 - (2 * u - 1) ** 2).clamp(min=0), torch.exp(-0.5 * ((u - 0.5) / 0.6) ** 2)
    across = lip + (jaw - lip) * (v / chin).clamp(0, 1)
    end = chin + amount
    fade = (1 - (v - end) / 1.2).clamp(0, 1)
    return amount * across * fade * fade * (3 - 2 * fade)


def opening_back(slit: Slit, places: torch.Tensor, amount: torch.Tensor, chin: torch.Tensor) -> torch.Tensor:
    """Where the skin at `places` was before the jaw dropped. What is between the lips then is to be painted over."""
    local = slit.local(places)
    u, v = local.unbind(2)
    upper, lower = slit.edges(u)
    seam = (upper + lower) / 2
    back = torch.maximum(v - drop(local, amount, chin), seam)
    return slit.back(torch.stack([u, torch.where(v > seam, back, v)], 2))


def opened(slit: Slit, points: torch.Tensor, amount: torch.Tensor, chin: torch.Tensor) -> torch.Tensor:
    """`points` (N, 478, 3) after the jaw dropped."""
    local = slit.local(points[..., :2])
    u, v = local.unbind(2)
    upper, lower = slit.edges(u)
    below = among(points, topology.LOWER_INNER_LIP[1:-1] + topology.LOWER_LIP[1:-1])
    moves = below | (v > torch.maximum((upper + lower) / 2, lower) + 1e-3)
    now = v
    for _ in range(6):  # The fall is told by where skin is now: solved by repetition.
        now = v + drop(torch.stack([u, now], 2), amount, chin)
    v = torch.where(moves, now, v)
    return torch.cat([slit.back(torch.stack([u, v], 2)), points[..., 2:]], 2)


def chin_height(slit: Slit, points: torch.Tensor) -> torch.Tensor:
    """(N, 1) height of the chin in mouth widths."""
    return slit.local(points[:, 152:153, :2])[..., 1].clamp(min=0.3)


def turns(pose: torch.Tensor, share: float) -> torch.Tensor:
    """(N, 3) further turns of heads at `pose`, degrees, that stay where a picture from the front still shows all."""
    n, device = len(pose), pose.device
    goal = torch.stack([torch.empty(n, device=device).uniform_(-26, 26), torch.empty(n, device=device).uniform_(-20, 20)], 1)
    way = goal - pose[:, :2]
    by = torch.stack([way[:, 0].clamp(-18, 18), way[:, 1].clamp(-14, 14)], 1)
    by = torch.where(torch.rand(n, 1, device=device) < share, by, torch.zeros_like(by))
    return torch.cat([by, torch.zeros(n, 1, device=device)], 1)


def lid_dice(n: int, device: torch.device, share: float) -> torch.Tensor:
    """(N, 2) how open the eyes stay: most as they are, some closed, some between; now and then only one."""
    def level() -> torch.Tensor:
        shut = torch.rand(n, 1, device=device) < 0.5
        return torch.where(shut, torch.rand(n, 1, device=device) * 0.08, torch.rand(n, 1, device=device))

    both = level().expand(n, 2)
    one = torch.where(torch.arange(2, device=device) == (torch.rand(n, 1, device=device) < 0.5), level(), torch.ones_like(both))
    chosen = torch.where(torch.rand(n, 1, device=device) < 0.82, both, one)
    return torch.where(torch.rand(n, 1, device=device) < share, chosen, torch.ones_like(both))


def jaw_dice(points: torch.Tensor, share: float) -> torch.Tensor:
    """(N, 1) by how many mouth widths the jaws of faces with closed mouths drop; most do not."""
    n, device = len(points), points.device
    chosen = (torch.rand(n, 1, device=device) < share) & (geometry.mouth(points) < 0.1)[:, None]
    return torch.where(chosen, torch.empty(n, 1, device=device).uniform_(0.1, 0.9), torch.zeros(n, 1, device=device))
