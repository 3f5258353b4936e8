"""Sixty ways to break a good PDF, each with the rule of ISO 19005-3 or ISO 14289-1 it breaks."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True)
class Fault:
    """One way to break a PDF, and what veraPDF must say of it."""

    name: str
    profile: str
    rule: str
    apply: Callable[[pikepdf.Pdf], None]


def broken(good: bytes, fault: Fault) -> bytes:
    """Return a PDF with one fault; that it changed is part of the proof."""
    with pikepdf.open(io.BytesIO(good)) as pdf:
        fault.apply(pdf)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    assert out.getvalue() != good
    return out.getvalue()


# ------------------------------------------------------------------ finding the place


def elements(pdf: pikepdf.Pdf, role: str = "") -> Iterator[Any]:
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        element = waiting.pop(0)
        if isinstance(element, Array):
            waiting = [*element, *waiting]
        elif isinstance(element, Dictionary) and "/S" in element:
            if not role or f"/{role}" == element.S:
                yield element
            waiting = [element.get("/K", Array()), *waiting]


def first(pdf: pikepdf.Pdf, role: str) -> Any:
    return next(elements(pdf, role))


def page(pdf: pikepdf.Pdf) -> Any:
    return pdf.pages[0].obj


def fonts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    yield from page(pdf).Resources.Font.values()


def font(pdf: pikepdf.Pdf) -> Any:
    return next(fonts(pdf))


def annotation(pdf: pikepdf.Pdf, subtype: str) -> Any:
    return next(
        found
        for sheet in pdf.pages
        for found in sheet.obj.get("/Annots", Array())
        if found.Subtype == subtype
    )


def attachment(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root.Names.EmbeddedFiles.Names[1]


def draw(pdf: pikepdf.Pdf, code: bytes) -> None:
    sheet = page(pdf)
    sheet.Contents = Array([sheet.Contents, pdf.make_stream(code)])


def redraw(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    sheet = page(pdf)
    content = sheet.Contents.read_bytes()
    assert old in content
    sheet.Contents = pdf.make_stream(content.replace(old, new, 1))


def rewrite(pdf: pikepdf.Pdf, old: str, new: str) -> None:
    stream = pdf.Root.Metadata
    text = stream.read_bytes().decode()
    assert old in text
    stream.write(text.replace(old, new).encode())


def action(pdf: pikepdf.Pdf, kind: str, **values: Any) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name(kind), **values)


def annotate(pdf: pikepdf.Pdf, subtype: str, **values: Any) -> None:
    sheet = page(pdf)
    note = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=[10, 10, 60, 30], F=4, **values)
    )
    sheet.Annots = Array([*sheet.get("/Annots", Array()), note])


def image(pdf: pikepdf.Pdf, **values: Any) -> Stream:
    return Stream(
        pdf, b"\x00", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1,
        BitsPerComponent=8, ColorSpace=Name.DeviceGray, **values,
    )  # fmt: skip


def show(pdf: pikepdf.Pdf, picture: Stream) -> None:
    resources = page(pdf).Resources
    resources.XObject = Dictionary(Im0=picture)
    draw(pdf, b"/Artifact BMC q 1 0 0 1 0 0 cm /Im0 Do Q EMC")


def state(pdf: pikepdf.Pdf, **values: Any) -> None:
    page(pdf).Resources.ExtGState[Name("/Broken")] = Dictionary(Type=Name.ExtGState, **values)
    draw(pdf, b"/Broken gs /Artifact BMC 0 0 1 1 re f EMC")


def drop(holder: Any, key: str) -> None:
    del holder[key]


def put(holder: Any, key: str, value: Any) -> None:
    holder[key] = value


def role(element: Any, name: str) -> None:
    element.S = Name(name)


def wrap(pdf: pikepdf.Pdf, element: Any, name: str) -> None:
    """Put an element between an element and its parent."""
    parent = element.P
    between = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(name), P=parent, K=element))
    kids = parent.K
    if isinstance(kids, Array):
        for place, kid in enumerate(kids):
            if isinstance(kid, Dictionary) and kid.objgen == element.objgen:
                kids[place] = between
    else:
        parent.K = between
    element.P = between


def subset(pdf: pikepdf.Pdf, **values: Any) -> None:
    descendant = font(pdf).DescendantFonts[0]
    for key, value in values.items():
        descendant[f"/{key}"] = value


UA, A = "ua1", "3a"

BROKEN = (
    # ---- what the file says of itself
    Fault("no identification as PDF/UA", UA, "5-1",
          lambda p: rewrite(p, "<pdfuaid:part>1</pdfuaid:part>", "")),
    Fault("a wrong part of PDF/UA", UA, "5-2",
          lambda p: rewrite(p, "<pdfuaid:part>1<", "<pdfuaid:part>7<")),
    Fault("no identification as PDF/A", A, "6.6.4-2",
          lambda p: rewrite(p, "<pdfaid:part>3</pdfaid:part>", "")),
    Fault("a wrong part of PDF/A", A, "6.6.4-2",
          lambda p: rewrite(p, "<pdfaid:part>3<", "<pdfaid:part>2<")),
    Fault("a wrong level of PDF/A", A, "6.6.4-3",
          lambda p: rewrite(p, "<pdfaid:conformance>A<", "<pdfaid:conformance>X<")),
    Fault("an undescribed property", A, "6.6.2.3.1-1",
          lambda p: rewrite(p, "<vertragswerk:agreement>", "<vertragswerk:own>x</vertragswerk:own>"
                                                           "<vertragswerk:agreement>")),
    Fault("no metadata", A, "6.6.2.1-1", lambda p: drop(p.Root, "/Metadata")),
    Fault("no title", UA, "7.1-9",
          lambda p: rewrite(p, "dc:title", "dc:rights")),
    Fault("the title is not shown", UA, "7.1-10",
          lambda p: put(p.Root.ViewerPreferences, "/DisplayDocTitle", False)),
    Fault("no viewer preferences", UA, "7.1-10", lambda p: drop(p.Root, "/ViewerPreferences")),
    Fault("not marked", UA, "6.2-1", lambda p: put(p.Root.MarkInfo, "/Marked", False)),
    Fault("marked as suspect", UA, "7.1-4", lambda p: put(p.Root.MarkInfo, "/Suspects", True)),
    Fault("no language", UA, "7.2-2",
          lambda p: (drop(p.Root, "/Lang"), drop(first(p, "Document"), "/Lang"))),
    Fault("a malformed language", A, "6.7.4-1", lambda p: put(p.Root, "/Lang", String("12_x"))),
    Fault("no structure tree", A, "6.7.3.3-1", lambda p: drop(p.Root, "/StructTreeRoot")),
    Fault("no structure for those who hear", UA, "7.1-11",
          lambda p: drop(p.Root, "/StructTreeRoot")),
    Fault("no output intent", A, "6.2.4.3-2", lambda p: drop(p.Root, "/OutputIntents")),
    Fault("needs rendering", A, "6.4.2-2", lambda p: put(p.Root, "/NeedsRendering", True)),
    Fault("an XFA form", A, "6.4.2-1", lambda p: put(p.Root.AcroForm, "/XFA", String("x"))),
    Fault("appearances to be made by the viewer", A, "6.4.1-3",
          lambda p: put(p.Root.AcroForm, "/NeedAppearances", True)),
    Fault("an alternate presentation", A, "6.10-1",
          lambda p: put(p.Root.Names, "/AlternatePresentations", Dictionary())),
    Fault("requirements", A, "6.11-1", lambda p: put(p.Root, "/Requirements", Array())),
    # ---- actions
    Fault("a script on opening", A, "6.5.1-1",
          lambda p: action(p, "/JavaScript", JS=String("app.alert(1)"))),
    Fault("a program on opening", A, "6.5.1-1", lambda p: action(p, "/Launch", F=String("x.exe"))),
    Fault("a sound on opening", A, "6.5.1-1", lambda p: action(p, "/Sound")),
    Fault("an unknown named action", A, "6.5.1-2", lambda p: action(p, "/Named", N=Name("/Print"))),
    Fault("an action on closing", A, "6.5.2-1", lambda p: put(p.Root, "/AA", Dictionary())),
    Fault("an action of a page", A, "6.5.2-2", lambda p: put(page(p), "/AA", Dictionary())),
    Fault("an action of a field", A, "6.4.1-2",
          lambda p: put(annotation(p, "/Widget"), "/AA", Dictionary())),
    # ---- annotations
    Fault("a link without words", UA, "7.18.5-2",
          lambda p: drop(annotation(p, "/Link"), "/Contents")),
    Fault("a link outside the structure", UA, "7.18.5-1",
          lambda p: drop(annotation(p, "/Link"), "/StructParent")),
    Fault("a link that is not printed", A, "6.3.2-2",
          lambda p: put(annotation(p, "/Link"), "/F", 0)),
    Fault("a hidden link", A, "6.3.2-2", lambda p: put(annotation(p, "/Link"), "/F", 6)),
    Fault("no flags of an annotation", A, "6.3.2-1", lambda p: drop(annotation(p, "/Link"), "/F")),
    Fault("a field without a name to read out", UA, "7.18.1-3",
          lambda p: drop(annotation(p, "/Widget"), "/TU")),
    Fault("a field outside the structure", UA, "7.18.4-1",
          lambda p: drop(annotation(p, "/Widget"), "/StructParent")),
    Fault("a field without appearance", A, "6.3.3-1",
          lambda p: drop(annotation(p, "/Widget"), "/AP")),
    Fault("a film", A, "6.3.1-1", lambda p: annotate(p, "/Movie")),
    Fault("a sound", A, "6.3.1-1", lambda p: annotate(p, "/Sound")),
    Fault("a note outside the structure", UA, "7.18.1-1",
          lambda p: annotate(p, "/Text", Contents=String("x"))),
    Fault("annotations in no order", UA, "7.18.3-1", lambda p: drop(page(p), "/Tabs")),
    # ---- structure
    Fault("a skipped level of headings", UA, "7.4.2-1", lambda p: role(first(p, "H2"), "/H4")),
    Fault("two kinds of headings", UA, "7.4.4-3", lambda p: role(first(p, "H2"), "/H")),
    Fault("an unknown element", UA, "7.1-5", lambda p: role(first(p, "P"), "/Absatz")),
    Fault("an unknown element in an archive", A, "6.7.3.4-1",
          lambda p: role(first(p, "P"), "/Absatz")),
    Fault("a standard role changed", UA, "7.1-7",
          lambda p: put(p.Root.StructTreeRoot.RoleMap, "/P", Name("/Span"))),
    Fault("a role that maps to itself", UA, "7.1-6",
          lambda p: put(p.Root.StructTreeRoot.RoleMap, "/Gap", Name("/Gap"))),
    Fault("a table right in a table", UA, "7.2-3", lambda p: role(first(p, "TBody"), "/Table")),
    Fault("a row outside a table", UA, "7.2-3", lambda p: wrap(p, first(p, "TBody"), "/Sect")),
    Fault("a cell outside a row", UA, "7.2-10", lambda p: wrap(p, first(p, "TD"), "/P")),
    Fault("words in a row", UA, "7.2-10", lambda p: role(first(p, "TD"), "/P")),
    Fault("header cells without scope", UA, "7.5-1",
          lambda p: [drop(cell, "/A") for cell in elements(p, "TH")]),
    Fault("an item outside a list", UA, "7.2-17", lambda p: role(first(p, "L"), "/Div")),
    Fault("a list of paragraphs", UA, "7.2-19", lambda p: role(first(p, "LI"), "/P")),
    Fault("an item of paragraphs", UA, "7.2-20", lambda p: role(first(p, "LBody"), "/P")),
    Fault("a picture without description", UA, "7.3-1",
          lambda p: role(first(p, "Strong"), "/Figure")),
    Fault("a formula without description", UA, "7.7-1",
          lambda p: role(first(p, "Strong"), "/Formula")),
    Fault("a note without an identity", UA, "7.9-1", lambda p: role(first(p, "Strong"), "/Note")),
    Fault("two heads of a table", UA, "7.2-11", lambda p: role(first(p, "TBody"), "/THead")),
    # ---- what is painted
    Fault("words outside the structure", UA, "7.1-3",
          lambda p: redraw(p, b"/Artifact", b"/Span")),
    Fault("a drawing that nobody accounts for", UA, "7.1-3",
          lambda p: draw(p, b"0 0 10 10 re f")),
    Fault("content inside an artifact", UA, "7.1-2",
          lambda p: draw(p, b"/Artifact BMC /P <</MCID 0>> BDC 0 0 1 1 re f EMC EMC")),
    Fault("an artifact inside content", UA, "7.1-1",
          lambda p: draw(p, b"/P <</MCID 0>> BDC /Artifact BMC 0 0 1 1 re f EMC EMC")),
    Fault("an unknown operator", A, "6.2.2-1", lambda p: draw(p, b"xyz")),
    Fault("a colour for no device", A, "6.2.4.3-3",
          lambda p: draw(p, b"/Artifact BMC 0 0 0 1 k 0 0 1 1 re f EMC")),
    Fault("an unknown intent", A, "6.2.6-1", lambda p: draw(p, b"/Own ri")),
    Fault("a transfer function", A, "6.2.5-1", lambda p: state(p, TR=Name("/Identity"))),
    Fault("an unknown blend mode", A, "6.2.10-1", lambda p: state(p, BM=Name("/Own"))),
    Fault("a smoothed picture", A, "6.2.8-3", lambda p: show(p, image(p, Interpolate=True))),
    Fault("an alternate picture", A, "6.2.8-1", lambda p: show(p, image(p, Alternates=Array()))),
    Fault("a picture for prepress", A, "6.2.8-2", lambda p: show(p, image(p, OPI=Dictionary()))),
    # ---- fonts
    Fault("a font that is not inside", A, "6.2.11.4.1-1",
          lambda p: [drop(f.DescendantFonts[0].FontDescriptor, "/FontFile2") for f in fonts(p)]),
    Fault("a font that is not inside, heard", UA, "7.21.4.1-1",
          lambda p: [drop(f.DescendantFonts[0].FontDescriptor, "/FontFile2") for f in fonts(p)]),
    Fault("wrong widths", A, "6.2.11.5-1",
          lambda p: subset(p, W=Array([0, 3000, 77]))),
    Fault("wrong widths, heard", UA, "7.21.5-1",
          lambda p: subset(p, W=Array([0, 3000, 77]))),
    Fault("glyphs without characters", A, "6.2.11.7.2-1",
          lambda p: [drop(f, "/ToUnicode") for f in fonts(p)]),
    Fault("glyphs without characters, heard", UA, "7.21.7-1",
          lambda p: [drop(f, "/ToUnicode") for f in fonts(p)]),
    Fault("no map from codes to glyphs", A, "6.2.11.3.2-1",
          lambda p: drop(font(p).DescendantFonts[0], "/CIDToGIDMap")),
    # ---- files inside
    Fault("a file of no relationship", A, "6.8-3", lambda p: drop(attachment(p), "/AFRelationship")),
    Fault("a file that belongs to nothing", A, "6.8-4", lambda p: drop(p.Root, "/AF")),
    Fault("a file without a name", A, "6.8-2", lambda p: drop(attachment(p), "/UF")),
    Fault("a file of no kind", A, "6.8-1", lambda p: drop(attachment(p).EF.F, "/Subtype")),
)  # fmt: skip
