"""A trial run of a skeleton's placeholders, to see whether Word could read what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jinja2 import TemplateError
from lxml import etree
from markupsafe import Markup

from contracts.language import _
from contracts.markup.complaints import complaint
from contracts.markup.not_well_formed import xml_complaint
from contracts.ooxml.names import w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.writers.docx.placeholders import Source

_PARAGRAPH: Final = Markup("<w:p/>")
_RUN: Final = Markup("<w:r><w:t>x</w:t></w:r>")
_PARTY: Final = {"lines": [_RUN, _RUN], "hereinafter": _RUN}
_SIGNING: Final = {"heading": _RUN, "signatories": [{"name": _RUN, "function": _RUN}] * 2}
VALUES: Final = {
    "title": "x", "subtitle": _RUN, "file_reference": _RUN, "file_reference_label": "x",
    "draft": True, "draft_mark": "x", "draft_code": "x", "draft_code_label": "x",
    "words": {"between": "x", "and": "x"}, "parties": [_PARTY, _PARTY],
    "contents": _PARAGRAPH, "body": _PARAGRAPH, "annexes": _PARAGRAPH,
    "open_values": _PARAGRAPH,
    "signatures": {
        "text": _PARAGRAPH, "place_date": "x", "signature": "x", "parties": [_SIGNING, _SIGNING],
    },
}  # fmt: skip
# Where paragraphs and runs may stand (ISO/IEC 29500-1, 17.3.1.22 and 17.3.2.25).
_AROUND: Final = {
    w("p"): ("body", "tc", "hdr", "ftr", "txbxContent", "sdtContent"),
    w("r"): ("p", "hyperlink", "fldSimple", "sdtContent", "smartTag", "customXml", "ins"),
    w("tc"): ("tr", "sdtContent"),
    w("tr"): ("tbl", "sdtContent"),
}
_INSIDE: Final = {w("tc"): "p", w("tr"): "tc"}


def trial_problems(source: Source) -> Iterator[str]:
    """Yield what would be wrong with a part after its placeholders are filled."""
    for draft in (True, False):
        try:
            root = etree.fromstring(source.template().render({**VALUES, "draft": draft}).encode())
        except TemplateError as error:
            yield complaint(error)
            return
        except etree.XMLSyntaxError as error:
            yield xml_complaint(error)
            return
        found = dict.fromkeys(_problems(root))
        if found:
            yield from found
            return


def _problems(root: etree._Element) -> Iterator[str]:
    for element in root.iter(*_AROUND):
        parent = element.getparent()
        name = etree.QName(element).localname
        around = "" if parent is None else etree.QName(parent).localname
        if around not in _AROUND[str(element.tag)]:
            yield _("<w:{name}> in <w:{around}>").format(name=name, around=around)
        needed = _INSIDE.get(str(element.tag))
        if needed and element.find(f".//{w(needed)}") is None:
            yield _("<w:{name}> without <w:{needed}>").format(name=name, needed=needed)
