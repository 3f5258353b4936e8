"""The neutral document: everything a contract says, nothing of how it looks.

Read this page first. Assembly makes a ``Document``; every writer, the redline and the archive only
read it. All nodes are immutable. Numbers, labels and references are already computed and stand
here as they are shown; no writer counts. Equal contracts have equal canonical JSON
(``contracts.canonical``).

Order of a document: title, subtitle, parties, preamble and sections (``body``), signatures,
annexes, and in a draft the list of gaps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Status = Literal["draft", "release"]
Align = Literal["left", "right", "center"]

# --------------------------------------------------------------------------- inlines


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words of a clause."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words set strong."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words set off."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A value out of the data, as shown; a gap shows ``[offen: …]``.

    ``name`` is the path in the data (``coordination.full_time_equivalents``), ``value`` the raw
    value in its plain text form (ISO date, decimal point), "" for a gap.
    """

    name: str
    value: str
    shown: str
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a section, a numbered paragraph or an annex of the same document.

    ``target`` is the ``anchor`` of the ``Section``, ``Annex`` or ``Paragraph`` meant; ``shown``
    the full text ("§ 6 Abs. 2", "Anlage 1").
    """

    target: str
    shown: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a paragraph, as in an address."""


Inline: TypeAlias = Text | Strong | Emphasis | Field | Reference | Break

# --------------------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One Absatz; ``label`` is "(2)", or "" where a section has a single one or none is numbered.

    ``anchor`` is "<clause id>:<n>" for the n-th Absatz of a clause, "" where nothing can refer to
    it (preamble, annex and cell paragraphs keep theirs, too, when they have a position).
    """

    content: tuple[Inline, ...]
    label: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item; ``label`` is "1." or "a)" as shown, "–" in an unordered list."""

    label: str
    content: tuple[Inline, ...]
    children: tuple[ListBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; ``level`` 1 is "1.", level 2 "a)"; deeper levels do not exist."""

    ordered: bool
    level: int
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; a header cell names its column."""

    content: tuple[Inline, ...]
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row that repeats on every page; all rows have as many cells."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


Block: TypeAlias = Paragraph | ListBlock | Table


@dataclass(frozen=True, slots=True)
class ClauseUse:
    """Which text a section was made of.

    ``sha256`` is the hash of the clause file's bytes (of the deviation's file where
    ``deviation``), hexadecimal; ``reason`` says in words why the clause is in the contract.
    """

    clause: str
    variant: str
    version: int
    sha256: str
    deviation: bool = False
    reason: str = ""

    @property
    def name(self) -> str:
        """Short form as on the command line: ``steering@1``, ``liability/strict@2``."""
        middle = "" if self.variant == "standard" else f"/{self.variant}"
        return f"{self.clause}{middle}@{self.version}"


@dataclass(frozen=True, slots=True)
class Preamble:
    """The unnumbered opening."""

    use: ClauseUse
    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]

    number = ""

    @property
    def anchor(self) -> str:
        """What a reference to it names."""
        return self.use.clause


@dataclass(frozen=True, slots=True)
class Section:
    """One §; ``number`` is "§ 3" with a no-break space."""

    use: ClauseUse
    number: str
    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]

    @property
    def anchor(self) -> str:
        """What a reference to it names."""
        return self.use.clause


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex on its own page; ``number`` is "Anlage 1" with a no-break space."""

    use: ClauseUse
    number: str
    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]

    @property
    def anchor(self) -> str:
        """What a reference to it names."""
        return self.use.clause


Part: TypeAlias = Preamble | Section | Annex

# --------------------------------------------------------------------------- parties, signatures


@dataclass(frozen=True, slots=True)
class Party:
    """One party as it stands at the head of the contract.

    ``lines`` are the lines of its block: legal entity, representation, address. ``short`` is the
    defined short name ("Bezirk"), shown by every writer as – nachfolgend „<short>“ –. ``together``
    is what both parties are called; only the last one defines it.
    """

    key: str
    lines: tuple[tuple[Inline, ...], ...]
    short: str
    together: str = ""


@dataclass(frozen=True, slots=True)
class Signatory:
    """One signature to be given: name and function, with i. V. / i. A. in ``capacity``."""

    name: tuple[Inline, ...]
    function: tuple[Inline, ...]
    capacity: str = ""


@dataclass(frozen=True, slots=True)
class SigningParty:
    """All signatures of one party, under its name."""

    key: str
    heading: tuple[Inline, ...]
    signatories: tuple[Signatory, ...]


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """The signature page; ``use`` names the clause whose text (``blocks``) introduces it."""

    use: ClauseUse
    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    parties: tuple[SigningParty, ...]
    place_date: str
    signature: str

    number = ""

    @property
    def anchor(self) -> str:
        """What a reference to it names."""
        return self.use.clause


@dataclass(frozen=True, slots=True)
class Gap:
    """A value that is missing: data path, its German name, and the clauses that need it.

    ``needed_by`` are shown forms ("§ 6 Abs. 1", "Anlage 1", "Unterschriften"), in document order;
    ``supplied_by`` says in German who is expected to know it.
    """

    name: str
    label: str
    needed_by: tuple[str, ...]
    supplied_by: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One contract of one district."""

    agreement: str  # "pankow/2023"
    template: str  # "cooperation-contract"
    status: Status
    title: str  # "Kooperationsvertrag"
    subtitle: tuple[Inline, ...]
    file_reference: tuple[Inline, ...]  # empty where the agreement has none
    parties: tuple[Party, ...]
    body: tuple[Preamble | Section, ...]
    signatures: SignatureBlock
    annexes: tuple[Annex, ...]
    gaps: tuple[Gap, ...]
    draft_code: str  # short code in the footer, derived from the content
    parties_use: ClauseUse | None = None  # the clause that the party block was made of
    toc: bool = False
    language: str = "de-DE"

    @property
    def slug(self) -> str:
        """File name stem of all outputs: ``pankow-2023``."""
        return self.agreement.replace("/", "-")

    @property
    def parts(self) -> tuple[Part | SignatureBlock, ...]:
        """Everything that is made of a clause, in reading order."""
        return (*self.body, self.signatures, *self.annexes)
