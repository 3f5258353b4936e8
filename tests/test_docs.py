"""Documentation that a test can hold against the code."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re

import pytest

from contracts import catalogue
from contracts.findings import Kind
from tests.workspaces import ROOT

PAGE = ROOT / "contracts" / "codes.md"
START, END = "<!-- codes -->", "<!-- /codes -->"


def kinds() -> list[Kind]:
    modules = [
        importlib.import_module(f"{catalogue.__name__}.{m.name}")
        for m in pkgutil.iter_modules(catalogue.__path__)
    ]
    found = [k for module in modules for k in vars(module).values() if isinstance(k, Kind)]
    return sorted(found, key=lambda kind: (int(kind.code[2:]), kind.message))


def table() -> str:
    rows = [
        f"| {kind.code} | {kind.level.name.lower()} | {_cell(kind.message)} | {_cell(kind.hint)} |"
        for kind in kinds()
    ]
    return "\n".join(
        ["| Code | Level | Message | What to do |", "| --- | --- | --- | --- |", *rows]
    )


def _cell(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}").replace("|", "\\|").replace("<", "\\<")


def test_the_table_of_codes_is_up_to_date():
    """Renew it with: UPDATE=1 pytest tests/test_docs.py."""
    text = PAGE.read_text()
    before, rest = text.split(START)
    after = rest.split(END)[1]
    wanted = f"{before}{START}\n{table()}\n{END}{after}"
    if os.environ.get("UPDATE"):
        PAGE.write_text(wanted)
    assert PAGE.read_text() == wanted


def test_no_code_is_given_twice():
    codes = [kind.code for kind in kinds()]
    assert len(codes) == len(set(codes))


def test_each_problem_says_what_to_do_next():
    assert [kind.code for kind in kinds() if not kind.hint or not kind.message] == []


def test_each_kind_of_problem_is_used():
    sources = "\n".join(
        p.read_text() for p in (ROOT / "contracts").rglob("*.py") if "catalogue" not in p.parts
    )
    names = {
        name
        for m in pkgutil.iter_modules(catalogue.__path__)
        for name, value in vars(importlib.import_module(f"{catalogue.__name__}.{m.name}")).items()
        if isinstance(value, Kind)
    }
    assert sorted(name for name in names if not re.search(rf"\b{name}\b", sources)) == []


@pytest.mark.parametrize("page", sorted(ROOT.rglob("*.md")), ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page):
    if any(
        part.startswith(".") or part in {"generated", "node_modules"}
        for part in page.relative_to(ROOT).parts[:-1]
    ):
        return
    for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text()):
        assert (page.parent / target).exists(), target


def test_decisions_are_numbered_without_holes_and_say_what_was_rejected():
    pages = sorted((ROOT / "contracts" / "decisions").glob("*.md"))
    assert [int(p.name[:4]) for p in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        text = page.read_text()
        assert all(word in text for word in ("**Context.**", "**Choice.**", "**Rejected.**")), page
