"""A page that is no contract (a change report, a Synopse) as accessible, archivable PDF."""

from __future__ import annotations

import io
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from contracts.catalogue import page as kinds
from contracts.findings import Place
from contracts.writers.pdf.complaints import complaints
from contracts.writers.pdf.fetcher import folder_fetcher
from contracts.writers.pdf.metadata import PACKET

if TYPE_CHECKING:
    from pathlib import Path


def write_report(page: str, title: str, template: Path) -> bytes:
    """Return a page as PDF/A-3a and PDF/UA-1; the same page gives the same bytes.

    Args:
        page: HTML without style of its own.
        title: what the file is called.
        template: folder whose fonts are used.

    Raises:
        WriterError: the engine complains about the page.
    """
    from weasyprint import HTML

    fonts = (template / "fonts").resolve()
    look, config = _look(fonts)
    written = io.BytesIO()
    with complaints(kinds.LAYOUT_COMPLAINT, Place("report.css")):
        source = HTML(string=page, base_url=None, url_fetcher=folder_fetcher(fonts))
        rendering = source.render(stylesheets=[look], font_config=config, pdf_variant="pdf/a-3a")
        rendering.write_pdf(
            written,
            pdf_variant="pdf/a-3a",
            finisher=lambda _drawing, pdf: _describe(pdf, title),
        )
    return written.getvalue()


@lru_cache(maxsize=2)
def _look(fonts: Path) -> tuple[Any, Any]:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    config = FontConfiguration()
    text = resources.files(__package__).joinpath("report.css").read_text(encoding="utf-8")
    look = CSS(
        string=text,
        base_url=fonts.as_uri() + "/",
        font_config=config,
        url_fetcher=folder_fetcher(fonts),
    )
    return look, config


def _describe(pdf: Any, title: str) -> None:
    """Say what the file is, in one XMP block without dates."""
    import pydyf

    producer = pdf.info["Producer"].string
    pdf.info.clear()
    pdf.info["Title"] = pydyf.String(title)
    pdf.info["Producer"] = pydyf.String(producer)
    stream = pydyf.Stream(
        [_packet(title, producer).encode()], {"Type": "/Metadata", "Subtype": "/XML"}
    )
    pdf.add_object(stream)
    pdf.catalog["Metadata"] = stream.reference


def _packet(title: str, producer: str) -> str:
    schema = (
        '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification'
        "</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/"
        "</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
        '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part'
        "</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
        "<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>"
        "Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>"
        "</rdf:li>"
    )
    return f"""{PACKET}
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdf:Producer>{escape(producer)}</pdf:Producer>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
<pdfaExtension:schemas><rdf:Bag>{schema}</rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
