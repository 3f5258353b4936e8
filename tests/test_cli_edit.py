"""``contracts edit``: careless and simultaneous hands; nothing lost, nothing half-changed."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from contracts.cli.run import run
from contracts.sources.yaml import read_map
from tests.tools.workspace import Done, call, make_workspace, tree

if TYPE_CHECKING:
    from pathlib import Path

FACTS = "districts/spandau/2026.yaml"
DISTRICT = "districts/spandau/district.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = make_workspace(tmp_path / "w", ("spandau", "pankow"))
    monkeypatch.chdir(made)
    monkeypatch.setenv("CONTRACTS_LANG", "de")
    return made


@pytest.fixture
def edit(folder: Path, capsys: pytest.CaptureFixture[str]):  # noqa: ARG001 - it changes folder
    def quick(*assignments: str) -> Done:
        code = run(["edit", "spandau", *assignments])
        shown = capsys.readouterr()
        return Done(code, shown.out, shown.err)

    return quick


def data(folder, file=FACTS):
    return read_map((folder / file).read_text(), "").data


def test_titles_keys_and_german_forms_are_understood(folder, edit):
    done = edit(
        "Vollzeitäquivalente=1,5", "dates.effective=1. März 2027", "Ende der Laufzeit=31.12.29",
        "form der koordination=beides", "Vertrag wird veröffentlicht=ja", "coordination.unit=QPK",
        "bezirk.zuständige Abteilung=Jugend",
    )  # fmt: skip
    assert done.code == 0, done.err
    found = data(folder)
    assert found["coordination"] == {
        "form": "both", "full_time_equivalents": 1.5, "unit": "QPK",
    }  # fmt: skip
    assert found["dates"] == {"effective": "2027-03-01", "ends": "2029-12-31"}
    assert data(folder, DISTRICT)["department"] == "Jugend"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Vollzeitequivalente=1,5", "Meinten Sie „Vollzeitäquivalente“"),
        ("form der kordination=beides", "Meinten Sie „Form der Koordination“"),
        ("bezirk.Zuständige Abteilungg=Jugend", "Meinten Sie „zuständige Abteilung“"),
        ("xyz=1", "„xyz“"),
        ("Vollzeitäquivalente=viel", "Vollzeitäquivalente"),
        ("Vollzeitäquivalente=10.000", "10000 oder 10,0"),
        ("Vollzeitäquivalente=-1", "Vollzeitäquivalente"),
        ("Inkrafttreten=31.2.2027", "31.2.2027"),
        ("Inkrafttreten=1.3.99", "1.3.2099"),
        ("Form der Koordination=2", "Kernteam"),
        ("Form der Koordination=Kernteem", "Kernteam"),
        ("Name des Steuerungsgremiums=zwei\nZeilen", "Name des Steuerungsgremiums"),
        ("Name des Steuerungsgremiums=a\u202eb", "U+202E"),
        ("Wirkungsziele=Teilhabe", "Wirkungsziele"),
        ("Vollzeitäquivalente", "Vollzeitäquivalente"),
        ("=5", "=5"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_at_all_is_written(folder, edit, typed, says):
    before = tree(folder)
    done = edit("Name des Steuerungsgremiums=Runde", typed, "Inkrafttreten=1.1.2027")
    assert done.code in (1, 2)
    assert says in " ".join(done.err.split())
    assert tree(folder) == before


def test_all_that_is_wrong_is_told_at_once(edit):
    done = edit("foo=1", "Inkrafttreten=31.2.2027", "Form der Koordination=Kernteem")
    assert done.err.count("Fehler K-") == 3


@pytest.mark.parametrize(
    "value",
    ["a: b", "Haus #3", "Familie & Kind 👪", "*innen", "ja", "0030", "„so“ \"so\" 'so'", "=1"],
)
def test_any_sign_in_a_value_is_kept(folder, edit, value):
    done = edit(f"Name des Steuerungsgremiums={value}")
    assert done.code == 0, done.err
    assert data(folder)["coordination"]["steering"]["body"] == value


def test_no_value_opens_the_field_again_and_lists_grow(folder, edit):
    assert edit("Qualifizierung=eins | zwei").code == 0
    assert edit("Qualifizierung+=drei").code == 0
    assert data(folder)["poverty"]["training"] == ["eins", "zwei", "drei"]
    assert edit("Qualifizierung=unbekannt").code == 0
    assert not data(folder).get("poverty", {}).get("training")
    before = tree(folder)
    done = edit("Qualifizierung=")
    assert (done.code, tree(folder)) == (0, before)
    assert done.out == "Nichts hat sich geändert.\n"


def test_a_field_in_an_entry_of_a_list_is_named_by_its_number(folder, edit):
    name = data(folder)["guidance"]["formats"][0]["name"]
    assert edit("guidance.formats.1.name=Werkstatt").code == 0
    text = (folder / FACTS).read_text()
    assert data(folder)["guidance"]["formats"][0]["name"] == "Werkstatt"
    done = edit("guidance.formats.99.name=x")
    assert done.code == 2
    assert "K-949" in done.err
    assert edit(f"guidance.formats.1.name={name}").code == 0
    assert (folder / FACTS).read_text() == text.replace("Werkstatt", name)


@pytest.mark.parametrize("how", ["crlf", "bom", "no-end"])
def test_the_form_of_the_file_stays(folder, edit, how):
    path = folder / FACTS
    text = path.read_bytes()
    spoilt = {
        "crlf": text.replace(b"\n", b"\r\n"),
        "bom": b"\xef\xbb\xbf" + text,
        "no-end": text.rstrip(b"\n"),
    }[how]
    path.write_bytes(spoilt)
    assert edit("Geschäftszeichen=A 1").code == 0
    ending = b"\r\n" if how == "crlf" else b"\n"
    line = b"file_reference: A 1" + ending
    now = path.read_bytes()
    assert now.count(line) == 1
    assert now.replace(line, b"").replace(ending, b"") == spoilt.replace(ending, b"")


def test_a_link_stays_a_link_or_is_refused_with_nothing_changed(folder, edit, tmp_path):
    path, real = folder / FACTS, tmp_path / "echt.yaml"
    path.rename(real)
    path.symlink_to(real)
    before = real.read_bytes()
    done = edit("Geschäftszeichen=A 1")
    assert path.is_symlink()
    assert (real.read_bytes() != before) == (done.code == 0)
    assert "Traceback" not in done.err


def test_where_nothing_may_be_written_that_is_told(folder):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    (folder / FACTS).chmod(0o444)
    (folder / FACTS).parent.chmod(0o555)
    before = tree(folder)
    done = call(folder, "edit", "spandau", "Geschäftszeichen=A 1")
    (folder / FACTS).parent.chmod(0o755)
    assert done.code in (3, 7)
    assert tree(folder) == before


def test_a_file_with_an_error_can_be_mended_but_not_made_worse(folder, edit):
    path = folder / FACTS
    path.write_text(path.read_text() + "\noriginals:\n  copies: viele\nterm:\n  notice_months: x\n")
    assert edit("Zahl der Ausfertigungen=2").code == 0
    assert data(folder)["originals"]["copies"] == 2


def test_a_text_where_a_group_should_be_is_named_by_its_line(folder, edit):
    path = folder / FACTS
    path.write_text("law: public\noriginals: zwei\n")
    done = edit("Zahl der Ausfertigungen=2")
    assert done.code == 7
    assert f"{FACTS}:2" in done.err
    assert path.read_text() == "law: public\noriginals: zwei\n"


def test_two_people_at_once_lose_no_change(folder):
    fields = ["Geschäftszeichen", "Name des Steuerungsgremiums", "Vollzeitäquivalente",
              "Inkrafttreten", "Ende der Laufzeit", "coordination.unit"]  # fmt: skip
    texts = ["A 1", "Runde", "1,5", "1.1.2027", "31.12.2028", "QPK"]

    def type_(pair):
        done = call(folder, "edit", "spandau", "=".join(pair))
        tries = 0
        while done.code == 7 and tries < 20:  # told that another is writing: once more
            done, tries = call(folder, "edit", "spandau", "=".join(pair)), tries + 1
        return done

    with ThreadPoolExecutor(3) as people:
        done = list(people.map(type_, zip(fields, texts, strict=True)))
    assert [one.code for one in done] == [0] * 6, [one.err for one in done]
    found = data(folder)
    assert found["file_reference"] == "A 1"
    assert found["coordination"] == {
        "unit": "QPK", "full_time_equivalents": 1.5, "steering": {"body": "Runde"},
    }  # fmt: skip
    assert found["dates"] == {"effective": "2027-01-01", "ends": "2028-12-31"}
