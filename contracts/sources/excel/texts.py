"""Texts of cells: shared or inline, with their escapes undone and their hidden looks noticed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Text:
    """What is written in a cell; ``struck`` and ``raised`` are looks that change its meaning."""

    text: str
    struck: bool = False
    raised: bool = False


def unescaped(text: str) -> str:
    """Return a text without Excel's escapes ``_xHHHH_``, with line feeds only.

    ``_x005F_`` stands for an underscore that would begin an escape (ECMA-376, part 1, 22.9.2.19).
    """
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        if any("\ud800" <= character <= "\udfff" for character in text):
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace: the strict form of files has another one."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the children of that name."""
    return (child for child in element if local(child) == name)


def rich_text(element: etree._Element) -> Text:
    """Return the text of an ``si`` or ``is`` element; what helps to pronounce it is left out."""
    pieces, struck, raised = [], False, False
    for child in element:
        if local(child) == "t":
            pieces.append(child.text or "")
        elif local(child) == "r":
            words = "".join(part.text or "" for part in children(child, "t"))
            pieces.append(words)
            if words.strip():
                looks = [look for properties in children(child, "rPr") for look in properties]
                struck |= any(local(look) == "strike" and is_on(look) for look in looks)
                raised |= any(
                    local(look) == "vertAlign" and look.get("val") != "baseline" for look in looks
                )
    # Excel escapes each run by itself, but the joined text has the same escapes
    return Text(unescaped("".join(pieces)), struck, raised)


def is_on(element: etree._Element) -> bool:
    """Tell whether a property that may be switched off is on (ECMA-376, part 1, 22.9.2.7)."""
    return element.get("val", "1") not in ("0", "false", "off")
