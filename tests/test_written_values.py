"""One spelling has one meaning: in YAML, an answers file, a table, at the prompt and for edit."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from contracts.errors import ContractsError
from contracts.model import Agreement
from contracts.sources.validate import validate
from contracts.sources.yaml import read_map
from contracts.usecases.answers import value_of
from contracts.usecases.edit import edit, wishes
from contracts.usecases.fields import spots_named
from contracts.usecases.new import place_for_agreement, read_answers, write_agreement
from contracts.usecases.schema import schema_bytes
from contracts.usecases.table import agreements_from
from tests.workspaces import make

if TYPE_CHECKING:
    from contracts.sources.workspace import Workspace

DAY, COUNT, SHARE = "dates.effective", "originals.copies", "coordination.full_time_equivalents"
AMOUNT, ANSWER, CHOICE = "finance.amount", "toc", "coordination.form"
# A refusal is the codes it may have: K-913 at a prompt is K-203 in a file, with the same reason.
NO, TWO, ZERO, CENTURY, WORD = (
    {"K-203", "K-913"},
    {"K-214"},
    {"K-215"},
    {"K-216"},
    {"K-204", "K-217"},
)
SPELLINGS = [
    *((DAY, text, "2026-03-01") for text in (
        "1.3.26", "01.03.2026", "1. März 2026", "2026-03-01", "1. 3. 2026", "1. Mrz. 2026",
    )),
    (DAY, "1.3.99", CENTURY), (DAY, "31.2.2027", NO), (DAY, "9999-12-31", NO), (DAY, "bald", NO),
    (DAY, "20260301", NO), (DAY, "2026", NO), (DAY, "1.3.2026 10:00", NO), (DAY, "1/3/2026", NO),
    (SHARE, "1,5", "1.5"), (SHARE, "1.5", "1.5"), (SHARE, "2", "2"), (SHARE, "0,75", "0.75"),
    (SHARE, "1.50", "1.50"), (SHARE, "1,500", "1.5"), (AMOUNT, "1,500", TWO), (SHARE, "1.500", TWO), (SHARE, "10.000", TWO),
    (SHARE, "01,5", ZERO), (SHARE, "1e1", NO), (SHARE, "+1", NO), (SHARE, "1_0", NO),
    (SHARE, "½", NO), (SHARE, ".5", NO), (SHARE, "eins", NO), (SHARE, "1,5 Stellen", NO),
    (COUNT, "2", "2"), (COUNT, "10.000", TWO), (COUNT, "10,000", TWO), (COUNT, "02", ZERO),
    (COUNT, "zwei", NO), (COUNT, "2x", NO),
    (ANSWER, "ja", "True"), (ANSWER, "Nein", "False"), (ANSWER, "true", "True"),
    (ANSWER, "WAHR", "True"), (ANSWER, "yes", "True"), (ANSWER, "on", NO), (ANSWER, "jein", NO),
    (CHOICE, "Kernteam", "core-team"), (CHOICE, "kernteam", "core-team"),
    (CHOICE, "core-team", "core-team"), (CHOICE, "beides", "both"), (CHOICE, "Kernteem", WORD),
    (CHOICE, "2", WORD), (CHOICE, "Team", WORD),
]  # fmt: skip


@pytest.fixture
def workspace(tmp_path):
    return make(tmp_path, {"subject": "Text."}, agreement="law: public\n")


def leaf(path, text):
    *groups, last = path.split(".")
    lines = [f"{'  ' * depth}{group}:" for depth, group in enumerate(groups)]
    return "\n".join([*lines, f"{'  ' * len(groups)}{last}: {text}", ""])


def of(model, path):
    for name in path.split("."):
        model = getattr(model, name)
    return str(model)


def read(path, text):
    model, findings = validate(Agreement, read_map(text, "a.yaml"))
    return of(model, path) if model else {f.code for f in findings}


def stored(workspace, agreement, path):
    return read(path, (workspace.districts / f"{agreement}.yaml").read_text())


def by_yaml(_workspace, path, text):
    return read(path, leaf(path, text))


def by_answers(workspace, path, text):
    file = workspace.root / "antworten.yaml"
    file.write_text(leaf(path, text))
    fresh = place_for_agreement(workspace, "pankow", "2031")
    write_agreement(fresh, {}, read_answers(file))
    return stored(workspace, "pankow/2031", path)


def by_table(workspace, path, text):
    file = workspace.root / "tabelle.csv"
    file.write_text(f"Bezirk;Vertrag;{path}\nPankow;2032;{text}\n")
    agreements_from(workspace, file)
    return stored(workspace, "pankow/2032", path)


def by_edit(workspace, path, text):
    edit(workspace, "pankow/2023", wishes(workspace, "pankow/2023", [f"{path}={text}"]))
    return stored(workspace, "pankow/2023", path)


def by_prompt(_workspace, path, text):
    (spot,) = spots_named(path, Agreement)
    value = value_of(spot.question, text, spot.model, menu=path != CHOICE)
    return read(path, leaf(path, str(value).lower() if isinstance(value, bool) else value))


@pytest.mark.parametrize("way", [by_yaml, by_answers, by_table, by_edit, by_prompt])
@pytest.mark.parametrize(("path", "text", "wanted"), SPELLINGS)
def test_a_spelling_means_the_same_however_it_comes(workspace: Workspace, way, path, text, wanted):
    found = None
    try:
        found = way(workspace, path, text)
    except ContractsError as error:
        found = {f.code for f in error.findings} - {"K-1236"}
    if isinstance(wanted, set):
        assert isinstance(found, set), found
        assert found
        assert found <= wanted
        return
    assert not isinstance(found, set), found
    with suppress(ArithmeticError):
        assert float(found) == float(wanted) if path in (SHARE, COUNT, AMOUNT) else found == wanted


def test_both_readings_are_named_in_a_form_that_is_understood(workspace: Workspace):
    for way in (by_answers, by_table, by_edit, by_prompt):
        with pytest.raises(ContractsError) as caught:
            way(workspace, COUNT, "10.000")
        (finding, *_rest) = caught.value.findings
        assert "10000 or 10,0" in finding.hint


@pytest.mark.parametrize(("path", "text", "wanted"), SPELLINGS)
def test_the_schema_allows_what_is_read(path, text, wanted):
    schema = json.loads(schema_bytes("agreement"))
    node = schema
    for name in path.split("."):
        while "properties" not in node:
            reference = next(r["$ref"] for r in (node, *node.get("anyOf", [])) if "$ref" in r)
            node = schema["$defs"][reference.rpartition("/")[2]]
        node = node["properties"][name]
    value = read_map(f"key: {text}\n", "").data["key"]
    if (
        isinstance(wanted, str)
        and path != CHOICE
        and text.casefold() not in ("wahr", "yes", "nein")
    ):
        assert any(allows(one, value) for one in node["anyOf"]), node


def allows(node, value):
    """Tell whether one schema of a scalar allows a value."""
    kind = {"integer": int, "number": int | float, "boolean": bool, "string": str}.get(
        node.get("type", ""), object
    )
    form = r"\d{4}-\d\d-\d\d" if node.get("format") == "date" else node.get("pattern", "")
    fits = isinstance(value, kind) and (kind is not int or not isinstance(value, bool))
    return fits and value in node.get("enum", [value]) and bool(re.search(form, str(value)))
