"""The named checks: each compares one thing that a reader of a contract relies on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from contracts.language import N_
from contracts.parity.account import NO_BREAK, WRAP, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from contracts.parity.account import Account, Line
    from contracts.parity.align import Aligned

RICH = frozenset(("docx", "pdf", "html"))
ALL = RICH | {"txt"}
_NUMBER = re.compile(r"^(?:§|Anlage)\s\d+")


@dataclass(frozen=True, slots=True)
class Difference:
    """What one file says otherwise than the contract."""

    check: str
    format: str
    clause: str
    expected: str
    found: str


Says: TypeAlias = "tuple[str, str, str]"  # clause, expected, found


@dataclass(frozen=True, slots=True)
class Check:
    """One check; ``formats`` are those that can say what it compares."""

    name: str
    formats: frozenset[str]
    differences: Callable[[Aligned], Iterator[Says]]

    def run(self, aligned: Aligned) -> list[Difference]:
        """Return what one file says otherwise."""
        name = aligned.told.format
        if name not in self.formats:
            return []
        return [Difference(self.name, name, *said) for said in self.differences(aligned)]


# ------------------------------------------------------------------ words, by what they are


def _words(*roles: str) -> Callable[[Aligned], Iterator[Says]]:
    def differences(aligned: Aligned) -> Iterator[Says]:
        for expected, told in aligned.pairs:
            if expected.role in roles and expected.words != plain(told.text):
                yield expected.clause, expected.words, plain(told.text)

    return differences


def _missing(aligned: Aligned) -> Iterator[Says]:
    for line in aligned.missing:
        yield line.clause, line.words, ""


def _extra(aligned: Aligned) -> Iterator[Says]:
    for line, after in aligned.extra:
        yield after, "", line.words


# ------------------------------------------------------------------ what a line is


def _each(says: Callable[[Line], object], *roles: str) -> Callable[[Aligned], Iterator[Says]]:
    def differences(aligned: Aligned) -> Iterator[Says]:
        for expected, told in aligned.pairs:
            if roles and expected.role not in roles:
                continue
            wanted, found = says(expected), says(told)
            if wanted != found:
                yield expected.clause, _shown(wanted), _shown(found)

    return differences


def _number(line: Line) -> str:
    found = _NUMBER.match(line.words)
    return found[0] if found else ""


def _pieces(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(plain(text) for text in texts)


def _marked(texts: Iterable[str]) -> str:
    """Return marked words without blanks: whether a blank between two is marked shows nowhere."""
    return plain("".join(texts)).replace(" ", "")


def _no_breaks(aligned: Aligned) -> Iterator[Says]:
    """A page shows no blank but where it breaks a line; the other formats hold the character."""
    page = aligned.told.format == "pdf"
    for expected, told in aligned.pairs:
        kept = expected.text.count(NO_BREAK) <= (told.label + told.text).count(NO_BREAK)
        if WRAP in told.text if page else not kept:
            found = told.text.replace(WRAP, "⏎")
            yield expected.clause, expected.text.replace(NO_BREAK, "⍽"), found


def _line_breaks(aligned: Aligned) -> Iterator[Says]:
    for expected, told in aligned.pairs:
        wanted = [plain(text) for text in expected.text.split("\n")]
        found = [plain(text) for text in told.text.split("\n")]
        if wanted != found and expected.words == plain(told.text):
            yield expected.clause, " / ".join(wanted), " / ".join(found)


def _references(aligned: Aligned) -> Iterator[Says]:
    for expected, told in aligned.pairs:
        wanted = [plain(shown) for shown, _ in expected.links]
        found = [plain(shown) for shown, _ in told.links]
        same = len(wanted) == len(found) and all(map(_covers, wanted, found))
        if not same:
            yield expected.clause, ", ".join(wanted), ", ".join(found)


def _covers(wanted: str, found: str) -> bool:
    """Tell whether a link is a reference, or that part of it which Word keeps up to date."""
    return bool(found) and found in wanted


def _targets(aligned: Aligned) -> Iterator[Says]:
    lines = aligned.expected.lines
    for expected, told in aligned.pairs:
        for (shown, wanted), (_, place) in zip(expected.links, told.links, strict=False):
            found = aligned.places.get(place, -1)
            if wanted != found:
                there = lines[found].words if found >= 0 else ""
                yield expected.clause, f"{plain(shown)} → {lines[wanted].words}", there


# ------------------------------------------------------------------ the whole


def _whole(says: Callable[[Account], object]) -> Callable[[Aligned], Iterator[Says]]:
    def differences(aligned: Aligned) -> Iterator[Says]:
        wanted, found = says(aligned.expected), says(aligned.told)
        if wanted != found:
            yield "", _shown(wanted), _shown(found)

    return differences


def _title(aligned: Aligned) -> Iterator[Says]:
    wanted, found = plain(aligned.expected.title or ""), plain(aligned.told.title or "")
    if not found.startswith(wanted):
        yield "", wanted, found


def _annexes(aligned: Aligned) -> Iterator[Says]:
    # where a heading fills more than one line, a page does not tell whether a blank stood there
    starts = {_marked([text]) for text in aligned.told.page_starts or ()}
    for wanted in _pieces(aligned.expected.page_starts or ()):
        if _marked([wanted]) not in starts:
            yield wanted, "a new page", "the middle of a page"


def _signature_fields(aligned: Aligned) -> Iterator[Says]:
    wanted = _pieces(aligned.expected.signature_fields or ())
    found = _pieces(aligned.told.signature_fields or ())
    named = len(wanted) == len(found) and all(map(str.__contains__, found, wanted))
    if not named:
        yield "signatures", _shown(wanted), _shown(found)


def _unreadable(aligned: Aligned) -> Iterator[Says]:
    for problem in aligned.told.unreadable:
        yield "", "", problem


def _page_labels(aligned: Aligned) -> Iterator[Says]:
    for number, right in enumerate(aligned.told.page_labels or (), start=1):
        if not right:
            yield "", f"the number of page {number}", ""


def _shown(value: object) -> str:
    if isinstance(value, tuple | list):
        return " | ".join(map(_shown, value))
    return str(value)


# Headings and header cells are bold by their look.
STRONG_ROLES = ("paragraph", "item", "cell", "party", "subtitle")
PDF = frozenset({"pdf"})
CHECKS = (
    Check(N_("missing lines"), ALL, _missing),
    Check(N_("extra lines"), ALL, _extra),
    Check(N_("kinds of lines"), RICH, _each(lambda line: line.kind)),
    Check(N_("title"), ALL, _words("title")),
    Check(N_("subtitle"), ALL, _words("subtitle")),
    Check(N_("file reference"), ALL, _words("reference")),
    Check(N_("connecting words"), ALL, _words("between")),
    Check(N_("parties"), ALL, _words("party")),
    Check(N_("short names"), ALL, _words("short-name")),
    Check(N_("headings"), ALL, _words("heading")),
    Check(N_("numbers of sections and annexes"), ALL, _each(_number, "heading")),
    Check(N_("paragraphs"), ALL, _words("paragraph")),
    Check(N_("numbers of paragraphs"), RICH, _each(lambda line: line.label, "paragraph")),
    Check(N_("items"), ALL, _words("item")),
    Check(N_("labels of items"), RICH, _each(lambda line: line.label, "item")),
    Check(N_("levels of lists"), RICH, _each(lambda line: line.level)),
    Check(N_("captions"), ALL, _words("caption")),
    Check(N_("header cells"), ALL, _words("header-cell")),
    Check(N_("table cells"), ALL, _words("cell")),
    Check(N_("shapes of tables"), RICH, _whole(lambda account: account.tables)),
    Check(N_("references"), RICH, _references),
    Check(N_("targets of references"), RICH, _targets),
    Check(N_("strong words"), RICH, _each(lambda line: _marked(line.strong), *STRONG_ROLES)),
    Check(N_("emphasis"), RICH, _each(lambda line: _marked(line.emphasis))),
    Check(N_("gaps"), RICH, _each(lambda line: _marked(line.gaps))),
    Check(N_("list of gaps"), ALL, _words("gap-list")),
    Check(N_("no-break spaces"), RICH, _no_breaks),
    Check(N_("line breaks"), frozenset({"docx", "html"}), _line_breaks),
    Check(N_("signing parties"), ALL, _words("signing-party")),
    Check(N_("signature lines"), ALL, _words("signature-line")),
    Check(N_("signatories"), ALL, _words("signatory")),
    Check(N_("functions"), ALL, _words("function")),
    Check(N_("signature fields"), PDF, _signature_fields),
    Check(N_("annexes on new pages"), frozenset({"docx", "pdf"}), _annexes),
    Check(N_("language"), RICH, _whole(lambda account: account.language)),
    Check(N_("title in properties"), RICH, _title),
    Check(N_("draft mark"), ALL, _whole(lambda account: account.draft_mark)),
    Check(N_("draft code"), ALL, _whole(lambda account: account.draft_code)),
    Check(N_("outline"), PDF, _whole(lambda account: _pieces(account.outline or ()))),
    Check(N_("contents"), RICH, _whole(lambda account: _pieces(account.contents or ()))),
    Check(N_("page numbers"), PDF, _page_labels),
    Check(N_("everything readable"), ALL, _unreadable),
)
