"""The theme of a built skeleton: nothing in it is used, but every Word file has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.builders.looks import Look

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COLOURS = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "1F2933", "lt2": "E4E7EB", "accent1": "0B3D66",
    "accent2": "3E4C59", "accent3": "7B8794", "accent4": "9AA5B1", "accent5": "8D2B0B",
    "accent6": "0C6B58", "hlink": "0B3D66", "folHlink": "3E4C59",
}  # fmt: skip


def theme_part(look: Look) -> str:
    """Return the theme part."""
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items()
    )
    fonts = "".join(
        f'<a:{kind}><a:latin typeface="{look.font}"/><a:ea typeface=""/><a:cs typeface=""/>'
        f"</a:{kind}>"
        for kind in ("majorFont", "minorFont")
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{width}">{fill}</a:ln>' for width in (6350, 12700, 19050))
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{_A}" name="Vertragswerk"><a:themeElements>'
        f'<a:clrScheme name="Vertragswerk">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Vertragswerk">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="Vertragswerk"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
