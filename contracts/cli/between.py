"""Numbers of options, with bounds that a person reads: "from 1 to 64", not "1<=x<=64"."""

from __future__ import annotations

from typing import Any

import click

from contracts.language import _, figure


class Between(click.ParamType[Any]):
    """A number between two bounds, both allowed; a whole one where both bounds are whole."""

    name = "number"

    def __init__(self, least: float, most: float) -> None:
        self.least = least
        self.most = most
        self._whole = isinstance(least, int) and isinstance(most, int)

    @property
    def words(self) -> str:
        """What is allowed, in the active language."""
        bounds = {"least": figure(self.least), "most": figure(self.most)}
        if self._whole:
            return _("a whole number from {least} to {most}").format(**bounds)
        return _("a number from {least} to {most}").format(**bounds)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | float:
        """Return the number that was typed; see click.ParamType."""
        try:
            number = int(value) if self._whole else float(str(value).replace(",", "."))
        except (TypeError, ValueError):
            number = None
        if number is None or not self.least <= number <= self.most:
            said = _("“{value}” is not {words}.").format(value=value, words=self.words)
            self.fail(said, param, ctx)
        return number
