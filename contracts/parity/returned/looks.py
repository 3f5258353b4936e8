"""How a run looks in the end: defaults, styles and its own properties together (17.7.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from contracts.ooxml.names import w
from contracts.parity.docx_styles import MOST_ANCESTORS

if TYPE_CHECKING:
    from collections.abc import Mapping

Look: TypeAlias = tuple[tuple[str, str], ...]

# Switched on in two styles at once, these are off again in Word (ISO/IEC 29500-1, 17.7.3), and on
# in LibreOffice. They count as on here in both files: more may be named so, but nothing is missed.
_TOGGLES: Final = frozenset(
    (
        "b", "i", "caps", "smallCaps", "strike", "vanish", "outline", "shadow",
        "emboss", "imprint"
    )
)  # fmt: skip
_SWITCHES: Final = _TOGGLES | {"dstrike", "webHidden", "specVanish", "rtl", "oMath"}
_VALUES: Final = frozenset(
    (
        "sz", "highlight", "vertAlign", "u", "position", "w", "spacing", "effect", "em",
        "fitText", "bdr",
    )
)  # fmt: skip
_SPECIAL: Final = frozenset(("color", "shd", "rFonts"))
# Properties that change nothing that is seen.
_UNSEEN: Final = frozenset(
    (
        "rStyle", "kern", "lang", "noProof", "snapToGrid", "bCs", "iCs", "szCs", "cs",
        "eastAsianLayout",
    )
)  # fmt: skip
_OFF: Final = ("0", "false", "off", "none")
_USUAL: Final = {
    "color": ("auto", "000000"), "u": ("none",), "highlight": ("none",), "position": ("0",),
    "w": ("100",), "spacing": ("0",), "vertAlign": ("baseline",), "effect": ("none",),
    "em": ("none",),
}  # fmt: skip
_SYMBOLS: Final = ("wingdings", "webdings", "symbol", "dingbats", "marlett", "mt extra")
# Fonts of one width and look, which programs put in place of each other.
_ALIKE: Final = {"liberation sans": "arial", "liberation serif": "times new roman"}
_SIZE: Final = "20"  # half points where nothing says otherwise


@dataclass(frozen=True, slots=True)
class Looks:
    """The styles of a file as far as they decide on looks."""

    styles: Mapping[str, Any]
    defaults: Mapping[str, str]
    paragraph: str

    @classmethod
    def of(cls, root: Any) -> Looks:
        """Read the part with the styles; a file without one has None."""
        if root is None:
            return cls({}, {}, "")
        styles = {style.get(w("styleId"), ""): style for style in root.iterfind(w("style"))}
        default = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        usual = next(
            (
                name
                for name, style in styles.items()
                if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true")
            ),
            "",
        )
        return cls(styles, _own(default), usual)

    def look(self, properties: Any, paragraph_style: str) -> Look:
        """Return how a run looks with its properties in a paragraph of a style."""
        own = _own(properties)
        style = None if properties is None else properties.find(w("rStyle"))
        outer = self._inherited(paragraph_style or self.paragraph)
        inner = self._inherited("" if style is None else style.get(w("val"), ""))
        found = {"sz": _SIZE, **self.defaults, **outer, **inner}
        for name in _TOGGLES & inner.keys() & outer.keys():
            found[name] = "1" if "1" in (inner[name], outer[name]) else "0"
        found.update(own)
        return tuple(sorted((n, v) for n, v in found.items() if not _is_usual(n, v)))

    def _inherited(self, identifier: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for _ in range(MOST_ANCESTORS):
            style = self.styles.get(identifier)
            if style is None:
                break
            found = {**_own(style.find(w("rPr"))), **found}
            base = style.find(w("basedOn"))
            identifier = "" if base is None else base.get(w("val"), "")
        return found


def _own(properties: Any) -> dict[str, str]:
    """Return what properties say themselves; what is not known here is kept by its name."""
    found: dict[str, str] = {}
    for child in () if properties is None else properties:
        space, _, name = str(child.tag).rpartition("}")
        value = child.get(w("val"), "1")
        if name in _SWITCHES:
            found[name] = "0" if value in _OFF else "1"
        elif name in _VALUES:
            found[name] = value
        elif name in _SPECIAL:
            found.update(_special(name, child))
        elif name not in _UNSEEN and not name.endswith("Change"):
            found[name if space.endswith("main") else f"other:{name}"] = value
    return found


def _special(name: str, child: Any) -> dict[str, str]:
    """Return colours and fonts; what the theme says goes before the value beside it in Word."""
    if name == "color":
        theme = child.get(w("themeColor"))
        return {name: f"theme {theme}" if theme else child.get(w("val"), "").upper()}
    if name == "shd":
        return {name: child.get(w("themeFill")) or child.get(w("fill"), "")}
    face = child.get(w("ascii"), child.get(w("asciiTheme"), "")).lower()
    return {"font": _symbols(child), **({"face": _ALIKE.get(face, face)} if face else {})}


def _symbols(fonts: Any) -> str:
    """Return a font in which letters are pictures, "" for every other one."""
    names = (fonts.get(w(n), "") for n in ("ascii", "hAnsi", "cs", "eastAsia"))
    return next((n for n in names if any(s in n.lower() for s in _SYMBOLS)), "")


def _is_usual(name: str, value: str) -> bool:
    if name in _USUAL:
        return value.lower() in [usual.lower() for usual in _USUAL[name]]
    if name == "shd":
        return value.lower() in ("", "auto")
    if name == "bdr":
        return value in ("none", "nil")
    return value in ("", "0")
