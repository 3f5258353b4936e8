"""Files beside the sources that are not read are named; what systems put there is not."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from contracts.errors import UsageError
from contracts.sources.names import named, slug_of
from contracts.sources.unread import unread_files
from contracts.sources.workspace import Workspace
from tests.tools.workspace import ROOT, make_workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    districts = ("musterbezirk", "pankow", "neukoelln", "treptow-koepenick")
    return make_workspace(tmp_path_factory.mktemp("unread") / "w", districts)


@pytest.fixture
def workspace(origin: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(origin, tmp_path / "w")
    return Workspace(tmp_path / "w")


def put(workspace: Workspace, name: str) -> None:
    path = workspace.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("law: public\n", encoding="utf-8")


def told(workspace: Workspace) -> list[tuple[str, str, str]]:
    return [(f.code, str(f.values["file"]), f.hint) for f in unread_files(workspace)]


def test_a_workspace_as_it_should_be_is_quiet(workspace: Workspace) -> None:
    assert told(workspace) == []
    assert unread_files(Workspace(ROOT)) == []


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("2027.yml", "2027.yaml"), ("2027.YAML", "2027.yaml"), ("2027.Yml", "2027.yaml"), ("2027.yaml.txt", "2027.yaml"),
        ("2027.yml.txt", "2027.yaml"), ("2026 (Kopie).yaml", "2026-kopie.yaml"), ("2026 - Kopie.yaml", "2026-kopie.yaml"),
        ("2026(1).yaml", "2026-1.yaml"), ("Kopie von 2026.yaml", "kopie-von-2026.yaml"), ("2026_neu.yaml", "2026-neu.yaml"),
        ("Vertrag 2027.yaml", "vertrag-2027.yaml"), ("Verträge.yaml", "vertraege.yaml"), ("Vertra\u0308ge.yaml", "vertraege.yaml"),
        ("2026.YAML", "is there already"), ("2026.yaml~", "Delete"), ("2026.yaml.bak", "Delete"), ("2026.yaml.orig", "Delete"),
        ("~$2026.yaml", "Close"), (".2026.yaml.swp", "Close"), ("2026.yaml.old", "Delete"), ("#2026.yaml#", "2026"),
        ("2029.lock", "2029.yaml"), ("2026.md", "2026"), ("2027.json.yaml", "2027-json.yaml"), ("2027..yaml", "2027.yaml"),
    ],
)  # fmt: skip
def test_a_file_beside_an_agreement_is_named(name: str, better: str, workspace: Workspace) -> None:
    put(workspace, f"districts/musterbezirk/{name}")
    ((code, file, hint),) = told(workspace)
    assert code == "K-124"
    assert slug_of(name.partition(".")[0])[:4] in slug_of(file)
    assert better in hint


@pytest.mark.parametrize(
    "name",
    [
        "districts/2027.yaml", "districts/Pankow2/2027.yaml", "districts/reinickendorf/2027.yaml",
        "districts/musterbezirk/2026/2027.yaml", "districts/musterbezirk/alt/2025.yaml", "clauses/2027.yaml",
        "clauses/steering/standard@2.txt.md~", "clauses/steering/standard@2.md.txt", "clauses/steering/standard@2.MD",
        "clauses/steering/alt/standard@1.md", "clauses/standard@2.md", "templates/plan.yaml",
        "templates/cooperation-contract/plan.yml", "templates/cooperation-contract/plan (Kopie).yaml",
        "districts/musterbezirk/2026/steering.txt.md.bak", "districts/musterbezirk/2026/Steering.md",
        "districts/musterbezirk/2026/steering.md.txt", "districts/musterbezirk/2026/alt/steering.md",
        "districts/partner.yml", "districts/glossary.yml",
    ],
)  # fmt: skip
def test_a_file_in_a_wrong_place_is_named(name: str, workspace: Workspace) -> None:
    put(workspace, name)
    found = told(workspace)
    assert [code for code, _file, _hint in found] == ["K-124"]
    assert name.startswith(found[0][1])


@pytest.mark.parametrize("name", ["notizen.txt", "Vertrag.docx", "Scan.pdf", "x", ".geheim"])
def test_a_file_of_another_kind_is_a_note(name: str, workspace: Workspace) -> None:
    put(workspace, f"districts/musterbezirk/{name}")
    assert [code for code, _file, _hint in told(workspace)] == ["K-125"]


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store", "Thumbs.db", "desktop.ini", ".gitignore", ".gitkeep", "._2026.yaml", ".~lock.2026.yaml#",
        "README.md", "README.de.md",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "folder", ["districts", "districts/musterbezirk", "clauses", "clauses/steering"]
)
def test_what_systems_put_there_stays_quiet(name: str, folder: str, workspace: Workspace) -> None:
    put(workspace, f"{folder}/{name}")
    assert told(workspace) == []


def test_an_unknown_agreement_names_the_file_that_may_be_meant(workspace: Workspace) -> None:
    put(workspace, "districts/musterbezirk/2027.yml")
    put(workspace, "districts/musterbezirk/2028.yml")
    with pytest.raises(UsageError) as caught:
        workspace.resolve("musterbezirk/2027")
    assert [f.code for f in caught.value.findings] == ["K-303", "K-124"]
    for name in ("musterbezirk/2027.yml", "districts/musterbezirk/2027.yml"):
        with pytest.raises(UsageError) as caught:
            workspace.resolve(name)
        assert "K-124" in [f.code for f in caught.value.findings]


@pytest.mark.parametrize(
    ("name", "agreement"),
    [
        ("Pankow", "pankow/2023"), ("PANKOW/2023", "pankow/2023"), ("pankow/2023.yaml", "pankow/2023"),
        ("Neukölln", "neukoelln/2024"), ("Neuko\u0308lln/2024", "neukoelln/2024"), ("NEUKOELLN", "neukoelln/2024"),
        ("Treptow-Köpenick", "treptow-koepenick/2026"), ("Treptow Köpenick", "treptow-koepenick/2026"),
        ("treptow_koepenick/2026", "treptow-koepenick/2026"), ("Treptow\u2011Köpenick", "treptow-koepenick/2026"),
        ("Treptow–Köpenick/2026/", "treptow-koepenick/2026"), ("districts/pankow", "pankow/2023"),
        ("./districts/pankow/2023.yaml", "pankow/2023"), ("districts\\pankow\\2023.yaml", "pankow/2023"),
        ("districts/pankow/district.yaml", "pankow/2023"), ("districts/pankow/2023.lock", "pankow/2023"),
        ("/pankow/", "pankow/2023"), ("pankow/2023/steering.md", "pankow/2023"),
    ],
)  # fmt: skip
def test_names_and_paths_are_taken_as_people_write_them(name, agreement, workspace) -> None:
    assert workspace.resolve(name) == agreement


def test_paths_of_files_count_from_the_current_folder(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace.districts / "pankow")
    assert workspace.resolve("2023.yaml") == "pankow/2023"
    assert workspace.resolve("../neukoelln/2024.yaml") == "neukoelln/2024"
    assert workspace.resolve(str(workspace.districts / "pankow/2023.yaml")) == "pankow/2023"
    assert named(".", workspace.districts) == "pankow"


@pytest.mark.parametrize(
    "name", ["", ".", "..", "x/y/z", "Atlantis", "pankow/2099", "@", "pankow@2"]
)
def test_other_names_are_refused(name: str, workspace: Workspace) -> None:
    with pytest.raises(UsageError):
        workspace.resolve(name)
