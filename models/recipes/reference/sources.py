"""Upstream files: from a folder or from the network, never more than their known size, always checked."""

from __future__ import annotations

import hashlib
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path

from errors import BuildError
from networks import Upstream

TIMEOUT_SECONDS = 60


class Sources:
    """Each file is read once. Without a folder, files are downloaded."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._read: dict[str, bytes] = {}

    def get(self, upstream: Upstream) -> bytes:
        """The content, verified."""
        if upstream.sha256 not in self._read:
            data = _download(upstream) if self._folder is None else _local(self._folder, upstream)
            self._read[upstream.sha256] = data
        return self._read[upstream.sha256]


def _local(folder: Path, upstream: Upstream) -> bytes:
    path = folder / upstream.name
    try:
        with path.open("rb") as file:
            data = file.read(upstream.bytes + 1)
    except OSError as error:
        raise BuildError(f"{path}: cannot be read ({error.strerror}); put {upstream.url} there") from error
    return _verified(data, upstream, str(path))


def _download(upstream: Upstream) -> bytes:
    try:
        with urllib.request.urlopen(upstream.url, timeout=TIMEOUT_SECONDS) as response:
            data = response.read(upstream.bytes + 1)
    except (OSError, HTTPException) as error:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        advice = "get it by other means into a folder, and name that with --from"
        raise BuildError(f"{upstream.url}: cannot be downloaded ({reason}); {advice}") from error
    return _verified(data, upstream, upstream.url)


def _verified(data: bytes, upstream: Upstream, place: str) -> bytes:
    if len(data) != upstream.bytes:
        size = f"more than {upstream.bytes}" if len(data) > upstream.bytes else f"{len(data)} of {upstream.bytes}"
        raise BuildError(f"{place}: {size} bytes, so truncated or another file; get {upstream.url} again")
    found = hashlib.sha256(data).hexdigest()
    if found != upstream.sha256:
        raise BuildError(f"{place}: SHA-256 {found} is not {upstream.sha256}, so another file; get {upstream.url}")
    return data
