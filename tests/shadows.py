"""Ways to make a signed file show or do something else: each changes what a writer is to append.

After the classes published as shadow attacks (hide, replace, hide and replace), incremental saving,
certification attacks (evil annotation, sneaky signature), and all that a page or a viewer can act
on. ``WAYS`` is name to a function of writer and chance.
"""

# ruff: noqa: ARG001, ARG005 - all ways are called alike
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name as name_
from pyhanko.pdf_utils.generic import pdf_string as text_

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

WORDS = ("Der Zuschuss beträgt 1 EUR.", "Dieser Vertrag ist nichtig.", "Anlage 2 entfällt.")


def dict_(**entries: Any) -> generic.DictionaryObject:
    return generic.DictionaryObject({name_(f"/{n}"): plain(v) for n, v in entries.items()})


def plain(value: Any) -> Any:  # noqa: PLR0911 - one per kind
    if isinstance(value, bool):
        return generic.BooleanObject(value)
    if isinstance(value, int):
        return generic.NumberObject(value)
    if isinstance(value, float):
        return generic.FloatObject(value)
    if isinstance(value, str):
        return name_(value) if value.startswith("/") else text_(value)
    if isinstance(value, (list, tuple)):
        return generic.ArrayObject(plain(one) for one in value)
    if isinstance(value, generic.Reference):
        return generic.IndirectObject(value.idnum, value.generation, value.get_pdf_handler())
    return value


def stream_(writer: Any, data: bytes, **entries: Any) -> Any:
    return writer.add_object(generic.StreamObject(dict_(**entries), stream_data=data))


def pages(writer: Any) -> list[Any]:
    return [one.get_object() for one in writer.root["/Pages"]["/Kids"]]


def page_of(writer: Any, chance: Random) -> Any:
    return chance.choice(pages(writer))


def look(writer: Any, chance: Random) -> Any:
    """A form that paints white and writes other words."""
    words = chance.choice(WORDS).encode("cp1252")
    data = b"1 g 0 0 500 300 re f 0 g BT /H 14 Tf 20 %d Td (%s) Tj ET" % (
        chance.randrange(20, 200), words,
    )  # fmt: skip
    font = dict_(Type="/Font", Subtype="/Type1", BaseFont="/Helvetica")
    return stream_(
        writer, data, Type="/XObject", Subtype="/Form", BBox=[0, 0, 500, 300],
        Resources=dict_(Font=dict_(H=font)),
    )  # fmt: skip


def rect(chance: Random) -> list[int]:
    left, bottom = chance.randrange(0, 200), chance.randrange(0, 500)
    return [left, bottom, left + chance.randrange(50, 400), bottom + chance.randrange(20, 300)]


def action(chance: Random, kind: str = "") -> Any:
    return {
        "JavaScript": dict_(S="/JavaScript", JS="app.alert(1)"),
        "Launch": dict_(S="/Launch", F="calc.exe"),
        "URI": dict_(S="/URI", URI="http://127.0.0.1:9/"),
        "GoToR": dict_(S="/GoToR", F="anderer.pdf", D=[0, "/Fit"]),
        "GoToE": dict_(S="/GoToE", D=[0, "/Fit"], T=dict_(R="/C", N="a.pdf")),
        "SubmitForm": dict_(S="/SubmitForm", F="http://127.0.0.1:9/"),
        "ImportData": dict_(S="/ImportData", F="daten.fdf"),
        "Hide": dict_(S="/Hide", T="signature-1"),
        "Named": dict_(S="/Named", N="/Print"),
        "SetOCGState": dict_(S="/SetOCGState", State=["/OFF"]),
        "ResetForm": dict_(S="/ResetForm"),
    }[kind or chance.choice(ACTIONS)]


ACTIONS = ("JavaScript", "Launch", "URI", "GoToR", "GoToE", "SubmitForm", "ImportData", "Hide",
           "Named", "SetOCGState", "ResetForm")  # fmt: skip


# ------------------------------------------------------------------------------ fields


def add_field(writer: Any, chance: Random, shown: bool = True, **entries: Any) -> Any:
    page = page_of(writer, chance)
    usual = {"T": f"feld{chance.randrange(10**6)}", "FT": "/Sig", "F": 4}
    widget = dict_(
        Type="/Annot", Subtype="/Widget", Rect=rect(chance), P=page.container_ref,
        **{**usual, **entries},
    )  # fmt: skip
    if shown:
        widget[name_("/AP")] = dict_(N=look(writer, chance))
    reference = writer.add_object(widget)
    list_on(writer, page, reference)
    writer.root["/AcroForm"]["/Fields"].append(reference)
    writer.update_container(writer.root["/AcroForm"]["/Fields"])
    return widget


