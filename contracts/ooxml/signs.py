"""The signs that survived in a Word file, read without believing any of them yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from contracts import wording
from contracts.language import N_
from contracts.ooxml import names
from contracts.ooxml.anchors import (
    NAMESPACE,
    PROPERTY,
    Manifest,
    bookmark_letters,
    draft_bookmark_code,
    load_manifest,
)
from contracts.ooxml.names import w
from contracts.ooxml.words import paragraph_text, paragraphs
from contracts.ooxml.xml import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml import etree

    from contracts.ooxml.package import Package

SIGNS: Final = {
    "manifest": N_("manifest"),
    "property": N_("document property"),
    "identifier": N_("identifier"),
    "footer": N_("code in the footer"),
    "bookmark": N_("hidden bookmark"),
}
_CODE: Final = re.compile(
    rf"{re.escape(wording.DRAFT_CODE_LABEL)}\s+([0-9A-Z]{{2,12}}-[0-9A-Z]{{2,12}})\b"
)
_ID: Final = re.compile(r"(\S+/\S+) (\S+)")


@dataclass(frozen=True, slots=True)
class DraftSign:
    """One sign of a draft; ``letters`` is its code as a bookmark spells it.

    ``agreement`` and ``code`` are "" where the sign is too short to hold them.
    """

    kind: str
    letters: str
    code: str = ""
    agreement: str = ""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark and the paragraph it begins in, counted from 0 in reading order."""

    name: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Signs:
    """Everything in a file that Vertragswerk may have put there.

    ``final`` tells that its headers are there and do not call it a draft; a final version never
    had a code in the footer.
    """

    drafts: tuple[DraftSign, ...]
    manifests: tuple[Manifest, ...]
    bookmarks: tuple[Bookmark, ...]
    texts: tuple[str, ...]
    final: bool = False


def read_signs(package: Package) -> Signs:
    """Return the signs of a file.

    Raises:
        SourceError: a part cannot be read.
    """
    root = parse(package.parts[package.document], package.document, package.file)
    body = paragraphs(root)
    manifests = tuple(_manifests(package))
    bookmarks = tuple(_bookmarks(body))
    drafts = (
        *(_sign("manifest", found.agreement, found.draft_code) for found in manifests),
        *_named(package, names.REL_CUSTOM, _properties),
        *_named(package, names.REL_CORE, _identifiers),
        *_footers(package),
        *_draft_bookmarks(bookmarks),
    )
    texts = tuple(" ".join(paragraph_text(paragraph).split()) for paragraph in body)
    final = _is_final(package)
    return Signs(tuple(dict.fromkeys(drafts)), manifests, bookmarks, texts, final)


def _sign(kind: str, agreement: str, code: str) -> DraftSign:
    return DraftSign(kind, bookmark_letters(code), code, agreement)


def _manifests(package: Package) -> Iterator[Manifest]:
    # Editors rename the part: only its content tells what it is.
    for name in sorted(package.parts):
        if name.startswith("customXml/") and name.endswith(".xml"):
            root = parse(package.parts[name], name, package.file)
            if root.tag == f"{{{NAMESPACE}}}manifest":
                try:
                    yield load_manifest(root.text or "")
                except ValueError:
                    continue  # a damaged sign is a lost sign


def _named(
    package: Package, kind: str, texts: Callable[[etree._Element], Iterator[str]]
) -> Iterator[DraftSign]:
    for name in package.related("", kind):
        root = parse(package.parts[name], name, package.file)
        for text in texts(root):
            found = _ID.fullmatch(text)
            if found:
                sign = "property" if kind == names.REL_CUSTOM else "identifier"
                yield _sign(sign, found[1], found[2])


def _properties(root: etree._Element) -> Iterator[str]:
    for element in root.iterfind(f"{{{names.CUSTOM}}}property"):
        if element.get("name") == PROPERTY:
            yield "".join(str(text) for text in element.itertext()).strip()


def _identifiers(root: etree._Element) -> Iterator[str]:
    for element in root.iterfind(f"{{{names.DC}}}identifier"):
        yield (element.text or "").strip()


def _footers(package: Package) -> Iterator[DraftSign]:
    for name in package.related(package.document, names.REL_FOOTER):
        root = parse(package.parts[name], name, package.file)
        for paragraph in paragraphs(root):
            for code in _CODE.findall(paragraph_text(paragraph)):
                yield _sign("footer", "", code)


def _is_final(package: Package) -> bool:
    found = [
        " ".join(paragraph_text(paragraph).split())
        for name in package.related(package.document, names.REL_HEADER)
        for paragraph in paragraphs(parse(package.parts[name], name, package.file))
    ]
    return any(found) and not any(wording.DRAFT_MARK in text for text in found)


def _bookmarks(body: list[etree._Element]) -> Iterator[Bookmark]:
    for position, paragraph in enumerate(body):
        for element in paragraph.iter(w("bookmarkStart")):
            name = element.get(w("name"), "")
            if name.startswith("_vw"):
                yield Bookmark(name, position)


def _draft_bookmarks(bookmarks: tuple[Bookmark, ...]) -> Iterator[DraftSign]:
    for bookmark in bookmarks:
        letters = draft_bookmark_code(bookmark.name)
        if letters:
            yield DraftSign("bookmark", letters)
