"""Honest ways of signing a release, as signing programs go them; each returns release and copy."""

from __future__ import annotations

import asyncio
import hashlib
import io
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.generic import pdf_name as name_
from pyhanko.pdf_utils.generic import pdf_string as text_
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.signers.pdf_byterange import BuildProps
from pyhanko.stamp import StaticStampStyle, TextStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests import archives, pki

if TYPE_CHECKING:
    from collections.abc import Callable

Pair = tuple[bytes, bytes]
A, B = "signature-1", "signature-2"


def sent() -> bytes:
    return archives.release().pdf


def first() -> pki.Holder:
    return pki.signer()


def second() -> pki.Holder:
    return pki.signer("P. Vorstand", kind="rsa")


def writer_of(pdf: bytes) -> IncrementalPdfFileWriter:
    return IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)


def written(writer: Any) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def signed_by(
    pdf: bytes | Any,
    by: pki.Holder,
    field: str,
    *,
    style: Any = None,
    subfilter: Any = fields.SigSeedSubFilter.PADES,
    new: SigFieldSpec | None = None,
    timed: bool = False,
    **more: Any,
) -> bytes:
    """Sign with any settings of the library; ``pdf`` may be a writer with changes in it."""
    store = SimpleCertificateStore()
    store.register_multiple(pki.chain())
    hand = signers.SimpleSigner(signing_cert=by.asn1, signing_key=by.asn1_key, cert_registry=store)
    metadata = signers.PdfSignatureMetadata(
        field_name=field, subfilter=subfilter, md_algorithm="sha256", **more
    )
    writer = writer_of(pdf) if isinstance(pdf, bytes) else pdf
    made = signers.PdfSigner(
        metadata, hand, timestamper=pki.stamper() if timed else None, stamp_style=style,
        new_field_spec=new,
    )  # fmt: skip
    data: bytes = made.sign_pdf(writer, existing_fields_only=new is None).getvalue()
    return data


def both(level: str) -> Pair:
    return sent(), archives.signed(level)


def once() -> Pair:
    return sent(), signed_by(sent(), first(), A)


def other_order() -> Pair:
    return sent(), pki.sign(pki.sign(sent(), second(), field=B), first(), field=A)


def levels_mixed() -> Pair:
    return sent(), pki.sign(pki.sign(sent(), first(), "B-LT", A), second(), "B-T", B)


def renewed() -> Pair:
    reader = PdfFileReader(io.BytesIO(archives.signed("B-LTA")))
    out = PdfTimeStamper(pki.stamper()).update_archival_timestamp_chain(reader, pki.context())
    return sent(), out.getvalue()


def stamped() -> Pair:
    out = PdfTimeStamper(pki.stamper()).timestamp_pdf(writer_of(archives.signed("B-B")), "sha256")
    return sent(), out.getvalue()


def stamped_between() -> Pair:
    half = pki.sign(sent(), first(), field=A)
    out = PdfTimeStamper(pki.stamper()).timestamp_pdf(writer_of(half), "sha256")
    return sent(), pki.sign(out.getvalue(), second(), field=B)


def with_text() -> Pair:
    style = TextStampStyle(
        stamp_text="Elektronisch unterzeichnet\n%(signer)s\n%(ts)s",
        text_box_style=TextBoxStyle(font_size=9), border_width=2,
    )  # fmt: skip
    half = signed_by(sent(), first(), A, style=style)
    return sent(), signed_by(half, second(), B, style=style)


def with_picture() -> Pair:
    from PIL import Image, ImageDraw

    ink = Image.new("RGBA", (240, 60), (255, 255, 255, 0))
    ImageDraw.Draw(ink).line([(5, 50), (60, 10), (90, 45), (230, 20)], fill=(0, 0, 90), width=4)
    style = TextStampStyle(stamp_text="%(signer)s", background=PdfImage(ink))
    return sent(), signed_by(sent(), first(), A, style=style)


def with_drawing() -> Pair:
    drawing = RawContent(b"q 0 0 1 rg 2 2 90 20 re f Q", box=BoxConstraints(100, 30))
    return sent(), signed_by(sent(), first(), A, style=StaticStampStyle(background=drawing))


def with_words() -> Pair:
    more = {"reason": "Abschluss des Vertrags", "location": "Berlin", "name": "R. Tietje",
            "contact_info": "030 0000"}  # fmt: skip
    half = signed_by(sent(), first(), A, **more)
    return sent(), signed_by(half, second(), B, **more, app_build_props=BuildProps("Probe", "1.2"))


