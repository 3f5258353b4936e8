"""Inlines as runs of a Word paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from contracts.document import Break, Emphasis, Field, Reference, Strong, Text
from contracts.writers.docx.roles import Role
from contracts.writers.docx.targets import Link, Living, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from contracts.document import Inline
    from contracts.writers.docx.targets import Targets

_STRONG: Final = 1
_EMPHASIS: Final = 2
_GAP: Final = 4
_NO_BREAK: Final = "\u2011"


def escape(text: str) -> str:
    """Return words as the content or attribute of an XML element."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")


def words_xml(text: str) -> str:
    """Return the content of a run that shows words; a hyphen that does not break is a sign.

    The character U+2011 is missing in most fonts; the sign is drawn as their hyphen (ECMA-376,
    part 1, 17.3.3.18).
    """
    whole = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    if _NO_BREAK not in text:
        return whole
    between = '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'
    return whole.replace(_NO_BREAK, between).replace('<w:t xml:space="preserve"></w:t>', "")


def field_xml(properties: str, instruction: str, shown: str) -> str:
    """Return a field with its result filled in, so that nothing has to be updated first."""
    run = f"<w:r>{properties}"
    return (
        f'{run}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'{run}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'{run}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run}{words_xml(shown)}</w:r>"
        f'{run}<w:fldChar w:fldCharType="end"/></w:r>'
    )


class Runs:
    """Turns inlines into runs; neighbours that look alike become one run."""

    def __init__(self, styles: Mapping[Role, str]) -> None:
        self._properties = tuple(_properties(styles, look) for look in range(8))

    def xml(self, content: Iterable[Inline], targets: Targets) -> str:
        """Return the runs of a paragraph's content."""
        out: list[str] = []
        look, words = 0, ""
        for piece_look, text, xml in self._pieces(content, 0, targets):
            if words and (xml or piece_look != look):
                out.append(f"<w:r>{self._properties[look]}{words_xml(words)}</w:r>")
                words = ""
            look = piece_look
            if xml:
                out.append(xml)
            else:
                words += text
        if words:
            out.append(f"<w:r>{self._properties[look]}{words_xml(words)}</w:r>")
        return "".join(out)

    def _pieces(
        self, content: Iterable[Inline], look: int, targets: Targets
    ) -> Iterator[tuple[int, str, str]]:
        """Yield look and words of each inline, or the XML of what stands beside runs."""
        for inline in content:
            match inline:
                case Text(text):
                    yield look, text, ""
                case Field():
                    yield (look | _GAP if inline.gap else look), inline.shown, ""
                case Strong(inner):
                    yield from self._pieces(inner, look | _STRONG, targets)
                case Emphasis(inner):
                    yield from self._pieces(inner, look | _EMPHASIS, targets)
                case Reference():
                    yield from self._reference(inline, look, targets)
                case Break():
                    yield look, "", f"<w:r>{self._properties[look]}<w:br/></w:r>"

    def _reference(
        self, reference: Reference, look: int, targets: Targets
    ) -> Iterator[tuple[int, str, str]]:
        properties = self._properties[look]
        for piece in targets.pieces(reference):
            match piece:
                case Words(text):
                    yield look, text, ""
                case Link(text, bookmark):
                    run = f"<w:r>{properties}{words_xml(text)}</w:r>"
                    link = f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{run}</w:hyperlink>'
                    yield look, "", link
                case Living():
                    switch = f" \\{piece.switch}" if piece.switch else ""
                    instruction = f"REF {piece.bookmark}{switch} \\h"
                    yield look, "", field_xml(properties, instruction, piece.shown)


def _properties(styles: Mapping[Role, str], look: int) -> str:
    strong, emphasis, gap = (bool(look & bit) for bit in (_STRONG, _EMPHASIS, _GAP))
    role = Role.GAP if gap else Role.STRONG if strong else Role.EMPHASIS if emphasis else None
    if role is None:
        return ""
    style = f'<w:rStyle w:val="{escape(styles[role])}"/>'
    bold = "<w:b/>" if strong and role is not Role.STRONG else ""
    italic = "<w:i/>" if emphasis and role is not Role.EMPHASIS else ""
    return f"<w:rPr>{style}{bold}{italic}</w:rPr>"
