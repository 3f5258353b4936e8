"""``contracts schema``: JSON Schemas for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from contracts.cli.answer import Answer
from contracts.cli.parts import Command, argument, option
from contracts.cli.settings import workspace
from contracts.language import N_

KINDS = (
    "agreement",
    "district",
    "partner",
    "elections",
    "clause",
    "deviation",
    "plan",
    "glossary",
    "comparison",
)
HELP = N_(
    "Write the JSON Schemas with which editors help to fill in files.\n\n"
    "They go into the folder .schema of the workspace, which the first line of each YAML file "
    "names. With a KIND, that one schema goes to standard output."
)


@click.command(
    "schema",
    cls=Command,
    help=HELP,
    examples=("contracts schema", "contracts schema agreement > agreement.schema.json"),
)
@argument("kind", metavar=N_("KIND"), required=False, type=click.Choice(KINDS))
@option(
    "-o",
    "--output",
    metavar=N_("DIR"),
    type=click.Path(file_okay=False),
    help=N_("Folder for the schemas, otherwise .schema of the workspace."),
)
def command(kind: str | None, output: str | None) -> Answer:
    """Write the schemas."""
    from contracts.usecases.schema import FOLDER, schema_bytes, write_schemas

    if kind is not None:
        data = schema_bytes(kind)
        return Answer(json.loads(data), raw=data)
    folder = Path(output) if output else workspace().root / FOLDER
    paths = [str(path) for path in write_schemas(folder)]
    return Answer({"files": paths}, "\n".join(paths))
