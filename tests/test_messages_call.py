"""What people read of a wrong call, a broken file and a broken template: no library's words."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import click
import pytest
import yaml as pyyaml
from jinja2 import Environment, StrictUndefined, TemplateError
from lxml import etree

from contracts.cli.between import Between
from contracts.cli.frame import program
from contracts.cli.run import run
from contracts.errors import SourceError
from contracts.language import use_language
from contracts.markup.not_well_formed import xml_complaint
from contracts.sources import yaml_advice
from contracts.sources.yaml import read_map
from contracts.writers.pdf.unreadable import page_complaint
from tests.long import count
from tests.test_messages_words import ENGLISH, FOREIGN, PATTERN
from tests.tools.workspace import make_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CLICK: Final = re.compile(
    r"<=|\b(INTEGER|RANGE|FLOAT|OPTIONS|COMMAND|ARGS|range|integer|Error|Usage|Try|No such|"
    r"Invalid|Missing|Got|does|requires)\b"
)


def commands(
    group: click.Group | None = None, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command and group with the words it is called by."""
    group = group or program()
    context = click.Context(group)
    yield path, group
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        if isinstance(found, click.Group):
            yield from commands(found, (*path, name))
        else:
            yield (*path, name), found


COMMANDS: Final = dict(commands())


@pytest.fixture(autouse=True)
def _speak_german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTRACTS_LANG", "de")
    use_language("de")


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(words) == 2
    return capsys.readouterr().err


def test_every_help_is_german_throughout(capsys: pytest.CaptureFixture[str]) -> None:
    for path in COMMANDS:
        assert run([*path, "--help"]) == 0
        shown = capsys.readouterr().out
        assert "[OPTIONEN]" in shown
        assert not _CLICK.search(shown), (path, _CLICK.search(shown))


def test_a_number_out_of_bounds_is_told_with_both_bounds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    seen = 0
    for path, command in COMMANDS.items():
        for option in command.params:
            if isinstance(option.type, Between):
                for typed in ("viele", "-1", "0", "99999999", "1e400", "nan", "½", "", "1.000.000"):
                    told = said(capsys, *path, f"{option.opts[-1]}={typed}", "x", "y")
                    assert f"„{typed}“ geht nicht; erlaubt ist eine" in told
                    assert re.search(r"Zahl von [\d.,]+ bis [\d.,]+\.", told)
                    assert not _CLICK.search(told)
                    seen += 1
    assert seen == 4 * 9


@pytest.mark.parametrize(("typed", "number"), [("0,5", 0.5), ("0.5", 0.5), ("120", 120.0)])
def test_a_bound_number_is_read_with_comma_or_point(typed: str, number: float) -> None:
    assert Between(0.1, 1_000).convert(typed, None, None) == number


def test_no_option_has_a_range_of_clicks() -> None:
    ranges = (click.IntRange, click.FloatRange)
    options = [option for command in COMMANDS.values() for option in command.params]
    types = [option.type for option in options if not getattr(option, "count", False)]
    assert len(types) > 100
    assert [kind for kind in types if isinstance(kind, ranges)] == []


def test_a_group_without_a_command_names_those_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    groups = [path for path, command in COMMANDS.items() if isinstance(command, click.Group)]
    assert {("archive",), ("clauses",)} <= set(groups)
    for path in groups:
        if path:
            told = said(capsys, *path)
            (names,) = re.findall(r"fehlt eines dieser Wörter: (.+)\.\n", told)
            known = {words[len(path)] for words in COMMANDS if words[:-1] == path}
            assert set(names.split(", ")) == known


def test_a_proposed_option_exists_and_is_like_what_was_typed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    proposed = 0
    for path, command in COMMANDS.items():
        names = {name for option in command.params for name in (*option.opts, "--help")}
        typos = {f"{name}x" for name in names if name.startswith("--")}
        typos |= {name[:4] + name[5:] for name in names if len(name) > 6}
        for typo in sorted((typos | {"--zzz", "--nope", "--since"}) - names):
            told = said(capsys, *path, typo)
            assert not _CLICK.search(told)
            for word in re.findall(r"Meinten Sie „(.+?)“", told):
                assert word in names
                proposed += 1
                shared = set(typo.strip("-")) & set(word.strip("-"))
                assert len(shared) * 2 >= len(set(typo.strip("-")))
            if typo in ("--zzz", "--nope"):
                assert "Meinten" not in told
    assert proposed > 100


