"""A scan holds pictures: whatever acts, wherever it hides in the file, is named and refused."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from contracts.archive.jail import Jail
from contracts.archive.scan.read import read_scan
from tests import archives

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ACTIONS = {
    "JavaScript": {"JS": String("app.alert(1)")},
    "Launch": {"F": String("calc.exe")},
    "GoToR": {"F": String("other.pdf"), "D": Array([0, Name.Fit])},
    "GoToE": {"T": Dictionary(R=Name.C, N=String("x.pdf"))},
    "URI": {"URI": String("http://127.0.0.1:9/")},
    "SubmitForm": {"F": String("http://127.0.0.1:9/")},
    "ResetForm": {},
    "ImportData": {"F": String("data.fdf")},
    "Named": {"N": Name.Print},
    "Rendition": {"OP": 0},
    "Movie": {"Operation": Name.Play},
    "Sound": {"Volume": 1},
    "Hide": {"T": String("x"), "H": True},
    "SetOCGState": {"State": Array([])},
    "Trans": {"Trans": Dictionary(S=Name.R)},
    "GoTo3DView": {"V": Name.F},
    "RichMediaExecute": {"CMD": Dictionary(C=String("play"))},
    "Thread": {"D": 0},
    "GoToDp": {},
    "Unheard": {"Of": 1},
}
PLACES = ("OpenAction", "catalog AA", "page AA", "Next", "outline", "link", "widget", "PieceInfo")


@pytest.fixture(scope="module")
def jail() -> Iterator[Jail]:
    with Jail() as found:
        yield found


@cache
def scanned() -> bytes:
    return archives.scan([archives.pictures(archives.release().pdf, 72)[0]], 72)


def looked_at(data: bytes) -> dict[str, Any]:
    """Return what the child answers about the file as a whole; its pages are not read here."""

    class Enough(Exception):  # noqa: N818 - no error
        pass

    def tell(**known: Any) -> None:
        raise Enough(known)

    try:
        return read_scan(data, tell)
    except Enough:
        return {}


def action(kind: str, **more: Any) -> Dictionary:
    return Dictionary(Type=Name.Action, S=Name(f"/{kind}"), **ACTIONS.get(kind, {}), **more)


def note(pdf: pikepdf.Pdf, kind: str, **more: Any) -> None:
    made = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([0, 0, 9, 9]), **more)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(made)])


def put(pdf: pikepdf.Pdf, place: str, act: Dictionary) -> None:
    root, page = pdf.Root, pdf.pages[0].obj
    if place == "OpenAction":
        root.OpenAction = act
    elif place == "catalog AA":
        root.AA = Dictionary(WC=act)
    elif place == "page AA":
        page.AA = Dictionary(O=act)
    elif place == "Next":
        first = Dictionary(S=Name.GoTo, D=Array([page, Name.Fit]), Next=Array([act]))
        root.Outlines = Dictionary(First=pdf.make_indirect(Dictionary(Title="1", A=first)))
    elif place == "outline":
        root.Outlines = Dictionary(First=pdf.make_indirect(Dictionary(Title="1", A=act)))
    elif place == "link":
        note(pdf, "Link", A=act)
    elif place == "widget":
        note(pdf, "Widget", FT=Name.Btn, A=act)
    else:
        root.PieceInfo = Dictionary(Scanner=Dictionary(Private=act))


def attached(pdf: pikepdf.Pdf) -> Dictionary:
    return Dictionary(Type=Name.Filespec, F="a.exe", EF=Dictionary(F=pdf.make_stream(b"MZ")))


def names(pdf: pikepdf.Pdf, key: str, value: Any) -> None:
    pdf.Root.Names = Dictionary({f"/{key}": Dictionary(Names=Array(["a", value]))})


def picture(pdf: pikepdf.Pdf) -> Any:
    return next(iter(pdf.pages[0].obj.Resources.XObject.values()))


def set_on(target: Callable[[pikepdf.Pdf], Any], key: str, value: Callable[[pikepdf.Pdf], Any]):
    def change(pdf: pikepdf.Pdf) -> None:
        target(pdf)[f"/{key}"] = value(pdf)

    return change


def root(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root


def page(pdf: pikepdf.Pdf) -> Any:
    return pdf.pages[0].obj


def form_with(**entries: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        made = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        for key, value in entries.items():
            made[f"/{key}"] = value
        pdf.pages[0].obj.Resources.XObject.Fm0 = made

    return change


def popup(pdf: pikepdf.Pdf) -> None:
    hidden = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Popup, Rect=Array([0, 0, 1, 1]),
                   AA=Dictionary(E=action("JavaScript")))
    )  # fmt: skip
    note(pdf, "Text", Contents="Notiz", Popup=hidden)


def field(pdf: pikepdf.Pdf) -> None:
    made = pdf.make_indirect(Dictionary(FT=Name.Tx, T="x", AA=Dictionary(K=action("JavaScript"))))
    pdf.Root.AcroForm = Dictionary(Fields=Array([made]))


def unreachable(pdf: pikepdf.Pdf) -> None:
    pdf.make_indirect(action("JavaScript"))


def appearance(pdf: pikepdf.Pdf) -> None:
    look = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    look.Resources = Dictionary(XObject=Dictionary(P=pdf.make_stream(b"%!PS", Subtype=Name.PS)))
    note(pdf, "Stamp", AP=Dictionary(N=look))


HIDDEN: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "scripts by name": lambda pdf: names(pdf, "JavaScript", action("JavaScript")),
    "attached by name": lambda pdf: names(pdf, "EmbeddedFiles", attached(pdf)),
    "pages by name": lambda pdf: names(pdf, "Pages", pdf.pages[0].obj),
    "addresses": lambda pdf: names(pdf, "URLS", Dictionary(S=Name.SPS)),
    "other presentations": lambda pdf: names(pdf, "AlternatePresentations", Dictionary()),
    "renditions by name": lambda pdf: names(pdf, "Renditions", Dictionary(S=Name.MR)),
    "forms of Adobe": set_on(root, "AcroForm", lambda pdf: Dictionary(XFA=pdf.make_stream(b"<x/>"))),
    "an empty form": set_on(root, "AcroForm", lambda _: Dictionary(Fields=Array([]))),
    "a form to be drawn later": set_on(root, "NeedsRendering", lambda _: True),
    "a field with an action": field,
    "a pop-up with an action": popup,
    "a file on the page": lambda pdf: note(pdf, "FileAttachment", FS=attached(pdf)),
    "rich media": lambda pdf: note(pdf, "RichMedia", RichMediaContent=Dictionary()),
    "a model": lambda pdf: note(pdf, "3D", **{"3DD": pdf.make_stream(b"U3D")}),
    "a screen": lambda pdf: note(pdf, "Screen", MK=Dictionary()),
    "a film": lambda pdf: note(pdf, "Movie", Movie=Dictionary(F="a.avi")),
    "a sound": lambda pdf: note(pdf, "Sound", Sound=pdf.make_stream(b"")),
    "an unknown note": lambda pdf: note(pdf, "Unheard"),
    "a stamp that holds a program": appearance,
    "associated files": set_on(root, "AF", lambda pdf: Array([attached(pdf)])),
    "a portfolio": set_on(root, "Collection", lambda _: Dictionary(View=Name.T)),
    "requirements": set_on(root, "Requirements", lambda _: Array(
        [Dictionary(S=Name.EnableJavaScripts, RH=Dictionary(S=Name.JS, Script="x"))])),
    "a captured web site": set_on(root, "SpiderInfo", lambda _: Dictionary(V=1)),
    "a base address": set_on(root, "URI", lambda _: Dictionary(Base="http://127.0.0.1/")),
    "layers": set_on(root, "OCProperties", lambda _: Dictionary(OCGs=Array([]), D=Dictionary())),
    "threads": set_on(root, "Threads", lambda _: Array([])),
    "rights": set_on(root, "Perms", lambda _: Dictionary()),
    "a picture that is a layer": set_on(picture, "OC", lambda _: Dictionary(Type=Name.OCG, Name="x")),
    "another picture for print": set_on(picture, "Alternates", lambda pdf: Array(
        [Dictionary(Image=picture(pdf), DefaultForPrinting=True)])),
    "a picture elsewhere": set_on(picture, "OPI", lambda _: Dictionary()),
    "a picture in another file": set_on(picture, "F", lambda _: String("/etc/hostname")),
    "a filter for another file": set_on(picture, "FFilter", lambda _: Name.FlateDecode),
    "an unknown filter": form_with(Filter=Name.Unheard),
    "a page of another file": form_with(Ref=Dictionary(F="x.pdf", Page=0)),
    "a program for printers": form_with(Subtype=Name.PS),
    "a program in a form": form_with(Subtype2=Name.PS),
    "a show": set_on(page, "Trans", lambda _: Dictionary(S=Name.Dissolve)),
    "a page that turns itself": set_on(page, "Dur", lambda _: 3),
    "steps on a page": set_on(page, "PresSteps", lambda _: Dictionary(NA=action("JavaScript"))),
    "a view": set_on(page, "VP", lambda _: Array([Dictionary(BBox=Array([0, 0, 1, 1]))])),
    "what nobody knows": set_on(page, "Unheard", lambda _: Dictionary(Of=1)),
    "what nothing refers to": unreachable,
}  # fmt: skip


def changed(change: Callable[[pikepdf.Pdf], None], **how: Any) -> bytes:
    with pikepdf.open(io.BytesIO(scanned())) as pdf:
        change(pdf)
        written = io.BytesIO()
        pdf.save(written, **how)
    return written.getvalue()


@pytest.mark.parametrize("place", PLACES)
def test_an_action_of_any_kind_in_any_place_is_refused(place) -> None:
    packed = pikepdf.ObjectStreamMode.generate
    for kind in ACTIONS:
        data = changed(lambda pdf, kind=kind: put(pdf, place, action(kind)))
        hidden = changed(lambda pdf, kind=kind: put(pdf, place, action(kind)),
                         object_stream_mode=packed)  # fmt: skip
        for one in (data, hidden):
            found = looked_at(one)
            assert found.get("problem") == "active", (kind, found)
            assert found["parts"]


def test_a_destination_and_a_bookmark_into_the_file_itself_do_no_harm() -> None:
    def quiet(pdf: pikepdf.Pdf) -> None:
        at = Array([pdf.pages[0].obj, Name.Fit])
        pdf.Root.OpenAction = at
        mark = Dictionary(Title="Seite 1", A=Dictionary(S=Name.GoTo, D=at))
        pdf.Root.Outlines = Dictionary(Type=Name.Outlines, First=pdf.make_indirect(mark), Count=1)
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        pdf.Root.Metadata = pdf.make_stream(b"<x:xmpmeta/>", Type=Name.Metadata, Subtype=Name.XML)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        pdf.docinfo["/Producer"] = "Scanner"

    assert "problem" not in looked_at(changed(quiet))


@pytest.mark.parametrize("name", HIDDEN)
def test_what_acts_is_found_wherever_it_hides(name) -> None:
    for how in ({}, {"object_stream_mode": pikepdf.ObjectStreamMode.generate}):
        data = changed(HIDDEN[name], **how)
        if name == "what nothing refers to":  # writing would leave it out
            data = scanned() + b"\n99 0 obj\n<</S/JavaScript/JS(x)>>\nendobj\n"
        found = looked_at(data)
        assert found.get("problem") == "active", found


def test_the_message_names_what_there_is(jail) -> None:
    data = changed(lambda pdf: put(pdf, "page AA", action("Launch")))
    examined = archives.desk(jail).examine(archives.incoming(scan=data))
    (finding,) = examined.findings
    assert finding.code == "K-1111"
    assert "actions that start by themselves" in finding.message
    data = changed(HIDDEN["what nobody knows"])
    (finding,) = archives.desk(jail).examine(archives.incoming(scan=data)).findings
    assert (finding.code, "“Unheard”" in finding.message) == ("K-1111", True)


def test_an_extracted_page_carries_its_picture_and_nothing_else(jail) -> None:
    """Even if a scan with all of it had come so far."""
    for name, change in HIDDEN.items():
        data = changed(change)
        out = jail.ask("select", [data], pages=[[0, 0, None]]).blobs[0]
        with pikepdf.open(io.BytesIO(out)) as pdf:
            keys = set(pdf.pages[0].obj.keys())
            assert keys <= {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit",
                            "/Resources", "/Contents"}, name  # fmt: skip
            assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
