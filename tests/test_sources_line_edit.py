"""A field is changed in its lines: all other bytes stay, and the data is the old with the change."""

from __future__ import annotations

import random
import re

import pytest

from contracts.sources.line_edit import CannotEditError, Change, edited
from contracts.sources.line_edit.data import changed, without_nothing
from contracts.sources.yaml import read_map
from contracts.usecases.edit import MODELS
from contracts.usecases.fields import leaves
from contracts.usecases.questions import questions_of
from tests.long import LONG
from tests.workspaces import ROOT

FILES = sorted(
    path for path in (ROOT / "districts").rglob("*.yaml") if path.name != "elections.yaml"
)
TEXTS = (
    "Jugendamt", "a: b", "Haus #3", "# kein Kommentar", "Familie & Kind 👪", "*innen-Rat", "- eins",
    "ja", "null", "0030", "10.000", "1,5", "2027-03-01", "„so“ und \"so\" und 'so'", "{x: 1}",
    "[offen]", "@home", "%", "!ruf", "| Rohr", "> mehr", "?", "~", "=", "wort " * 40, "x" * 150,
    "Zeile: eins, zwei: drei # vier " * 5, "\\n und \\t", "true", "ß ä \u00a0 ẞ", ": ", "a:",
)  # fmt: skip
CHANCE = 1.0 if LONG else 0.04


def kind_of(path):
    return path.stem if path.stem in MODELS else "agreement"


def variants(text):
    """Yield a text as different editors leave it."""
    yield "as it is", text
    yield "CRLF", text.replace("\n", "\r\n")
    yield "no end", text.rstrip("\n")
    yield "comments", re.sub(r"(?m)^(\w+: [^|>\"'{\[#&*\n]+)$", r"\1   # bleibt", text)


def values_for(question, chance):
    """Yield what can be written into a field, and nothing for opening it."""
    match question.shape:
        case "day":
            yield "2027-03-01"
        case "number":
            yield from (7, 1.5, 1.125)
        case "yes-no":
            yield from (True, False)
        case "choice":
            yield chance.choice(list(question.choices))
        case "lines":
            yield [chance.choice(TEXTS), chance.choice(TEXTS)]
        case _:
            yield chance.choice(TEXTS)
            yield chance.choice(TEXTS)
    yield None


def lines_of_field(raw, path, lines):
    """Return the numbers of the lines of a field by our reader's places, from 0."""
    if path not in raw.places:
        return range(0)
    first = raw.places[path].line - 1
    column = raw.places[path].column - 1
    end = first + 1
    while end < len(lines):
        line = lines[end].rstrip("\r\n")
        depth = len(line) - len(line.lstrip(" "))
        is_item = line[depth : depth + 2] == "- " and depth == column
        if line.strip() and depth <= column and not is_item:
            break
        end += 1
    return range(first, end)


def check(text, path, value, order):
    """Change a field; return whether it could be, after comparing data and lines."""
    raw = read_map(text.replace("\r\n", "\n"), "")
    try:
        new = edited(text, [Change(path, value)], order)
    except CannotEditError:
        return False
    after = read_map(new.replace("\r\n", "\n"), "").data
    assert without_nothing(after) == without_nothing(changed(raw.data, Change(path, value)))
    old, now = text.splitlines(keepends=True), new.splitlines(keepends=True)
    mine = lines_of_field(raw, path, old)
    if not mine:  # a new field: nothing goes, but the last line may get its end
        mine = range(len(old) - 1, len(old)) if not text.endswith("\n") else range(0)
    before = next((n for n, (a, b) in enumerate(zip(old, now, strict=False)) if a != b), None)
    if before is None:
        before = min(len(old), len(now))
    behind = 0
    while behind < min(len(old), len(now)) - before and old[-1 - behind] == now[-1 - behind]:
        behind += 1
    for number in range(before, len(old) - behind):
        assert number in mine, (path, old[number])
    gone = [line for line in old if line.lstrip().startswith("#")]
    assert all(line in now or line.rstrip("\r\n") in new for line in gone)
    if "\r\n" in text:
        assert "\n" not in new.replace("\r\n", "")
    return True


def spots_of(raw, model):
    """Yield all fields, also those inside of the entries of lists that the file has."""
    yield from ((spot.path, spot.question) for spot in leaves(model))
    for question in questions_of(model):
        entries = raw.data.get(question.name)
        if question.shape == "records" and isinstance(entries, list):
            for number in range(len(entries)):
                for spot in leaves(question.model):
                    yield (question.name, number, *spot.path), spot.question


def test_every_field_of_every_file_changes_alone(record_property):
    chance = random.Random(2026)  # noqa: S311 - the same in each run
    tried = refused = 0
    for path in FILES:
        model = MODELS[kind_of(path)]
        order = [question.name for question in questions_of(model)]
        for how, text in variants(path.read_text()):
            raw = read_map(text.replace("\r\n", "\n"), "")
            for field, question in spots_of(raw, model):
                for value in values_for(question, chance):
                    if chance.random() >= CHANCE:
                        continue
                    tried += 1
                    try:
                        refused += not check(text, field, value, order)
                    except AssertionError as error:
                        raise AssertionError(f"{path} {how} {field} {value!r}") from error
    record_property("edits", tried)
    print(f"{tried} edits, {refused} refused")  # noqa: T201
    assert tried >= (20_000 if LONG else 700)
    assert refused <= tried // 50


@pytest.mark.parametrize("value", TEXTS)
def test_a_text_of_any_signs_is_read_back_as_it_was_typed(value):
    text = "# oben\nlaw: public # hier\nnote: >-\n  zwei\n  Zeilen\n\n# unten\n"
    new = edited(text, [Change(("note",), value)])
    assert read_map(new, "").data == {"law": "public", "note": value}
    assert new.startswith("# oben\nlaw: public # hier\n")
    assert new.endswith("\n\n# unten\n")


def test_a_comment_between_the_values_of_a_list_stops_the_change_with_its_line():
    text = "poverty:\n  training:\n    - eins\n    # weil\n    - zwei\n"
    with pytest.raises(CannotEditError) as stopped:
        edited(text, [Change(("poverty", "training"), ["drei"])])
    assert stopped.value.line == 4
