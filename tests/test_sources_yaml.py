"""Reading YAML: what is refused, where, and that places are right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.errors import SourceError
from contracts.findings import Place
from contracts.sources.yaml import MAX_NODES, read_map, read_yaml


def problem(text: str) -> tuple[str, str]:
    with pytest.raises(SourceError) as caught:
        read_map(text, "f.yaml")
    finding = caught.value.findings[0]
    return finding.code, str(finding.place)


def test_every_key_and_entry_knows_its_place():
    raw = read_map("a: 1\nb:\n  - x: 2023-01-01\n    y: 2\n", "f.yaml")
    assert raw.data == {"a": 1, "b": [{"x": "2023-01-01", "y": 2}]}
    assert raw.place(("b", 0, "y")) == Place("f.yaml", 4, 5)
    assert raw.place(("b", 0, "not", "written")) == Place("f.yaml", 3, 5)


def test_words_stay_words_and_leading_zeros_stay():
    raw = read_map("a: no\nb: 03\nc: 1.5\nd: ~\ne: '7'\nf: yes\ng: 12:30\nh: 0o7\ni: true", "f")
    assert raw.data == {
        "a": "no", "b": "03", "c": 1.5, "d": None, "e": "7", "f": "yes", "g": "12:30", "h": "0o7",
        "i": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: 1\nb: 2\na: 3\n", "K-106", "f.yaml:3:1"),
        ("- a\n", "K-108", "f.yaml:1"),
        ("just words", "K-108", "f.yaml:1"),
        ("", "K-107", "f.yaml"),
        ("# only a comment\n", "K-107", "f.yaml"),
        ("a: &x [1]\nb: *x\n", "K-109", "f.yaml:1:4"),
        ("a: !!python/object:os.system x\n", "K-109", "f.yaml:1:4"),
        ("a:\n\tb: 1\n", "K-104", "f.yaml:2:1"),
        ("a: [1\n", "K-105", "f.yaml:2:1"),
        ("a: b: c\n", "K-105", "f.yaml:1:5"),
        ("? [a]\n: b\n", "K-105", "f.yaml:1:3"),
        ("a: 1\n---\nb: 1\n", "K-108", "f.yaml:2:1"),
        ("a: " + "[" * 50, "K-110", "f.yaml:1:23"),
        ("a: " + "[" * 100_000, "K-110", "f.yaml:1:23"),
        ("a: [" + "1," * (MAX_NODES + 1) + "]", "K-111", None),
        ("a: \x07", "K-105", "f.yaml"),
    ],
)
def test_what_cannot_be_a_source_is_refused_with_its_place(text, code, place):
    found, where = problem(text)
    assert found == code
    assert place is None or where == place


def test_an_alias_bomb_is_refused_at_once():
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(20)
    )
    assert problem(bomb)[0] == "K-109"


def test_all_repeated_keys_are_reported_at_once():
    with pytest.raises(SourceError) as caught:
        read_map("a: 1\na: 2\nb: {c: 1, c: 2}\n", "f")
    assert [f.code for f in caught.value.findings] == ["K-106", "K-106"]


@given(st.text(max_size=200))
def test_no_text_at_all_makes_the_reader_fall_over(text):
    try:
        read_yaml(text, "f")
    except SourceError as error:
        assert error.findings  # noqa: PT017 - either outcome is right
