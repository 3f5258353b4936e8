"""Excel: what a cell shows is what counts, or the cell is refused with its name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.errors import SourceError
from contracts.sources.cells import Cell
from contracts.sources.excel.day_format import is_date, moment
from contracts.sources.excel.number_format import UnknownFormatError, shown_number, shown_text
from contracts.sources.excel.texts import unescaped
from contracts.sources.tables import read_table
from tests.tools.sheets import Num, Raw, Tab, write_book

if TYPE_CHECKING:
    from pathlib import Path

ACCOUNT = r'_-* #,##0.00\ "€"_-;\-* #,##0.00\ "€"_-;_-* "-"??\ "€"_-;_-@_-'


def read(folder: Path, value: object, **more):
    path = write_book(folder / "t.xlsx", Tab([["Bezirk", "Wert"], ["pankow", value]]), **more)
    table = read_table(path)
    return table, table.rows[2][1] if len(table.rows[2]) > 1 else Cell("")


@pytest.mark.parametrize(
    ("code", "stored", "shown"),
    [
        ("0 %", "0.3", "30 %"), ("0.0%", "0.225", "22,5%"), ("0%", "0.225", "23%"),
        (r"0000\ 00000", "3012345", "0030 12345"), ("0.00", "1.1", "1,10"), ("00000", "1234", "01234"),
        ("#,##0", "1234567", "1.234.567"), ("#,##0.00", "0.5", "0,50"), ("#,##0", "0", "0"),
        (r'#,##0.00\ "€"', "1500", "1.500,00 €"), (r"#,##0.00\ [$€-407]", "12", "12,00 €"),
        (r"[$€-2]\ #,##0", "1200", "€ 1.200"), (r"[$EUR]\ 0", "5", "EUR 5"), (ACCOUNT, "1500.5", "1.500,50 €"),
        (ACCOUNT, "-1", "-1,00 €"), ('"§ "0', "12", "§ 12"), (r'0\ "Stück"', "3", "3 Stück"),
        ("[Red]-0", "3", "-3"), ("0;[Red]-0", "-4", "-4"), ("0;-0;;@", "7", "7"), ("0_);(0)", "-5", "(5)"),
        ("???", "5", "5"), ("0#", "5", "05"), ("0.0#", "1.5", "1,5"), ("0.0#", "1.25", "1,25"),
        (r"(000)\ 000", "30123", "(030) 123"), ("0-0000", "12345", "1-2345"), ("0,", "1500000", "1500"),
        ('General" VZÄ"', "1.5", "1,5 VZÄ"), ("General", "0.1", "0,1"), ("General", "12345678901", "12345678901"),
        ("@", "42", "42"), ("0.000", "1.5", "1,500"), ("0.00", "2.675", "2,68"), ("0", "0.5", "1"),
        ("0", "1.5", "2"), ("General", "0.30000000000000004", "0,3"), ("0.0", "0.25", "0,3"),
        ('"ja";;"nein"', "1", "ja"), ('"ja";;"nein"', "0", "nein"), (r"0\/0000", "12026", "1/2026"),
        ("#,##0.00;[Red]-#,##0.00", "-3.456", "-3,46"), ("#.##", "0.5", ",5"), ("+0;-0", "3", "+3"),
        (4, "1234.5", "1.234,50"), (9, "0.07", "7%"), (44, "10", "10,00 €"), (1, "3.4", "3"), (49, "8", "8"),
    ],
)  # fmt: skip
def test_a_number_shows_what_its_format_says(code, stored, shown, tmp_path: Path) -> None:
    table, cell = read(tmp_path, Num(stored, code))
    assert (cell.shown, table.findings) == (shown, [])


@pytest.mark.parametrize(
    ("code", "stored"),
    [
        ("# ?/?", "0.5"), ("0.00E+00", "12345"), ("##0.0E+0", "1"), ("General", "123456789012"),
        ("General", "1.234567890123457e+18"), ("General", "0.3333333333333333"), ("[>100]0;0", "3"),
        ("[<=99]0;00", "3"), (";;;", "5"), ("0;-0;;@", "0"), ("#", "0"), ('""', "5"), ("0x", "5"),
        ("[DBNum1]0", "5"), ("[$-D000000]0", "5"), ("0;0;0;0;0", "1"), ('"offen', "1"), ("TT.MM.JJJJ", "5"),
        ("[h]:mm:ss.00", "1"), ("[$-411]ge.m.d", "5"), ("00000", "1234567890123456"), ("0", "nan"),
        ("0", "1e400"), (11, "1"), (12, "0.5"), (30, "44000"), (48, "5"), (58, "44000"), (200, "5"),
        ("m/d/yyyy", "47908"), ("mm-dd-yy", "47908"), ("[$-409]d\\-mmm\\-yy", "47908"),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "47908"), ("dd.mm.yyyy", "60"), ("dd.mm.yyyy", "0"),
        ("dd.mm.yyyy", "-1"), ("dd.mm.yyyy", "3000000"), ("0.0.0", "1"), ("@ 0", "5"), ("0 @", "5"),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_refused_with_its_cell(code, stored, tmp_path: Path) -> None:
    table, cell = read(tmp_path, Num(stored, code))
    assert [f.code for f in table.findings] == ["K-226"]
    assert "Tabelle1, cell B2" in table.findings[0].message
    assert stored[:40] in table.findings[0].message
    assert not cell


@pytest.mark.parametrize(
    ("code", "stored", "shown", "day"),
    [
        (14, "47908", "01.03.2031", True), (r"dd\.mm\.yyyy", "47908", "01.03.2031", True),
        ("d.m.yy", "47908", "1.3.31", True), ("d/m/yyyy", "47908", "1.3.2031", True),
        (r"[$-407]d\.\ mmmm\ yyyy;@", "47908", "1. März 2031", True),
        (r"[$-407]dddd\,\ d\.\ mmmm\ yyyy", "47908", "Samstag, 1. März 2031", True),
        (r"yyyy\-mm\-dd", "47908", "2031-03-01", True), (r"mmm\ yy", "47908", "Mrz 31", False),
        ("mmmm yyyy", "47908", "März 2031", False), ("yyyy", "47908", "2031", False),
        ("h:mm", "0.375", "9:00", False), ("hh:mm:ss", "0.5", "12:00:00", False), ("[h]:mm", "1.5", "36:00", False),
        ("[mm]:ss", "0.01", "14:24", False), ("h:mm AM/PM", "0.75", "6:00 PM", False), (46, "2", "48:00:00", False),
        ("dd.mm.yyyy hh:mm", "47908.5", "01.03.2031 12:00", True), (22, "47908", "01.03.2031 00:00", True),
        ("dd.mm.yyyy", "59", "28.02.1900", True), ("dd.mm.yyyy", "61", "01.03.1900", True),
        ('"am "d.m.yyyy', "47908", "am 1.3.2031", True), ("ddd dd.mm.", "47908", "Sa 01.03.", False),
        ("yy", "47908", "31", False), ("mm:ss", "0.5", "00:00", False),
    ],
)  # fmt: skip
def test_days_and_times_show_as_in_a_german_excel(code, stored, shown, day, tmp_path: Path) -> None:
    table, cell = read(tmp_path, Num(stored, code))
    assert (cell.shown, table.findings) == (shown, [])
    assert isinstance(cell.value, date) == day


def test_a_file_that_counts_from_1904_is_read_so(tmp_path: Path) -> None:
    _table, cell = read(tmp_path, Num("46446", 14), properties='<workbookPr date1904="1"/>')
    assert cell == Cell("01.03.2031", date(2031, 3, 1))


@given(st.dates(date(1900, 3, 1), date(2199, 12, 31)), st.booleans())
@settings(max_examples=60)
def test_every_day_is_the_day_that_was_meant(day: date, mac: bool) -> None:
    epoch = date(1904, 1, 1) if mac else date(1899, 12, 30)
    if day < epoch:
        return
    found = moment(r"dd\.mm\.yyyy", Decimal((day - epoch).days), mac=mac)
    assert (found.day, found.shown) == (day, f"{day:%d.%m.}{day.year}")


@given(
    st.text(alphabet='0#?.,;@%"\\_*-+/ []$€EhmsdyAMP', max_size=14),
    st.decimals(-9999, 99999, places=3),
)
@settings(max_examples=200)
def test_no_format_breaks_the_reader(code: str, number: Decimal) -> None:
    for show in (
        lambda: shown_number(code, number),
        lambda: shown_text(code, "x"),
        lambda: is_date(code),
    ):
        try:
            show()
        except UnknownFormatError:
            continue


@given(st.decimals(0, 10**9, places=4, allow_nan=False, allow_infinity=False))
@settings(max_examples=100)
def test_a_number_with_enough_places_shows_its_value(number: Decimal) -> None:
    shown = shown_number("#,##0.0000", number)
    assert Decimal(shown.replace(".", "").replace(",", ".")) == number


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("Runde_x000D_ Nord", "Runde\n Nord"), ("_x005F_x000D_", "_x000D_"), ("a_x0009_b", "a\tb"),
        ("_x00e4_", "ä"), ("_xD83D__xDE00_", "😀"), ("_x12_", "_x12_"), ("a_x000D_\nb", "a\nb"),
        ("x_x", "x_x"), ("_x005f_x005f_", "_x005f_"), ("_xZZZZ_", "_xZZZZ_"),
    ],
)  # fmt: skip
def test_the_escapes_of_excel_are_undone(stored: str, shown: str) -> None:
    assert unescaped(stored) == shown


@pytest.mark.parametrize(
    ("code", "text", "shown"),
    [
        ("@", "a", "a"), ("General", "a", "a"), ("0.00", "a", "a"), ('"§ "@', "12", "§ 12"),
        (ACCOUNT, "a", "a"), ('0;0;0;"Nr. "@', "5", "Nr. 5"), ("dd.mm.yyyy", "bald", "bald"),
    ],
)  # fmt: skip
def test_a_text_shows_what_its_format_says(code: str, text: str, shown: str) -> None:
    assert shown_text(code, text).strip() == shown


def test_texts_come_as_they_are_seen(tmp_path: Path) -> None:
    cells = {
        '<c r="{r}" t="inlineStr"><is><r><t>Jug</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 1</t></r></is></c>': "Jug 1",
        '<c r="{r}" t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh></is></c>': "東京",
        '<c r="{r}" t="str"><v>a_x000D_b</v></c>': "a\nb",
        '<c r="{r}" t="b"><v>1</v></c>': "WAHR",
        '<c r="{r}" t="b"><v>0</v></c>': "FALSCH",
        '<c r="{r}" t="inlineStr"><is><t xml:space="preserve">  \u00a0x \u00a0</t></is></c>': "x",
        '<c r="{r}" t="inlineStr"><is><t>Ko\u0308pfe</t></is></c>': "Köpfe",
        '<c r="{r}"/>': "",
    }
    for xml, shown in cells.items():
        table, cell = read(tmp_path, Raw(xml))
        assert (cell.shown, table.findings) == (shown, [])


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ('<c r="{r}" t="d"><v>2031-03-01T00:00:00</v></c>', "K-226"), ('<c r="{r}"><f>1+1</f><v>2</v></c>', "K-1232"), ('<c r="{r}"><f>1+1</f></c>', "K-1232"),
        ('<c r="{r}" t="str"><f>"a"</f><v>a</v></c>', "K-1232"), ('<c r="{r}"><f t="shared" si="0"/><v>2</v></c>', "K-1232"),
        ('<c r="{r}" t="e"><v>#N/A</v></c>', "K-1233"), ('<c r="{r}" t="e"><v>#REF!</v></c>', "K-1233"),
        ('<c r="{r}" t="inlineStr"><is><r><t>alt</t></r><r><rPr><strike/></rPr><t>neu</t></r></is></c>', "K-227"),
        ('<c r="{r}" t="inlineStr"><is><r><t>m</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r></is></c>', "K-228"),
        ('<c r="{r}" t="inlineStr"><is><r><t>CO</t></r><r><rPr><vertAlign val="subscript"/></rPr><t>2</t></r></is></c>', "K-228"),
    ],
)  # fmt: skip
def test_cells_that_do_not_say_it_all_are_refused(xml: str, code: str, tmp_path: Path) -> None:
    table, cell = read(tmp_path, Raw(xml))
    assert [(f.code, f.place.line, f.place.column) for f in table.findings] == [(code, 2, 2)]
    assert not cell


def test_a_cell_that_is_struck_through_as_a_whole_is_refused(tmp_path: Path) -> None:
    fonts = "<font/><font><strike/></font>"
    table, _cell = read(tmp_path, Num("5", 900), fonts=fonts)
    assert [f.code for f in table.findings] == ["K-227"]


ROWS = [["Bezirk", "Vertrag", "law"], ["pankow", "2031", "public"], ["mitte", "2031", "social"]]


@pytest.mark.parametrize(
    ("tab", "rows", "codes"),
    [
        (Tab(ROWS, row_attributes={3: 'hidden="1"'}), [2], ["K-230"]),
        (Tab(ROWS, row_attributes={3: 'hidden="true"'}), [2], ["K-230"]),
        (Tab(ROWS, row_attributes={3: 'ht="0" customHeight="1"'}), [2], ["K-230"]),
        (Tab(ROWS, row_attributes={3: 'hidden="1"'}, before='<sheetFormatPr zeroHeight="1"/>'), [2], ["K-230"]),
        (Tab(ROWS, before='<cols><col min="3" max="3" hidden="1"/></cols>'), [2, 3], ["K-231"]),
        (Tab(ROWS, before='<cols><col min="3" max="9" width="0"/></cols>'), [2, 3], ["K-231"]),
        (Tab(ROWS, before='<cols><col min="9" max="16384" hidden="1"/></cols>'), [2, 3], []),
        (Tab([*ROWS, []], row_attributes={4: 'hidden="1"'}), [2, 3], []),
    ],
)  # fmt: skip
def test_what_is_hidden_is_left_out_and_said(tab: Tab, rows, codes, tmp_path: Path) -> None:
    table = read_table(write_book(tmp_path / "t.xlsx", tab))
    assert list(table.rows) == rows
    assert [f.code for f in table.findings] == codes
    if codes == ["K-231"]:
        assert "C (law)" in table.findings[0].message
        assert all(len(cells) == 2 for cells in table.rows.values())


@pytest.mark.parametrize("state", ['state="hidden"', 'state="veryHidden"'])
def test_a_hidden_sheet_is_left_out_and_said(state: str, tmp_path: Path) -> None:
    secret = Tab(ROWS, name="Geheim", state=state)
    table = read_table(write_book(tmp_path / "t.xlsx", secret, Tab(ROWS)))
    assert [f.code for f in table.findings] == ["K-232"]
    assert "Geheim" in table.findings[0].message
    assert (
        read_table(write_book(tmp_path / "t.xlsx", Tab(ROWS), Tab([], state=state))).findings == []
    )


def test_a_hidden_first_row_is_refused(tmp_path: Path) -> None:
    path = write_book(tmp_path / "t.xlsx", Tab(ROWS, row_attributes={1: 'hidden="1"'}))
    with pytest.raises(SourceError) as caught:
        read_table(path)
    assert "first row is hidden" in caught.value.findings[0].message


def test_merged_cells_are_known(tmp_path: Path) -> None:
    after = '<mergeCells count="1"><mergeCell ref="C2:C3"/></mergeCells>'
    table = read_table(write_book(tmp_path / "t.xlsx", Tab(ROWS, after=after)))
    assert table.merged == {(3, 3)}


def test_comments_and_drawings_are_said(tmp_path: Path) -> None:
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        f'<Relationship Id="r1" Type="{rels}/comments" Target="../comments1.xml"/>'
        f'<Relationship Id="r2" Type="{rels}/drawing" Target="/xl/drawings/drawing1.xml"/>'
        f'<Relationship Id="r3" Type="{rels}/hyperlink" Target="https://example.org" TargetMode="External"/>'
    )
    more = {
        "xl/comments1.xml": b"<comments/>",
        "xl/drawings/drawing1.xml": b"<xdr:wsDr xmlns:xdr='x'><xdr:twoCellAnchor/></xdr:wsDr>",
    }
    table = read_table(write_book(tmp_path / "t.xlsx", Tab(ROWS, relations=relations), more=more))
    assert [f.code for f in table.findings] == ["K-233"]
    assert "comments, pictures or text boxes" in table.findings[0].message


def test_the_strict_form_of_excel_files_is_read(tmp_path: Path) -> None:
    table = read_table(write_book(tmp_path / "t.xlsx", Tab(ROWS), strict=True))
    assert [c.shown for c in table.rows[2]] == ["pankow", "2031", "public"]


def test_rows_and_cells_without_numbers_follow_each_other(tmp_path: Path) -> None:
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    rows = "".join(f"<row>{''.join(cell.format(word) for word in row)}</row>" for row in ROWS)
    path = write_book(tmp_path / "t.xlsx", Tab([], before=f"<sheetData>{rows}</sheetData>"))
    assert [c.shown for c in read_table(path).rows[3]] == ["mitte", "2031", "social"]


def test_an_empty_formatted_row_far_below_is_no_row(tmp_path: Path) -> None:
    after = '<sheetData><row r="1048576"><c r="A1048576"/></row></sheetData>'
    table = read_table(write_book(tmp_path / "t.xlsx", Tab(ROWS, after=after)))
    assert list(table.rows) == [2, 3]


def zipped(**parts: bytes) -> bytes:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xlsx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.xlsx", OLE + b"\0" * 600, "old Excel"), ("a.csv", OLE + b"\0" * 600, "old Excel"),
        ("a.csv", zipped(x=b"1"), "Excel file or archive"), ("a.xlsx", b"Bezirk;Vertrag\n", "a text"),
        ("a.xlsx", b"<html><table>", "web page"), ("a.csv", b"<!DOCTYPE html>", "web page"),
        ("a.xlsx", b"%PDF-1.7", "a PDF"), ("a.csv", b"{\\rtf1", "Rich Text"),
        ("a.xlsx", zipped(word__document_dot_xml=b"<x/>"), "Word file"),
        ("a.xlsx", zipped(xl__workbook_dot_bin=b"x"), "binary Excel"),
        ("a.xlsx", zipped(mimetype=b"x", content_dot_xml=b"<x/>"), "LibreOffice"),
        ("a.xlsx", zipped(Index__Document_dot_iwa=b"x"), "Numbers"),
        ("a.ods", b"x", "LibreOffice"), ("a.csv", b"\x89PNG\r\n\x1a\n", "a picture (PNG)"), ("a.xlsx", b"\xff\xd8\xff\xe0", "a picture (JPEG)"),
        ("a.xlsb", b"x", "binary"), ("a.xlsm", b"x", "macros"),
        ("a.xls", b"x", "old Excel"), ("a.tsv", b"x", ".csv"), ("a.numbers", b"x", "Numbers"), ("a", b"x", "neither"),
    ],
)  # fmt: skip
def test_a_file_that_is_something_else_is_called_what_it_is(
    name, data, words, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SourceError) as caught:
        read_table(path)
    assert words in caught.value.findings[0].message


def test_formats_that_depend_on_a_condition_are_said(tmp_path: Path) -> None:
    path = write_book(tmp_path / "t.xlsx", Tab(ROWS))
    import io
    import zipfile

    source, out = zipfile.ZipFile(path), io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in source.namelist():
            data = source.read(name)
            dxf = b'<dxfs><dxf><numFmt numFmtId="200" formatCode="0%"/></dxf></dxfs></styleSheet>'
            package.writestr(name, data.replace(b"</styleSheet>", dxf))
    source.close()
    path.write_bytes(out.getvalue())
    assert [f.code for f in read_table(path).findings] == ["K-233"]


@pytest.mark.parametrize(
    "xml",
    [
        "<sheetData>" + "<row/>" * 120_000 + "</sheetData>",
        "<sheetData><row>" + "<c/>" * 50_000 + "</row></sheetData>",
    ],
)
def test_a_sheet_that_is_larger_than_any_is_refused_early(xml: str, tmp_path: Path) -> None:
    path = write_book(tmp_path / "t.xlsx", Tab([], before=xml))
    with pytest.raises(SourceError) as caught:
        read_table(path)
    assert [f.code for f in caught.value.findings] == ["K-1223"]
