"""Unpacking a revision: as git packs it, and nothing outside the folder, on any Python 3.11."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import tarfile

import pytest

from contracts.usecases.unpacked import unpack


def packed(*members):
    """Return a tar file of (name, type, content or target)."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, kind, content in members:
            info = tarfile.TarInfo(name)
            info.type = kind
            if kind == tarfile.REGTYPE:
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
            else:
                info.linkname = content
                archive.addfile(info)
    stream.seek(0)
    return stream


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "deep/inside"
    place.mkdir(parents=True)
    return place


def outside(folder):
    return [p for p in folder.parent.parent.rglob("*") if not p.is_relative_to(folder.parent)]


def test_what_git_packs_comes_out_as_it_was(tmp_path, folder):
    source = tmp_path / "source"
    (source / "a/b").mkdir(parents=True)
    (source / "a/b/Übersicht – neu.md").write_bytes("ä\r\n".encode())
    (source / "a/run").write_text("#!/bin/sh\n", "utf-8")
    (source / "a/run").chmod(0o755)
    (source / "a/short").symlink_to("b/Übersicht – neu.md")
    (source / ("n" * 150)).write_text("long name", "utf-8")
    git = ["git", "-C", str(source), "-c", "user.name=n", "-c", "user.email=n@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "m"], check=True)
    made = subprocess.run([*git, "archive", "HEAD"], check=True, capture_output=True).stdout

    unpack(io.BytesIO(made), folder)

    assert (folder / "a/b/Übersicht – neu.md").read_bytes() == "ä\r\n".encode()
    assert stat.S_IMODE((folder / "a/run").stat().st_mode) & 0o100
    assert (folder / "a/short").read_bytes() == "ä\r\n".encode()
    assert (folder / ("n" * 150)).read_text("utf-8") == "long name"


@pytest.mark.parametrize("name", ["../out.md", "/tmp/vertragswerk-out.md", "a/../../../out.md"])
def test_a_name_that_leads_outside_is_left_out(folder, name):
    unpack(packed((name, tarfile.REGTYPE, b"x"), ("in.md", tarfile.REGTYPE, b"y")), folder)
    assert [p.name for p in folder.rglob("*")] == ["in.md"]
    assert not outside(folder)
    assert not os.path.lexists("/tmp/vertragswerk-out.md")


@pytest.mark.parametrize("target", ["/etc/passwd", "../../..", "a/../../..", "loop", "hop/../.."])
def test_a_link_that_leads_outside_or_round_in_circles_is_left_out(folder, target):
    unpack(packed(("hop", tarfile.SYMTYPE, "a/b"), ("a/b/c.md", tarfile.REGTYPE, b"x"),
                  ("loop", tarfile.SYMTYPE, target)), folder)  # fmt: skip
    assert not os.path.lexists(folder / "loop") or target == "hop/../.."
    if target == "hop/../..":
        assert (folder / "loop").resolve() == folder.resolve()  # a/b/../.. is the folder itself


def test_nothing_is_written_through_a_link(folder):
    unpack(packed(("d", tarfile.SYMTYPE, ".."), ("d/out.md", tarfile.REGTYPE, b"x")), folder)
    assert not outside(folder)
    assert not (folder.parent / "out.md").exists()


@pytest.mark.parametrize("kind", [tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_other_kinds_of_files_are_left_out(folder, kind):
    unpack(packed(("odd", kind, "/etc/passwd")), folder)
    assert not list(folder.iterdir())