def of_adobes_kind() -> Pair:
    kind = fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    half = signed_by(sent(), first(), A, subfilter=kind)
    return sent(), signed_by(half, second(), B, subfilter=kind, timed=True)


def of_adobes_kind_with_revocation() -> Pair:
    kind = fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    more = {"subfilter": kind, "timed": True, "embed_validation_info": True,
            "validation_context": pki.context()}  # fmt: skip
    half = signed_by(sent(), first(), A, **more)
    more["validation_context"] = pki.context()
    return sent(), signed_by(half, second(), B, **more)


def certified(permission: MDPPerm) -> Pair:
    half = signed_by(sent(), first(), A, certify=True, docmdp_permissions=permission)
    return sent(), signed_by(half, second(), B)


def certified_and_closed() -> Pair:
    whole = signed_by(sent(), first(), A, certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)
    return sent(), whole


def certified_for_long() -> Pair:
    half = pki.sign(sent(), first(), "B-LTA", A, certify=True)
    return sent(), pki.sign(half, second(), "B-LTA", B)


def with_a_lock(field: str = A, action: FieldMDPAction = FieldMDPAction.INCLUDE) -> bytes:
    """Return the release signed once by a program that also locks a field."""
    writer = writer_of(sent())
    widget = writer.root["/AcroForm"]["/Fields"][0]
    lock = FieldMDPSpec(action, [field]).as_pdf_object()
    lock[name_("/Type")] = name_("/SigFieldLock")
    widget[name_("/Lock")] = lock
    writer.update_container(widget)
    return signed_by(writer, first(), A)


def locked() -> Pair:
    return sent(), signed_by(with_a_lock(), second(), B)


@cache
def with_a_table() -> bytes:
    """Return the release with a classical table instead of a stream."""
    with pikepdf.open(io.BytesIO(sent())) as pdf:
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"\nxref\n" in out.getvalue()
    return out.getvalue()


@cache
def with_packed_objects() -> bytes:
    with pikepdf.open(io.BytesIO(sent())) as pdf:
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def on_a_table() -> Pair:
    release = with_a_table()
    return release, pki.sign_all(release, [first(), second()], "B-LTA")


def on_packed_objects() -> Pair:
    release = with_packed_objects()
    return release, pki.sign_all(release, [first(), second()], "B-LT")


def with_fonts_in_the_form() -> Pair:
    """As programs do that put the letters of a signature into the form's own resources."""
    writer = writer_of(sent())
    form = writer.root["/AcroForm"]
    font = writer.add_object(generic.DictionaryObject({
        name_("/Type"): name_("/Font"), name_("/Subtype"): name_("/Type1"),
        name_("/BaseFont"): name_("/Helvetica"), name_("/Encoding"): name_("/WinAnsiEncoding"),
    }))  # fmt: skip
    fonts = generic.DictionaryObject({name_("/Helv"): font})
    form[name_("/DR")] = generic.DictionaryObject({name_("/Font"): fonts})
    form[name_("/DA")] = text_("/Helv 0 Tf 0 g ")
    writer.update_container(form)
    return sent(), signed_by(writer, first(), A)


def with_a_date_of_change() -> Pair:
    writer = writer_of(sent())
    info = writer.trailer["/Info"]
    info[name_("/ModDate")] = text_("D:20261215093000+01'00'")
    writer.update_container(info)
    return sent(), signed_by(writer, first(), A)


def with_flags_only_for_signatures() -> Pair:
    writer = writer_of(sent())
    writer.root["/AcroForm"][name_("/SigFlags")] = generic.NumberObject(1)
    writer.update_root()
    return sent(), signed_by(writer, first(), A)


def field_locked_against_moving() -> Pair:
    """As programs do that set the print and locked flags of what they signed."""
    writer = writer_of(sent())
    widget = writer.root["/AcroForm"]["/Fields"][0]
    widget[name_("/F")] = generic.NumberObject(132)
    widget[name_("/MK")] = generic.DictionaryObject()
    writer.update_container(widget)
    return sent(), signed_by(writer, first(), A)


