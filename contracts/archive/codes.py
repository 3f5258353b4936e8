"""What a page says about itself: agreement, release, its number, and the hash of the text.

The same words stand in a QR code, a DataMatrix and in small print. All characters belong to the
alphanumeric mode of QR codes (ISO/IEC 18004, 7.4.4), which keeps the codes coarse.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from contracts.plaintext import document_lines

if TYPE_CHECKING:
    from contracts.document import Document

PREFIX = "VW1"
TEXT_LENGTH = 12  # base32: 60 bits
CHECK_LENGTH = 5
MOST_PAGES = 999

_AGREEMENT = r"[a-z0-9][a-z0-9-]{0,79}/[a-z0-9][a-z0-9-]{0,79}"
_RELEASE = r"[A-Z0-9][A-Z0-9-]{0,19}"
_FORM = re.compile(
    rf"VW1:(?P<agreement>{_AGREEMENT.replace('a-z', 'A-Z')}):(?P<release>{_RELEASE})"
    rf":(?P<page>[1-9][0-9]{{0,2}})/(?P<pages>[1-9][0-9]{{0,2}})"
    rf":(?P<text>[A-Z2-7]{{{TEXT_LENGTH}}}):(?P<check>[A-Z2-7]{{{CHECK_LENGTH}}})"
)


@dataclass(frozen=True, slots=True, order=True)
class PageCode:
    """The identity of one page; ``page`` 0 stands for the contract as a whole.

    ``release`` is the short code of the wording in the footer, ``text`` what ``text_code``
    returns.
    """

    agreement: str
    release: str
    text: str
    page: int = 0
    pages: int = 0

    def __post_init__(self) -> None:
        """Refuse what could not be read back.

        Raises:
            ValueError: a part has characters or a length that a page code cannot carry.
        """
        valid = (
            re.fullmatch(_AGREEMENT, self.agreement)
            and re.fullmatch(_RELEASE, self.release)
            and re.fullmatch(rf"[A-Z2-7]{{{TEXT_LENGTH}}}", self.text)
            and 0 <= self.page <= self.pages <= MOST_PAGES
        )
        if not valid:
            raise ValueError(f"not a page code: {self}")

    @property
    def whole(self) -> PageCode:
        """The code of the contract that the page belongs to."""
        return replace(self, page=0, pages=0)

    def at(self, page: int, pages: int) -> PageCode:
        """Return the code of one page of this contract."""
        return replace(self, page=page, pages=pages)

    @property
    def payload(self) -> str:
        """What the symbols carry; the last five characters are a check over all others."""
        words = (
            f"{PREFIX}:{self.agreement.upper()}:{self.release}:{self.page}/{self.pages}:{self.text}"
        )
        return f"{words}:{_base32(words.encode(), CHECK_LENGTH)}"

    @property
    def print_lines(self) -> tuple[str, ...]:
        """What stands beside the symbols for people."""
        return self.agreement, f"{self.release} · {self.page}/{self.pages}", self.text


def read_payload(payload: str) -> PageCode | None:
    """Return the page that a symbol names, None where it is not one of ours or damaged."""
    found = _FORM.fullmatch(payload)
    if found is None:
        return None
    try:
        code = PageCode(
            agreement=found["agreement"].lower(),
            release=found["release"],
            text=found["text"],
            page=int(found["page"]),
            pages=int(found["pages"]),
        )
    except ValueError:
        return None
    return code if code.payload == payload else None


def code_of(document: Document) -> PageCode:
    """Return the code of a contract as a whole.

    Raises:
        ValueError: the names in the document cannot be carried by a code.
    """
    return PageCode(document.agreement, document.draft_code, text_code(document))


def text_code(document: Document) -> str:
    """Return the hash of all words of a document as it stands in page codes."""
    text = "\n".join(document_lines(document))
    return _base32(text.encode(), TEXT_LENGTH)


def _base32(data: bytes, length: int) -> str:
    return base64.b32encode(hashlib.sha256(data).digest()).decode()[:length]
