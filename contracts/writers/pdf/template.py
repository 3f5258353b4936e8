"""The look of a page: ``page.html``, ``page.css`` and ``fonts/``, read once per process."""

from __future__ import annotations

import atexit
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from contracts.catalogue import page as kinds
from contracts.errors import SourceError
from contracts.findings import Place
from contracts.writers.pdf.complaints import complaints
from contracts.writers.pdf.fetcher import folder_fetcher
from contracts.writers.pdf.unreadable import page_complaint

if TYPE_CHECKING:
    from pathlib import Path

    import jinja2


@dataclass(frozen=True)
class PageTemplate:
    """A template folder, ready to lay out any number of documents."""

    folder: Path
    frame: jinja2.Template
    stylesheet: Any
    font_config: Any
    fonts: tuple[Path, ...]
    families: frozenset[str]

    @property
    def address(self) -> str:
        """Base of the addresses in the page."""
        return (self.folder / "page.html").as_uri()


def load(folder: Path) -> PageTemplate:
    """Return the template of a folder; a changed file is noticed, an unchanged one not read twice.

    Raises:
        SourceError: a file is missing or cannot be read.
        WriterError: the style asks for something outside the folder.
    """
    folder = folder.resolve()
    fonts = tuple(sorted((folder / "fonts").glob("*.ttf")))
    if not fonts:
        raise SourceError(_missing(folder, "fonts/*.ttf"))
    texts = tuple(_text(folder, name) for name in ("page.html", "page.css"))
    stamps = tuple((font.name, font.stat().st_size, font.stat().st_mtime_ns) for font in fonts)
    return _load(folder, texts, stamps)


@lru_cache(maxsize=8)
def _load(
    folder: Path, texts: tuple[str, ...], stamps: tuple[tuple[str, int, int], ...]
) -> PageTemplate:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    html, css = texts
    fonts = tuple(folder / "fonts" / name for name, _size, _time in stamps)
    frame = _frame(folder, html)
    font_config = FontConfiguration()
    fetcher = folder_fetcher(folder)
    with complaints(kinds.TEMPLATE_STYLE_UNREADABLE, Place(str(folder / "page.css")), SourceError):
        sheet = CSS(
            string=css,
            base_url=(folder / "page.css").as_uri(),
            url_fetcher=fetcher,
            font_config=font_config,
        )
    # The engine gives its fonts back when they are dropped, which fails once Python is going down.
    atexit.register(_load.cache_clear)
    return PageTemplate(folder, frame, sheet, font_config, fonts, _families(css))


def _families(css: str) -> frozenset[str]:
    """Return the families that the style makes of the folder's own fonts."""
    import tinycss2

    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return frozenset(
        token.value
        for rule in rules
        if rule.type == "at-rule" and rule.lower_at_keyword == "font-face"
        for line in tinycss2.parse_blocks_contents(rule.content)
        if line.type == "declaration" and line.lower_name == "font-family"
        for token in line.value
        if token.type in ("string", "ident")
    )


def _frame(folder: Path, html: str) -> jinja2.Template:
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    try:
        return environment.from_string(html)
    except TemplateError as error:
        place = Place(str(folder / "page.html"), getattr(error, "lineno", 0) or 0)
        raise SourceError(
            kinds.TEMPLATE_PAGE_UNREADABLE.at(place, problem=page_complaint(error))
        ) from error


def _text(folder: Path, name: str) -> str:
    try:
        return (folder / name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise SourceError(_missing(folder, name)) from error
    except (OSError, UnicodeError) as error:
        place = Place(str(folder / name))
        raise SourceError(
            kinds.TEMPLATE_PAGE_UNREADABLE.at(place, problem=page_complaint(error))
        ) from error


def _missing(folder: Path, name: str) -> Any:
    return kinds.TEMPLATE_FILE_MISSING.at(Place(str(folder)), name=name, folder=folder)
