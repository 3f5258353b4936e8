"""What a signature shows: a form that viewers clip to the field (ISO 32000-1, 8.10 and 12.5.5).

Understood are lettering, lines and pictures. What loads from outside, shows one thing on paper and
another on screen, or carries programs is not.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from contracts.archive.signed.tokens import Flag, Name, Ref, Stream, Value

if TYPE_CHECKING:
    from contracts.archive.signed.step import Step

_FILTERS = {"/FlateDecode", "/DCTDecode", "/ASCIIHexDecode", "/ASCII85Decode", "/LZWDecode",
            "/RunLengthDecode", "/CCITTFaxDecode", "/JPXDecode"}  # fmt: skip
_STORED = {"/Filter", "/DecodeParms", "/DL"}
_FORM = {"/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group", "/Name"}
_IMAGE = {"/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Intent",
          "/ImageMask", "/Mask", "/SMask", "/Decode", "/Interpolate", "/Name", "/SMaskInData",
          "/Matte"}  # fmt: skip
_RESOURCES = {"/ProcSet", "/Font", "/XObject", "/ExtGState", "/ColorSpace"}
_STATES = {"/Type", "/LW", "/LC", "/LJ", "/ML", "/D", "/RI", "/SA", "/CA", "/ca", "/AIS", "/BM",
           "/OP", "/op", "/OPM", "/SMask", "/FL", "/SM", "/TK"}  # fmt: skip
_FONT = {"/Type", "/Subtype", "/BaseFont", "/Encoding", "/FirstChar", "/LastChar", "/Widths",
         "/FontDescriptor", "/ToUnicode", "/DescendantFonts", "/CIDSystemInfo", "/DW", "/W",
         "/CIDToGIDMap", "/Name", "/DW2", "/W2"}  # fmt: skip
_FONTS = {"/Type0", "/Type1", "/TrueType", "/MMType1", "/CIDFontType0", "/CIDFontType2"}
_DESCRIPTOR = {"/Type", "/FontName", "/FontFamily", "/FontStretch", "/FontWeight", "/Flags",
               "/FontBBox", "/ItalicAngle", "/Ascent", "/Descent", "/Leading", "/CapHeight",
               "/XHeight", "/StemV", "/StemH", "/AvgWidth", "/MaxWidth", "/MissingWidth",
               "/CharSet", "/CIDSet", "/Lang", "/Style"}  # fmt: skip
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_FILE = {"/Length1", "/Length2", "/Length3", "/Subtype", "/Type", "/CMapName", "/CIDSystemInfo",
         "/WMode", "/Length"}  # fmt: skip
_DEEPEST, _MOST = 12, 500
_LARGEST = 100_000


class Strange(ValueError):  # noqa: N818 - says what it is
    """Something that no signature needs to show itself."""


def judge_look(step: Step, value: Value, *, font: bool = False) -> bool:
    """Tell whether the appearance of a field is nothing but lettering, lines and pictures.

    With ``font`` the value is a font of the form's own instead.
    """
    try:
        if font:
            _Looks(step).font(value, 0)
        else:
            _Looks(step).form(value, 0)
    except Strange:
        return False
    return True


def is_empty(step: Step, value: Value) -> bool:
    """Tell whether an appearance shows nothing."""
    look = step.enter(value, "look")
    return isinstance(look, Stream) and not look.raw.strip() and _only(look.entries, _FORM)


def box_of(value: Value) -> tuple[float, float, float, float] | None:
    """Return a rectangle as left, bottom, right, top; None where it is none."""
    if not isinstance(value, list) or len(value) != 4:  # noqa: PLR2004
        return None
    if not all(is_number(one) and abs(one) <= _LARGEST for one in value):
        return None
    a, b, c, d = (float(one) for one in value)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def is_number(value: Value) -> bool:
    """Tell whether a value is a number."""
    return type(value) is int or isinstance(value, Decimal)


def _only(entries: dict[str, Value], known: set[str]) -> bool:
    return entries.keys() <= known


class _Looks:
    def __init__(self, step: Step) -> None:
        self.step, self.count = step, 0
        self.seen: set[int] = set()

    def _new(self, value: Value, role: str, depth: int) -> Value:
        """Return an object once; None where it was looked at before."""
        self.count += 1
        if depth > _DEEPEST or self.count > _MOST:
            raise Strange
        if isinstance(value, Ref):
            if value.number in self.seen:
                return None
            self.seen.add(value.number)
        return self.step.enter(value, role)

    def form(self, value: Value, depth: int) -> None:
        look = self._new(value, "look", depth)
        if look is None and depth:
            return
        if not isinstance(look, Stream):
            raise Strange
        entries = self._stored(look)
        if not _only(entries, _FORM) or entries.get("/Subtype") != "/Form":
            raise Strange
        box = box_of(self.step.after.follow(entries.get("/BBox")))
        if box is None or not _turnable(entries.get("/Matrix", [1, 0, 0, 1, 0, 0])):
            raise Strange
        group = self._dictionary(entries.get("/Group", {}), "group", depth)
        if not _only(group, {"/Type", "/S", "/CS", "/I", "/K"}):
            raise Strange
        self._plain(group.get("/CS"), depth)
        self.resources(entries.get("/Resources", {}), depth + 1)

    def resources(self, value: Value, depth: int) -> None:
        held = self._dictionary(value, "resources", depth)
        if not _only(held, _RESOURCES):
            raise Strange
        self._plain(held.get("/ProcSet"), depth)
        for one in self._dictionary(held.get("/Font", {}), "look-fonts", depth).values():
            self.font(one, depth + 1)
        for one in self._dictionary(held.get("/XObject", {}), "look-parts", depth).values():
            self._part(one, depth + 1)
        for one in self._dictionary(held.get("/ExtGState", {}), "look-states", depth).values():
            self._state(one, depth + 1)
        for one in self._dictionary(held.get("/ColorSpace", {}), "look-colours", depth).values():
            self._plain(one, depth + 1)

    def _part(self, value: Value, depth: int) -> None:
        found = self.step.after.follow(value)
        kind = found.entries.get("/Subtype") if isinstance(found, Stream) else None
        if kind == "/Form":
            self.form(value, depth)
        elif kind == "/Image":
            self._image(value, depth)
        else:
            raise Strange

    def _image(self, value: Value, depth: int) -> None:
        image = self._new(value, "look-image", depth)
        if image is None:
            return
        entries = self._stored(image) if isinstance(image, Stream) else {}
        if not _only(entries, _IMAGE) or entries.get("/Subtype") != "/Image":
            raise Strange
        for name in ("/SMask", "/Mask"):
            mask = entries.pop(name, None)
            if isinstance(mask, Ref):
                self._image(mask, depth + 1)
            else:
                self._plain(mask, depth)
        for one in entries.values():
            self._plain(one, depth)

    def _state(self, value: Value, depth: int) -> None:
        state = self._dictionary(value, "look-state", depth)
        if not _only(state, _STATES) or state.get("/SMask", "/None") != "/None":
            raise Strange
        for one in state.values():
            self._plain(one, depth)

    def font(self, value: Value, depth: int) -> None:
        font = self._dictionary(value, "look-font", depth)
        if not font:
            return
        if not _only(font, _FONT) or font.get("/Subtype") not in _FONTS:
            raise Strange
        for name, one in font.items():
            if name == "/FontDescriptor":
                self._descriptor(one, depth + 1)
            elif name == "/DescendantFonts":
                for inner in self._list(one, depth):
                    self.font(inner, depth + 1)
            else:
                self._plain(one, depth, streams=name in ("/ToUnicode", "/Encoding", "/CIDToGIDMap"))

    def _descriptor(self, value: Value, depth: int) -> None:
        entries = dict(self._dictionary(value, "look-descriptor", depth))
        for name in _FILES:
            self._plain(entries.pop(name, None), depth, streams=True)
        self._plain(entries.pop("/CIDSet", None), depth, streams=True)
        if not _only(entries, _DESCRIPTOR):
            raise Strange
        for one in entries.values():
            self._plain(one, depth)

    def _plain(self, value: Value, depth: int, *, streams: bool = False) -> None:
        """Accept values that are only values, and colour profiles."""
        found = self._new(value, "look-value", depth)
        if isinstance(found, Stream):
            entries = self._stored(found)
            profile = {"/N", "/Alternate", "/Range"} >= entries.keys()
            if not (streams and _only(entries, _FILE)) and not profile:
                raise Strange
            found = entries
        if isinstance(found, dict):
            if found.keys() & {"/JS", "/URI", "/F", "/A", "/AA", "/OC"} or "/S" in found:
                raise Strange
            found = list(found.values())
        if isinstance(found, list):
            for one in found:
                if not isinstance(one, (int, Decimal, bytes, Name, Flag)):
                    self._plain(one, depth + 1)

    def _stored(self, stream: Stream) -> dict[str, Value]:
        """Return the entries of a stream that are not about how it is stored."""
        filters = self.step.after.follow(stream.entries.get("/Filter", []))
        listed = filters if isinstance(filters, list) else [filters]
        if not all(one in _FILTERS for one in listed):
            raise Strange
        self._plain(stream.entries.get("/DecodeParms"), 1, streams=True)
        return {n: one for n, one in stream.entries.items() if n not in _STORED}

    def _dictionary(self, value: Value, role: str, depth: int) -> dict[str, Value]:
        found = self._new(value, role, depth)
        if found is None:
            return {}
        if not isinstance(found, dict):
            raise Strange
        return found

    def _list(self, value: Value, depth: int) -> list[Value]:
        found = self._new(value, "look-list", depth)
        if not isinstance(found, list):
            raise Strange
        return found


def _turnable(matrix: Value) -> bool:
    if not isinstance(matrix, list) or len(matrix) != 6:  # noqa: PLR2004
        return False
    if not all(is_number(one) and abs(one) <= _LARGEST for one in matrix):
        return False
    a, b, c, d = (float(one) for one in matrix[:4])
    return abs(a * d - b * c) > 1e-9  # noqa: PLR2004 - a form that is a line shows nothing
