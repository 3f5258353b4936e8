"""The message catalogues: extract, update, compile.

    python .ci/catalogue.py update     take new messages of the sources into each contracts.po
    python .ci/catalogue.py compile    make the .mo files that the program reads

Catalogues have no dates, no line numbers and one order, so that a change of code changes only the
messages it touches. ``messages.po`` holds the words of Click and is kept by hand: a test says when
a new Click has new ones.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
LOCALE = Path("contracts/locale")
KEYWORDS: dict[str, Any] = {"_": None, "N_": None, "ngettext": (1, 2)}
_NO_CLOCK = datetime(2000, 1, 1, tzinfo=UTC)  # a wheel made twice has the same bytes


def extract(package: Path) -> Catalog:
    """Return all messages that the sources of a package mark for translation."""
    catalogue = Catalog()
    for _file, _line, message, comments, context in extract_from_dir(package, keywords=KEYWORDS):
        catalogue.add(message, auto_comments=comments, context=context)
    return catalogue


def update(root: Path = ROOT) -> None:
    """Bring every ``contracts.po`` up to the sources; translations stay, unused ones go."""
    messages = extract(root / "contracts")
    for path in sorted((root / LOCALE).glob("*/LC_MESSAGES/contracts.po")):
        catalogue = _read(path)
        catalogue.update(messages, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        text = io.BytesIO()
        write_po(text, catalogue, no_location=True, omit_header=True, sort_output=True)
        path.write_bytes(_header(catalogue) + text.getvalue().strip() + b"\n")
        missing = sum(not complete(message.string) for message in catalogue if message.id)
        print(f"{path.relative_to(root)}: {len(catalogue)} messages, {missing} to translate")


def compile_all(root: Path = ROOT) -> None:
    """Write a ``.mo`` beside every ``.po`` whose ``.mo`` is absent or older."""
    for path in sorted((root / LOCALE).glob("*/LC_MESSAGES/*.po")):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime > path.stat().st_mtime:
            continue
        catalogue = _read(path)
        catalogue.creation_date = catalogue.revision_date = _NO_CLOCK
        content = io.BytesIO()
        write_mo(content, catalogue)
        target.write_bytes(content.getvalue())


def complete(translation: str | Sequence[str] | None) -> bool:
    """Say whether a message is translated, with each of its plural forms."""
    forms = [translation] if isinstance(translation, str) else translation or [""]
    return all(forms)


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name, abort_invalid=True)


def _header(catalogue: Catalog) -> bytes:
    lines = (
        'msgid ""',
        'msgstr ""',
        f'"Language: {catalogue.locale_identifier}\\n"',
        f'"Plural-Forms: {catalogue.plural_forms}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
    )
    return ("\n".join(lines) + "\n\n").encode()


if __name__ == "__main__":
    {"update": update, "compile": compile_all}[sys.argv[1]]()
