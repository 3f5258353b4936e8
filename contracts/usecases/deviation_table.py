"""The matrix of own wordings, clause by district, as web page, Word file and data; in German."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from contracts import canonical
from contracts.usecases.states import GERMAN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contracts.redline.word.pages import Run
    from contracts.sources.workspace import Workspace
    from contracts.usecases.deviations import Matrix, Own

FORMATS = ("text", "html", "docx", "json")
SCHEMA = "deviations/1"
TITLE = "Abweichungen vom Standard"
NONE = "Alle Verträge verwenden den Standard."
COLUMNS = (
    "Klausel", "Vertrag", "Stand", "Grundlage", "Neuester Standard", "Abstand", "Grund",
    "Freigegeben von", "am",
)  # fmt: skip
_STANDARD = "–"
_WIDTHS = (1700, 1900, 1250, 1500, 1500, 1100, 2300, 1800, 1450)
_MATRIX_WIDTH = 14_500
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def percent(own: Own) -> str:
    """Return the distance from the base as people read it; "<1 %" where words hardly differ."""
    if 0 < own.distance < 0.01:  # noqa: PLR2004 - one per cent
        return "<1\u00a0%"
    return f"{own.distance * 100:.0f}\u00a0%"


def cells(own: Own) -> tuple[str, ...]:
    """Return what there is to say about one own wording, in the order of COLUMNS."""
    day = f"{own.on:%d.%m.%Y}" if own.on else "offen"
    newest = own.newest if own.outdated else "unverändert"
    return (
        own.clause, own.agreement, GERMAN[own.state], own.base or "keine", newest, percent(own),
        own.reason or "offen", own.by or "offen", day,
    )  # fmt: skip


def data(matrix: Matrix) -> dict[str, Any]:
    """Return the matrix as plain data."""
    return {
        "schema": SCHEMA,
        "clauses": list(matrix.clauses),
        "agreements": list(matrix.agreements),
        "deviations": [
            {
                "clause": own.clause,
                "agreement": own.agreement,
                "state": own.state,
                "base": own.base,
                "newest": own.newest,
                "outdated": own.outdated,
                "distance": round(own.distance, 4),
                "reason": own.reason,
                "approved": {"by": own.by, "on": own.on.isoformat()} if own.on else None,
                "file": own.file,
            }
            for own in matrix.owns
        ],
    }


def render(workspace: Workspace, matrix: Matrix, format_: str) -> bytes:
    """Return the matrix as "html", "docx" or "json".

    Raises:
        SourceError: the skeleton, for Word, is missing or damaged.
        ValueError: there is no such format here.
    """
    match format_:
        case "html":
            return _html(matrix)
        case "docx":
            return _docx(workspace, matrix)
        case "json":
            return canonical.dump(data(matrix))
        case _:
            raise ValueError(format_)


def _brief(own: Own | None) -> str:
    return f"{percent(own)} ({own.base or 'ohne Grundlage'})" if own else _STANDARD


def _html(matrix: Matrix) -> bytes:
    style = resources.files("contracts.redline").joinpath("report.css").read_text("utf-8")
    found = (
        '<!DOCTYPE html>\n<html lang="de-DE">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{TITLE}</title>\n<style>\n{style}</style>\n</head>\n<body>",
        f"<header><h1>{TITLE}</h1><p>{_counts(matrix)}</p></header>\n<main>",
        *(_html_tables(matrix) if matrix.owns else ()),
        "</main>\n</body>\n</html>",
    )
    return ("\n".join(found) + "\n").encode()


def _html_tables(matrix: Matrix) -> Iterable[str]:
    numbers = {id(own): n for n, own in enumerate(matrix.owns, 1)}
    yield "<section><h2>Übersicht</h2><table><caption>Anteil abweichender Wörter</caption>"
    yield _html_row(("Klausel", *matrix.agreements))
    for clause in matrix.clauses:
        found = [Markup('<th scope="row">{}</th>').format(clause)]
        for agreement in matrix.agreements:
            own = matrix.cell(clause, agreement)
            link = (
                Markup('<a href="#w-{}">{}</a>').format(numbers[id(own)], _brief(own))
                if own
                else ""
            )
            found.append(Markup("<td>{}</td>").format(link or _STANDARD))
        yield Markup("<tr>{}</tr>").format(Markup("").join(found))
    yield "</tbody></table></section>"
    yield "<section><h2>Einzelheiten</h2><table><caption>Jeder eigene Wortlaut</caption>"
    yield _html_row(COLUMNS)
    for own in matrix.owns:
        first, *others = cells(own)
        yield Markup('<tr id="w-{}"><th scope="row">{}</th>{}</tr>').format(
            numbers[id(own)], first,
            Markup("").join(Markup("<td>{}</td>").format(cell) for cell in others),
        )  # fmt: skip
    yield "</tbody></table></section>"


def _html_row(names: Iterable[str]) -> Markup:
    header = (Markup('<th scope="col">{}</th>').format(name) for name in names)
    return Markup("<thead><tr>{}</tr></thead><tbody>").format(Markup("").join(header))


def _docx(workspace: Workspace, matrix: Matrix) -> bytes:
    from contracts.redline.word.pages import paragraph, report, table
    from contracts.usecases.redline_files import template_of

    skeleton = workspace.template(template_of(workspace)) / "skeleton.docx"
    content = [paragraph([(_counts(matrix), ())])]
    if matrix.owns:
        header = ("Klausel", *matrix.agreements)
        width = _MATRIX_WIDTH // len(header)
        rows = [_brief_row(matrix, clause) for clause in matrix.clauses]
        details: list[list[list[Run]]] = [[[(c, ())] for c in cells(own)] for own in matrix.owns]
        content += [
            paragraph([("Übersicht: Anteil abweichender Wörter", ("b",))]),
            table(header, rows, [width] * len(header)),
            paragraph([("Einzelheiten", ("b",))]),
            table(COLUMNS, details, _WIDTHS),
        ]
    return report(TITLE, content, skeleton.read_bytes())


def _brief_row(matrix: Matrix, clause: str) -> list[list[Run]]:
    others: list[list[Run]] = [[(_brief(matrix.cell(clause, a)), ())] for a in matrix.agreements]
    return [[(clause, ("b",))], *others]


def _counts(matrix: Matrix) -> str:
    if not matrix.owns:
        return NONE
    count, clauses, own = len(matrix.owns), len(matrix.clauses), len(matrix.agreements)
    wordings = "1 eigener Wortlaut" if count == 1 else f"{count} eigene Wortlaute"
    of = "1 Klausel" if clauses == 1 else f"{clauses} Klauseln"
    where = "1 Vertrag" if own == 1 else f"{own} Verträgen"
    return f"{wordings} von {of} in {where}."