def list_on(writer: Any, page: Any, reference: Any) -> None:
    old = list(page.get("/Annots", ()))
    raw = [page["/Annots"].raw_get(n) for n in range(len(old))] if old else []
    page[name_("/Annots")] = generic.ArrayObject([*raw, reference])
    writer.update_container(page)


def prepared(writer: Any, chance: Random) -> Any:
    """The second field, which is signed last."""
    return writer.root["/AcroForm"]["/Fields"][1]


def changed_field(**entries: Any) -> Callable[[Any, Random], None]:
    def change(writer: Any, chance: Random) -> None:
        widget = prepared(writer, chance)
        for key, value in entries.items():
            widget[name_(f"/{key}")] = plain(value(writer, chance) if callable(value) else value)
        writer.update_container(widget)

    return change


def moved(writer: Any, chance: Random) -> list[float]:
    a, b, c, d = (float(n) for n in prepared(writer, chance)["/Rect"])
    by = chance.randrange(20, 200)
    return chance.choice(
        ([a - by, b - by, c + by, d + by], [a, b - by, c, d - by], [0, 0, 595, 842])
    )


def field_outside_the_list(writer: Any, chance: Random) -> None:
    page = page_of(writer, chance)
    widget = dict_(Type="/Annot", Subtype="/Widget", FT="/Sig", T="x", Rect=rect(chance), F=4,
                   AP=dict_(N=look(writer, chance)))  # fmt: skip
    list_on(writer, page, writer.add_object(widget))


def fields_dropped(writer: Any, chance: Random) -> None:
    fields = writer.root["/AcroForm"]["/Fields"]
    del fields[chance.randrange(len(fields))]
    writer.update_container(fields)


def same_name_again(writer: Any, chance: Random) -> None:
    add_field(writer, chance, T=f"signature-{chance.choice((1, 2))}")


# ------------------------------------------------------------------------------ annotations


def note(subtype: str, **entries: Any) -> Callable[[Any, Random], None]:
    def add(writer: Any, chance: Random) -> None:
        more = {key: value(writer, chance) if callable(value) else value
                for key, value in entries.items()}  # fmt: skip
        annotation = dict_(Type="/Annot", Subtype=subtype, Rect=rect(chance), F=4, **more)
        if chance.random() < 0.7:
            annotation[name_("/AP")] = dict_(N=look(writer, chance))
        list_on(writer, page_of(writer, chance), writer.add_object(annotation))

    return add


def specification(writer: Any, chance: Random) -> Any:
    data = stream_(writer, chance.randbytes(40), Type="/EmbeddedFile")
    return writer.add_object(dict_(Type="/Filespec", F="a.exe", UF="a.exe", EF=dict_(F=data)))


# ------------------------------------------------------------------------------ catalogue


def entry(**entries: Any) -> Callable[[Any, Random], None]:
    def change(writer: Any, chance: Random) -> None:
        for key, value in entries.items():
            found = value(writer, chance) if callable(value) else value
            writer.root[name_(f"/{key}")] = plain(found)
        writer.update_root()

    return change


def dropped(key: str) -> Callable[[Any, Random], None]:
    def change(writer: Any, chance: Random) -> None:
        del writer.root[key]
        writer.update_root()

    return change


def script_by_name(writer: Any, chance: Random) -> None:
    writer.root["/Names"][name_("/JavaScript")] = dict_(Names=["a", action(chance, "JavaScript")])
    writer.update_container(writer.root["/Names"])


def attached(writer: Any, chance: Random) -> None:
    names = writer.root["/Names"]["/EmbeddedFiles"]
    names["/Names"].append(text_("zzz.exe"))
    names["/Names"].append(specification(writer, chance))
    writer.update_container(names)


