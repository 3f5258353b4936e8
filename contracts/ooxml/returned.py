"""Which agreement, draft and clauses a Word file holds that came back from somewhere.

The signs that survived vote. A draft must have more votes than all others together; where none
has, the file is refused, for a wrong guess would compare the wrong texts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from contracts.catalogue import word
from contracts.errors import IntegrityError, SourceError
from contracts.findings import Place
from contracts.language import _
from contracts.ooxml.anchors import ClauseMark, Manifest, clause_bookmark
from contracts.ooxml.names import REL_HYPERLINK, REL_TEMPLATE
from contracts.ooxml.package import read_package
from contracts.ooxml.signs import SIGNS, DraftSign, Signs, read_signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contracts.findings import Finding
    from contracts.ooxml.package import Package

# What Word itself writes when somebody types an address or uses a template; never followed.
HARMLESS: Final = frozenset((REL_HYPERLINK, REL_TEMPLATE))
_CUT: Final = 16  # letters that a cut bookmark must have kept to count


@dataclass(frozen=True, slots=True)
class FoundClause:
    """A clause and where the file holds it.

    ``mark`` is its entry in the manifest, None where that was lost; then ``clause`` is what its
    bookmarks kept of the id (cut at 26 letters), and ``bookmark`` can be compared with
    ``contracts.ooxml.anchors.stem`` of the uses that come into question. ``start`` and ``end``
    count paragraphs from 0 in reading order, None where lost. ``signs`` says what was found:
    "manifest", "start", "end", "heading".
    """

    clause: str
    bookmark: str
    mark: ClauseMark | None
    start: int | None
    end: int | None
    signs: tuple[str, ...]

    @property
    def found(self) -> bool:
        """Whether the text of the file still holds it."""
        return self.start is not None or self.end is not None


@dataclass(frozen=True, slots=True)
class Returned:
    """What a file of ours says about itself; "" where it does not say it any more.

    ``votes`` are the signs that named the draft.
    """

    agreement: str
    draft_code: str
    manifest: Manifest | None
    votes: tuple[str, ...]
    clauses: tuple[FoundClause, ...]
    findings: tuple[Finding, ...]


def inspect_docx(data: bytes, file: str) -> Returned:
    """Return which agreement, draft and clauses a Word file holds.

    Args:
        data: the bytes of the file; its name is never trusted.
        file: how people name it, for findings.

    Raises:
        SourceError: no Word file, dangerous, or without any sign of ours.
        IntegrityError: its signs contradict each other.
    """
    return inspect_package(read_package(data, file, external=HARMLESS))


def inspect_package(package: Package) -> Returned:
    """Return which agreement, draft and clauses an opened Word file holds.

    Raises:
        SourceError: it has no sign of ours.
        IntegrityError: its signs contradict each other.
    """
    file, signs = package.file, read_signs(package)
    known = [found for found in signs.bookmarks if clause_bookmark(found.name)]
    if not signs.drafts and not known:
        raise SourceError(word.NOT_OURS.at(Place(file)))
    letters, findings = _vote(signs, file)
    chosen = [sign for sign in signs.drafts if sign.letters == letters]
    manifest = next(
        (found for found in signs.manifests if _is_of(found, chosen)),
        None,
    )
    clauses = tuple(_clauses(signs, manifest))
    return Returned(
        _agreement(chosen, file),
        next((sign.code for sign in chosen if sign.code), letters),
        manifest,
        tuple(kind for kind in SIGNS if any(sign.kind == kind for sign in chosen)),
        clauses,
        (*findings, *_clause_findings(clauses, manifest, file)),
    )


def _vote(signs: Signs, file: str) -> tuple[str, list[Finding]]:
    place, drafts = Place(file), signs.drafts
    if not drafts:
        return "", [word.DRAFT_UNKNOWN.at(place)]
    votes = Counter(sign.letters for sign in drafts)
    letters, most = votes.most_common(1)[0]
    others = [sign for sign in drafts if sign.letters != letters]
    if most <= len(others):
        raise IntegrityError(word.CONTRADICTION.at(place, drafts=_names(drafts)))
    findings = []
    if others:
        kinds = _shown(sign.kind for sign in others)
        findings.append(word.DISSENT.at(place, signs=kinds, drafts=_names(others)))
    wanted = [kind for kind in SIGNS if not (signs.final and kind == "footer")]
    lost = [kind for kind in wanted if all(sign.kind != kind for sign in drafts)]
    if lost:
        findings.append(word.SIGN_LOST.at(place, signs=_shown(lost)))
    return letters, findings


def _shown(kinds: Iterable[str]) -> str:
    return ", ".join(sorted({_(SIGNS[kind]) for kind in kinds}))


def _agreement(chosen: list[DraftSign], file: str) -> str:
    votes = Counter(sign.agreement for sign in chosen if sign.agreement)
    ranked = votes.most_common(2)
    if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        raise IntegrityError(word.CONTRADICTION.at(Place(file), drafts=_names(chosen)))
    return ranked[0][0] if ranked else ""


def _is_of(manifest: Manifest, chosen: list[DraftSign]) -> bool:
    return any(
        sign.kind == "manifest"
        and (sign.agreement, sign.code) == (manifest.agreement, manifest.draft_code)
        for sign in chosen
    )


def _names(signs: tuple[DraftSign, ...] | list[DraftSign]) -> str:
    found = (" ".join(filter(None, (s.agreement, s.code or s.letters))) for s in signs)
    return ", ".join(sorted(set(found)))


def _clauses(signs: Signs, manifest: Manifest | None) -> Iterator[FoundClause]:
    marks = {mark.bookmark: mark for mark in manifest.clauses} if manifest else {}
    starts: dict[str, int] = {}
    ends: dict[str, int] = {}
    for bookmark in signs.bookmarks:
        found = clause_bookmark(bookmark.name) or _cut(bookmark.name, marks)
        if found is not None:
            is_start, stem = found
            # An emptied heading is exported twice, and Word keeps the last of equal names.
            (starts if is_start else ends)[stem] = bookmark.paragraph
    seen = dict.fromkeys((*marks, *starts, *ends))
    for stem in seen:
        yield _clause(stem, marks.get(stem), starts.get(stem), ends.get(stem), signs)


def _clause(
    stem: str, mark: ClauseMark | None, start: int | None, end: int | None, signs: Signs
) -> FoundClause:
    kinds = ["manifest"] if mark else []
    kinds += ["start"] if start is not None else []
    kinds += ["end"] if end is not None else []
    if mark and mark.title:
        title = " ".join(mark.title.split())
        places = [n for n, text in enumerate(signs.texts) if text == title]
        if start in places or (start is None and len(places) == 1):
            kinds.append("heading")
            start = places[0] if start is None else start
    clause = mark.clause if mark else stem.rpartition("_")[0].replace("_", "-")
    return FoundClause(clause, stem, mark, start, end, tuple(kinds))


def _cut(name: str, marks: dict[str, ClauseMark]) -> tuple[bool, str] | None:
    """Return what a bookmark means whose name an editor has cut, if that is beyond doubt."""
    start, rest = name.startswith("_vwa_"), name[len("_vwa_") :]
    if not name.startswith(("_vwa_", "_vwz_")) or len(rest) < _CUT:
        return None
    found = [stem for stem in marks if stem.startswith(rest)]
    return (start, found[0]) if len(found) == 1 else None


def _clause_findings(
    clauses: tuple[FoundClause, ...], manifest: Manifest | None, file: str
) -> Iterator[Finding]:
    if manifest is None:
        return
    for clause in clauses:
        if clause.mark is None:
            yield word.CLAUSE_FOREIGN.at(Place(file), clause=clause.clause)
        elif not clause.found:
            yield word.CLAUSE_LOST.at(Place(file), clause=clause.clause)
