"""Parity: every format says what the document says, and each check can fail."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from contracts import parity
from contracts.document import (
    Break,
    Cell,
    Document,
    Emphasis,
    Field,
    Gap,
    ListBlock,
    ListItem,
    Paragraph,
    Reference,
    Section,
    SignatureBlock,
    Strong,
    Table,
    Text,
)
from contracts.writers import docx, html, json, pdf, txt
from tests import long
from tests.benchmarks.contract import contract
from tests.builders.examples import random_documents
from tests.builders.extremes import EXTREMES
from tests.samples import doc

if TYPE_CHECKING:
    from collections.abc import Callable

TEMPLATE = Path(__file__).parents[1] / "templates" / "cooperation-contract"
WRITERS = {"docx": docx, "pdf": pdf, "html": html, "txt": txt, "json": json}
RICH = ("docx", "pdf", "html")
ALL = (*RICH, "txt")
NBSP = "\u00a0"


def _sample() -> Document:
    """Return the sample with a break, a no-break space and a table of contents."""
    words = (
        Text(f"Zum 28.{NBSP}November"),
        Break(),
        Text("tritt er in Kraft; siehe "),
        Reference("resources", "§ 2"),
        Text("."),
    )
    preamble = replace(doc.body[0], blocks=(*doc.body[0].blocks, Paragraph(words, "", "p:2")))
    return replace(doc, body=(preamble, *doc.body[1:]), toc=True)


SAMPLE = _sample()


@lru_cache(maxsize=256)
def written(document: Document, name: str) -> bytes:
    return WRITERS[name].write(document, TEMPLATE)


def differences(document: Document) -> list[parity.Difference]:
    return parity.differences(document, {name: written(document, name) for name in WRITERS})


# ------------------------------------------------------------------ no difference


@pytest.mark.parametrize("name", ["sample", "long", *EXTREMES])
def test_all_formats_of_a_contract_say_the_same(name):
    known = {"sample": SAMPLE, "long": contract(), **EXTREMES}
    assert differences(known[name]) == []


@pytest.mark.slow
def test_random_contracts_have_no_difference():
    for document in random_documents(long.count(200, 40)):
        files = {name: writer.write(document, TEMPLATE) for name, writer in WRITERS.items()}
        assert parity.differences(document, files) == []


def test_an_annex_heading_that_breaks_behind_a_hyphen_still_opens_its_page():
    title = "Der Bezirk" + "Gesundheit Berlin-Brandenburg e.\u00a0V." * 2
    annexes = (replace(doc.annexes[0], title=(Text(title),)),)
    document = replace(doc, annexes=annexes)
    page = WRITERS["pdf"].write(document, TEMPLATE)
    assert parity.differences(document, {"pdf": page}) == []


LONG_TITLES = {
    "a gap": Field("x", "", "[offen: IfQd>lK'€/5m{tT<jD§AEk" + "x" * 70 + "]", gap=True),
    "a word": Text("Bezirkskinderarmutspräventionsstrategieverantwortungsgemeinschaftsrat" * 2),
    "an address": Text("https://www.beispiel.berlin.de/" + "praevention/" * 9),
}


@pytest.mark.parametrize("name", LONG_TITLES)
def test_a_number_keeps_its_blank_before_a_title_that_fills_a_line(name):
    body = (doc.body[0], replace(doc.body[1], title=(LONG_TITLES[name],)), *doc.body[2:])
    document = replace(doc, body=body)
    page = WRITERS["pdf"].write(document, TEMPLATE)
    assert parity.differences(document, {"pdf": page}) == []


# ------------------------------------------------------------------ faults in the words


def section(document: Document, number: int, change: Callable[[Section], Section]) -> Document:
    body = list(document.body)
    body[number] = change(body[number])
    return replace(document, body=tuple(body))


def block(number: int, place: int, change: Callable[[Any], Any]) -> Callable[[Document], Document]:
    def apply(document: Document) -> Document:
        def inside(found: Section) -> Section:
            blocks = list(found.blocks)
            changed = change(blocks[place])
            blocks[place : place + 1] = changed if isinstance(changed, list) else [changed]
            return replace(found, blocks=tuple(blocks))

        return section(document, number, inside)

    return apply


def inlines(number: int, place: int, change: Callable[[Any], Any]):
    """Change each inline of a paragraph."""
    return block(
        number, place, lambda p: replace(p, content=tuple(change(inline) for inline in p.content))
    )


def annex_table(change: Callable[[Table], Table]) -> Callable[[Document], Document]:
    def apply(document: Document) -> Document:
        annex = document.annexes[0]
        blocks = tuple(change(found) for found in annex.blocks)
        return replace(document, annexes=(replace(annex, blocks=blocks),))

    return apply


def signatures(change: Callable[[SignatureBlock], SignatureBlock]):
    return lambda document: replace(document, signatures=change(document.signatures))


def first_item(change: Callable[[ListItem], ListItem]) -> Callable[[ListBlock], ListBlock]:
    return lambda found: replace(found, items=(change(found.items[0]), *found.items[1:]))


def party(change):
    return lambda document: replace(
        document, parties=(change(document.parties[0]), *document.parties[1:])
    )


def signing(change):
    return signatures(lambda s: replace(s, parties=(change(s.parties[0]), *s.parties[1:])))


def signatory(change):
    return signing(lambda p: replace(p, signatories=(change(p.signatories[0]),)))


def plainly(kind):
    return lambda inline: inline.content[0] if isinstance(inline, kind) else inline


def ungap(inline):
    return replace(inline, gap=False) if isinstance(inline, Field) else inline


def unlink(inline):
    return Text(inline.shown) if isinstance(inline, Reference) else inline


def astray(inline):
    """Lead to another clause under the old words."""
    return replace(inline, target="subject") if isinstance(inline, Reference) else inline


def words(text: str):
    return (Text(text),)


def no_gaps(document: Document) -> Document:
    return replace(document, gaps=())


# name of the check, formats that must notice, what was done to the document of one format
DOCUMENT_FAULTS: list[tuple[str, tuple[str, ...], Callable[[Document], Document]]] = [
    ("title", ALL, lambda d: replace(d, title="Kooperationsvereinbarung")),
    ("subtitle", ALL, lambda d: replace(d, subtitle=words("zur Umsetzung"))),
    ("file reference", ALL, lambda d: replace(d, file_reference=words("Jug 13/2023"))),
    ("parties", ALL, party(lambda p: replace(p, lines=(words("dem Land Brandenburg,"), *p.lines[1:])))),
    ("short names", ALL, party(lambda p: replace(p, short="Kreis"))),
    ("headings", ALL, lambda d: section(d, 1, lambda s: replace(s, title=words("Gegenwart")))),
    ("numbers of sections and annexes", ("pdf", "html", "txt"),
     lambda d: section(d, 1, lambda s: replace(s, number=f"§{NBSP}7"))),
    ("paragraphs", ALL, inlines(1, 0, lambda i: Text("Der Vertrag regelt nicht ") if i == Text("Der Vertrag regelt ") else i)),
    ("paragraphs", ALL, inlines(2, 0, lambda i: replace(i, shown="[offen: Stunden]") if isinstance(i, Field) else i)),
    ("numbers of paragraphs", ("pdf", "html"), block(2, 0, lambda p: replace(p, label="(3)"))),
    ("items", ALL, block(2, 1, first_item(lambda i: replace(i, content=words("vierzehntens"))))),
    ("labels of items", ("pdf", "html"), block(2, 1, first_item(lambda i: replace(i, label="3.")))),
    ("levels of lists", ("pdf", "html"), block(2, 1, lambda b: replace(
        b, items=(replace(b.items[0], children=()), *b.items[0].children[0].items, *b.items[1:])))),
    ("missing lines", ALL[1:], block(2, 1, lambda b: replace(b, items=b.items[1:]))),
    ("missing lines", ALL, block(0, 0, lambda _p: [])),
    ("missing lines", ALL, no_gaps),
    ("missing lines", ALL, block(2, 4, lambda _b: [])),
    ("extra lines", ALL, block(0, 0, lambda p: [p, Paragraph(words("Heimlich eingefügt."))])),
    ("kinds of lines", RICH, block(2, 4, lambda _b: Paragraph(words("Strich")))),
    ("captions", ALL, annex_table(lambda t: replace(t, caption="Ziele"))),
    ("header cells", ALL, annex_table(lambda t: replace(t, header=(Cell(words("Zweck")), t.header[1])))),
    ("table cells", ALL, annex_table(lambda t: replace(t, rows=((t.rows[0][0], Cell(words(f"15,2{NBSP}%"))),)))),
    ("shapes of tables", RICH, annex_table(lambda t: replace(t, rows=(*t.rows, t.rows[0])))),
    ("references", RICH, inlines(1, 0, unlink)),
    ("targets of references", RICH[1:], inlines(0, 1, astray)),
    ("strong words", RICH, inlines(1, 0, plainly(Strong))),
    ("strong words", RICH, inlines(1, 0, lambda i: Strong((i,)) if i == Text(" und ") else i)),
    ("emphasis", RICH, block(2, 1, lambda b: replace(b, items=(replace(b.items[0], children=(replace(
        b.items[0].children[0], items=(b.items[0].children[0].items[0], ListItem("b)", words("unter b")))),)),
        *b.items[1:])))),
    ("emphasis", RICH, inlines(1, 0, lambda i: Emphasis((i,)) if i == Text(" und ") else i)),
    ("gaps", RICH, inlines(2, 0, ungap)),
    ("list of gaps", ALL, lambda d: replace(d, gaps=(Gap("x.y", "Zahl", ("§ 2",), "Bezirk"),))),
    ("no-break spaces", ("docx", "html"), inlines(0, 1, lambda i: Text("Zum 28. November") if isinstance(i, Text) and i.text.startswith("Zum") else i)),
    ("line breaks", ("docx", "html"), inlines(0, 1, lambda i: Text(" ") if isinstance(i, Break) else i)),
    ("signing parties", ALL, signing(lambda p: replace(p, heading=words("Für das Land")))),
    ("signature lines", ALL, signatures(lambda s: replace(s, place_date="Ort und Tag"))),
    ("signature lines", ALL, signatures(lambda s: replace(s, signature="Zeichen"))),
    ("signatories", ALL, signatory(lambda s: replace(s, name=words("A. Nders")))),
    ("signatories", ALL, signatory(lambda s: replace(s, capacity=""))),
    ("functions", ALL, signatory(lambda s: replace(s, function=words("Bezirksbürgermeisterin")))),
    ("signature fields", ("pdf",), signatory(lambda s: replace(s, name=words("A. Nders")))),
    ("language", RICH[1:], lambda d: replace(d, language="en-GB")),
    ("title in properties", RICH, lambda d: replace(d, title="Vereinbarung")),
    ("draft mark", ALL, lambda d: replace(d, status="release", gaps=d.gaps)),
    ("draft code", ALL, lambda d: replace(d, draft_code="PK23-0000")),
    ("outline", ("pdf",), lambda d: section(d, 1, lambda s: replace(s, title=words("Gegenwart")))),
    ("contents", RICH, lambda d: replace(d, toc=False)),
]  # fmt: skip
CASES = [
    pytest.param(check, name, fault, id=f"{number} {check} {name}")
    for number, (check, names, fault) in enumerate(DOCUMENT_FAULTS)
    for name in names
]


@pytest.mark.parametrize(("check", "name", "fault"), CASES)
def test_a_format_that_says_something_else_is_found_by_the_check_named(check, name, fault):
    changed = written(fault(SAMPLE), name)
    assert changed != written(SAMPLE, name)
    found = parity.differences(SAMPLE, {name: changed})
    assert check in {difference.check for difference in found}
    assert all(difference.format == name for difference in found)


# ------------------------------------------------------------------ faults in the files


def in_word(part: str, old: str, new: str) -> Callable[[bytes], bytes]:
    def apply(data: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
            for name in source.namelist():
                text = source.read(name)
                if name == part:
                    assert old.encode() in text
                    text = text.replace(old.encode(), new.encode(), 1)
                target.writestr(name, text)
        return out.getvalue()

    return apply


def in_page(old: str, new: str) -> Callable[[bytes], bytes]:
    def apply(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return apply


def in_pdf(change: Callable[[pikepdf.Pdf], object]) -> Callable[[bytes], bytes]:
    def apply(data: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(data)) as found:
            change(found)
            out = io.BytesIO()
            found.save(out, deterministic_id=True)
        return out.getvalue()

    return apply


def content(number: int, change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    def apply(found: pikepdf.Pdf) -> None:
        sheet = found.pages[number].obj
        sheet.Contents = found.make_stream(change(sheet.Contents.read_bytes()))

    return in_pdf(apply)


def elements(found: pikepdf.Pdf, role: str) -> list[Any]:
    return [
        o for o in found.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == f"/{role}"
    ]


def swap_fonts(found: pikepdf.Pdf) -> None:
    fonts = found.pages[0].obj.Resources.Font
    one, other, *_ = fonts.keys()
    fonts[one].ToUnicode, fonts[other].ToUnicode = fonts[other].ToUnicode, fonts[one].ToUnicode


def swap_kids(found: pikepdf.Pdf) -> None:
    kids = found.Root.StructTreeRoot.K.K
    kids[0], kids[1] = kids[1], kids[0]


def first_link(found: pikepdf.Pdf) -> Any:
    return next(
        note
        for sheet in found.pages
        for note in sheet.obj.get("/Annots", ())
        if note.Subtype == "/Link" and str(note.Contents).startswith("§ 2 Abs")
    )


def name_tree(found: pikepdf.Pdf) -> Any:
    return pikepdf.NameTree(found.Root.Names.Dests)


def shift_target(found: pikepdf.Pdf) -> None:
    tree = name_tree(found)
    old = tree["resources:2"]
    tree["resources:2"] = pikepdf.Array([found.pages[-1].obj, *list(old)[1:]])


FILE_FAULTS: list[tuple[str, str, str, Callable[[bytes], bytes]]] = [
    ("numbers of paragraphs", "docx", "another form of numbers",
     in_word("word/numbering.xml", 'w:lvlText w:val="(%2)"', 'w:lvlText w:val="[%2]"')),
    ("numbers of sections and annexes", "docx", "sections counted from 2",
     in_word("word/numbering.xml", '<w:start w:val="1"/>', '<w:start w:val="2"/>')),
    ("labels of items", "docx", "figures instead of letters",
     in_word("word/numbering.xml", '"lowerLetter"', '"decimal"')),
    ("labels of items", "docx", "another dash",
     in_word("word/numbering.xml", 'w:lvlText w:val="–"', 'w:lvlText w:val="•"')),
    ("levels of lists", "docx", "a sub-item as an item",
     in_word("word/document.xml", '"ListeBuchstabe"', '"ListeZiffer"')),
    ("annexes on new pages", "docx", "an annex amid a page",
     in_word("word/styles.xml", "<w:pageBreakBefore/>", "")),
    ("language", "docx", "another language",
     in_word("word/styles.xml", 'w:lang w:val="de-DE"', 'w:lang w:val="en-US"')),
    ("shapes of tables", "docx", "no header row",
     in_word("word/document.xml", "<w:tblHeader/>", "")),
    ("targets of references", "docx", "a bookmark elsewhere",
     in_word("word/document.xml", "REF _vwa_resources", "REF _vwa_subject")),
    ("everything readable", "docx", "not a Word file", lambda _data: b"PK"),
    ("everything readable", "docx", "no document",
     in_word("word/document.xml", "<w:body>", "<w:nobody>")),
    ("strong words", "docx", "strong by hand",
     in_word("word/document.xml", '<w:t xml:space="preserve">Kinder',
             '<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Kinder')),
    ("paragraphs", "docx", "a deleted word", in_word("word/document.xml", "Kinder ", "")),
    ("draft mark", "docx", "no mark in the header",
     in_word("word/header1.xml", "Entwurf –", "Fassung –")),
    ("language", "html", "no language", in_page(' lang="de-DE"', "")),
    ("targets of references", "html", "a link to nowhere",
     in_page('href="#resources">§ 2', 'href="#gone">§ 2')),
    ("no-break spaces", "html", "a breaking space", in_page(f"28.{NBSP}N", "28. N")),
    ("kinds of lines", "html", "a heading that is none", in_page('<h2 id="preamble-title">Präambel</h2>', "<p>Präambel</p>")),
    ("shapes of tables", "html", "header cells that are none",
     in_page('<th scope="col">Ziel</th>', "<td>Ziel</td>")),
    ("paragraphs", "txt", "a changed word", in_page("Wohlergehen", "Wohlstand")),
    ("missing lines", "txt", "a lost line", in_page("2. zweitens\n", "\n")),
    ("canonical form", "json", "a blank too much", lambda data: data + b" "),
    ("everything readable", "pdf", "not a PDF", lambda _data: b"%PDF-1.7"),
    ("everything readable", "pdf", "no structure",
     in_pdf(lambda p: p.Root.__delitem__("/StructTreeRoot"))),
    ("everything readable", "pdf", "words nobody reads out",
     in_pdf(lambda p: elements(p, "P")[0].__delitem__("/K"))),
    ("everything readable", "pdf", "words outside all marks",
     content(0, lambda c: c + b"\nBT <0012> Tj ET")),
    ("missing lines", "pdf", "an element that was lost",
     in_pdf(lambda p: p.Root.StructTreeRoot.K.K.__delitem__(1))),
    ("title", "pdf", "two elements in the wrong order", in_pdf(swap_kids)),
    ("paragraphs", "pdf", "characters for other glyphs", in_pdf(swap_fonts)),
    ("strong words", "pdf", "strong in the structure alone",
     content(0, lambda c: c.replace(b"Tf", b"Tf", 1).replace(_font(c, 1), _font(c, 0)))),
    ("language", "pdf", "another language",
     in_pdf(lambda p: p.Root.StructTreeRoot.K.__setitem__("/Lang", pikepdf.String("en")))),
    ("title in properties", "pdf", "another title",
     in_pdf(lambda p: p.docinfo.__setitem__("/Title", pikepdf.String("Rechnung")))),
    ("outline", "pdf", "no outline", in_pdf(lambda p: p.Root.__delitem__("/Outlines"))),
    ("targets of references", "pdf", "a link to nowhere",
     in_pdf(lambda p: first_link(p).__setitem__("/Dest", pikepdf.String("gone")))),
    ("targets of references", "pdf", "a link to another page", in_pdf(shift_target)),
    ("signature fields", "pdf", "a field for somebody else",
     in_pdf(lambda p: p.Root.AcroForm.Fields[0].__setitem__("/TU", pikepdf.String("Mandantin")))),
    ("page numbers", "pdf", "a page too many",
     in_pdf(lambda p: p.pages.append(p.pages[0]))),
    ("annexes on new pages", "pdf", "pages joined",
     in_pdf(lambda p: elements(p, "H2")[-2].__setitem__("/S", pikepdf.Name.P))),
    ("shapes of tables", "pdf", "header cells that are none",
     in_pdf(lambda p: [e.__setitem__("/S", pikepdf.Name.TD) for e in elements(p, "TH")])),
    ("kinds of lines", "pdf", "a heading that is none",
     in_pdf(lambda p: elements(p, "H2")[1].__setitem__("/S", pikepdf.Name.P))),
    ("gaps", "pdf", "a gap that is not marked",
     in_pdf(lambda p: elements(p, "Gap")[0].__setitem__("/S", pikepdf.Name.Em))),
    ("levels of lists", "pdf", "lists that are one",
     in_pdf(lambda p: [e.__setitem__("/S", pikepdf.Name.Div) for e in elements(p, "L")])),
]  # fmt: skip


def _font(stream: bytes, number: int) -> bytes:
    """Return the n-th of the faces that a page sets, as it stands in the drawing."""
    import re

    names = list(dict.fromkeys(re.findall(rb"/[A-Z]{6} ", stream)))
    return names[number]


@pytest.mark.parametrize(
    ("check", "name", "fault"),
    [
        pytest.param(c, n, f, id=f"{number} {c} {n} {what}")
        for number, (c, n, what, f) in enumerate(FILE_FAULTS)
    ],
)
def test_a_damaged_file_is_found_by_the_check_named(check, name, fault):
    good = written(SAMPLE, name)
    bad = fault(good)
    assert bad != good
    assert check in {difference.check for difference in parity.differences(SAMPLE, {name: bad})}


def test_there_are_a_hundred_faults_and_each_check_fails_at_least_once():
    proven = {check for check, *_ in DOCUMENT_FAULTS} | {check for check, *_ in FILE_FAULTS}
    names = {check.name for check in parity.CHECKS}
    assert len(CASES) + len(FILE_FAULTS) >= 100
    assert len(parity.CHECKS) >= 25
    assert names - proven == {"connecting words"}


def test_other_connecting_words_are_found(monkeypatch):
    good = {name: written(SAMPLE, name) for name in ALL}
    monkeypatch.setattr("contracts.wording.BETWEEN", "unter")
    found = parity.differences(SAMPLE, good)
    assert {d.format for d in found if d.check == "connecting words"} == set(ALL)


def test_a_finding_names_check_format_and_clause():
    files = {"html": in_page("Wohlergehen", "Wohlstand")(written(SAMPLE, "html"))}
    (found,) = parity.compare(SAMPLE, files)
    assert "paragraphs" in found.message
    assert "html" in found.message
    assert "preamble@1" in found.message
    assert found.place.file == "pankow-2023.html"
