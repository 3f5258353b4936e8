"""The cover page of an agreement in the archive: German, one PDF/A, from evidence only."""

from __future__ import annotations

import atexit
import io
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contracts.archive.holding import Filed, Withdrawal
from contracts.archive.names import common_name
from contracts.archive.signed.verdict import from_data
from contracts.archive.words import (
    KINDS,
    added_text,
    form_of,
    kind_of_signature,
    paper_of,
    result_of,
)
from contracts.sources.bundled import bundled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contracts.archive.release import Release

FONTS = "templates/cooperation-contract/fonts"
_HERE = Path(__file__).parent


def cover_page(release: Release, evidence: Sequence[dict[str, Any]]) -> bytes:
    """Return the cover page as PDF/A-3a; the same evidence gives the same bytes.

    Raises:
        OSError: a library of the page engine is missing.
    """
    values = {
        "agreement": release.agreement,
        "title": release.document.title,
        "district": release.facts.get("district", ""),
        "facts": _facts(release),
        "copies": [_copy(one) for one in evidence],
    }
    page = _template().render(values)
    written = io.BytesIO()
    _engine(page).write_pdf(written, pdf_variant="pdf/a-3a")
    return written.getvalue()


def _facts(release: Release) -> list[tuple[str, str]]:
    code = release.code
    return [
        ("Vertrag", release.agreement),
        ("Ausfertigung", f"{code.release}, {release.pages} Seiten"),
        ("Prüfzeichen des Textes", code.text),
        ("Zu unterzeichnen von", "; ".join(release.signatories)),
    ]


def _copy(evidence: dict[str, Any]) -> dict[str, Any]:
    taken = evidence.get("withdrawal")
    filed = Filed("", evidence, {}, Withdrawal(**taken) if taken else None)
    result = result_of(filed)
    kind = KINDS[evidence["kind"]]
    copy = {
        "kind": kind, "files": evidence["files"], "signatures": [], "result": result,
        "added": added_text(evidence),
    }  # fmt: skip
    if evidence["kind"] == "scan":
        return {**copy, "form": paper_of(filed)}
    verdict = from_data(evidence["verdict"])
    signatures = [
        {
            "signer": common_name(one.signer),
            "worth": kind_of_signature(one),
            "level": one.level if one.kind == "signature" else "–",
            "time": one.time
            or (f"{one.claimed_time} (eigene Angabe)" if one.claimed_time else "–"),
        }
        for one in verdict.signatures
    ]
    return {**copy, "form": form_of(verdict), "signatures": signatures}


@lru_cache(maxsize=1)
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    surroundings = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return surroundings.from_string((_HERE / "cover.html").read_text(encoding="utf-8"))


def _engine(page: str) -> Any:
    from weasyprint import HTML

    look, fonts = _look()
    rendering = HTML(string=page, base_url=None, url_fetcher=_fetcher())
    return rendering.render(stylesheets=[look], font_config=fonts, pdf_variant="pdf/a-3a")


@lru_cache(maxsize=1)
def _look() -> tuple[Any, Any]:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    # given back while Python still has what it needs for that
    atexit.register(_look.cache_clear)
    fonts = FontConfiguration()
    text = (_HERE / "cover.css").read_text(encoding="utf-8")
    address = bundled(FONTS).as_uri() + "/"
    look = CSS(string=text, base_url=address, font_config=fonts, url_fetcher=_fetcher())
    return look, fonts


@lru_cache(maxsize=1)
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher

    start = bundled(FONTS).as_uri() + "/"

    class Fonts(URLFetcher):  # type: ignore[misc]
        """Knows the bundled fonts and nothing else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith(start) or ".." in url:
                raise ValueError(url)
            return super().fetch(url, headers)

    return Fonts()
