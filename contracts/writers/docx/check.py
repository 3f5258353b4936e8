"""What a skeleton must define so that a contract can be written into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from contracts.catalogue import word
from contracts.errors import SourceError
from contracts.findings import Place
from contracts.language import N_, _
from contracts.ooxml import names
from contracts.ooxml.carried import refuse_embedded
from contracts.ooxml.names import w
from contracts.ooxml.package import MAX_PACKED, Package, read_package
from contracts.ooxml.xml import parse
from contracts.writers.docx.placeholders import examine, read_sources
from contracts.writers.docx.roles import NUMBERED, TYPE_NAMES, Role, missing, style_ids
from contracts.writers.docx.scheme import read_scheme
from contracts.writers.docx.trial import trial_problems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml import etree

    from contracts.findings import Finding

_PLACES: Final = {
    "title": N_("the title"),
    "file_reference": N_("the file reference"),
    "draft_mark": N_("the draft mark"),
    "draft_code": N_("the draft code"),
    "parties[].lines[]": N_("the parties"),
    "parties[].hereinafter": N_("the short names of the parties"),
    "body": N_("the clauses"),
    "signatures.text": N_("the text above the signatures"),
    "signatures.parties[].heading": N_("the signing parties"),
    "signatures.parties[].signatories[].name": N_("the names of the signatories"),
    "signatures.parties[].signatories[].function": N_("the functions of the signatories"),
    "signatures.place_date": N_("place and date of the signatures"),
    "signatures.signature": N_("the signatures"),
    "annexes": N_("the annexes"),
    "open_values": N_("the list of open values"),
}
_KEEPING: Final = (Role.SECTION, Role.ANNEX, Role.HEADING, Role.CAPTION)
_REQUIRED: Final = (names.REL_STYLES, names.REL_NUMBERING, names.REL_SETTINGS)


def check_skeleton(template: Path) -> list[Finding]:
    """Return everything that is wrong with the skeleton of a template, nothing where it is fit."""
    path = template / "skeleton.docx"
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_PACKED + 1)
    except OSError:
        return [word.SKELETON_MISSING.at(Place(str(path)))]
    try:
        package = read_package(data, str(path))
        refuse_embedded(package)
        return findings_of(data, package)
    except SourceError as error:
        return list(error.findings)


def findings_of(data: bytes, package: Package) -> list[Finding]:
    """Return everything that is wrong with an opened skeleton.

    Raises:
        SourceError: a part cannot be read at all.
    """
    for kind in _REQUIRED:
        if not package.related(package.document, kind):
            part = kind.rpartition("/")[2]
            return [word.BROKEN_PART.at(Place(package.file), part=part, reason=_("missing"))]
    styles = _part(package, names.REL_STYLES)
    return [
        *_style_findings(styles, package),
        *_setting_findings(styles, package),
        *_place_findings(data, package),
    ]


def _style_findings(styles: etree._Element, package: Package) -> Iterator[Finding]:
    place = Place(package.file)
    ids = style_ids(styles)
    for role in missing(ids):
        wanted = role.value
        yield word.SKELETON_STYLE.at(
            place,
            type=_(TYPE_NAMES[wanted.type]),
            style=wanted.name,
            purpose=_(wanted.purpose),
        )
    scheme = read_scheme(_part(package, names.REL_NUMBERING), styles, ids)
    for role in NUMBERED:
        found = scheme.first_label(role)
        if role in ids and found != role.value.label:
            yield word.SKELETON_NUMBERING.at(
                place, style=role.value.name, expected=role.value.label, found=found
            )
    main = {
        scheme.positions[role].num_id
        for role in (Role.SECTION, Role.PARAGRAPH, Role.ITEM, Role.SUBITEM)
        if role in scheme.positions
    }
    if len(main) > 1:
        yield word.SKELETON_NUMBERING.at(
            place, style=Role.PARAGRAPH.value.name, expected="(1)", found=_("another list")
        )
    yield from _advice(styles, ids, place)


def _advice(styles: etree._Element, ids: dict[Role, str], place: Place) -> Iterator[Finding]:
    for role in _KEEPING:
        if role in ids and not _switched_on(styles, ids[role], "keepNext"):
            yield word.SKELETON_ADVICE.at(place, style=role.value.name, setting=_("Keep with next"))
    if Role.ANNEX in ids and not _switched_on(styles, ids[Role.ANNEX], "pageBreakBefore"):
        yield word.SKELETON_ADVICE.at(
            place, style=Role.ANNEX.value.name, setting=_("Page break before")
        )


def _setting_findings(styles: etree._Element, package: Package) -> Iterator[Finding]:
    place = Place(package.file)
    default = styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('lang')}")
    language = "" if default is None else default.get(w("val"), "")
    if language != "de-DE":
        yield word.SKELETON_LANGUAGE.at(place, found=language or "-")
    update = _part(package, names.REL_SETTINGS).find(w("updateFields"))
    if update is not None and update.get(w("val"), "1") not in ("0", "false", "off"):
        yield word.SKELETON_UPDATES.at(place)
    footers = [
        b"".join(parse_instructions(package, part))
        for part in package.related(package.document, names.REL_FOOTER)
    ]
    for field in (b"PAGE", b"NUMPAGES"):
        if not any(field in footer.split() for footer in footers):
            yield word.SKELETON_PAGES.at(place, field=field.decode())


def parse_instructions(package: Package, part: str) -> Iterator[bytes]:
    """Yield the instructions of all fields in a part."""
    root = parse(package.parts[part], part, package.file)
    for element in root.iter(w("instrText"), w("fldSimple")):
        text = element.text if element.tag == w("instrText") else element.get(w("instr"))
        yield f" {text or ''} ".encode()


def _place_findings(data: bytes, package: Package) -> Iterator[Finding]:
    yield from _revisions(package)
    used: set[str] = set()
    findings: list[Finding] = []
    for source in read_sources(data, package):
        paths, found = examine(source, package.file)
        used |= paths
        findings += found
        if not found:
            findings += [
                word.SKELETON_RESULT.at(Place(package.file), part=source.part, reason=reason)
                for reason in trial_problems(source)
            ]
    yield from findings
    if findings:
        return
    for path, purpose in _PLACES.items():
        if path not in used:
            yield word.SKELETON_PLACE.at(Place(package.file), name=path, purpose=_(purpose))


def _revisions(package: Package) -> Iterator[Finding]:
    kinds = (names.REL_HEADER, names.REL_FOOTER)
    others = (part for kind in kinds for part in package.related(package.document, kind))
    for part in (package.document, *others):
        root = parse(package.parts[part], part, package.file)
        if next(root.iter(w("ins"), w("del"), w("moveFrom"), w("moveTo")), None) is not None:
            yield word.SKELETON_REVISIONS.at(Place(package.file), part=part)


def _switched_on(styles: etree._Element, style_id: str, setting: str) -> bool:
    by_id = {style.get(w("styleId")): style for style in styles.iterfind(w("style"))}
    style = by_id.get(style_id)
    seen: set[int] = set()
    while style is not None and id(style) not in seen:
        seen.add(id(style))
        found = style.find(f"{w('pPr')}/{w(setting)}")
        if found is not None:
            return found.get(w("val"), "1") not in ("0", "false", "off")
        base = style.find(w("basedOn"))
        style = None if base is None else by_id.get(base.get(w("val")))
    return False


def _part(package: Package, kind: str) -> etree._Element:
    name = package.related(package.document, kind)[0]
    return parse(package.parts[name], name, package.file)
