"""What it is that an update brought and no rule understood: so that people are told in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.archive.signed.tokens import Ref, Stream, Value

if TYPE_CHECKING:
    from contracts.archive.signed.step import Step

_ACTIONS = {
    "/JavaScript", "/Launch", "/URI", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData",
    "/ResetForm", "/Rendition", "/Sound", "/Movie", "/Hide", "/Named", "/Trans", "/GoTo3DView",
    "/RichMediaExecute", "/SetOCGState", "/GoTo", "/Thread",
}  # fmt: skip
_TYPES = {
    "/Annot": "annotation", "/Page": "page-changed", "/Pages": "page-changed",
    "/Filespec": "attachment", "/EmbeddedFile": "attachment", "/Action": "action",
    "/OCG": "layer", "/OCMD": "layer", "/StructElem": "structure", "/StructTreeRoot": "structure",
    "/Outlines": "outline", "/Font": "page-changed", "/FontDescriptor": "page-changed",
    "/XObject": "page-changed", "/Sig": "signature-unknown-kind",
    "/DocTimeStamp": "signature-unknown-kind",
}  # fmt: skip


def kind_of_leftover(step: Step, number: int) -> str:
    """Return what an object is that no rule understood, as a code of a problem."""
    value = step.before.get(number) if step.before.known(number) else step.after.get(number)
    entries = value.entries if isinstance(value, Stream) else value
    if not isinstance(entries, dict):
        return "page-changed" if _of_a_page(step, number) else "object-unknown"
    if entries.get("/S") in _ACTIONS or "/JS" in entries:
        return "action"
    if "/FT" in entries:
        return "field-added"
    kind = _TYPES.get(str(entries.get("/Type")))
    if kind is None and "/Subtype" in entries and "/Rect" in entries:
        kind = "annotation"
    if kind is None and _of_a_page(step, number):
        kind = "page-changed"
    return kind or "object-unknown"


def _of_a_page(step: Step, number: int) -> bool:
    """Tell whether a page draws or uses an object directly."""
    for page in step.before.released.pages:
        entries = step.before.get(page)
        named = [entries.get("/Contents"), entries.get("/Resources")]
        for one in named:
            held: Value = step.before.follow(one)
            inner = held if isinstance(held, list) else [one]
            if Ref(number) in inner:
                return True
    return False
