"""Tables from outside: rows in, agreements out; every bad row is told and then nothing is written."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.cli.run import run
from contracts.errors import ContractsError
from contracts.sources.cases import load_case
from contracts.sources.tables import letters, read_table
from contracts.sources.workspace import Workspace
from contracts.sources.yaml import read_map
from tests.tools.workspace import call, make_workspace, tree

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "Bezirk;Vertrag;dates.agreed;coordination.full_time_equivalents;Geschäftszeichen;poverty.training"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_workspace(tmp_path_factory.mktemp("origin") / "w", ("pankow", "spandau"))


@pytest.fixture
def workspace(origin: Path):
    yield origin
    for path in (origin / "districts").glob("*/20[3-9]*.yaml"):
        path.unlink()


def written(workspace: Path, text: str, name: str = "facts.csv", encoding: str = "utf-8") -> Path:
    path = workspace.parent / name
    path.write_bytes(text.encode(encoding))
    return path


def sheet(workspace: Path, rows: list[list[object]], name: str = "facts.xlsx") -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    path = workspace.parent / name
    book.save(path)
    return path


def take(workspace: Path, path: Path, *more: str):
    return call(workspace, "--json", "generate", "--from-table", str(path), *more)


def facts(workspace: Path, agreement: str) -> dict:
    path = workspace / "districts" / f"{agreement}.yaml"
    return read_map(path.read_text("utf-8"), path.name).data


def test_each_row_becomes_an_agreement_that_loads(workspace: Path) -> None:
    rows = f"{HEADER}\nPankow;2031;1.3.31;1,5;Jug 1;A|B\nspandau;;04.05.2032;10,25;;\n\n"
    done = take(workspace, written(workspace, rows))
    assert done.code == 0, done.out
    made = done.data["result"]["agreements"]
    assert [(m["row"], m["agreement"], m["state"]) for m in made] == [
        (2, "pankow/2031", "written"),
        (3, "spandau/2032", "written"),
    ]
    first = facts(workspace, "pankow/2031")
    assert first["dates"]["agreed"] == "2031-03-01"
    assert first["coordination"]["full_time_equivalents"] == 1.5
    assert first["poverty"]["training"] == ["A", "B"]
    assert first["file_reference"] == "Jug 1"
    for one in made:
        case, findings = load_case(Workspace(workspace), one["agreement"])
        assert case is not None, findings
    assert not (workspace / "generated").exists()


def test_a_sheet_says_the_same_as_a_csv(workspace: Path) -> None:
    rows = [HEADER.split(";"), ["Pankow", 2031, datetime(2031, 3, 1), 1.125, "Jug 1", "A\nB"]]  # noqa: DTZ001 - a sheet knows no zone
    assert take(workspace, sheet(workspace, rows)).code == 0
    text = (workspace / "districts/pankow/2031.yaml").read_bytes()
    (workspace / "districts/pankow/2031.yaml").unlink()
    line = f'{HEADER}\nPankow;2031;1.3.2031;1,125;Jug 1;"A\nB"\n'
    assert take(workspace, written(workspace, line)).code == 0
    assert (workspace / "districts/pankow/2031.yaml").read_bytes() == text


@pytest.mark.parametrize("separator", [";", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_separator_and_byte_order_mark_are_found_out(
    separator: str, encoding: str, workspace: Path
) -> None:
    text = "district;agreement;coordination.unit\r\npankow;2031;Köpfe\r\n".replace(";", separator)
    assert take(workspace, written(workspace, text, encoding=encoding)).code == 0
    assert facts(workspace, "pankow/2031")["coordination"]["unit"] == "Köpfe"


def test_groups_lists_and_clause_choices_can_be_named(workspace: Path) -> None:
    header = "district;agreement;guidance.formats.2.name;Prozessbegleitung / formats / 1 / name;clauses.steering.variant;clauses.steering.reason"
    done = take(workspace, written(workspace, f"{header}\npankow;2031;zwei;eins;standard;so\n"))
    assert done.code == 0, done.out
    found = facts(workspace, "pankow/2031")
    assert [one["name"] for one in found["guidance"]["formats"]] == ["eins", "zwei"]
    assert found["clauses"] == {"steering": {"variant": "standard", "reason": "so"}}


def test_every_bad_row_is_told_with_its_place_and_nothing_is_written(workspace: Path) -> None:
    rows = (
        "pankow;2031;31.2.31;viel;;\n"
        "pankow;2032;1.1.32;1;;\n"
        "spandu;2031;;;;\n"
        "spandau;;;;;\n"
        "pankow;2032;;;;\n"
        "pankow;2023;;;;\n"
        "pankow;2033;;;;x;mehr\n"
    )
    before = tree(workspace)
    done = take(workspace, written(workspace, f"{HEADER}\n{rows}"))
    assert done.code == 1
    places = {(f["code"], f["line"], f["column"]) for f in done.data["findings"]}
    assert {
        ("K-913", 2, 3), ("K-203", 2, 4), ("K-302", 4, 1), ("K-1234", 5, 0), ("K-1235", 6, 0),
        ("K-809", 7, 1), ("K-1231", 8, 7), ("K-1236", 0, 0),
    } <= places  # fmt: skip
    assert "6 of 7 rows" in done.data["findings"][-1]["message"]
    assert tree(workspace) == before


def test_the_same_table_again_changes_nothing_and_a_changed_file_is_kept(workspace: Path) -> None:
    path = written(workspace, f"{HEADER}\npankow;2031;;1,5;;\nspandau;2031;;2;;\n")
    assert take(workspace, path).code == 0
    (workspace / "districts/spandau/2031.yaml").unlink()  # as if it had been interrupted
    again = take(workspace, path)
    assert [m["state"] for m in again.data["result"]["agreements"]] == ["unchanged", "written"]
    own = workspace / "districts/pankow/2031.yaml"
    own.write_text(own.read_text("utf-8") + "# von Hand\n", encoding="utf-8")
    before = tree(workspace)
    done = take(workspace, path)
    assert (done.code, done.codes) == (1, ["K-809", "K-1236"])
    assert tree(workspace) == before


def test_a_dry_run_writes_nothing(workspace: Path) -> None:
    before = tree(workspace)
    done = take(workspace, written(workspace, f"{HEADER}\npankow;2031;;;;\n"), "--dry-run")
    assert [m["state"] for m in done.data["result"]["agreements"]] == ["planned"]
    assert tree(workspace) == before


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("agreement;law", "K-1230"),
        ("district;agreement;lwa", "K-1226"),
        ("district;agreement;impact.goals.0.text", "K-1226"),
        ("district;agreement;coordination", "K-1228"),
        ("district;agreement;guidance.formats", "K-1228"),
        ("district;agreement;law;Rechtsgrundlage", "K-1229"),
        ("district;agreement;__class__.x", "K-1226"),
    ],
)
def test_a_header_that_cannot_be_understood_is_told(
    header: str, code: str, workspace: Path
) -> None:
    done = take(workspace, written(workspace, f"{header}\npankow;2031;x;y\n"))
    assert done.code == 4
    assert code in done.codes


def test_a_row_without_a_district_says_so(workspace: Path) -> None:
    done = take(workspace, written(workspace, "Bezirk;Vertrag\n;2031\npankow;2031\n"))
    assert (done.code, done.codes) == (1, ["K-1238", "K-1236"])
    merged = openpyxl.Workbook()
    for row in (["Bezirk", "Vertrag"], ["pankow", 2031], [None, 2032]):
        merged.active.append(row)
    merged.active.merge_cells("A2:A3")
    merged.save(workspace.parent / "merged.xlsx")
    done = take(workspace, workspace.parent / "merged.xlsx")
    assert [(f["code"], f["line"], f["column"]) for f in done.data["findings"]] == [
        ("K-1238", 3, 1), ("K-1236", 0, 0),
    ]  # fmt: skip


@pytest.mark.parametrize("twice", ["Bezirk;district;Vertrag", "Bezirk;Vertrag;agreement"])
def test_the_key_columns_are_there_once(twice: str, workspace: Path) -> None:
    done = take(workspace, written(workspace, f"{twice}\npankow;2031;2031\n"))
    assert (done.code, done.codes) == (4, ["K-1229"])


def test_no_sheet_is_left_out_silently(workspace: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Bezirk", "Vertrag"])
    book.active.append(["pankow", 2031])
    book.create_sheet("leer")
    path = workspace.parent / "sheets.xlsx"
    book.save(path)
    assert take(workspace, path, "--dry-run").code == 0
    book.create_sheet("Spandau").append(["Bezirk", "Vertrag"])
    book.save(path)
    done = take(workspace, path, "--dry-run")
    assert (done.code, done.codes) == (4, ["K-1239"])
    assert "Sheet, Spandau" in done.data["findings"][0]["message"]


def test_a_formula_or_an_error_is_no_value(workspace: Path) -> None:
    rows = [HEADER.split(";"), ["pankow", 2031, None, "=1+1"], ["spandau", 2031, None, "#REF!"]]
    done = take(workspace, sheet(workspace, rows))
    assert [(f["code"], f["line"]) for f in done.data["findings"][:2]] == [
        ("K-1232", 2),
        ("K-1233", 3),
    ]


def repacked(path: Path, change) -> bytes:
    source, target = zipfile.ZipFile(path), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            package.writestr(name, change(name, source.read(name)))
        change(None, package)
    return target.getvalue()


def entity(name, data):
    if name == "xl/worksheets/sheet1.xml":
        return b'<!DOCTYPE x [<!ENTITY a "b">]>' + data
    return data


def macro(name, data):
    if name is None:
        data.writestr("xl/vbaProject.bin", b"x")
    return data


def bomb(name, data):
    if name is None:
        data.writestr("xl/media/x.bin", b"\0" * 250_000_000)
    return data


@pytest.mark.parametrize(
    ("change", "code"), [(entity, "K-1221"), (macro, "K-1237"), (bomb, "K-1223")]
)
def test_dangerous_sheets_are_refused(change, code: str, workspace: Path) -> None:
    path = sheet(workspace, [HEADER.split(";"), ["pankow", 2031]])
    path.write_bytes(repacked(path, change))
    done = take(workspace, path)
    assert (done.code, done.codes) == (4, [code])


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", "Bezirk;Vertrag\nMärkisch;1\n".encode("latin-1"), "K-1224"),
        ("a.csv", b"", "K-1225"),
        ("a.csv", b"district;agreement\n", "K-1225"),
        ("a.csv", b'district;agreement\n"pankow;2031\n', "K-1221"),
        ("a.csv", b"district\n" + b"pankow\n" * 10_001, "K-1223"),
        ("a.csv", b"district" + b";x" * 400 + b"\npankow\n", "K-1223"),
        ("a.xls", b"x", "K-1222"),
        ("a.xlsm", b"x", "K-1222"),
        ("a.xlsx", b"PK\x03\x04 spoiled", "K-1221"),
        ("a.xlsx", b"", "K-1221"),
    ],
)
def test_what_is_no_table_is_refused(name: str, content: bytes, code: str, workspace: Path) -> None:
    path = workspace.parent / name
    path.write_bytes(content)
    done = take(workspace, path)
    assert (done.code, done.codes) == (4, [code])
    assert "Traceback" not in done.err


@pytest.mark.parametrize("more", [["--all"], ["pankow"], ["--release"], ["--format", "pdf"]])
def test_a_table_does_not_go_with_other_wishes(
    more: list[str],
    workspace: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(workspace)
    path = written(workspace, f"{HEADER}\npankow;2031;;;;\n")
    assert run(["--json", "generate", "--from-table", str(path), *more]) == 2
    assert '"K-909"' in capsys.readouterr().out


@settings(max_examples=60)
@given(st.binary(max_size=400), st.sampled_from(["x.csv", "x.xlsx"]))
def test_no_bytes_break_the_reader(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str
) -> None:
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(data)
    try:
        table = read_table(path)
    except ContractsError as error:
        assert error.findings  # noqa: PT017 - either outcome is right
    else:
        assert table.header
        assert table.rows


def test_columns_are_named_as_spreadsheets_do() -> None:
    assert [letters(n) for n in (1, 26, 27, 52, 53, 702, 703)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
