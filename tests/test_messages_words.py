"""What people read when something is wrong: German titles, their own words, nobody else's English."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import pytest
import yaml as pyyaml

from contracts.assembly.environment import compile_text
from contracts.errors import SourceError
from contracts.findings import Kind, Level
from contracts.language import figure, use_language
from contracts.model import Agreement, District, Partner
from contracts.model.base import Model, choices_of, form_of
from contracts.sources.titles import inner_type, known_lines, title_of
from contracts.sources.validate import validate
from contracts.sources.yaml import read_map

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

    from contracts.findings import Finding

MODELS = (Agreement, District, Partner)
# words of Pydantic, PyYAML, Jinja and Python that no German sentence holds
FOREIGN = re.compile(
    r"\b(input|should|valid|expected|got|string|integer|type|value|error|found|must|unexpected|"
    r"mapping|token|block|parser|while|None|True|False|dict|list|tuple|Literal|missing|extra|"
    r"match|pattern|Field|object|unable|parse|invalid|line|column|character|tag)\b"
)
PATTERN = re.compile(r"\\[dwsbAZ]|\[\^|\[a-z|\[0-9|\^\[|\$$|\(\?|\)\*|\{\d+,")
KEY = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b|\b[a-z]+(?:\.[a-z_0-9]+){1,}\b(?!\w)")
# what a clerk is shown to type stands between these signs or behind a colon of the list
TYPED = re.compile(
    r"„[^“]*“|\([a-z_0-9]+:\)|(?<=Anführungszeichen: ).*|\S+\.yaml|name@example\.org|z\. ?B\.",
    re.DOTALL,
)

WRONG: dict[str, list[Any]] = {
    "text": [5, 1.5, True, ["a"], {"a": 1}, "", "  ", "x" * 5000, "a\nb", "a\u202eb", "\ue000"],
    "number": ["viele", "1.000", "1,5,5", True, [1], {"a": 1}, -1, 10**30, "1e3", "½", "007", 0.12345],
    "day": ["bald", "31.2.2026", 5, True, ["a"], {}, "2026-13-01", "9999-12-31", "1.3.99"],
    "answer": ["vielleicht", 1, 0.5, ["ja"], {}, "jain"],
    "choice": ["unsinn", 3, True, ["a"], {}, ""],
    "model": ["text", 5, ["a"], True],
    "list": ["text", 5, {"a": 1}, True, []],
}  # fmt: skip


def fields(model: type[Model], path: tuple[str | int, ...] = ()) -> Iterator[Any]:
    """Yield path, field and the kind of wrong values of every field, in groups and lists too."""
    for name, info in model.model_fields.items():
        here = (*path, name)
        annotation = info.annotation
        bare = [a for a in get_args(annotation) if a is not type(None)] or [annotation]
        listed = any(get_origin(a) is tuple for a in (annotation, *bare))
        inner = inner_type(annotation)
        if any(get_origin(a) is dict for a in (annotation, *bare)):
            yield here, info, "model"
        elif isinstance(inner, type) and issubclass(inner, Model):
            yield here, info, "list" if listed else "model"
            yield from fields(inner, (*here, 0) if listed else here)
        elif listed:
            yield here, info, "list"
            yield (*here, 0), info, _kind(inner)
        else:
            yield here, info, _kind(inner)


def _kind(inner: Any) -> str:
    if get_origin(inner) is Literal:
        return "choice"
    return {bool: "answer", date: "day", int: "number", Decimal: "number"}.get(inner, "text")


CASES = [(model, *field) for model in MODELS for field in fields(model)]


def nested(path: tuple[str | int, ...], value: Any) -> Any:
    for step in reversed(path):
        value = [value] if isinstance(step, int) else {step: value}
    return value


def told(model: type[Model], data: Any) -> tuple[Finding, ...]:
    text = pyyaml.safe_dump(data, allow_unicode=True, width=10_000)
    try:
        return validate(model, read_map(text, "datei.yaml"))[1]
    except SourceError as error:
        return error.findings


def refuse_foreign(finding: Finding, *, keys: bool = True) -> None:
    for sentence in (finding.message, finding.hint):
        own = TYPED.sub("", sentence)
        if keys:  # whoever writes a clause knows facts by their keys
            assert not FOREIGN.search(own), sentence
            assert not KEY.search(own), sentence
        assert not PATTERN.search(own), sentence
        assert "{" not in own, sentence


@pytest.fixture(autouse=True)
def _speak_german() -> None:
    use_language("de")


def test_there_are_many_fields() -> None:
    assert len(CASES) > 100
    assert {kind for *_, kind in CASES} == set(WRONG)


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_a_wrong_value_is_told_by_title_and_as_it_was_typed(model: type[Model]) -> None:
    count = 0
    for of, path, info, kind in CASES:
        for value in WRONG[kind] if of is model else ():
            for finding in told(model, nested(path, value)):
                refuse_foreign(finding)
                if finding.values.get("key") == ".".join(
                    str(s + 1) if isinstance(s, int) else s for s in path
                ):
                    count += 1
                    assert (info.title or "") in finding.message, finding.message
                    if isinstance(value, str) and "found" in finding.values:
                        assert value.strip()[:20] in finding.message.replace("⏎", "\n")
    assert count > (200 if model is Agreement else 40)


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_every_suggested_line_exists(model: type[Model]) -> None:
    for of, path, _info, _kind_of in CASES:
        if of is not model or not isinstance(path[-1], str):
            continue
        for typo in (path[-1][:-1] + "x", path[-1].upper(), f"{path[-1]}s", "völlig-anders"):
            for finding in told(model, nested((*path[:-1], typo), "x")):
                refuse_foreign(finding)
                for line in re.findall(r"Meinten Sie „([^“]*):“", finding.message):
                    names = {p[-1] for o, p, *_ in CASES if o is model}
                    assert line in names


def test_a_german_title_typed_as_a_line_leads_to_its_line() -> None:
    for name, title in known_lines(Agreement).items():
        (finding,) = [f for f in told(Agreement, {title: "x"}) if f.code == "K-201"]
        assert f"Meinten Sie „{name}:“?" in finding.message


def _patterned(info: FieldInfo) -> bool:
    def inside(annotation: Any) -> Iterator[Any]:
        yield from getattr(annotation, "__metadata__", ())
        for argument in get_args(annotation):
            yield from inside(argument)

    rules = (*info.metadata, *inside(info.annotation))
    return any(getattr(rule, "pattern", None) for rule in rules)


def test_every_form_of_a_text_is_said_in_words() -> None:
    found = [(path, form_of(info)) for _m, path, info, _k in CASES if _patterned(info)]
    assert len(found) >= 10
    assert [path for path, words in found if not words or PATTERN.search(words)] == []


def test_every_choice_of_english_values_has_german_words() -> None:
    english = re.compile(r"^[a-z]+(-[a-z]+)*$")
    bare = [
        (path, value)
        for _m, path, info, kind in CASES
        if kind == "choice" and not choices_of(info)
        for value in _values(info)
        if english.match(value)
    ]
    assert bare == []


def _values(info: FieldInfo) -> list[str]:
    inner = inner_type(info.annotation)
    return [str(value) for value in get_args(inner)]


ENGLISH = re.compile(r"\b(unexpected|expected|got|Encountered|unknown|Jinja|tag|end of|named)\b")
TEMPLATES = (
    "{{ ", "{{ a", "{{ a }", "{{ }}", "{{ a b }}", "{{ a. }}", "{{ a[ }}", "{{ a[] }}", "{{ 1 + }}", "{{ a | }}",
    "{{ a | nope }}", "{% if %}x{% endif %}", "{% if a %}x", "{% endif %}", "{% for x %}y{% endfor %}",
    "{% for x in a %}y", "{% nope %}", "{% %}", "{# x", "{{ 'a }}", "{{ a ? b }}", "{{ (a }}", "{{ a) }}",
    "{{ a is nope }}", "{{ a is b is c }}", "{% else %}", "{% elif a %}", "{{ f(x=1, 2) }}", "{{ ä§ }}", "{% set x %}",
    "{% block a-b %}{% endblock %}", "{% if a = b %}x{% endif %}", "{% raw %}x", "{{ a ... b }}", "{{ {a b} }}",
)  # fmt: skip


@pytest.mark.parametrize("text", TEMPLATES)
def test_a_wrong_expression_of_a_clause_is_told_in_our_own_words(text: str) -> None:
    findings = compile_text(f"Satz {text}", "klausel.md", 1).reading.findings
    assert findings
    for finding in findings:
        refuse_foreign(finding, keys=False)
        assert not ENGLISH.search(finding.message), finding.message


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (Decimal("1234.5"), "1234,5", "1234.5"),
        (Decimal("12345.50"), "12.345,50", "12345.50"),
        (1.5, "1,5", "1.5"),
        (2026, "2026", "2026"),
        (900_000, "900.000", "900000"),
        (-12_000, "-12.000", "-12000"),
        (date(2026, 3, 1), "1.3.2026", "2026-03-01"),
        ("1.5", "1.5", "1.5"),
        (True, "True", "True"),
    ],
)
def test_figures_are_written_as_in_the_language(value: object, german: str, english: str) -> None:
    kind = Kind("K-000", Level.NOTE, "{value}", "")
    assert (figure(value), kind.at(value=value).message) == (german, german)
    use_language("en")
    assert kind.at(value=value).message == english


def test_a_title_says_which_entry_of_which_list() -> None:
    assert title_of(Agreement, ("guidance", "formats", 1, "number")) == (
        "Formate der Prozessbegleitung, Eintrag 2: Anzahl"
    )
    assert title_of(Agreement, ("coordination", "full_time_equivalents")) == "Vollzeitäquivalente"
