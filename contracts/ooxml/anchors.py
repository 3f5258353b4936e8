"""Signs in a Word file that tell, when it comes back, which draft and clauses it holds.

No single sign survives every editor, so a file carries several: a manifest (customXml), a custom
property, the identifier among the core properties, a code in the footer, one hidden bookmark for
the draft and two for each clause. The writer sets them, ``contracts.ooxml.returned`` reads them.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from contracts import canonical

if TYPE_CHECKING:
    from contracts.document import ClauseUse

NAMESPACE: Final = "urn:vertragswerk:manifest:1"
PROPERTY: Final = "Vertragswerk"
MAX_BOOKMARK: Final = 40  # Word refuses longer names, LibreOffice cuts them

_START: Final = "_vwa_"
_END: Final = "_vwz_"
_TARGET: Final = "_vwr_"
_DRAFT: Final = "_vwd_"
_HASH: Final = 8
_CLAUSE: Final = MAX_BOOKMARK - len(_START) - _HASH - 1
_BOOKMARK: Final = re.compile(rf"(_vw[az]_)(\w{{1,{_CLAUSE}}})_([0-9a-f]{{{_HASH}}})")


@dataclass(frozen=True, slots=True)
class ClauseMark:
    """One clause in the manifest: which text it was made of and how it reads.

    ``bookmark`` is the end of the names of its bookmarks.
    """

    clause: str
    variant: str
    version: int
    sha256: str
    deviation: bool
    number: str
    title: str
    bookmark: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the sent file was."""

    agreement: str
    template: str
    status: str
    draft_code: str
    clauses: tuple[ClauseMark, ...]

    @property
    def draft(self) -> str:
        """Id of the draft: agreement and draft code."""
        return draft_id(self.agreement, self.draft_code)


_MANIFEST: Final = tuple(field.name for field in fields(Manifest))
_MARK: Final = tuple(field.name for field in fields(ClauseMark))


def draft_id(agreement: str, code: str) -> str:
    """Return the id of a draft: ``pankow/2023 PK23-7F3A``."""
    return f"{agreement} {code}"


@lru_cache(maxsize=4096)
def stem(use: ClauseUse) -> str:
    """Return the end of a clause's bookmark names: what is left of its id, and a hash of all."""
    digest = hashlib.sha256(f"{use.name} {use.sha256} {use.deviation}".encode()).hexdigest()
    return f"{_word(use.clause)[:_CLAUSE]}_{digest[:_HASH]}"


def start_bookmark(stem: str) -> str:
    """Return the name of the bookmark on a clause's heading."""
    return _START + stem


def end_bookmark(stem: str) -> str:
    """Return the name of the bookmark on a clause's last paragraph."""
    return _END + stem


def target_bookmark(anchor: str) -> str:
    """Return the name of the bookmark on an Absatz that something refers to."""
    digest = hashlib.sha256(anchor.encode()).hexdigest()
    return f"{_TARGET}{_word(anchor)[:_CLAUSE]}_{digest[:_HASH]}"


def draft_bookmark(code: str) -> str:
    """Return the name of the bookmark that names the draft."""
    return (_DRAFT + _word(code))[:MAX_BOOKMARK]


def draft_bookmark_code(name: str) -> str | None:
    """Return the draft code in a bookmark's name, in bookmark letters, None in others."""
    return name.removeprefix(_DRAFT) if name.startswith(_DRAFT) else None


def bookmark_letters(code: str) -> str:
    """Return a draft code as a bookmark spells it."""
    return draft_bookmark(code).removeprefix(_DRAFT)


def clause_bookmark(name: str) -> tuple[bool, str] | None:
    """Return whether a bookmark is a clause's start, and its stem; None for other bookmarks."""
    found = _BOOKMARK.fullmatch(name)
    if found is None:
        return None
    return found[1] == _START, f"{found[2]}_{found[3]}"


def dump_manifest(manifest: Manifest) -> str:
    """Return the manifest as canonical JSON."""
    raw = {name: getattr(manifest, name) for name in _MANIFEST}
    raw["clauses"] = [{name: getattr(c, name) for name in _MARK} for c in manifest.clauses]
    return canonical.dump(raw).decode().rstrip("\n")


def load_manifest(text: str) -> Manifest:
    """Read a manifest back.

    Raises:
        ValueError: it is no manifest of this version.
    """
    try:
        raw = json.loads(text)
        clauses = tuple(ClauseMark(**clause) for clause in raw.pop("clauses"))
        found = Manifest(**raw, clauses=clauses)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    texts = (found.agreement, found.template, found.status, found.draft_code)
    marks = (
        text
        for clause in clauses
        for text in (
            clause.clause,
            clause.variant,
            clause.sha256,
            clause.number,
            clause.title,
            clause.bookmark,
        )
    )
    if not all(isinstance(text, str) for text in (*texts, *marks)):
        raise ValueError("a text of the manifest is none")
    return found


def _word(text: str) -> str:
    return re.sub(r"\W", "_", text, flags=re.ASCII)