def attachment_exchanged(writer: Any, chance: Random) -> None:
    names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
    file = names[1 + 2 * chance.randrange(len(names) // 2)]["/EF"]
    file[name_("/F")] = stream_(writer, chance.randbytes(50))
    writer.update_container(file)


def attachment_overwritten(writer: Any, chance: Random) -> None:
    names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
    data = names[1 + 2 * chance.randrange(len(names) // 2)]["/EF"]["/F"]
    data._data = chance.randbytes(60)
    data._encoded_data = None
    writer.update_container(data)


def layers(writer: Any, chance: Random) -> None:
    layer = writer.add_object(dict_(Type="/OCG", Name="Entwurf"))
    writer.root[name_("/OCProperties")] = dict_(OCGs=[layer], D=dict_(OFF=[layer]))
    writer.update_root()
    if chance.random() < 0.5:
        contents_added(writer, chance)


def info(key: str, value: str) -> Callable[[Any, Random], None]:
    def change(writer: Any, chance: Random) -> None:
        held = writer.trailer["/Info"]
        held[name_(key)] = text_(value)
        writer.update_container(held)
        writer._update_meta = lambda: None

    return change


def packet(old: bytes, new: bytes) -> Callable[[Any, Random], None]:
    """Change the XMP packet; the library may not tidy it up afterwards."""

    def change(writer: Any, chance: Random) -> None:
        data = bytes(writer.root["/Metadata"].data)
        changed = re.sub(old, new, data)
        assert changed != data
        replace_object(writer, writer.root["/Metadata"], changed, Type="/Metadata", Subtype="/XML")
        writer._update_meta = lambda: None

    return change


def appearances_wanted(writer: Any, chance: Random) -> None:
    writer.root["/AcroForm"][name_("/NeedAppearances")] = generic.BooleanObject(True)
    writer.update_root()


def form_entry(**entries: Any) -> Callable[[Any, Random], None]:
    def change(writer: Any, chance: Random) -> None:
        for key, value in entries.items():
            found = value(writer, chance) if callable(value) else value
            writer.root["/AcroForm"][name_(f"/{key}")] = plain(found)
        writer.update_root()

    return change


# ------------------------------------------------------------------------------ pages


def contents_added(writer: Any, chance: Random) -> None:
    page = page_of(writer, chance)
    words = chance.choice(WORDS).encode("cp1252")
    data = b"BT /F1 12 Tf 90 %d Td (%s) Tj ET" % (chance.randrange(90, 700), words)
    old = page.raw_get("/Contents")
    old = list(page["/Contents"]) if not hasattr(old, "idnum") else [old]
    refs = [page["/Contents"].raw_get(n) for n in range(len(old))] if len(old) > 1 else old
    page[name_("/Contents")] = generic.ArrayObject([*refs, stream_(writer, data)])
    writer.update_container(page)


def contents_overwritten(writer: Any, chance: Random) -> None:
    page = page_of(writer, chance)
    contents = page["/Contents"]
    part = contents[0] if isinstance(contents, generic.ArrayObject) else contents
    replace_object(writer, part, b"1 g 0 0 600 800 re f")


def replace_object(writer: Any, old: Any, data: bytes, **entries: Any) -> None:
    reference = old.container_ref
    writer.objects[(reference.generation, reference.idnum)] = generic.StreamObject(
        dict_(**entries), stream_data=data
    )


def fonts_of(page: Any) -> list[Any]:
    return [one.get_object() for one in page["/Resources"]["/Font"].values()]


def letters_overwritten(writer: Any, chance: Random) -> None:
    font = chance.choice(fonts_of(pages(writer)[0]))
    replace_object(writer, font["/ToUnicode"], b"/CIDInit /ProcSet findresource begin end")


def font_exchanged(writer: Any, chance: Random) -> None:
    page = page_of(writer, chance)
    fonts = page["/Resources"]["/Font"]
    fonts[chance.choice(sorted(fonts))] = dict_(Type="/Font", Subtype="/Type1", BaseFont="/Symbol")
    writer.update_container(fonts)


def page_entry(**entries: Any) -> Callable[[Any, Random], None]:
    def change(writer: Any, chance: Random) -> None:
        page = page_of(writer, chance)
        for key, value in entries.items():
            found = value(writer, chance) if callable(value) else value
            page[name_(f"/{key}")] = plain(found)
        writer.update_container(page)

    return change


def pages_swapped(writer: Any, chance: Random) -> None:
    tree = writer.root["/Pages"]
    order = [tree["/Kids"].raw_get(n) for n in range(len(tree["/Kids"]))]
    tree[name_("/Kids")] = generic.ArrayObject([order[1], order[0], *order[2:]])
    writer.update_container(tree)


def page_dropped(writer: Any, chance: Random) -> None:
    tree = writer.root["/Pages"]
    order = [tree["/Kids"].raw_get(n) for n in range(len(tree["/Kids"]))]
    del order[chance.randrange(len(order))]
    tree[name_("/Kids")] = generic.ArrayObject(order)
    tree[name_("/Count")] = generic.NumberObject(len(order))
    writer.update_container(tree)


def alternative_words(writer: Any, chance: Random) -> None:
    element = writer.root["/StructTreeRoot"]["/K"]
    while isinstance(element, generic.ArrayObject):
        element = element[0]
    element[name_("/ActualText")] = text_(chance.choice(WORDS))
    writer.update_container(element)


def bookmark_changed(writer: Any, chance: Random) -> None:
    first = writer.root["/Outlines"]["/First"]
    first[name_("/Title")] = text_(chance.choice(WORDS))
    if chance.random() < 0.5:
        first[name_("/A")] = action(chance)
    writer.update_container(first)


def left_lying(writer: Any, chance: Random) -> None:
    """The first half of hiding: what nobody sees yet lies ready."""
    chance.choice((lambda: look(writer, chance), lambda: specification(writer, chance)))()


WAYS: dict[str, Callable[[Any, Random], Any]] = {
    "field: empty signature over a page": add_field,
    "field: empty signature with a script": lambda w, c: add_field(w, c, A=action(c)),
    "field: empty signature with more actions": lambda w, c: add_field(
        w, c, AA=dict_(U=action(c), E=action(c))),
    "field: empty signature, nothing shown": lambda w, c: add_field(w, c, shown=False),
    "field: hidden": lambda w, c: add_field(w, c, F=2),
    "field: text": lambda w, c: add_field(w, c, FT="/Tx", V=c.choice(WORDS)),
    "field: text without a look": lambda w, c: add_field(
        w, c, shown=False, FT="/Tx", V=c.choice(WORDS), DA="/Helv 12 Tf 0 g"),
    "field: button": lambda w, c: add_field(w, c, FT="/Btn", Ff=65536, A=action(c)),
    "field: choice": lambda w, c: add_field(w, c, FT="/Ch", Opt=["ja", "nein"], V="ja"),
    "field: of an old name": same_name_again,
    "field: outside of the list": field_outside_the_list,
    "field: dropped": fields_dropped,
    "field: prepared one moved": changed_field(Rect=moved),
    "field: prepared one with an action": changed_field(A=lambda w, c: action(c)),
    "field: prepared one with more actions": changed_field(AA=lambda w, c: dict_(E=action(c))),
    "field: prepared one renamed": changed_field(TU="Unterschrift für etwas anderes"),
    "field: prepared one hidden": changed_field(F=2),
    "field: prepared one turned to text": changed_field(FT="/Tx"),
    "field: prepared one with a border": changed_field(MK=dict_(BG=[1, 1, 1])),
    "field: prepared one elsewhere": changed_field(P=lambda w, c: pages(w)[0].container_ref),
    "field: prepared one with a layer": changed_field(OC=lambda w, c: w.add_object(
        dict_(Type="/OCG", Name="x"))),
    "look: of an unsigned field": changed_field(AP=lambda w, c: dict_(N=look(w, c))),
    "look: with a second one": changed_field(AP=lambda w, c: dict_(N=look(w, c), D=look(w, c))),
    "look: by states": changed_field(AP=lambda w, c: dict_(N=dict_(On=look(w, c))), AS="/On"),
    "look: form wants new ones": appearances_wanted,
    "form: fonts over fonts": form_entry(XFA=lambda w, c: stream_(w, b"<xdp/>")),
    "form: order of computing": form_entry(CO=[]),
    "form: no more flags": form_entry(SigFlags=0),
    **{f"action: when opened, {kind}": entry(OpenAction=lambda w, c, k=kind: action(c, k))
       for kind in ACTIONS},
    "action: of the file": entry(AA=lambda w, c: dict_(WC=action(c), WP=action(c))),
    "action: of a page": page_entry(AA=lambda w, c: dict_(O=action(c))),
    "action: by name": script_by_name,
    "action: of a bookmark": bookmark_changed,
    **{f"note: {kind}": note(f"/{kind}", Contents="Nachtrag") for kind in (
        "Text", "FreeText", "Square", "Circle", "Stamp", "Highlight", "Ink", "Redact", "Caret",
        "Watermark", "Polygon", "Line", "Popup", "TrapNet", "PrinterMark", "Underline",
        "StrikeOut", "Unknown")},
    "note: link": note("/Link", A=lambda w, c: action(c, "URI")),
    "note: link to a program": note("/Link", A=lambda w, c: action(c, "Launch")),
    "note: screen": note("/Screen", A=lambda w, c: dict_(S="/Rendition")),
    "note: film": note("/Movie", Movie=lambda w, c: dict_(F="film.avi")),
    "note: sound": note("/Sound", Sound=lambda w, c: stream_(w, b"x", R=8000)),
    "note: rich media": note("/RichMedia", RichMediaContent=lambda w, c: dict_()),
    "note: 3D": note("/3D", **{"3DD": lambda w, c: stream_(w, b"U3D", Type="/3D")}),
    "note: file": note("/FileAttachment", FS=specification),
    "note: widget without a field": note("/Widget"),
    "metadata: title": info("/Title", "Anderer Vertrag"),
    "metadata: author": info("/Author", "Jemand"),
    "metadata: subject": info("/Subject", "Nachtrag"),
    "metadata: keywords": info("/Keywords", "ungültig"),
    "metadata: date of creation": info("/CreationDate", "D:20200101000000Z"),
    "metadata: no date": info("/ModDate", "gestern"),
    "metadata: XMP title": packet(rb"(x-default\">)Kooperation", rb"\1Kauf"),
    "metadata: XMP mark of PDF/A": packet(rb"(pdfaid:part(?:>|=\"))3", rb"\g<1>1"),
    "metadata: XMP level of PDF/A": packet(rb"(conformance(?:>|=\"))A", rb"\g<1>B"),
    "metadata: XMP mark of PDF/UA": packet(rb"pdfuaid:part", rb"pdfuaid:teil"),
    "metadata: XMP hash": packet(rb"(documentHash(?:>|=\"))..", rb"\g<1>00"),
    "metadata: XMP language": packet(rb"de-DE", rb"en-US"),
    "metadata: XMP broken": packet(rb"</rdf:RDF>", rb"<rdf:RDF>"),
    "metadata: XMP entities": packet(rb"<x:xmpmeta", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x:xmpmeta"),
    "metadata: version": entry(Version="/1.4"),
    "metadata: language": entry(Lang="en"),
    "metadata: marks": entry(MarkInfo=lambda w, c: dict_(Marked=False)),
    "metadata: no marks": dropped("/MarkInfo"),
    "metadata: page numbers": entry(PageLabels=lambda w, c: dict_(Nums=[0, dict_(S="/r")])),
    "metadata: how it is shown": entry(ViewerPreferences=lambda w, c: dict_(HideToolbar=True)),
    "metadata: full screen": entry(PageMode="/FullScreen"),
    "metadata: rights": entry(Perms=lambda w, c: dict_(UR3=w.add_object(dict_(Type="/Sig")))),
    "metadata: colours": entry(OutputIntents=[]),
    "metadata: of a program": entry(PieceInfo=lambda w, c: dict_(A=dict_(Private="x"))),
    "metadata: unknown": entry(Foo=lambda w, c: dict_(Bar=c.randrange(99))),
    "metadata: extensions with more": entry(Extensions=lambda w, c: dict_(ESIC=dict_(
        BaseVersion="/1.7", ExtensionLevel=1, JS="app.alert(1)"))),
    "metadata: later checks with more": entry(DSS=lambda w, c: dict_(
        Certs=[stream_(w, b"0\0", Type="/XObject")], More=action(c))),
    "page: words added": contents_added,
    "page: words overwritten": contents_overwritten,
    "page: letters mean others": letters_overwritten,
    "page: font exchanged": font_exchanged,
    "page: smaller": page_entry(CropBox=[0, 0, 300, 300]),
    "page: turned": page_entry(Rotate=180),
    "page: larger": page_entry(MediaBox=[0, 0, 595, 2000]),
    "page: unit": page_entry(UserUnit=2),
    "page: shown for a time": page_entry(Dur=1, Trans=lambda w, c: dict_(S="/Blinds")),
    "page: order of tabs": page_entry(Tabs="/R"),
    "page: thumbnail": page_entry(Thumb=lambda w, c: stream_(w, b"x", Width=1, Height=1)),
    "page: swapped": pages_swapped,
    "page: dropped": page_dropped,
    "page: other words read out": alternative_words,
    "page: layers": layers,
    "attachment: added": attached,
    "attachment: exchanged": attachment_exchanged,
    "attachment: overwritten": attachment_overwritten,
    "attachment: of the file": entry(AF=lambda w, c: [specification(w, c)]),
    "attachment: as a collection": entry(Collection=lambda w, c: dict_(View="/D")),
    "hidden: left lying": left_lying,
}  # fmt: skip
