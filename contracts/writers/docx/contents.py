"""The table of contents: filled in, with links, so that nothing has to be updated first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts import wording
from contracts.ooxml.anchors import start_bookmark, stem
from contracts.plaintext import inline_text
from contracts.writers.docx.roles import Role
from contracts.writers.docx.runs import escape, field_xml, words_xml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contracts.document import Document, Part, SignatureBlock

_BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
_SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_TAB = "<w:r><w:tab/></w:r>"
# Word, too, sets this tab in the entries of numbered headings and not in the style.
_NUMBER_TAB = '<w:tabs><w:tab w:val="left" w:pos="1247"/></w:tabs>'


def contents_xml(
    document: Document, styles: Mapping[Role, str], pages: Mapping[str, int] | None
) -> str:
    """Return the table of contents, "" where the document has none.

    Args:
        document: the contract.
        styles: ids of the skeleton's styles.
        pages: page of each part by its anchor; without it the entries show no pages.
    """
    if not document.toc:
        return ""
    # \o headings, \u outline levels of other styles, \h links, \z no pages on screen, \n no pages
    switches = '\\o "1-1" \\h \\z \\u' if pages else '\\o "1-1" \\n \\h \\z \\u'
    begin = (
        f'{_BEGIN}<w:r><w:instrText xml:space="preserve"> TOC {switches} </w:instrText></w:r>'
        f"{_SEPARATE}"
    )
    heading = _open(styles[Role.CONTENTS])
    out = [f"{heading}<w:r>{words_xml(wording.CONTENTS_TITLE)}</w:r></w:p>"]
    for position, part in enumerate(document.parts):
        before = begin if position == 0 else ""
        after = _END if position + 1 == len(document.parts) else ""
        # all entries but the last hold on to the next: a short table is not torn
        stay = "" if after else "<w:keepNext/>"
        paragraph = _open(styles[Role.ENTRY], stay + (_NUMBER_TAB if part.number else ""))
        out.append(f"{paragraph}{before}{_entry(part, pages)}{after}</w:p>")
    return "".join(out)


def _entry(part: Part | SignatureBlock, pages: Mapping[str, int] | None) -> str:
    bookmark = start_bookmark(stem(part.use))
    number = f"<w:r>{words_xml(part.number)}</w:r>{_TAB}" if part.number else ""
    page = ""
    if pages and part.anchor in pages:
        page = _TAB + field_xml("", f"PAGEREF {bookmark} \\h", str(pages[part.anchor]))
    title = f"<w:r>{words_xml(inline_text(part.title))}</w:r>"
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{number}{title}{page}</w:hyperlink>'


def _open(style: str, tabs: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{escape(style)}"/>{tabs}</w:pPr>'
