"""Upstream files in, pack out. `python -m unittest` in this folder."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import tomllib
import unittest
from dataclasses import replace
from pathlib import Path
from unittest import mock

import numpy as np

import behaviour
import install
from errors import BuildError
from networks import MANIFEST, Upstream, load
from sources import Sources


def upstream(content: bytes) -> Upstream:
    return Upstream("owner/name", "c0ffee", "folder/file.bin", len(content), hashlib.sha256(content).hexdigest())


class Folder(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)


class UpstreamFiles(Folder):
    def test_a_good_file_is_read_and_others_are_refused_by_name(self) -> None:
        file = upstream(b"weights")
        (self.folder / "file.bin").write_bytes(b"weights")
        self.assertEqual(Sources(self.folder).get(file), b"weights")
        for content, reason in ((b"weight", "6 of 7"), (b"weights!", "more than 7"), (b"weight5", "SHA-256")):
            (self.folder / "file.bin").write_bytes(content)
            with self.assertRaisesRegex(BuildError, f"file.bin.*{reason}.*https://raw.*/c0ffee/folder/file.bin"):
                Sources(self.folder).get(file)

    def test_a_missing_file_says_what_to_put_where(self) -> None:
        with self.assertRaisesRegex(BuildError, "file.bin: cannot be read .*; put https://raw"):
            Sources(self.folder).get(upstream(b""))

    def test_a_download_is_verified_and_made_once(self) -> None:
        answers = [io.BytesIO(b"weights"), io.BytesIO(b"weird!!")]
        with mock.patch("urllib.request.urlopen", side_effect=answers) as opened:
            sources = Sources(None)
            self.assertEqual([sources.get(upstream(b"weights")) for _ in range(2)], [b"weights"] * 2)
            self.assertEqual(opened.call_count, 1)
            with self.assertRaisesRegex(BuildError, "^https://raw.*SHA-256"):
                Sources(None).get(upstream(b"weights"))

    def test_without_network_the_folder_is_the_advice(self) -> None:
        with mock.patch("urllib.request.urlopen", side_effect=ConnectionResetError("reset")):
            with self.assertRaisesRegex(BuildError, "downloaded \\(reset\\); .*--from"):
                Sources(None).get(upstream(b""))

    def test_every_file_is_pinned_and_has_a_name_of_its_own(self) -> None:
        files = {file for network in load() for file in network.upstream}
        self.assertEqual(len({file.name for file in files}), len(files))
        for file in files:
            self.assertRegex(file.commit, "^[0-9a-f]{40}$")
            self.assertRegex(file.sha256, "^[0-9a-f]{64}$")


class Table(unittest.TestCase):
    def test_the_engine_gets_exactly_what_its_manifest_names(self) -> None:
        named = {model["file"]: model["licence"] for model in tomllib.loads(MANIFEST.read_text("utf-8"))["model"]}
        built = {network.file: network.licence for network in load() if network.use == "engine"}
        self.assertEqual(built, named)

    def test_every_network_has_a_record_of_its_outputs(self) -> None:
        record = behaviour.read_record()
        for network in load():
            self.assertEqual(list(record[network.name]), list(network.contract.outputs))

    def test_a_probe_never_changes_and_fits_the_contract(self) -> None:
        for network in load():
            values = behaviour.probe(network.contract)
            np.testing.assert_array_equal(values, behaviour.probe(network.contract))
            self.assertEqual(values.shape, network.contract.shape)
            self.assertLessEqual(values.max(), network.contract.high)
            self.assertGreaterEqual(values.min(), network.contract.low)

    def test_a_network_that_does_not_run_is_refused_in_one_line(self) -> None:
        network = load()[0]
        with self.assertRaisesRegex(BuildError, "^yunet_n_320.onnx: does not run [^\n]*$"):
            behaviour.check(network, b"nothing", behaviour.read_record())

    def test_outputs_far_off_or_not_numbers_are_refused(self) -> None:
        network = replace(load()[0], contract=replace(load()[0].contract, outputs={"o": (2,)}))
        record = {network.name: behaviour.summary({"o": np.array([1.0, -4.0])})}
        for second, passes in ((-4.003, True), (-4.03, False), (np.nan, False)):
            with mock.patch("behaviour.run", return_value={"o": np.array([1.0, second])}):
                if passes:
                    self.assertLess(behaviour.check(network, b"", record), behaviour.TOLERANCE)
                else:
                    with self.assertRaisesRegex(BuildError, "differs from the reference"):
                        behaviour.check(network, b"", record)


class Installing(Folder):
    def setUp(self) -> None:
        super().setUp()
        self.target = self.folder / "deep" / "models"
        self.built = [(network, network.name.encode()) for network in load() if network.use != "extra"]
        self.pack = install.pack(self.built)

    def names(self) -> set[str]:
        return {path.name for path in self.target.iterdir()}

    def test_the_manifest_changes_in_sizes_and_digests_only(self) -> None:
        before, after = MANIFEST.read_text("utf-8").splitlines(), self.pack["manifest.toml"].decode().splitlines()
        changed = [new for old, new in zip(before, after, strict=True) if old != new]
        self.assertEqual(len(changed), 12)
        self.assertIn(f'sha256 = "{hashlib.sha256(b"omz_reid_0095").hexdigest()}"', changed)
        self.assertIn("bytes = 13", changed)

    def test_a_pack_lacking_a_named_network_is_not_made(self) -> None:
        with self.assertRaisesRegex(BuildError, "names yunet_n_320.onnx"):
            install.pack(self.built[1:])

    def test_a_pack_appears_whole_and_leaves_nothing_else_behind(self) -> None:
        install.install(self.pack, self.target, force=False)
        self.assertEqual(self.names(), set(self.pack))
        self.assertEqual(list(self.target.parent.iterdir()), [self.target])
        self.assertNotIn("yunet_n_dynamic.onnx", self.names())

    def test_the_same_pack_is_renewed_and_keeps_what_an_earlier_build_brought(self) -> None:
        install.install(self.pack, self.target, force=False)
        (self.target / "yunet_n_dynamic.onnx").write_bytes(b"earlier")
        (self.target / "yunet_n_320.onnx").write_bytes(b"damaged")
        install.install(self.pack, self.target, force=False)
        self.assertEqual(self.names(), {*self.pack, "yunet_n_dynamic.onnx"})
        self.assertEqual((self.target / "yunet_n_320.onnx").read_bytes(), b"yunet_n_320")

    def test_another_pack_is_replaced_by_force_only(self) -> None:
        self.target.mkdir(parents=True)
        (self.target / "manifest.toml").write_text("other")
        (self.target / "other.onnx").write_text("other")
        with self.assertRaisesRegex(BuildError, "another pack; replace it with --force"):
            install.install(self.pack, self.target, force=False)
        self.assertEqual(self.names(), {"manifest.toml", "other.onnx"})
        install.install(self.pack, self.target, force=True)
        self.assertEqual(self.names(), set(self.pack))

    def test_what_is_no_pack_is_never_replaced(self) -> None:
        (self.target / "letters").mkdir(parents=True)
        with self.assertRaisesRegex(BuildError, "holds letters, which no pack does"):
            install.install(self.pack, self.target, force=True)
        self.assertEqual(self.names(), {"letters"})

    def test_a_failure_leaves_the_earlier_pack_in_place(self) -> None:
        install.install(self.pack, self.target, force=False)
        rename = Path.rename

        def failing(path: Path, to: Path) -> Path:
            if path.name == "new":
                raise OSError(28, "No space left on device")
            return rename(path, to)

        with mock.patch.object(Path, "rename", failing), self.assertRaisesRegex(BuildError, "No space left"):
            install.install(self.pack, self.target, force=True)
        self.assertEqual(self.names(), set(self.pack))
        self.assertEqual(list(self.target.parent.iterdir()), [self.target])

    def test_the_users_folder_is_the_one_the_program_looks_in(self) -> None:
        cases = [("linux", {"HOME": "/home/a"}, "/home/a/.local/share/liveface/models"),
                 ("linux", {"HOME": "/home/a", "XDG_DATA_HOME": "/data"}, "/data/liveface/models"),
                 ("linux", {"HOME": "/home/a", "XDG_DATA_HOME": "data"}, "/home/a/.local/share/liveface/models"),
                 ("darwin", {"HOME": "/Users/a"}, "/Users/a/Library/Application Support/liveface/models"),
                 ("win32", {"LOCALAPPDATA": "/appdata"}, "/appdata/liveface/models")]
        for platform, variables, expected in cases:
            with mock.patch("sys.platform", platform), mock.patch.dict(os.environ, variables, clear=True):
                self.assertEqual(install.user_models_dir(), Path(expected))
        with mock.patch.dict(os.environ, {}, clear=True), self.assertRaisesRegex(BuildError, "--out"):
            install.user_models_dir()


if __name__ == "__main__":
    unittest.main()
