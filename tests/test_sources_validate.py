"""Models refuse wrong data with the German title, the place and a way out."""

from __future__ import annotations

import pytest

from contracts.model import Agreement
from contracts.sources.validate import validate
from contracts.sources.yaml import read_map


def findings(text: str):
    model, found = validate(Agreement, read_map(text, "a.yaml"))
    assert (model is None) == bool(found)
    return found


@pytest.mark.parametrize(
    ("text", "code", "place", "words"),
    [
        ("tilte: x\n", "K-201", "a.yaml:1:1", "Did you mean “title:”?"),
        ("coordination: {fte: 1}\n", "K-201", "a.yaml:1:16", "coordination.fte"),
        ("clauses: {term: {variant: x}}\n", "K-202", "a.yaml:1:11", "Begründung"),
        ("law: publick\n", "K-204", "a.yaml:1:1", "publick"),
        ("toc: vielleicht\n", "K-203", "a.yaml:1:1", "true or false"),
        ("dates: {agreed: 28.11.23.}\n", "K-203", "a.yaml:1:9", "a date such as"),
        ("dates: {agreed: 2023-02-30}\n", "K-203", "a.yaml:1:9", "a date such as"),
        ("dates: []\n", "K-203", "a.yaml:1:1", "group of lines"),
        ("originals: {copies: 0}\n", "K-205", "a.yaml:1:13", "at least 1"),
        ("originals: {copies: 1.5}\n", "K-203", "a.yaml:1:13", "whole number"),
        ("originals: {copies: x}\n", "K-203", "a.yaml:1:13", "whole number"),
        ("file_reference: ''\n", "K-212", "a.yaml:1:1", "empty"),
        ("file_reference: " + "x" * 301, "K-206", "a.yaml:1:1", "300"),
        ("note: " + "x" * 900_000, "K-206", "a.yaml:1:1", "2000"),
        ('file_reference: "a\\u202eb"\n', "K-209", "a.yaml:1:1", "U+202E"),
        ('file_reference: "a\\u200bb"\n', "K-209", "a.yaml:1:1", "U+200B"),
        ('file_reference: "a\\ue000b"\n', "K-208", "a.yaml:1:1", "U+E000"),
        ('file_reference: "a\\u0000b"\n', "K-210", "a.yaml:1:1", "U+0000"),
        ('file_reference: "a\\nb"\n', "K-211", "a.yaml:1:1", "U+000A"),
        ("file_reference: [a]\n", "K-203", "a.yaml:1:1", "text"),
        ("coordination: {core_team_offices: []}\n", "K-213", "a.yaml:1:16", "at least 1"),
        ("coordination: {full_time_equivalents: '1,5 Stellen'}\n", "K-203", "a.yaml:1:16", "1.5"),
        ("cooperation: {contacts: [{side: district, role: x, email: y}]}", "K-207",
         "a.yaml:1:52", "E-Mail-Adresse"),
    ],
)  # fmt: skip
def test_a_wrong_value_becomes_one_finding(text, code, place, words):
    found = findings(text)
    assert [(f.code, str(f.place)) for f in found] == [(code, place)]
    assert words in found[0].message
    assert found[0].hint


def test_all_problems_come_in_one_run():
    found = findings("law: x\ntilte: y\ndates: {agreed: z}\n")
    assert {f.code for f in found} == {"K-201", "K-203", "K-204"}


def test_a_null_is_the_same_as_no_value():
    assert validate(Agreement, read_map("law: ~\ndates: {agreed: null}\n", "a"))[0] == Agreement()


def test_letters_are_stored_composed():
    model, _ = validate(Agreement, read_map("file_reference: Kopenick o\u0308\n", "a"))
    assert model.file_reference == "Kopenick ö"


def test_markup_in_a_value_is_only_text():
    nasty = "# A 1. *B* <b>&amp;{{7*7}}</b> 😀"
    model, _ = validate(Agreement, read_map(f"file_reference: '{nasty}'\n", "a"))
    assert model.file_reference == nasty
