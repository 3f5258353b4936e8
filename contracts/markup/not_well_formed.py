"""What is wrong with XML, in our own words: both parsers know only English."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import ParseError

from contracts.language import N_, _

_TAGS: Final = N_("an element is closed that was not opened, or not closed that was")
_EMPTY: Final = N_("there is no element in it")
_ENTITY: Final = N_("a name between “&” and “;” is unknown; a lone “&” is written “&amp;”")
_TWICE: Final = N_("an attribute stands twice in one element")
_SIGN: Final = N_("a “<”, “>”, “&” or quotation mark stands where none may stand")
_OPEN: Final = N_("it ends inside of an element")
_BEHIND: Final = N_("something stands behind the last element")
_PREFIX: Final = N_("the prefix of a name is not declared")
_OTHERWISE: Final = N_("it is not well-formed XML")

# codes of expat.h, as ElementTree passes them on
_EXPAT: Final = {
    3: _EMPTY, 4: _SIGN, 5: _OPEN, 6: _SIGN, 7: _TAGS, 8: _TWICE, 9: _BEHIND, 11: _ENTITY,
    27: _PREFIX,
}  # fmt: skip
# codes of libxml2's xmlerror.h, as lxml passes them on
_LIBXML: Final = {
    4: _EMPTY, 5: _BEHIND, 26: _ENTITY, 38: _SIGN, 39: _SIGN, 41: _SIGN, 42: _TWICE, 68: _SIGN,
    73: _SIGN, 76: _TAGS, 77: _OPEN, 201: _PREFIX,
}  # fmt: skip


def xml_complaint(error: SyntaxError) -> str:
    """Return what is wrong, in the active language, of ElementTree's or lxml's error."""
    codes = _EXPAT if isinstance(error, ParseError) else _LIBXML
    return _(codes.get(getattr(error, "code", 0), _OTHERWISE))
