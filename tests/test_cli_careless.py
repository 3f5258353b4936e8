"""Bad input: each gets a finding with its place and the right exit code; no output is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contracts.cli.run import run
from tests.tools.workspace import Done, make_workspace, tree

if TYPE_CHECKING:
    from pathlib import Path

FACTS = "districts/pankow/2023.yaml"
DISTRICT = "districts/pankow/district.yaml"
CLAUSE = "clauses/steering/standard@2.md"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_workspace(tmp_path / "w", ("pankow", "spandau"))
    (folder / "clauses/clauses.lock").unlink()  # the texts are spoilt below
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def here(workspace: Path, capsys: pytest.CaptureFixture[str]):  # noqa: ARG001 - it changes folder
    def quick(*arguments: str) -> Done:
        code = run(list(arguments))
        shown = capsys.readouterr()
        return Done(code, shown.out, shown.err)

    return quick


def bomb() -> str:
    layers = [f"{b}: &{b} [{', '.join(['*' + a] * 9)}]" for a, b in zip("abcdef", "bcdefg")]  # noqa: B905
    return "a: &a [x]\n" + "\n".join(layers)


SPOILT = {
    "empty": (FACTS, "", 4, "K-107", (0, 0)),
    "a list instead of a map": (FACTS, "- law\n- title\n", 4, "K-108", (1, 0)),
    "wrong type": (FACTS, "originals:\n  copies: viele\n", 1, "K-203", (2, 3)),
    "unknown key": (FACTS, "lwa: public\n", 1, "K-201", (1, 1)),
    "unknown word": (FACTS, "law: publik\n", 1, "K-204", (1, 1)),
    "date of no calendar": (FACTS, "dates:\n  agreed: 2026-02-31\n", 1, "K-203", (2, 3)),
    "ten megabytes": (FACTS, "note: " + "x" * 10_000_000, 4, "K-103", (0, 0)),
    "a long value": (FACTS, "note: " + "x" * 10_000, 1, "K-206", (1, 1)),
    "deep nesting": (FACTS, "note: " + "[" * 5000, 4, "K-110", (1, 26)),
    "an alias bomb": (FACTS, bomb(), 4, "K-109", (1, 4)),
    "a tab": (FACTS, "dates:\n\tagreed: 2026-01-01\n", 4, "K-104", (2, 1)),
    "a key twice": (FACTS, "law: public\nlaw: social\n", 4, "K-106", (2, 1)),
    "not UTF-8": (FACTS, b"law: public\nnote: \xe4\n", 4, "K-102", (2, 0)),
    "bytes of no text": (FACTS, bytes(range(256)), 4, "K-102", None),
    "an open bracket": (FACTS, "law: [\n", 4, "K-105", None),
    "a Python object": (FACTS, "note: !!python/object/apply:os.system [ls]\n", 4, "K-109", (1, 7)),
    "a private-use character": (FACTS, "file_reference: A\ue000\n", 1, "K-208", (1, 1)),
    "a right-to-left mark": (FACTS, "file_reference: A\u202eB\n", 1, "K-209", (1, 1)),
    "a control character": (FACTS, 'file_reference: "A\\eB"\n', 1, "K-210", (1, 1)),
    "a path as template": (FACTS, "template: ../../etc\n", 1, "K-207", (1, 1)),
    "an unknown template": (FACTS, "template: lease\n", 1, "K-323", None),
    "a path as slug": (DISTRICT, "slug: ../x\n", 1, None, None),
    "attribute access": (CLAUSE, "{{ district.__class__ }}", 1, None, None),
    "an include": (CLAUSE, "{% include '/etc/passwd' %}", 1, None, None),
    "an import": (CLAUSE, "{% import 'x' as y %}", 1, None, None),
    "a loop without end": (CLAUSE, "{% for i in range(999999999) %}x{% endfor %}", 1, None, None),
    "a broken block": (CLAUSE, "{% if law %}", 1, None, None),
}


def spoil(workspace: Path, file: str, content: str | bytes) -> None:
    path = workspace / file
    if file == CLAUSE:
        head = path.read_text("utf-8").split("\n---\n")[0]
        path.write_text(f"{head}\n---\n{content}\n", encoding="utf-8")
    elif isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content, encoding="utf-8")


@pytest.mark.parametrize("name", SPOILT)
@pytest.mark.parametrize("command", ["generate", "check"])
def test_spoilt_files_are_told_with_their_place(
    name: str, command: str, workspace: Path, here
) -> None:
    file, content, exit_code, code, place = SPOILT[name]
    spoil(workspace, file, content)
    before = tree(workspace)
    done = here("--json", command, "pankow")
    errors = [f for f in done.data["findings"] if f["level"] == "error"]
    assert done.code == exit_code, errors
    first = errors[0]
    assert first["file"] == file or code == "K-323"
    assert code is None or first["code"] == code
    assert place is None or (first["line"], first["column"]) == place
    assert first["hint"]
    assert tree(workspace) == before


@pytest.mark.parametrize(
    "name", ["../../etc", "pankow/../spandau", "/etc", "pankow/", "..", "", "."]
)
def test_names_never_lead_out_of_the_districts(name: str, workspace: Path, here) -> None:
    before = tree(workspace)
    done = here("--json", "generate", name, "--dry-run")
    assert done.code in (2, 0)
    assert done.code == (0 if name == "pankow/" else 2)
    assert tree(workspace) == before


@pytest.mark.parametrize("name", ["../x", "x/y", "A B", "", "district", "ä"])
def test_new_refuses_names_that_are_none(name: str, workspace: Path, here) -> None:
    before = tree(workspace.parent)
    done = here("--json", "new", "pankow", f"--name={name or ' '}")
    assert (done.code, done.codes) == (2, ["K-911"])
    assert tree(workspace.parent) == before


def test_a_link_out_of_the_workspace_is_not_followed(workspace: Path, tmp_path: Path, here) -> None:
    outside = tmp_path / "secret.yaml"
    outside.write_text("note: geheim\n", encoding="utf-8")
    (workspace / FACTS).unlink()
    (workspace / FACTS).symlink_to(outside)
    done = here("--json", "generate", "pankow")
    assert (done.code, done.codes[0]) == (4, "K-112")
    assert not (workspace / "generated").exists()


def test_a_link_that_leads_to_itself_is_told(workspace: Path, here) -> None:
    (workspace / FACTS).unlink()
    (workspace / FACTS).symlink_to(workspace / FACTS)
    done = here("--json", "check", "pankow/2023")
    assert done.code in (2, 4)


@pytest.mark.parametrize("missing", ["clauses", "templates", "districts"])
def test_a_missing_folder_is_no_workspace(missing: str, workspace: Path, here) -> None:
    (workspace / missing).rename(workspace / "elsewhere")
    done = here("--json", "check")
    assert (done.code, done.codes) == (2, ["K-301"])


@pytest.mark.parametrize(
    "missing", ["plan.yaml", "skeleton.docx", "page.html", "page.css", "fonts"]
)
def test_a_template_that_lacks_a_part_is_told(missing: str, workspace: Path, here) -> None:
    path = workspace / "templates/cooperation-contract" / missing
    path.rename(workspace / f"lost-{missing}")
    done = here("--json", "generate", "pankow")
    assert done.code in (1, 3, 4, 5)
    assert [f["message"] for f in done.data["findings"] if f["level"] == "error"]
    assert "K-902" not in done.codes
    assert not (workspace / "generated").exists()
    assert not (workspace / "districts/pankow/2023.lock").exists()


def test_a_missing_district_file_is_told_among_all_others(workspace: Path, here) -> None:
    (workspace / "districts/partner.yaml").unlink()
    (workspace / "districts/pankow/partner.yaml").unlink(missing_ok=True)
    spoil(workspace, FACTS, "law: x\n")
    done = here("--json", "generate", "pankow")
    assert done.code == 4
    assert {"K-101", "K-204"} <= set(done.codes)


MARKUP = "# A *B* <b>&amp;{{7*7}} [x](y) `c` $d \\e"


def test_values_stay_literal_in_the_text(workspace: Path, here) -> None:
    facts = workspace / FACTS
    text = facts.read_text("utf-8") + f"\nfile_reference: '{MARKUP}'\n"
    facts.write_text(text, encoding="utf-8")
    assert here("generate", "pankow", "--format", "txt,html").code == 0
    folder = workspace / "generated/drafts/pankow/2023"
    assert MARKUP in (folder / "pankow-2023.txt").read_text("utf-8")
    shown = (folder / "pankow-2023.html").read_text("utf-8")
    assert "<b>" not in shown
    assert "49" not in MARKUP
