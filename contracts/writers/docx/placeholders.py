"""The placeholders of a skeleton: what may stand in them, and the templates made of them.

docxtpl repairs what Word does to a placeholder (it splits it over runs) and gives ``{{p body }}``
its meaning; that takes most of its time, so it happens once and not for each contract. Placeholders
may name values, test and loop; everything else is refused before it runs, and the sandbox stands
behind.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from contracts.catalogue import word
from contracts.findings import Place
from contracts.markup.complaints import complaint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Template

    from contracts.findings import Finding
    from contracts.ooxml.package import Package

KNOWN: Final = frozenset({
    "title", "subtitle", "file_reference", "file_reference_label",
    "draft", "draft_mark", "draft_code", "draft_code_label",
    "words", "words.between", "words.and",
    "parties", "parties[]", "parties[].lines", "parties[].lines[]", "parties[].hereinafter",
    "contents", "body", "annexes", "open_values",
    "signatures", "signatures.text", "signatures.place_date", "signatures.signature",
    "signatures.parties", "signatures.parties[]", "signatures.parties[].heading",
    "signatures.parties[].signatories", "signatures.parties[].signatories[]",
    "signatures.parties[].signatories[].name", "signatures.parties[].signatories[].function",
    "loop", "loop.first", "loop.last", "loop.index",
})  # fmt: skip
_ALLOWED: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const,
    nodes.For, nodes.If, nodes.Not, nodes.And, nodes.Or,
)  # fmt: skip
_EMPTY_RUN: Final = re.compile(
    r"<w:r(?: [^>]*)?>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t[^>]*></w:t></w:r>"
)
_WORDS: Final = 60

ENVIRONMENT: Final = ImmutableSandboxedEnvironment(
    autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True, cache_size=0
)


@dataclass(frozen=True, slots=True)
class Source:
    """One part of a skeleton with placeholders, as Jinja text."""

    part: str
    text: str

    def template(self) -> Template:
        """Return the template that is filled for each contract."""
        return ENVIRONMENT.from_string(_EMPTY_RUN.sub("", self.text))


def read_sources(data: bytes, package: Package) -> list[Source]:
    """Return the document, the headers and the footers of a skeleton as Jinja text."""
    from docxtpl import DocxTemplate

    template = DocxTemplate(io.BytesIO(data))
    template.init_docx()
    found = [Source(package.document, _declared(template, template.docx.element))]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(uri):
            name = str(part.partname).lstrip("/")
            text = template.patch_xml(template.get_part_xml(part))
            found.append(Source(name, text))
    return found


def _declared(template: object, element: object) -> str:
    text = template.xml_to_string(element)  # type: ignore[attr-defined]
    return str(template.patch_xml(text))  # type: ignore[attr-defined]


def examine(source: Source, file: str) -> tuple[set[str], list[Finding]]:
    """Return the placeholders that a part uses and what is wrong with them."""
    # A line for each paragraph, so that Jinja's line numbers count paragraphs.
    text = re.sub(r"\s*\n\s*", " ", source.text)
    text = re.sub(r"<w:p([ >])", r"\n<w:p\1", text)
    try:
        tree = ENVIRONMENT.parse(text)
    except TemplateSyntaxError as error:
        place = _place(text, error.lineno, source.part)
        return set(), [word.SKELETON_SYNTAX.at(Place(file), reason=complaint(error), **place)]
    findings = [
        word.SKELETON_FORBIDDEN.at(
            Place(file), construct=construct, **_place(text, line, source.part)
        )
        for construct, line in (*_forbidden(tree), *_repeated(tree, (), {}))
    ]
    if findings:
        return set(), findings
    paths = set(_paths(tree, {}))
    known = ", ".join(sorted(name for name in KNOWN if "[" not in name and "." not in name))
    unknown = [
        word.SKELETON_UNKNOWN.at(Place(file), name=path, known=known)
        for path in sorted(paths - KNOWN)
    ]
    return paths & KNOWN, unknown


def _forbidden(tree: nodes.Node) -> Iterator[tuple[str, int]]:
    for child in tree.iter_child_nodes():
        if not isinstance(child, _ALLOWED):
            yield type(child).__name__, child.lineno
        yield from _forbidden(child)


def _repeated(
    tree: nodes.Node, outer: tuple[str, ...], loops: dict[str, str]
) -> Iterator[tuple[str, int]]:
    """Yield loops inside loops over the same values: enough of them would never end."""
    for child in tree.iter_child_nodes():
        if not isinstance(child, nodes.For):
            yield from _repeated(child, outer, loops)
            continue
        path = _path(child.iter, loops)
        if path in outer:
            yield f"for … in {path}", child.lineno
        elif isinstance(child.target, nodes.Name):
            inner = {**loops, child.target.name: f"{path}[]"}
            yield from _repeated(child, (*outer, path), inner)


def _paths(tree: nodes.Node, loops: dict[str, str]) -> Iterator[str]:
    """Yield the dotted path of each value in use; ``parties[]`` is one of the parties."""
    match tree:
        case nodes.For():
            yield from _paths(tree.iter, loops)
            inner = dict(loops)
            if isinstance(tree.target, nodes.Name):
                inner[tree.target.name] = f"{_path(tree.iter, loops)}[]"
            for child in (*tree.body, *tree.else_):
                yield from _paths(child, inner)
        case nodes.Getattr() | nodes.Name():
            yield _path(tree, loops)
        case _:
            for child in tree.iter_child_nodes():
                yield from _paths(child, loops)


def _path(node: nodes.Node, loops: dict[str, str]) -> str:
    match node:
        case nodes.Name():
            return loops.get(node.name, node.name)
        case nodes.Getattr():
            return f"{_path(node.node, loops)}.{node.attr}"
    return "?"


def _place(text: str, line: int, part: str) -> dict[str, object]:
    lines = text.split("\n")
    found = lines[line - 1] if 0 < line <= len(lines) else ""
    shown = " ".join(re.sub(r"<[^>]*>", "", found).split())
    return {"part": part, "paragraph": max(line - 1, 0), "words": shown[:_WORDS]}
