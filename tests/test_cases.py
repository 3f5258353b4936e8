"""Every row of the case table: what failed once comes as it should."""

from __future__ import annotations

import shutil
import unicodedata
from typing import TYPE_CHECKING

import pytest

from tests import cases_archive, cases_outside, cases_release
from tests.cases import CASES, Row, facts, sample_with, take, tell
from tests.tools.workspace import make_workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    districts = ("musterbezirk", "pankow", "spandau", "mitte", "neukoelln")
    return make_workspace(tmp_path_factory.mktemp("cases") / "w", districts)


@pytest.fixture
def workspace(origin: Path, tmp_path: Path) -> Path:
    shutil.copytree(origin, tmp_path / "w")
    return tmp_path / "w"


def percent_cells_come_as_they_are_shown(workspace: Path) -> None:
    assert take(workspace, CASES / "20-percent.xlsx").code == 0
    indicator = facts(workspace, "pankow/2031")["impact"]["indicators"][0]
    assert (indicator["target"], indicator["baseline"]) == ("30 %", "22,5%")


def a_phone_number_keeps_its_zeros(workspace: Path) -> None:
    assert take(workspace, CASES / "24-phone-number.xlsx").code == 0
    assert facts(workspace, "pankow/2031")["cooperation"]["contacts"][0]["phone"] == "0030 12345"


def a_long_number_of_a_file_is_refused_with_its_cell(workspace: Path) -> None:
    told = take(workspace, CASES / "27-file-ref-number.xlsx")
    assert told.codes == ["K-226", "K-1236"]
    assert "cell D2" in told.finding("K-226")["message"]


def an_escaped_line_break_is_a_line_break(workspace: Path) -> None:
    told = take(workspace, CASES / "25-x000d.xlsx")
    assert told.codes == ["K-211", "K-1236"]


def a_hidden_row_is_left_out_and_said(workspace: Path) -> None:
    told = take(workspace, CASES / "22-hidden-row.xlsx")
    assert (told.code, told.codes) == (0, ["K-230"])
    assert (workspace / "districts/pankow/2031.yaml").exists()
    assert not (workspace / "districts/mitte/2031.yaml").exists()


def a_menu_number_belongs_to_the_interview(workspace: Path) -> None:
    assert take(workspace, CASES / "07-choice-number.csv").codes == ["K-217", "K-1236"]


def odd_numbers_are_refused_with_their_rows(workspace: Path) -> None:
    told = take(workspace, CASES / "08c-underscore.csv")
    assert [(f["code"], f["line"]) for f in told.data["findings"]] == [
        ("K-203", 2), ("K-203", 4), ("K-1236", 0),
    ]  # fmt: skip


def a_year_of_two_figures_is_asked_back(workspace: Path) -> None:
    assert take(workspace, CASES / "09b-year99.csv").codes == ["K-216", "K-1236"]


def the_order_of_dates_is_checked_at_import(workspace: Path) -> None:
    table = workspace.parent / "t.csv"
    table.write_text("Bezirk;Vertrag;dates.agreed;dates.ends\nSpandau;2031;1.3.2033;1.1.2031\n")
    told = take(workspace, table)
    assert told.codes == ["K-236", "K-1236"]
    assert "Row 2" in told.finding("K-236")["message"]


def an_announced_separator_is_read(workspace: Path) -> None:
    assert take(workspace, CASES / "03-sep-line.csv").code == 0
    assert facts(workspace, "pankow/2031")["law"] == "public"


def tabs_are_read(workspace: Path) -> None:
    assert take(workspace, CASES / "04-tab.csv").code == 0
    assert facts(workspace, "pankow/2031")["law"] == "public"


def a_hyphen_that_does_not_break_is_drawn_in_every_format(workspace: Path) -> None:
    sample_with(workspace, "Kim Musterfrau", "Muster\u2011Süd")
    told = tell(workspace, "generate", "musterbezirk")
    assert told.code == 0, told.data
    folder = workspace / "generated/drafts/musterbezirk/2026"
    assert "Muster\u2011Süd" in (folder / "musterbezirk-2026.txt").read_text("utf-8")
    assert tell(workspace, "check", "musterbezirk", "--outputs").code == 0
    told = tell(workspace, "diff", "musterbezirk", str(folder / "musterbezirk-2026.docx"))
    assert told.data["result"]["changes"] == []


def quoted(value: str):
    def row(workspace: Path) -> None:
        path = sample_with(workspace, "name: Kim Musterfrau", f"name: {value}")
        lines = path.read_text("utf-8").splitlines()
        (line,) = (n for n, text in enumerate(lines, 1) if f"name: {value}" in text)
        told = tell(workspace, "check", "musterbezirk")
        assert told.code == 4
        (finding,) = [f for f in told.data["findings"] if f["code"] in ("K-105", "K-109")]
        assert finding["line"] == line
        assert f'name: "{value}"' in finding["hint"]
        sample_with(workspace, f"name: {value}", f'name: "{value}"')
        assert tell(workspace, "check", "musterbezirk").code == 0

    return row


