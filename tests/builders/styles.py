"""The styles and lists of a built skeleton."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.builders.looks import Look

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN, ANNEX, DASH, LINK = "1", "2", "3", "4"
NBSP = "\u00a0"


def styles_part(look: Look) -> str:
    """Return the styles part."""
    return (
        f'<w:styles xmlns:w="{W}">{_defaults(look)}{_basic(look)}{_headings(look)}'
        f"{_texts(look)}{_heads(look)}{_characters(look)}{_tables(look)}</w:styles>"
    )


def _defaults(look: Look) -> str:
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{look.font}" w:hAnsi="{look.font}" w:eastAsia="{look.font}" '
        f'w:cs="{look.font}"/><w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/>'
        '<w:lang w:val="de-DE" w:eastAsia="de-DE" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr><w:widowControl/>"
        f'<w:spacing w:after="120" w:line="{look.line}" w:lineRule="auto"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _basic(look: Look) -> str:
    return (
        f'<w:style w:type="paragraph" w:default="1" w:styleId="{look.style_id("Normal")}">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" '
        f'w:styleId="{look.style_id("Default Paragraph Font")}">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        f'<w:style w:type="table" w:default="1" w:styleId="{look.style_id("Normal Table")}">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f'<w:style w:type="numbering" w:default="1" w:styleId="{look.style_id("No List")}">'
        '<w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )


def _paragraph(
    look: Look, name: str, *, based: str = "Normal", follow: str = "", ppr: str = "", rpr: str = ""
) -> str:
    follow = f'<w:next w:val="{look.style_id(follow)}"/>' if follow else ""
    custom = (
        ""
        if name[0].islower() or name in {"Title", "Subtitle", "TOC Heading"}
        else (' w:customStyle="1"')
    )
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{look.style_id(name)}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="{look.style_id(based)}"/>{follow}<w:qFormat/>'
        f"<w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>"
    )


def _numbered(num_id: str, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'


def _headings(look: Look) -> str:
    keep = "<w:keepNext/><w:keepLines/>"
    shape = '<w:spacing w:before="360" w:after="120" w:line="264" w:lineRule="auto"/>'
    justify = f'<w:jc w:val="{look.heading_justify}"/>'
    outline = '<w:outlineLvl w:val="0"/>'
    bold = f'<w:b/><w:bCs/><w:color w:val="{look.colour}"/>' + _size(look.heading_size)
    page = "<w:pageBreakBefore/>"
    return (
        _paragraph(look, "heading 1", follow="Absatz nummeriert", rpr=bold,
                   ppr=f"{keep}{_numbered(MAIN, 0)}{shape}{justify}{outline}")
        + _paragraph(look, "Überschrift ohne Nummer", follow="Absatz", rpr=bold,
                     ppr=f"{keep}{shape}{justify}{outline}")
        + _paragraph(look, "Überschrift Anlage", follow="Absatz", rpr=bold,
                     ppr=f"{keep}{page}{_numbered(ANNEX, 0)}{shape}{justify}{outline}")
        + _paragraph(look, "TOC Heading", follow="Absatz", rpr=bold, ppr=f"{keep}{shape}")
        + _paragraph(look, "toc 1", ppr=(
            f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{look.width}"/></w:tabs>'
            '<w:spacing w:after="60"/>'))
    )  # fmt: skip


def _texts(look: Look) -> str:
    justify = f'<w:jc w:val="{look.justify}"/>'
    small = '<w:spacing w:before="40" w:after="40" w:line="252" w:lineRule="auto"/>'
    table = _size(look.size - 3)
    return (
        _paragraph(look, "Absatz", ppr=justify)
        + _paragraph(look, "Absatz nummeriert", based="Absatz", ppr=_numbered(MAIN, 1))
        + _paragraph(look, "Absatz ohne Nummer", based="Absatz",
                     ppr=f'<w:ind w:left="{look.column}"/>')
        + _paragraph(look, "Liste Ziffer", based="Absatz",
                     ppr=f'{_numbered(MAIN, 2)}<w:spacing w:after="80"/>')
        + _paragraph(look, "Liste Buchstabe", based="Absatz",
                     ppr=f'{_numbered(MAIN, 3)}<w:spacing w:after="80"/>')
        + _paragraph(look, "Liste Strich", based="Absatz",
                     ppr=f'{_numbered(DASH, 0)}<w:spacing w:after="80"/>')
        + _paragraph(look, "Liste Strich 2", based="Absatz",
                     ppr=f'{_numbered(DASH, 1)}<w:spacing w:after="80"/>')
        + _paragraph(look, "caption", follow="Absatz",
                     ppr='<w:keepNext/><w:spacing w:before="160" w:after="80"/>',
                     rpr="<w:b/><w:bCs/>" + _size(look.size - 2))
        + _paragraph(look, "Tabellentext", ppr=small, rpr=table)
        + _paragraph(look, "Tabellenkopf", based="Tabellentext", ppr="<w:keepNext/>",
                     rpr="<w:b/><w:bCs/>")
        + _paragraph(look, "Tabellenende",
                     ppr='<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>',
                     rpr=_size(2))
    )  # fmt: skip


def _heads(look: Look) -> str:
    tabs = (
        f'<w:tabs><w:tab w:val="center" w:pos="{look.width // 2}"/>'
        f'<w:tab w:val="right" w:pos="{look.width}"/></w:tabs>'
        '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
    )
    rule = '<w:pBdr><w:{0} w:val="single" w:sz="4" w:space="6" w:color="9AA5B1"/></w:pBdr>'
    grey = '<w:color w:val="3E4C59"/>' + _size(17)
    signature = "<w:keepNext/><w:keepLines/>"
    line = '<w:pBdr><w:top w:val="single" w:sz="4" w:space="3" w:color="1F2933"/></w:pBdr>'
    return (
        _paragraph(look, "Title", follow="Subtitle",
                   ppr='<w:keepNext/><w:spacing w:before="240" w:after="80" w:line="240" '
                       f'w:lineRule="auto"/><w:jc w:val="{look.heading_justify}"/>',
                   rpr=f'<w:b/><w:bCs/><w:color w:val="{look.colour}"/>{_size(look.title_size)}')
        + _paragraph(look, "Subtitle", follow="Absatz",
                     ppr=f'<w:spacing w:after="200"/><w:jc w:val="{look.heading_justify}"/>',
                     rpr=_size(look.size + 4))
        + _paragraph(look, "Geschäftszeichen", ppr='<w:spacing w:after="360"/>')
        + _paragraph(look, "Bindewort",
                     ppr='<w:keepNext/><w:spacing w:before="120" w:after="120"/>')
        + _paragraph(look, "Vertragspartei",
                     ppr='<w:keepNext/><w:keepLines/><w:spacing w:after="0"/>'
                         '<w:ind w:left="680"/>')
        + _paragraph(look, "Kurzbezeichnung", based="Vertragspartei",
                     ppr='<w:keepNext w:val="0"/><w:spacing w:before="60" w:after="120"/>')
        + _paragraph(look, "header", ppr=rule.format("bottom") + tabs, rpr=grey)
        + _paragraph(look, "footer", ppr=rule.format("top") + tabs, rpr=grey)
        + _paragraph(look, "Entwurfsvermerk", based="header", rpr="<w:b/><w:bCs/>" + _size(20))
        + _paragraph(look, "Unterschrift Partei",
                     ppr=f'{signature}<w:spacing w:before="420" w:after="0"/>',
                     rpr="<w:b/><w:bCs/>")
        + _paragraph(look, "Unterschrift Linie", rpr=_size(17),
                     ppr=f'{signature}{line}<w:spacing w:before="1300" w:after="20"/>'
                         '<w:ind w:right="340"/>')
        + _paragraph(look, "Unterschrift Name",
                     ppr=f'{signature}<w:spacing w:after="0"/>')
        + _paragraph(look, "Platzhalter", rpr='<w:color w:val="7B8794"/>' + _size(16))
    )  # fmt: skip


def _characters(look: Look) -> str:
    def style(name: str, rpr: str, *, custom: bool = False) -> str:
        mark = ' w:customStyle="1"' if custom else ""
        return (
            f'<w:style w:type="character"{mark} w:styleId="{look.style_id(name)}">'
            f'<w:name w:val="{name}"/><w:qFormat/><w:rPr>{rpr}</w:rPr></w:style>'
        )

    return (
        style("Strong", "<w:b/><w:bCs/>")
        + style("Emphasis", "<w:i/><w:iCs/>")
        + style("Offene Angabe", '<w:shd w:val="clear" w:color="auto" w:fill="FFF3C4"/>',
                custom=True)
    )  # fmt: skip


def _tables(look: Look) -> str:
    rule = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="9AA5B1"/>'
    rules = "".join(rule.format(side) for side in ("top", "bottom", "insideH"))
    return (
        '<w:style w:type="table" w:customStyle="1" '
        f'w:styleId="{look.style_id("Vertragstabelle")}"><w:name w:val="Vertragstabelle"/>'
        f'<w:basedOn w:val="{look.style_id("Normal Table")}"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{rules}</w:tblBorders></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr>'
        '<w:shd w:val="clear" w:color="auto" w:fill="E4E7EB"/></w:tcPr></w:tblStylePr></w:style>'
        + (
            f'<w:style w:type="numbering" w:customStyle="1" w:styleId="Vertragsgliederung">'
            f'<w:name w:val="Vertragsgliederung"/><w:pPr><w:numPr><w:numId w:val="{LINK}"/>'
            "</w:numPr></w:pPr></w:style>"
            if look.list_style
            else ""
        )
    )


def _size(size: int) -> str:
    return f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def numbering_part(look: Look) -> str:
    """Return the numbering part: the linked multi-level list, the annexes, the dashes."""
    step = 454
    column = look.column
    styles = ("heading 1", "Absatz nummeriert", "Liste Ziffer", "Liste Buchstabe")
    linked = [look.style_id(name) for name in styles]
    levels = [
        ("decimal", f"§{NBSP}%1", 0 if look.heading_justify == "center" else column),
        ("decimal", "(%2)", column),
        ("decimal", "%3.", column + step),
        ("lowerLetter", "%4)", column + 2 * step),
    ]
    annex = [("decimal", f"Anlage{NBSP}%1", 1361), *levels[1:]]
    annex_links = [look.style_id("Überschrift Anlage"), "", "", ""]
    dashes = [("bullet", "–", column + step), ("bullet", "–", column + 2 * step)]
    dash_links = [look.style_id("Liste Strich"), look.style_id("Liste Strich 2")]
    extra = '<w:styleLink w:val="Vertragsgliederung"/>' if look.list_style else ""
    main = _abstract("4" if look.list_style else MAIN, levels, linked, column, extra)
    link = (
        f'<w:abstractNum w:abstractNumId="{MAIN}"><w:nsid w:val="1A2B3C0F"/>'
        '<w:multiLevelType w:val="multilevel"/>'
        '<w:numStyleLink w:val="Vertragsgliederung"/></w:abstractNum>'
    )
    numbers = [MAIN, ANNEX, DASH, *([LINK] if look.list_style else [])]
    return (
        f'<w:numbering xmlns:w="{W}">{link if look.list_style else ""}{main}'
        f"{_abstract(ANNEX, annex, annex_links, column, '')}"
        f"{_abstract(DASH, dashes, dash_links, column, '')}"
        + "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
            for number in numbers
        )
        + "</w:numbering>"
    )


def _abstract(
    number: str, levels: list[tuple[str, str, int]], links: list[str], column: int, extra: str
) -> str:
    out = []
    for position, ((format_, text, left), link) in enumerate(zip(levels, links, strict=True)):
        hanging = min(left, 454 if position > 1 or format_ == "bullet" else max(column, left))
        suffix = '<w:suff w:val="space"/>' if not left else ""
        style = f'<w:pStyle w:val="{link}"/>' if link else ""
        out.append(
            f'<w:lvl w:ilvl="{position}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/>'
            f'{style}{suffix}<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs>'
            f'<w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
        )
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="1A2B3C0{number}"/>'
        f'<w:multiLevelType w:val="multilevel"/>{extra}{"".join(out)}</w:abstractNum>'
    )
