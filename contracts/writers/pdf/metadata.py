"""What the PDF says about itself: XMP in one RDF block, and the same in its older form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import escape

from contracts import canonical

if TYPE_CHECKING:
    from contracts.document import Document

NAMESPACE = "urn:vertragswerk:xmp:1/"
PACKET = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'

# ISO 19005-3, 6.6.2.3: a property outside the standard's own schemas must be described.
SCHEMAS = (
    (
        "PDF/UA identification",
        "http://www.aiim.org/pdfua/ns/id/",
        "pdfuaid",
        (("part", "Integer", "internal", "Part of ISO 14289"),),
    ),
    (
        "Vertragswerk",
        NAMESPACE,
        "vertragswerk",
        (
            ("agreement", "Text", "external", "District and agreement"),
            ("status", "Text", "internal", "Draft or release"),
            ("draftCode", "Text", "internal", "Short code of the wording"),
            ("documentHash", "Text", "internal", "SHA-256 of the canonical document"),
        ),
    ),
)


def add_metadata(pdf: Any, document: Document, title: str, producer: str) -> None:
    """Write title, producer, identification and origin of the document; no dates, no clock."""
    import pydyf

    pdf.info.clear()
    pdf.info["Title"] = pydyf.String(title)
    pdf.info["Producer"] = pydyf.String(producer)
    stream = pydyf.Stream(
        [_packet(document, title, producer).encode()],
        {"Type": "/Metadata", "Subtype": "/XML"},
    )
    pdf.add_object(stream)
    pdf.catalog["Metadata"] = stream.reference


def _packet(document: Document, title: str, producer: str) -> str:
    own = {
        "agreement": document.agreement,
        "status": document.status,
        "draftCode": document.draft_code,
        "documentHash": canonical.digest(document),
    }
    properties = "\n".join(
        f"<vertragswerk:{name}>{escape(value)}</vertragswerk:{name}>" for name, value in own.items()
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
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 xmlns:vertragswerk="{NAMESPACE}">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdf:Producer>{escape(producer)}</pdf:Producer>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{escape(document.language)}</rdf:li></rdf:Bag></dc:language>
{properties}
<pdfaExtension:schemas><rdf:Bag>
{"".join(map(_schema, SCHEMAS))}</rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def _schema(schema: tuple[str, str, str, tuple[tuple[str, str, str, str], ...]]) -> str:
    name, namespace, prefix, properties = schema
    described = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{own}</pdfaProperty:name>"
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>"
        f"<pdfaProperty:category>{category}</pdfaProperty:category>"
        f"<pdfaProperty:description>{words}</pdfaProperty:description>"
        "</rdf:li>\n"
        for own, kind, category, words in properties
    )
    return (
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaSchema:schema>{name}</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>\n"
        f"<pdfaSchema:property><rdf:Seq>{described}</rdf:Seq></pdfaSchema:property>"
        "</rdf:li>\n"
    )
