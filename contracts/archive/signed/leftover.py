"""What it is that an update brought and no rule understood: so that people are told in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.archive.signed.tokens import Ref, Stream, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.archive.signed.step import Step
    from contracts.archive.signed.world import State

_ACTIONS = {
    "/JavaScript", "/Launch", "/URI", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData",
    "/ResetForm", "/Rendition", "/Sound", "/Movie", "/Hide", "/Named", "/Trans", "/GoTo3DView",
    "/RichMediaExecute", "/SetOCGState", "/GoTo", "/Thread",
}  # fmt: skip
_TYPES = {
    "/Annot": "annotation", "/Page": "page-changed", "/Pages": "page-changed",
    "/Filespec": "attachment", "/EmbeddedFile": "attachment", "/Action": "action",
    "/OCG": "layer", "/OCMD": "layer", "/StructElem": "structure", "/StructTreeRoot": "structure",
    "/Outlines": "outline", "/Sig": "signature-unknown-kind",
    "/DocTimeStamp": "signature-unknown-kind",
}  # fmt: skip
_UPWARDS = {"/Parent", "/P", "/Pg", "/Dest", "/D", "/SE", "/Obj"}


def kind_of_leftover(step: Step, number: int) -> str:
    """Return what an object is that no rule understood, as a code of a problem."""
    old = step.before.known(number)
    value = step.before.get(number) if old else step.after.get(number)
    entries = value.entries if isinstance(value, Stream) else value
    kind = _by_entries(entries) if isinstance(entries, dict) else ""
    return kind or (_by_place(step.before, number) if old else "") or "object-unknown"


def _by_entries(entries: dict[str, Value]) -> str:
    if entries.get("/S") in _ACTIONS or "/JS" in entries:
        return "action"
    if "/FT" in entries:
        return "field-added"
    if "/Subtype" in entries and "/Rect" in entries:
        return "annotation"
    return _TYPES.get(str(entries.get("/Type")), "")


def _by_place(state: State, number: int) -> str:
    """Return what an object of the release belongs to."""
    catalog = state.follow(state.released.trailer["/Root"])
    pages = [state.get(page) for page in state.released.pages]
    drawn = [page.get(name) for page in pages for name in ("/Contents", "/Resources")]
    places = {
        "page-changed": drawn,
        "outline": [catalog.get("/Outlines")],
        "attachment": [catalog.get("/AF"), catalog.get("/Names")],
        "structure": [catalog.get("/StructTreeRoot")],
    }
    return next((kind for kind, start in places.items() if _reaches(state, start, number)), "")


def _reaches(state: State, start: list[Value], number: int) -> bool:
    waiting, seen = list(start), set()
    while waiting:
        value = waiting.pop()
        if isinstance(value, Ref):
            if value.number == number:
                return True
            if value.number in seen:
                continue
            seen.add(value.number)
            value = state.get(value.number)
        waiting += _inside(value)
    return False


def _inside(value: Value) -> Iterator[Value]:
    if isinstance(value, Stream):
        value = value.entries
    if isinstance(value, dict):
        yield from (one for name, one in value.items() if name not in _UPWARDS)
    elif isinstance(value, list):
        yield from value