BASE: Final = """a: x
b:
  - c: 1
    d: 'q'
  - e
f: {g: h, i: [j, k]}
l: >-
  text
  mehr
m: "z"
"""
SIGNS: Final = "[]{},:'\"#&*!|>-%@`?\\\n\t \x07\x85=~<…–a1"
BY_HAND: Final = (
    "a: [", "a: [1, 2", "a: {b: 1", "a:\n  - [x\n  - y", "a: [1]]", "a: }", "a: ]", "a: ? b", "a: %b",
    "a: b: c", 'a: "x', "a: 'x", "a: x\n b: y", "- a\nb: c", "a: - b", 'a: "\\q"', "a: @x", "a: `x",
    "a: |x", "a: >x", "a: b\n---\nc: d", "a: !!x y", "[a: b", "{a", "a: b\n\tc: d", ": x", ": ",
    "a: b\n...\nx", "%x", "%YAML 9.9\n---\na: b", "a: !<x y", "a: !%zz y", "a: &", "a: *", "a: &a b\nc: *a",
    "a: 1\na: 2", "", "x", "- x", "? [a]\n: b", "a: |\n\tx", "a:\n- b\n c", "a: 'x' y", 'a: "x" y', "a: [b c: d: e]",
)  # fmt: skip


def broken_texts() -> Iterator[str]:
    yield from BY_HAND
    dice = random.Random(11)  # noqa: S311 - nothing secret
    for _n in range(count(30_000)):
        text = list(BASE)
        for _times in range(dice.choice((1, 1, 2, 3))):
            at, what = dice.randrange(len(text)), dice.random()
            if what < 0.4:
                text.insert(at, dice.choice(SIGNS))
            elif what < 0.7:
                text[at] = dice.choice(SIGNS)
            else:
                del text[at : at + dice.choice((1, 1, 3))]
        yield "".join(text)


def test_broken_yaml_is_told_in_german_and_every_complaint_of_the_parser_is_known() -> None:
    kinds: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for text in broken_texts():
        try:
            read_map(text, "datei.yaml")
        except SourceError as error:
            cause = error.__cause__
            if isinstance(cause, pyyaml.MarkedYAMLError):
                known = (cause.problem or "") in yaml_advice._REASONS
                unknown[cause.problem or ""] += not known
            for finding in error.findings:
                kinds[finding.code] += 1
                own = re.sub(
                    r"„[^“]*“|(?<=: )[^:]*\Z|schreiben Sie: .*|marks: .*", "", finding.hint
                )
                own = re.sub(r"Anführungszeichen: .*|Schreiben Sie: .*", "", own, flags=re.DOTALL)
                assert not FOREIGN.search(finding.message), finding.message
                assert not FOREIGN.search(own), finding.hint
                assert not PATTERN.search(finding.message)
    assert +unknown == Counter()
    assert len(kinds) >= 6
    assert kinds["K-105"] > 500


