"""Types of arguments whose values the shell can complete: districts and clauses."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from contracts.errors import ContractsError

if TYPE_CHECKING:
    from contracts.sources.workspace import Workspace


class DistrictName(click.ParamType[str]):
    """A district's slug, or an agreement's id."""

    name = "district"

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002 - Click's interface
        incomplete: str,
    ) -> list[CompletionItem]:
        """Propose the districts, and after a slash their agreements; see click.ParamType."""
        with suppress(ContractsError, OSError):
            workspace = _workspace(ctx)
            slugs, agreements = workspace.district_slugs(), workspace.agreements()
            known = agreements if "/" in incomplete else slugs
            return [CompletionItem(name) for name in known if name.startswith(incomplete)]
        return []


class ClauseName(click.ParamType[str]):
    """The short form of a clause text: ``steering@1``."""

    name = "clause"

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002 - Click's interface
        incomplete: str,
    ) -> list[CompletionItem]:
        """Propose the clause texts with their titles; see click.ParamType."""
        from contracts.sources.clauses import load_library

        with suppress(ContractsError, OSError):
            texts = load_library(_workspace(ctx))[0].texts.values()
            found = sorted(texts, key=lambda t: t.name)
            return [
                CompletionItem(t.name, help=t.head.title)
                for t in found
                if t.name.startswith(incomplete)
            ]
        return []


def _workspace(ctx: click.Context) -> Workspace:
    from contracts.sources.workspace import find_workspace

    named = ctx.find_root().params.get("workspace")
    return find_workspace(Path(named), exactly=True) if named else find_workspace(Path.cwd())
