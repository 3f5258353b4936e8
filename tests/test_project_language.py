"""The German catalogues say everything, and nothing that is no longer asked for."""

from __future__ import annotations

import ast
import runpy
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import click
import pytest
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Sequence

    from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).parents[1]
GERMAN = ROOT / "contracts" / "locale" / "de" / "LC_MESSAGES"
TOOL = runpy.run_path(str(ROOT / ".ci" / "catalogue.py"))
SOURCES = {"contracts": ROOT / "contracts", "messages": Path(click.__file__).parent}
DOMAINS = sorted(SOURCES)
REASONS = {"reason", "problem", "purpose"}


def catalogue(domain: str) -> Catalog:
    with (GERMAN / f"{domain}.po").open("rb") as file:
        return read_po(file, locale="de", abort_invalid=True)


def forms(text: str | Sequence[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or [])


def messages(domain: str) -> list[Message]:
    return [message for message in catalogue(domain) if message.id]


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_message_of_the_sources_is_in_the_catalogue_and_the_reverse(domain: str) -> None:
    asked = {forms(m.id)[0] for m in TOOL["extract"](SOURCES[domain]) if m.id}
    known = {forms(m.id)[0] for m in messages(domain)}
    assert asked - known == set(), "make catalogue"
    assert known - asked == set(), "make catalogue"


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_message_is_translated_for_certain(domain: str) -> None:
    missing = [m.id for m in messages(domain) if not forms(m.string) or not all(forms(m.string))]
    assert missing == []
    assert [m.id for m in messages(domain) if m.fuzzy] == []
    assert list(catalogue(domain).obsolete) == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_translation_fills_the_same_places_as_its_source(domain: str) -> None:
    wrong = []
    for message in messages(domain):
        allowed = set().union(*map(placeholders, forms(message.id)))
        for text in forms(message.string):
            used = placeholders(text)
            plural = len(forms(message.id)) > 1
            if text and (used - allowed if plural else used != allowed):
                wrong.append((message.id, text))
    assert wrong == []


def test_the_catalogue_is_as_make_catalogue_writes_it(tmp_path: Path) -> None:
    copy = tmp_path / "contracts" / "locale" / "de" / "LC_MESSAGES" / "contracts.po"
    copy.parent.mkdir(parents=True)
    original = (GERMAN / "contracts.po").read_bytes()
    copy.write_bytes(original)
    for source in (ROOT / "contracts").rglob("*.py"):
        target = tmp_path / source.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    TOOL["update"](tmp_path)
    assert copy.read_bytes() == original


def test_compiled_catalogues_have_no_clock_in_them(tmp_path: Path) -> None:
    target = tmp_path / "contracts" / "locale" / "de" / "LC_MESSAGES"
    target.mkdir(parents=True)
    for domain in DOMAINS:
        (target / f"{domain}.po").write_bytes((GERMAN / f"{domain}.po").read_bytes())
    TOOL["compile_all"](tmp_path)
    for domain in DOMAINS:
        made = (target / f"{domain}.mo").read_bytes()
        assert b"2000-01-01" in made
        assert made == (GERMAN / f"{domain}.mo").read_bytes()


def untranslated(tree: ast.Module) -> list[int]:
    """Return lines where a finding gets words as its reason that no catalogue can know."""
    given = [
        (call.func.attr, keyword)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        for keyword in call.keywords
    ]
    values = [k.value for name, k in given if name == "at" and k.arg in REASONS]
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            values += [node.value] * (node.targets[0].id in REASONS)
    words = [
        part
        for value in values
        for part in ([value, *value.values] if isinstance(value, ast.JoinedStr) else [value])
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]
    return [part.lineno for part in words if " " in part.value.strip()]


def test_the_reason_in_a_finding_is_translated_as_well() -> None:
    assert untranslated(ast.parse('kind.at(reason="it is torn")')) == [1]
    assert untranslated(ast.parse('kind.at(reason=_("it is torn"))')) == []
    found = {
        str(path.relative_to(ROOT)): lines
        for path in sorted((ROOT / "contracts").rglob("*.py"))
        if (lines := untranslated(ast.parse(path.read_text("utf-8"))))
    }
    assert found == {}