@pytest.mark.parametrize(
    ("text", "sign"),
    [("a: [", "]"), ("a: [1, 2\nb: 3\n", "]"), ("a: {b: 1\n", "}"), ("a:\n  - [x\n  - y\n", "]")],
)
def test_an_open_bracket_is_to_be_closed(text: str, sign: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_map(text, "datei.yaml")
    (finding,) = caught.value.findings
    assert f"Schließen Sie die Klammer mit „{sign}“" in finding.hint
    proposed = finding.hint.rpartition("schreiben Sie: ")[2]
    assert pyyaml.safe_load(proposed)


XML: Final = (
    "", "x", "<a>", "<a></b>", "<a", "<a b>", "<a b=c/>", '<a b="1" b="2"/>', "<a>&nbsp;</a>", "<a>&</a>",
    "<a>a < b</a>", "<a/><b/>", "<a/>x", '<a b="<"/>', "<a><b></a></b>", "<w:p/>", "<a>\x07</a>", "<1/>",
    "<a>]]></a>", "<!-- a -- b --><a/>", "<a b='1/>", "<?xml?><a/>", "<a/>\n<!", "&a;", "<a><![CDATA[</a>",
)  # fmt: skip
_PARSERS: Final = re.compile(
    r"\b(mismatched|element|Element|tag|line|column|token|syntax|entity|junk|Opening|ending|"
    r"attribute|parser|Extra|content|namespace|document|well-formed|Document|Start)\b(?!e)"
)
_GERMAN_TOO: Final = {"Element"}


@pytest.mark.parametrize("text", XML)
@pytest.mark.parametrize("parse", [ET.fromstring, etree.fromstring])
def test_broken_xml_is_told_in_german(text: str, parse: object) -> None:
    assert callable(parse)
    with pytest.raises((ET.ParseError, etree.XMLSyntaxError)) as caught:
        parse(text if parse is ET.fromstring else text.encode())
    words = xml_complaint(caught.value)
    assert {*_PARSERS.findall(words)} <= _GERMAN_TOO, words
    assert page_complaint(caught.value) == words


PAGES: Final = (
    ("{{ nix }}", "nix"), ("{{ a.b }}", "b"), ("{{ a.b.c }}", "b"), ("{{ a + 1 }}", ""), ("{{ 1 / 0 }}", ""),
    ("{{ a", ""), ("{% if %}", ""), ("{% endif %}", ""), ("{{ a | nope }}", "nope"), ("{{ f() }}", "f"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "name"), PAGES)
def test_a_broken_page_template_is_told_in_german_with_the_name_that_is_wrong(
    text: str, name: str
) -> None:
    with pytest.raises((TemplateError, TypeError, ArithmeticError)) as caught:
        Environment(undefined=StrictUndefined, autoescape=True).from_string(text).render(a={})
    words = page_complaint(caught.value)
    assert not ENGLISH.search(words), words
    assert name in words


PLANS: Final = {
    "syntax": ("sections:", "sections: ["),
    "clause": ("clause: subject", "clause: subjekt"),
    "fact": ("impact.family_survey.planned", "impact.family_survey.plant"),
    "condition": ("impact.family_survey.planned", "not ("),
    "key": ("name:", "nam:"),
    "gone": ("", ""),
}


@pytest.mark.parametrize("kind", PLANS)
def test_a_broken_plan_is_named_once_whatever_depends_on_it(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = make_workspace(tmp_path / "w")
    sample = workspace / "districts" / "musterbezirk" / "2026.yaml"
    for name in ("2027", "2028"):
        (sample.parent / f"{name}.yaml").write_bytes(sample.read_bytes())
    plan = next(workspace.glob("templates/*/plan.yaml"))
    before, after = PLANS[kind]
    text = plan.read_text(encoding="utf-8")
    if kind == "gone":
        plan.unlink()
    else:
        assert before in text
        plan.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert run(["-w", str(workspace), "--json", "check"]) in (1, 4)
    found = re.findall(r'"message": "(.*)",\n +"file": "(.*plan\.yaml)"', capsys.readouterr().out)
    assert found
    assert set(Counter(found).values()) == {1}


@pytest.mark.parametrize(
    "open_", [(), ("notice_months",), ("notice_months", "law", "full_time_equivalents")]
)
def test_check_and_generate_count_the_same_gaps(
    open_: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = make_workspace(tmp_path / "w")
    path = workspace / "districts" / "musterbezirk" / "2026.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    left = [line for line in lines if line.split(":")[0].strip() not in open_]
    assert len(left) <= len(lines) - len(open_)
    path.write_text("".join(left), encoding="utf-8")
    run(["-w", str(workspace), "check", "musterbezirk"])
    shown = capsys.readouterr()
    counted = re.findall(r"(\d+) offene Angabe", shown.out + shown.err)
    run(["-w", str(workspace), "generate", "musterbezirk", "--format", "txt"])
    (stated,) = re.findall(r"musterbezirk/2026 +geschrieben +(\d+)", capsys.readouterr().out)
    assert stated == (counted[-1] if counted else "0")
    assert (int(stated) >= len(open_)) if open_ else stated == "0"