def appended(pdf: bytes, objects: dict[int, bytes], **more: bytes) -> bytes:
    """Return a file with one more update, written by hand, behind a classical table."""
    previous = int(pdf.rpartition(b"startxref")[2].split()[0])
    old = re.findall(rb"trailer\s*<<(.*?)>>\s*startxref", pdf, re.DOTALL)[-1]
    root, info = (re.search(rb"/%s (\d+ 0 R)" % n, old)[1] for n in (b"Root", b"Info"))
    size = max(int(re.search(rb"/Size (\d+)", old)[1]), max(objects, default=0) + 1)
    out, places = bytearray(pdf), {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % pair for pair in places.items())
    head = b"trailer\n<</Size %d/Root %s/Info %s/Prev %d%s>>\n"
    out += head % (size, more.get("root", root), info, previous, more.get("trailer", b""))
    out += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(out)


def field_in(pdf: bytes, name: str) -> tuple[int, bytes, int]:
    """Return a field of a release: its number, its entries as text, and the next free number."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for one in opened.Root.AcroForm.Fields:
            if str(one.T) == name:
                return one.objgen[0], one.unparse(resolved=True), int(opened.trailer.Size)
    raise LookupError(name)


def signed_by_hand(
    pdf: bytes, by: pki.Holder, field: str, extra: dict[int, bytes] | None = None,
    entries: bytes = b"", signature: bytes = b"",
) -> bytes:  # fmt: skip
    """Return a file signed without a library of PDF: what is not said stays as it was prepared."""
    number, widget, free = field_in(pdf, field)
    free = max(free, *(extra or {0: b""})) + 1
    hole = b"<" + b"0" * 16384 + b">"
    frame = b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached%s/ByteRange%s/Contents"
    span = b"[0 %010d %010d %010d]"
    body = frame % (signature, span % (0, 0, 0)) + hole + b">>"
    widget = widget.rstrip()[:-2] + b"/V %d 0 R%s>>" % (free, entries)
    out = bytearray(appended(pdf, {**(extra or {}), number: widget, free: body}))
    start = out.index(hole, len(pdf))
    end = start + len(hole)
    place = out.index(span % (0, 0, 0), len(pdf))
    filled = span % (start, end, len(out) - end)
    out[place : place + len(filled)] = filled
    store = SimpleCertificateStore()
    store.register_multiple(pki.chain())
    hand = signers.SimpleSigner(signing_cert=by.asn1, signing_key=by.asn1_key, cert_registry=store)
    digest = hashlib.sha256(bytes(out[:start] + out[end:])).digest()
    cms = asyncio.run(hand.async_sign(digest, "sha256", use_pades=True))
    digits = cms.dump().hex().encode()
    out[start + 1 : start + 1 + len(digits)] = digits
    return bytes(out)


def by_hand() -> Pair:
    release = with_a_table()
    half = signed_by_hand(release, first(), A)
    return release, signed_by_hand(half, second(), B, signature=b"/M(D:20261215093000Z)")


def into_the_prepared_look() -> Pair:
    """As programs do that write into the empty form which the release holds for it."""
    release = with_a_table()
    with pikepdf.open(io.BytesIO(release)) as pdf:
        look = pdf.Root.AcroForm.Fields[0].AP.N
        number, box = look.objgen[0], b" ".join(b"%f" % float(n) for n in look.BBox)
    drawing = b"q 0 0 1 RG 4 4 m 90 20 l S Q"
    form = b"<</Type/XObject/Subtype/Form/BBox[%s]/Resources<<>>/Length %d>>\nstream\n%s\nendstream"
    return release, signed_by_hand(
        release, first(), A, {number: form % (box, len(drawing), drawing)}
    )


WAYS: dict[str, Callable[[], Pair]] = {
    "B-B": lambda: both("B-B"),
    "B-T": lambda: both("B-T"),
    "B-LT": lambda: both("B-LT"),
    "B-LTA": lambda: both("B-LTA"),
    "once": once,
    "other order": other_order,
    "levels mixed": levels_mixed,
    "renewed": renewed,
    "stamped": stamped,
    "stamped between": stamped_between,
    "text": with_text,
    "picture": with_picture,
    "drawing": with_drawing,
    "words": with_words,
    "Adobe": of_adobes_kind,
    "Adobe with revocation": of_adobes_kind_with_revocation,
    "certified, forms": lambda: certified(MDPPerm.FILL_FORMS),
    "certified, notes": lambda: certified(MDPPerm.ANNOTATE),
    "certified, closed": certified_and_closed,
    "certified, long": certified_for_long,
    "locked": locked,
    "table": on_a_table,
    "packed": on_packed_objects,
    "fonts": with_fonts_in_the_form,
    "date": with_a_date_of_change,
    "flags": with_flags_only_for_signatures,
    "printed and locked": field_locked_against_moving,
    "by hand": by_hand,
    "look as prepared": into_the_prepared_look,
}