def a_glued_comment_sign_is_said_with_both_readings(workspace: Path) -> None:
    sample_with(workspace, "paper: BA-Beschluss 0000/2026", "paper: Az. 12 #4/23")
    told = tell(workspace, "check", "musterbezirk")
    finding = told.finding("K-118")
    assert "“Az. 12”" in finding["message"]
    assert 'paper: "Az. 12 #4/23"' in finding["hint"]


def a_comment_behind_a_value_stays_quiet(workspace: Path) -> None:
    sample_with(workspace, "full_time_equivalents: 1.5", "full_time_equivalents: 1.5   # Kommentar")
    assert tell(workspace, "check", "musterbezirk").data["findings"] == []


def a_file_with_another_ending_is_said(workspace: Path) -> None:
    folder = workspace / "districts/musterbezirk"
    shutil.copy(folder / "2026.yaml", folder / "2027.yml")
    told = tell(workspace, "check", "musterbezirk")
    assert "2027.yaml" in told.finding("K-124")["hint"]
    told = tell(workspace, "check", "musterbezirk/2027")
    assert (told.code, told.codes) == (2, ["K-303", "K-124"])


def a_copy_of_a_file_is_said(workspace: Path) -> None:
    folder = workspace / "districts/musterbezirk"
    shutil.copy(folder / "2026.yaml", folder / "2026 (Kopie).yaml")
    assert "2026-kopie.yaml" in tell(workspace, "check", "musterbezirk").finding("K-124")["hint"]


def a_table_from_a_mac_is_read(workspace: Path) -> None:
    table = workspace.parent / "t.csv"
    text = "Bezirk;Vertrag;Vollzeitäquivalente;coordination.unit\nNeukölln;2031;1,5;Köpfe\n"
    table.write_text(unicodedata.normalize("NFD", text), encoding="utf-8")
    assert take(workspace, table).code == 0
    found = facts(workspace, "neukoelln/2031")["coordination"]
    assert (found["full_time_equivalents"], found["unit"]) == (1.5, "Köpfe")


def a_file_from_a_mac_is_read(workspace: Path) -> None:
    path = workspace / "districts/musterbezirk/2026.yaml"
    path.write_text(unicodedata.normalize("NFD", path.read_text("utf-8")), encoding="utf-8")
    assert tell(workspace, "check", "musterbezirk").data["findings"] == []


def names_of_districts_are_taken_as_people_write_them(workspace: Path) -> None:
    for name in ("Neukölln", "Neuko\u0308lln/2024", "districts/neukoelln/2024.yaml"):
        told = tell(workspace, "check", name)
        assert told.data["result"]["agreements"] == ["neukoelln/2024"], name
    assert tell(workspace, "check", "Pankow/2023").data["result"]["agreements"] == ["pankow/2023"]
    assert tell(workspace, "diff", "Pankow/2023", "Neukölln").code == 0


def an_amount_never_means_two_things(workspace: Path) -> None:
    sample_with(workspace, "mutual_payment: false", "mutual_payment: true\n  amount: 10.000")
    told = tell(workspace, "check", "musterbezirk")
    message = told.finding("K-214")["message"]
    assert "10000" in message
    assert "10.0" in message
    table = workspace.parent / "t.csv"
    table.write_text("Bezirk;Vertrag;finance.amount\nPankow;2031;10.000\n")
    assert take(workspace, table).codes == ["K-214", "K-1236"]


ROWS = [
    Row("20-percent.xlsx", percent_cells_come_as_they_are_shown),
    Row("24-phone-number.xlsx", a_phone_number_keeps_its_zeros),
    Row("27-file-ref-number.xlsx", a_long_number_of_a_file_is_refused_with_its_cell),
    Row("25-x000d.xlsx", an_escaped_line_break_is_a_line_break),
    Row("22-hidden-row.xlsx", a_hidden_row_is_left_out_and_said),
    Row("07-choice-number.csv", a_menu_number_belongs_to_the_interview),
    Row("08c-underscore.csv", odd_numbers_are_refused_with_their_rows),
    Row("09b-year99.csv", a_year_of_two_figures_is_asked_back),
    Row("order of dates", the_order_of_dates_is_checked_at_import),
    Row("03-sep-line.csv", an_announced_separator_is_read),
    Row("04-tab.csv", tabs_are_read),
    Row("44c-nbhyphen.yaml", a_hyphen_that_does_not_break_is_drawn_in_every_format),
    Row("60-star.yaml", quoted("*innen-Rat")),
    Row("63-at.yaml", quoted("@Team")),
    Row("65-excl.yaml", quoted("!wichtig")),
    Row("glued #", a_glued_comment_sign_is_said_with_both_readings),
    Row("# with a blank", a_comment_behind_a_value_stays_quiet),
    Row("2027.yml", a_file_with_another_ending_is_said),
    Row("2026 (Kopie).yaml", a_copy_of_a_file_is_said),
    Row("table from a Mac", a_table_from_a_mac_is_read),
    Row("file from a Mac", a_file_from_a_mac_is_read),
    Row("Pankow/2023, Neukölln", names_of_districts_are_taken_as_people_write_them),
    Row("amount: 10.000", an_amount_never_means_two_things),
    *cases_outside.ROWS,
    *cases_archive.ROWS,
    *cases_release.ROWS,
]


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_a_row_of_the_case_table(row: Row, workspace: Path) -> None:
    row.holds(workspace)
