"""Nothing newer than the oldest Python that ``requires-python`` names (3.11.0).

mypy knows which names came with a minor version, and `.ci/run` runs everything on the
distribution's own Python. What neither sees on a newer 3.11 are the names that were added to 3.11
by its updates, and those of 3.12 and later in files that mypy does not read; they are listed here.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# name of a module's member or of a method → since when; as the library reference says
MEMBERS = {
    "tarfile": {
        **dict.fromkeys(("data_filter", "tar_filter", "fully_trusted_filter"), "3.11.4"),
        **dict.fromkeys(("FilterError", "AbsolutePathError", "OutsideDestinationError"), "3.11.4"),
        **dict.fromkeys(("AbsoluteLinkError", "LinkOutsideDestinationError"), "3.11.4"),
        **dict.fromkeys(("SpecialFileError",), "3.11.4"),
        "LinkFallbackError": "3.11.13",
    },
    "os.path": {"ALLOW_MISSING": "3.11.13", "isjunction": "3.12", "splitroot": "3.12"},
    "itertools": {"batched": "3.12"},
    "typing": {
        **dict.fromkeys(("override", "TypeAliasType", "get_protocol_members"), "3.12"),
        **dict.fromkeys(("ReadOnly", "TypeIs", "NoDefault"), "3.13"),
    },
    "collections.abc": {"Buffer": "3.12"},
    "inspect": {"BufferFlags": "3.12", "markcoroutinefunction": "3.12"},
    "calendar": {"Month": "3.12", "Day": "3.12"},
    "math": {"sumprod": "3.12", "fma": "3.13"},
    "uuid": {"uuid7": "3.14", "uuid6": "3.14", "uuid8": "3.14"},
    "copy": {"replace": "3.13"},
    "queue": {"ShutDown": "3.13"},
    "warnings": {"deprecated": "3.13"},
    "os": {
        **dict.fromkeys(("listdrives", "unshare", "setns"), "3.12"),
        "process_cpu_count": "3.13",
    },
    "sqlite3": {"LEGACY_TRANSACTION_CONTROL": "3.12"},
    "concurrent.futures": {"InterpreterPoolExecutor": "3.14"},
    "sys": {"monitoring": "3.12", "activate_stack_trampoline": "3.12"},
}
METHODS = {
    "extraction_filter": "3.11.4",
    "SetReparseDeferralEnabled": "3.11.9",
    "GetReparseDeferralEnabled": "3.11.9",
    "with_segments": "3.12",
    "full_match": "3.13",
    "kill_workers": "3.14",
}
# name of a function or method → keyword → since when
KEYWORDS = {
    "extract": {"filter": "3.11.4"},
    "extractall": {"filter": "3.11.4"},
    "unpack_archive": {"filter": "3.11.4"},
    "getaddresses": {"strict": "3.11.10"},
    "parseaddr": {"strict": "3.11.10"},
    "rmtree": {"onexc": "3.12"},
    "NamedTemporaryFile": {"delete_on_close": "3.12"},
    "TemporaryDirectory": {"delete": "3.12"},
    "relative_to": {"walk_up": "3.12"},
    "exists": {"follow_symlinks": "3.12"},
    "is_file": {"follow_symlinks": "3.13"},
    "is_dir": {"follow_symlinks": "3.13"},
    "glob": {"case_sensitive": "3.12", "recurse_symlinks": "3.13"},
    "rglob": {"case_sensitive": "3.12", "recurse_symlinks": "3.13"},
    "match": {"case_sensitive": "3.12"},
    "warn": {"skip_file_prefixes": "3.12"},
    "read_text": {"newline": "3.13"},
    "connect": {"autocommit": "3.12"},
    "shutdown": {"immediate": "3.13"},
}
# methods that have the name of something older elsewhere, so the receiver tells
WALKS = {"Path", "path", "folder"}


def newer(source: str) -> list[tuple[int, str, str]]:
    """Return line, name and version of what a source uses beyond the floor."""
    found = []
    for node in ast.walk(ast.parse(source)):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.ImportFrom):
            known = MEMBERS.get(node.module or "", {})
            found += [(line, a.name, known[a.name]) for a in node.names if a.name in known]
        elif isinstance(node, ast.Attribute):
            known = MEMBERS.get(ast.unparse(node.value), {}) | METHODS
            if node.attr in known:
                found.append((line, node.attr, known[node.attr]))
        elif isinstance(node, ast.Call):
            found += [(line, *use) for use in _called(node)]
    return found


def _called(node: ast.Call) -> list[tuple[str, str]]:
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    known = KEYWORDS.get(name, {})
    if getattr(getattr(node.func, "value", None), "id", "") == "entry":
        known = {}  # os.DirEntry, which knew follow_symlinks from the start
    found = [(f"{name}({k.arg}=)", known[k.arg]) for k in node.keywords if k.arg in known]
    if name == "walk" and not node.args and isinstance(node.func, ast.Attribute):
        receiver = node.func.value
        called = getattr(receiver, "func", receiver)
        if (getattr(called, "id", None) or getattr(called, "attr", "")) in WALKS:
            found.append(("Path.walk", "3.12"))
    return found


def sources() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "*.py"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return listed.stdout.split()


def test_the_floor_is_the_one_that_these_lists_are_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["requires-python"] == ">=3.11"
    assert project["tool"]["ruff"]["target-version"] == "py311"
    assert project["tool"]["mypy"]["python_version"] == "3.11"


def test_no_source_uses_what_came_later() -> None:
    uses = [
        f"{name}:{line}: {use} is there from Python {since} on"
        for name in sources()
        for line, use, since in newer((ROOT / name).read_text("utf-8"))
    ]
    assert uses == []


@pytest.mark.parametrize(
    "source",
    [
        "archive.extractall(folder, filter='data')",
        "archive.extractall(folder, filter=chosen)",
        "tarfile.data_filter(member, folder)",
        "from tarfile import FilterError",
        "import tarfile\ntry: pass\nexcept tarfile.OutsideDestinationError: pass",
        "shutil.unpack_archive(a, b, filter='data')",
        "email.utils.getaddresses(fields, strict=True)",
        "from itertools import batched",
        "itertools.batched(x, 2)",
        "from typing import override",
        "for place in Path(x).walk(): pass",
        "for place in folder.walk(): pass",
        "shutil.rmtree(x, onexc=y)",
        "os.path.realpath(x, strict=os.path.ALLOW_MISSING)",
        "NamedTemporaryFile(delete_on_close=False)",
        "os.process_cpu_count()",
        "path.exists(follow_symlinks=False)",
    ],
)
def test_each_of_them_is_found(source) -> None:
    assert newer(source)


def test_older_things_of_like_names_are_not() -> None:
    source = "for node in tree.walk(): ast.walk(node); os.walk(x); zip(a, b, strict=True)"
    assert newer(source) == []
    assert newer("archive.extractall(folder); re.match(a, b); Path(x).exists()") == []


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="a newer Python has more words")
def test_every_source_is_in_the_words_of_the_floor() -> None:
    for name in sources():
        ast.parse((ROOT / name).read_text("utf-8"), feature_version=(3, 11))
