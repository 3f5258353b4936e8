"""Parsing XML that others wrote: no entities, no network, no surprises."""

from __future__ import annotations

from lxml import etree

from contracts.catalogue import word
from contracts.errors import SourceError
from contracts.findings import Place
from contracts.language import _


def parse(data: bytes, part: str, file: str) -> etree._Element:
    """Return the root element of a part.

    Raises:
        SourceError: the part is not well-formed, too deep, or brings a document type.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = _("it is not well-formed (line {line})").format(line=error.lineno or 1)
        raise SourceError(word.BROKEN_PART.at(Place(file), part=part, reason=reason)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise SourceError(
            word.BROKEN_PART.at(Place(file), part=part, reason=_("it declares a document type"))
        )
    return root


def serialise(root: etree._Element) -> str:
    """Return an element as text without XML declaration."""
    return etree.tostring(root, encoding="unicode")
