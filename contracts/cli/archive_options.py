"""What the options of ``contracts archive`` may say."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from contracts.cli.parts import option
from contracts.cli.settings import workspace
from contracts.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from contracts.cli.answer import Answer

_PAGE = re.compile(
    r"(?P<file>.+):(?P<sheet>[1-9][0-9]*)=(?P<agreement>[^:=]+):(?P<page>[1-9][0-9]*)"
)


_WHY = N_("Why they are accepted.")


def pages_named(ctx: click.Context, param: click.Parameter, value: Sequence[str]) -> Any:  # noqa: ARG001
    """Return the pages that a person has named: file and sheet to agreement and page.

    Raises:
        click.BadParameter: one of them is not written as it must be.
    """
    named = {}
    for text in value:
        found = _PAGE.fullmatch(text)
        if found is None:
            raise click.BadParameter(_("FILE:PAGE=DISTRICT:PAGE"))
        file = os.fsencode(Path(found["file"]).name).decode("utf-8", "replace")
        key = (file, int(found["sheet"]))
        named[key] = (workspace().resolve(found["agreement"]), int(found["page"]))
    return named


def _fields_named(ctx: click.Context, param: click.Parameter, value: Sequence[str]) -> Any:  # noqa: ARG001
    """Return the fields that a person lets pass, by file.

    Raises:
        click.BadParameter: one of them is not written as it must be.
    """
    named: dict[str, tuple[str, ...]] = {}
    for text in value:
        path, colon, name = text.rpartition(":")
        if not colon or not path or not name:
            raise click.BadParameter(_("FILE:FIELD"))
        file = os.fsencode(Path(path).name).decode("utf-8", "replace")
        named[file] = (*named.get(file, ()), name)
    return named


def accepting(command: Callable[..., Answer]) -> Callable[..., Answer]:
    """Give a command the options by which a person lets signed fields pass: ``accepted``."""

    @option(
        "--accept-field",
        "fields",
        multiple=True,
        callback=_fields_named,
        metavar=N_("FILE:FIELD"),
        help=N_(
            "Accept a signature in a field of its own that the final version does not have, after "
            "you have looked at it; the evidence keeps it."
        ),
    )
    @option("--accept-by", "by", default="", metavar="NAME", help=N_("Who accepts such fields."))
    @option("--accept-reason", "reason", default="", metavar="TEXT", help=_WHY)
    @wraps(command)
    def with_fields(
        *args: Any, fields: Mapping[str, tuple[str, ...]], by: str, reason: str, **more: Any
    ) -> Answer:
        from contracts.archive.accepted import Accepted

        return command(*args, accepted=Accepted(fields, by, reason), **more)

    return cast("Callable[..., Answer]", with_fields)


def target(ctx: click.Context, param: click.Parameter, value: Path) -> Path:  # noqa: ARG001
    """Return the file to write.

    Raises:
        click.BadParameter: it has no name.
    """
    if not value.name:
        raise click.BadParameter(_("The name of the file is missing."))
    return value


def fingerprint(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
    """Return the SHA-256 of a certificate as plain digits.

    Raises:
        click.BadParameter: it is not one; what cannot match must not look like a forgery.
    """
    if value is None:
        return None
    digits = re.sub(r"[\s:]", "", value).lower()
    if not re.fullmatch(r"[0-9a-f]{64}", digits):
        raise click.BadParameter(_("A SHA-256 fingerprint has 64 hexadecimal digits."))
    return digits


def now() -> datetime:
    """Return the time; SOURCE_DATE_EPOCH overrides the clock, as for everything we write."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    known = re.fullmatch(r"[0-9]{1,11}", epoch)
    return datetime.fromtimestamp(int(epoch), UTC) if known else datetime.now(UTC)
