"""Files that lie beside the sources and are not read: named, so that nobody takes them for read.

What belongs into a folder is a positive list; so is what systems put there by themselves.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from contracts.catalogue import load
from contracts.findings import Place
from contracts.language import N_, _
from contracts.model.base import SLUG
from contracts.sources.files import show
from contracts.sources.names import slug_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from contracts.findings import Finding
    from contracts.sources.workspace import Workspace

_SYSTEM = re.compile(
    r"\.DS_Store|Thumbs\.db|desktop\.ini|Desktop\.ini|\.git.*|\._.*|\.directory|\.keep|\.editorconfig"
    r"|\.~lock\..*#|\.vscode|\.idea|README(\..+)?\.md|README(\.txt)?|\.nfs[0-9a-f]+"
    r"|\..+\.part(-\w+)?|\..+\.tmp|\.lock",
)
# What is the same for all districts.
_SHARED = frozenset({"partner.yaml", "elections.yaml"})
_SLUG = re.compile(SLUG)
_LOOKS_LIKE = re.compile(r"\.(ya?ml|md|lock)\b", re.IGNORECASE)


def unread_files(workspace: Workspace, districts: Iterable[str] | None = None) -> list[Finding]:
    """Return a finding for each file that is not read, of some districts or of everything.

    Args:
        workspace: where to look.
        districts: slugs; None means everything.
    """
    found: list[Finding] = []
    if districts is None:
        found += _in_districts(workspace)
        found += _in_library(workspace)
        found += _in_templates(workspace)
        districts = workspace.district_slugs()
    for slug in dict.fromkeys(districts):
        found += _in_district(workspace, slug)
    return found


def unread_like(workspace: Workspace, district: str, agreement: str) -> list[Finding]:
    """Return the findings of files that somebody may mean by an agreement that is not there."""
    wanted = slug_of(agreement.partition(".")[0])
    return [
        finding
        for finding in _in_district(workspace, district)
        if wanted and wanted in slug_of(str(finding.values["file"]).rpartition("/")[2])
    ]


def _entries(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if not _SYSTEM.fullmatch(unicodedata.normalize("NFC", path.name)):
                yield path


def _in_districts(workspace: Workspace) -> Iterator[Finding]:
    known = workspace.district_slugs()
    for path in _entries(workspace.districts):
        if path.name in _SHARED or path.name in known:
            continue
        if not path.is_dir():
            remedy = _("Move it into the folder of its district.")
            yield _finding(workspace, path, N_("it lies outside of a district's folder"), remedy)
        elif not _SLUG.fullmatch(path.name):
            remedy = _("Rename the folder to “{name}”.").format(name=slug_of(path.name) or "…")
            yield _finding(workspace, path, N_("the name has capital or special letters"), remedy)
        else:
            remedy = _("Write one: contracts new {name} --add-district").format(name=path.name)
            yield _finding(workspace, path, N_("the folder has no district.yaml"), remedy)


def _in_district(workspace: Workspace, slug: str) -> Iterator[Finding]:
    agreements = {name.partition("/")[2] for name in workspace.agreements_of(slug)}
    for path in _entries(workspace.districts / slug):
        name = path.name
        stem, ending = path.stem, path.suffix
        if path.is_dir():
            yield from _in_agreement(workspace, path, agreements)
        elif ending == ".lock" and _SLUG.fullmatch(stem) and stem not in agreements:
            remedy = _("Restore “{name}”, or delete the file.").format(name=name[:-5] + ".yaml")
            yield _finding(workspace, path, N_("there is no agreement of that name"), remedy)
        elif ending not in (".yaml", ".lock") or not _SLUG.fullmatch(stem):
            yield _odd(workspace, path, ".yaml", "2026.yaml")


def _in_agreement(workspace: Workspace, folder: Path, agreements: set[str]) -> Iterator[Finding]:
    if folder.name not in agreements:
        remedy = _("Name the folder like its agreement, or move its files where they belong.")
        yield _finding(workspace, folder, N_("there is no agreement of that name"), remedy)
        return
    for path in _entries(folder):
        if path.is_dir():
            remedy = _("Move its files into the folder above.")
            yield _finding(workspace, path, N_("folders are not looked into here"), remedy)
        elif path.suffix == ".yaml":
            remedy = _("Move it into the folder above.")
            yield _finding(
                workspace, path, N_("an agreement lies in its district's folder"), remedy
            )
        elif not (path.suffix == ".md" and _SLUG.fullmatch(path.stem)):
            yield _odd(workspace, path, ".md", "steering.md")


def _in_library(workspace: Workspace) -> Iterator[Finding]:
    for path in _entries(workspace.clauses):
        if not path.is_dir():
            if path.name not in ("clauses.lock", "glossary.yaml"):
                remedy = _("Move it into the folder of its clause, named like standard@1.md.")
                yield _finding(workspace, path, N_("it lies outside of a clause's folder"), remedy)
            continue
        for inner in _entries(path):
            if inner.is_dir():
                remedy = _("Move its files into the folder above.")
                yield _finding(workspace, inner, N_("folders are not looked into here"), remedy)
            elif inner.suffix != ".md":  # a wrong name with this ending is an error of reading
                yield _odd(workspace, inner, ".md", "standard@1.md")


def _in_templates(workspace: Workspace) -> Iterator[Finding]:
    for folder in _entries(workspace.root / "templates"):
        if not folder.is_dir():
            remedy = _("Move it into the folder of its template.")
            yield _finding(workspace, folder, N_("it lies outside of a template's folder"), remedy)
            continue
        for path in _entries(folder):
            if path.name != "plan.yaml" and slug_of(path.name).startswith("plan"):
                yield _odd(workspace, path, ".yaml", "plan.yaml")


def _odd(workspace: Workspace, path: Path, ending: str, example: str) -> Finding:
    """Return the finding for a file whose name is not of the form that is read."""
    name = unicodedata.normalize("NFC", path.name)
    if name.startswith(("~$", ".~")) or name.endswith((".swp", ".swo")):
        why, remedy = N_("a program keeps it while another file is open"), _("Close that program.")
    elif name.endswith(("~", ".bak", ".orig", ".old", ".tmp", ".rej")):
        why, remedy = N_("it is a copy that a program keeps"), _("Delete it if nobody needs it.")
    elif not _LOOKS_LIKE.search(name):
        why = N_("it is none of the files that belong here")
        remedy = _("Keep it elsewhere, or leave it; it changes nothing.")
        return _finding(workspace, path, why, remedy, beside=True)
    elif not name.endswith(ending):
        better = _better(name, ending)
        why = N_("its name has the wrong ending")
        remedy = _rename(better, path, example)
    else:
        why = N_("its name has other characters than small letters, digits and hyphens")
        remedy = _rename(_better(name, ending), path, example)
    return _finding(workspace, path, why, remedy)


def _better(name: str, ending: str) -> str:
    """Return the name that a file should have, as far as one can be made of it."""
    stem = _LOOKS_LIKE.split(name)[0] if _LOOKS_LIKE.search(name) else name
    stem = re.sub(r"[^\w\s@-]", " ", stem)
    slug = "-".join(slug_of(" ".join(stem.split())).split())
    return f"{slug}{ending}" if slug and _SLUG.fullmatch(slug) else ""


def _rename(better: str, path: Path, example: str) -> str:
    if not better or better == path.name:
        return _("Rename it like {example}.").format(example=example)
    if path.with_name(better).exists():
        text = _("“{name}” is there already: keep one of the two, or rename it like {example}.")
        return text.format(name=better, example=example)
    return _("Rename it to “{name}”.").format(name=better)


def _finding(
    workspace: Workspace, path: Path, why: str, remedy: str, *, beside: bool = False
) -> Finding:
    shown = unicodedata.normalize("NFC", show(path, workspace.root))
    kind = load.BESIDE if beside else load.NOT_READ
    return kind.at(Place(shown), file=shown, reason=_(why), remedy=remedy)
