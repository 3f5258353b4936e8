"""Tables from offices: CSV as programs write it, cells for their fields, nothing silently shifted."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from contracts.errors import ContractsError
from contracts.sources.tables import read_table
from contracts.sources.workspace import Workspace
from contracts.sources.yaml import read_map
from contracts.usecases.table import agreements_from
from tests.tools.sheets import Num, Raw, Tab, write_book
from tests.tools.workspace import make_workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_workspace(tmp_path_factory.mktemp("cells") / "w", ("pankow", "mitte", "neukoelln"))


@pytest.fixture
def workspace(origin: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(origin / "districts", tmp_path / "w" / "districts")
    for name in ("clauses", "templates"):
        (tmp_path / "w" / name).symlink_to(origin / name)
    return Workspace(tmp_path / "w")


def taken(workspace: Workspace, path: Path, agreement: str = "pankow/2031"):
    """Return the facts of the agreement and the codes of what was said, or only the codes."""
    try:
        done = agreements_from(workspace, path)
    except ContractsError as error:
        return {}, [f.code for f in error.findings]
    text = (workspace.districts / f"{agreement}.yaml").read_text("utf-8")
    return read_map(text, "f").data, [f.code for f in done.findings]


def csv(workspace: Workspace, text: str, encoding: str = "utf-8") -> Path:
    path = workspace.root / "t.csv"
    path.write_bytes(text.encode(encoding))
    return path


PLAIN = "Bezirk;Vertrag;coordination.unit\nPankow;2031;Köpfe, Amt\n"


@pytest.mark.parametrize(
    "text",
    [
        PLAIN, PLAIN.replace(";", "\t"), "sep=;\n" + PLAIN, "SEP=;\r\n" + PLAIN.replace("\n", "\r\n"),
        '"sep=;"\n' + PLAIN, "sep=\t\n" + PLAIN.replace(";", "\t"), PLAIN.replace("\n", "\r"),
        PLAIN.replace("\n", "\r\n"), PLAIN.replace("\n", "\n\n"), PLAIN.replace(";", "|"),
        'Bezirk,Vertrag,coordination.unit\nPankow,2031,"Köpfe, Amt"\n', "\ufeff" + PLAIN,
        PLAIN.replace("\n", ";;\n"), PLAIN + ";;\n", PLAIN.replace("Köpfe", '"Köpfe').replace("Amt", 'Amt"'),
        PLAIN.replace("Köpfe", "  Köpfe").replace("Amt", "Amt \u00a0"), PLAIN.replace("ö", "o\u0308"),
        '"Bezirk";"Vertrag";"coordination.unit"\n"Pankow";"2031";"Köpfe, Amt"\n', PLAIN.rstrip("\n"),
        PLAIN.replace("Bezirk", "BEZIRK"), 'sep=,\nBezirk,Vertrag,coordination.unit\nPankow,2031,"Köpfe, Amt"\n',
    ],
)  # fmt: skip
def test_every_usual_form_of_csv_says_the_same(text: str, workspace: Workspace) -> None:
    facts, codes = taken(workspace, csv(workspace, text))
    assert codes == []
    assert facts["coordination"]["unit"] == "Köpfe, Amt"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_that_say_what_they_are_are_read(encoding: str, workspace: Workspace) -> None:
    facts, codes = taken(workspace, csv(workspace, PLAIN, encoding))
    assert (codes, facts["coordination"]["unit"]) == ([], "Köpfe, Amt")


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1252", "Windows-1252"), ("latin-1", "Windows-1252"), ("mac_roman", "Mac Roman"), ("cp850", "DOS 850"),
        ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"),
    ],
)  # fmt: skip
def test_other_encodings_are_named(encoding: str, name: str, workspace: Workspace) -> None:
    text = PLAIN.replace("Köpfe", "Köpfe für Straßen, Ämter")
    with pytest.raises(ContractsError) as caught:
        read_table(csv(workspace, text, encoding))
    (finding,) = caught.value.findings
    assert finding.code == "K-1224"
    assert name in finding.message


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Bezirk;Vertrag;law\nPankow;2031\n", ["K-235", "K-1236"]),
        ("Bezirk,Vertrag,coordination.full_time_equivalents,law\nPankow,2031,1,5\n", ["K-217", "K-1236"]),
        ("Bezirk,Vertrag,coordination.full_time_equivalents\nPankow,2031,1,5\n", ["K-1231", "K-1236"]),
        ("Bezirk;Vertrag;;law\nPankow;2031;x;public\n", ["K-1231", "K-1236"]),
        ('Bezirk;Vertrag\n"Pankow;2031\n', ["K-1221"]), ('Bezirk;Vertrag\n"Pan"kow;2031\n', ["K-1221"]),
        ("Bezirk;Vertrag;law;law\nPankow;2031;public;social\n", ["K-1229"]),
        ("Bezirk Vertrag law\nPankow 2031 public\n", ["K-1226", "K-1230"]),
        ('Bezirk;Vertrag;coordination.unit\nPankow;2031;"a\nb"\n', ["K-211", "K-1236"]),
        ("Bezirk;Vertrag;coordination.unit\nPankow;2031;a\tb\n", ["K-211", "K-1236"]),
        ("Bezirk;Vertrag;coordination.unit\nPankow;2031;a\u200bb\n", ["K-209", "K-1236"]),
        ("Bezirk;Vertrag;law\nPankow;2031;pub\n", ["K-204", "K-1236"]),
        ("Bezirk;Vertrag;law\nPankow;2031;1\n", ["K-217", "K-1236"]),
        ("Bezirk;Vertrag;law\nPankow;2031;٢\n", ["K-217", "K-1236"]),
        ("Bezirk;Vertrag;toc\nPankow;2031;vielleicht\n", ["K-203", "K-1236"]),
        ("Bezirk;Vertrag;toc\nPankow;2031;1\n", ["K-203", "K-1236"]),
        ("Bezirk;Vertrag;originals.copies\nPankow;2031;1,5\n", ["K-203", "K-1236"]),
        ("Bezirk;Vertrag;originals.copies\nPankow;2031;1.000\n", ["K-214", "K-1236"]),
        ("Bezirk;Vertrag;originals.copies\nPankow;2031;007\n", ["K-215", "K-1236"]),
        ("Bezirk;Vertrag;finance.amount\nPankow;2031;1,500\n", ["K-214", "K-1236"]),
        ("Bezirk;Vertrag;dates.agreed\nPankow;2031;1.3.1999 \n", []),
        ("Bezirk;Vertrag;dates.agreed\nPankow;2031;03/01/2031\n", ["K-913", "K-1236"]),
        ("Bezirk;Vertrag;dates.agreed;dates.signed.district\nPankow;2031;1.3.2031;1.2.2031\n", ["K-236", "K-1236"]),
    ],
)  # fmt: skip
def test_what_is_not_certain_in_csv_is_named(text: str, codes, workspace: Workspace) -> None:
    assert taken(workspace, csv(workspace, text))[1] == codes


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("finance.amount", "1.500,00", 1500), ("finance.amount", "10.000,50", 10000.5), ("finance.amount", "1 500", 1500),
        ("finance.amount", "1.500.000", 1500000), ("coordination.full_time_equivalents", "1,125", 1.125),
        ("coordination.full_time_equivalents", "0,5", 0.5), ("originals.copies", "2", 2), ("toc", "WAHR", True),
        ("toc", "Nein", False), ("law", "Public", "public"), ("dates.agreed", "1. März 2031", "2031-03-01"),
        ("dates.agreed", "1.3.31", "2031-03-01"), ("file_reference", "0123", "0123"), ("file_reference", "1,50", "1,50"),
        ("file_reference", "10.000", "10.000"), ("file_reference", "Haus #3", "Haus #3"), ("file_reference", "*innen", "*innen"),
        ("file_reference", "@Team: ja", "@Team: ja"), ("file_reference", "null", "null"), ("file_reference", "2031-03-01", "2031-03-01"),
        ("file_reference", "a\u2011b", "a\u2011b"), ("file_reference", "ja", "ja"), ("file_reference", "true", "true"),
        ("file_reference", "=1+1", "=1+1"), ("file_reference", "'0123", "'0123"), ("file_reference", "NULL", "NULL"),
        ("file_reference", "„Az.“ 5", "„Az.“ 5"), ("coordination.unit", "„Amt“", "„Amt“"), ("file_reference", "1e3", "1e3"),
    ],
)  # fmt: skip
def test_a_value_comes_through_the_table_and_its_file(field, typed, value, workspace) -> None:
    text = f'Bezirk;Vertrag;{field}\nPankow;2031;"{typed}"\n'
    facts, codes = taken(workspace, csv(workspace, text))
    assert codes == []
    for name in field.split("."):
        facts = facts[name]
    assert facts == value


def book(workspace: Workspace, field: str, *cells: object, **more) -> Path:
    names = ("pankow", "mitte", "neukoelln")
    rows = [[name, "2031", cell] for name, cell in zip(names, cells, strict=False)]
    return write_book(workspace.root / "t.xlsx", Tab([["Bezirk", "Vertrag", field], *rows], **more))


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("finance.amount", Num("10000", "#,##0"), 10000), ("finance.amount", Num("1500.5", r'#,##0.00\ "€"'), 1500.5),
        ("finance.amount", Num("1500", 44), 1500), ("finance.amount", Num("1500"), 1500),
        ("coordination.full_time_equivalents", Num("1.125"), 1.125), ("originals.copies", Num("2", "0"), 2),
        ("originals.copies", Num("2", "000"), 2), ("impact.family_survey.year", Num("2031"), 2031),
        ("dates.agreed", Num("47908", 14), "2031-03-01"), ("dates.agreed", Num("47908", "d.m.yy"), "2031-03-01"),
        ("dates.agreed", Num("47908", r"d\.\ mmmm\ yyyy"), "2031-03-01"), ("dates.agreed", Num("47908", "yyyy-mm-dd h:mm:ss"), "2031-03-01"),
        ("toc", Raw('<c r="{r}" t="b"><v>1</v></c>'), True), ("file_reference", Raw('<c r="{r}" t="b"><v>1</v></c>'), "WAHR"),
        ("file_reference", Num("2031"), "2031"), ("file_reference", Num("47908", 14), "01.03.2031"),
        ("file_reference", Num("7", "0000"), "0007"), ("dates.agreed", "1.3.2031", "2031-03-01"),
    ],
)  # fmt: skip
def test_a_cell_gives_its_field_what_it_shows(field, cell, value, workspace: Workspace) -> None:
    facts, codes = taken(workspace, book(workspace, field, cell))
    assert codes == []
    for name in field.split("."):
        facts = facts[name]
    assert facts == value


@pytest.mark.parametrize(
    ("field", "cell", "code"),
    [
        ("finance.amount", Num("1500.567", "0.00"), "K-234"), ("finance.amount", Num("0.3", "0%"), "K-234"),
        ("finance.amount", Num("5", r'0\ "$"'), "K-234"), ("finance.amount", Num("1500000", "0,"), "K-234"),
        ("originals.copies", Num("2.4", "0"), "K-234"), ("originals.copies", Num("2", r'0\ "Stück"'), "K-234"),
        ("originals.copies", Num("2", r'0\ "€"'), "K-234"), ("dates.agreed", Num("47908.5", 22), "K-234"),
        ("dates.agreed", Num("47908", r"mmm\ yy"), "K-913"), ("dates.agreed", Num("47908"), "K-913"),
        ("dates.agreed", Num("0.5", "h:mm"), "K-913"), ("originals.copies", Num("2", 14), "K-203"),
        ("toc", Num("1"), "K-203"), ("law", Num("2"), "K-217"), ("dates.agreed", Num("47908", "m/d/yyyy"), "K-226"),
        ("originals.copies", Raw('<c r="{r}" t="b"><v>1</v></c>'), "K-203"),
    ],
)  # fmt: skip
def test_a_cell_that_does_not_say_it_is_refused(field, cell, code, workspace: Workspace) -> None:
    assert taken(workspace, book(workspace, field, cell))[1] == [code, "K-1236"]


def test_a_merged_cell_is_no_value_for_the_rows_below(workspace: Workspace) -> None:
    after = '<mergeCells><mergeCell ref="C2:C3"/></mergeCells>'
    path = book(workspace, "law", "public", None, after=after)
    with pytest.raises(ContractsError) as caught:
        agreements_from(workspace, path)
    assert [(f.code, f.place.line, f.place.column) for f in caught.value.findings] == [
        ("K-229", 3, 3), ("K-1236", 0, 0),
    ]  # fmt: skip


def test_a_broken_cell_in_a_hidden_row_does_not_matter(workspace: Workspace) -> None:
    broken = Raw('<c r="{r}" t="e"><v>#N/A</v></c>')
    path = book(workspace, "law", "public", broken, row_attributes={3: 'hidden="1"'})
    assert taken(workspace, path)[1] == ["K-230"]


def test_a_broken_first_row_is_refused(workspace: Workspace) -> None:
    formula = Raw('<c r="{r}"><f>"law"</f><v>law</v></c>')
    tab = Tab([["Bezirk", "Vertrag", formula], ["pankow", "2031", "public"]])
    assert taken(workspace, write_book(workspace.root / "t.xlsx", tab))[1] == ["K-1232"]
