"""Runs a command and shows its answer; nothing that goes wrong gets past this place."""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from contracts.catalogue import usage
from contracts.cli.answer import Answer
from contracts.cli.complaints import complaint
from contracts.cli.frame import program
from contracts.cli.settings import Settings
from contracts.cli.shown import findings_text
from contracts.errors import ContractsError, ExitCode
from contracts.findings import Level
from contracts.language import _, preferred_language, use_language
from contracts.usecases.trouble import explained, machine_finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contracts.findings import Finding

SCHEMA = "contracts/1"


def run(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name and return its exit code."""
    use_language(preferred_language(_wish(arguments)))
    settings = Settings(json="--json" in arguments or bool(os.environ.get("CONTRACTS_JSON")))
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):  # a stream of a test or of another program
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    answer = Answer()
    try:
        answer = answered(list(arguments), settings)
        show(answer, settings)
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        _hush()  # the reader has seen enough, e.g. head
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except OSError as error:
        _hush()
        error.filename = error.filename or _("standard output")
        with suppress(OSError):
            click.echo(findings_text([machine_finding(error)]), err=True)
        _hush()
        return ExitCode.ENVIRONMENT
    return answer.code


def refuse_closed(arguments: Sequence[str]) -> int:
    """Say that the answer has nowhere to go, and return the exit code; nothing else is done."""
    use_language(preferred_language(_wish(arguments)))
    with suppress(OSError):
        click.echo(findings_text([usage.OUTPUT_CLOSED.at()]), err=True)
    return ExitCode.ENVIRONMENT


def answered(arguments: list[str], settings: Settings) -> Answer:
    """Return the answer of a command, whatever happens in it."""
    try:
        return _called(arguments, settings)
    except click.ClickException as error:
        return _wrong_call(error, settings)
    except (click.Abort, KeyboardInterrupt):
        return Answer(findings=(usage.INTERRUPTED.at(),), code=ExitCode.INTERRUPTED)
    except Exception as error:
        if isinstance(error, BrokenPipeError):
            raise
        if settings.verbose and not isinstance(error, ContractsError):
            traceback.print_exception(error)
        findings, code = explained(error, arguments)
        return Answer(findings=findings, code=code)


def _called(arguments: list[str], settings: Settings) -> Answer:
    if not arguments:
        arguments = ["--help"]
    if {"-v", "--verbose", "-vv"} & set(arguments):
        logging.basicConfig(stream=sys.stderr, format="%(message)s")
        logging.getLogger("contracts").setLevel(logging.INFO)
    try:
        found = program().main(
            arguments, prog_name="contracts", standalone_mode=False, obj=settings
        )
    except SystemExit as error:  # Click's way to say that the reader went away
        raise BrokenPipeError from error
    return found if isinstance(found, Answer) else Answer()


def _wrong_call(error: click.ClickException, settings: Settings) -> Answer:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "contracts"
    settings.command = settings.command or path.partition(" ")[2]
    finding = usage.WRONG_CALL.at(message=complaint(error), command=path)
    return Answer(findings=(finding,), code=ExitCode.USAGE)


def show(answer: Answer, settings: Settings) -> None:
    """Write the answer: results to stdout, everything else to stderr."""
    if settings.json:
        sys.stdout.buffer.write(envelope(answer, settings.command))
        return
    if answer.raw is not None:
        sys.stdout.buffer.write(answer.raw)
    least = Level.ERROR if settings.quiet else Level.NOTE
    findings = [] if answer.told else [f for f in answer.findings if f.level >= least]
    for text in (findings_text(findings, plain=settings.plain, brief=True),) if findings else ():
        click.echo(text, err=True, color=settings.color)
    if answer.text:
        click.echo(answer.text, color=settings.color)
    for note in () if settings.quiet else answer.notes:
        click.echo(note, err=True, color=settings.color)


def envelope(answer: Answer, command: str) -> bytes:
    """Return the answer as the one JSON object that ``--json`` promises."""
    whole = {
        "schema": SCHEMA,
        "command": command,
        "ok": answer.code == ExitCode.OK,
        "result": answer.result,
        "findings": [finding_data(finding) for finding in answer.findings],
    }
    text = json.dumps(whole, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "replace") + b"\n"


def finding_data(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain data."""
    return {
        "code": finding.code,
        "level": finding.level.name.lower(),
        "message": finding.message,
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "hint": finding.hint,
    }


def _wish(arguments: Sequence[str]) -> str | None:
    """Return the language that ``--lang`` asks for, before anything else is understood."""
    for position, word in enumerate(arguments):
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
        if word == "--lang" and position + 1 < len(arguments):
            return arguments[position + 1]
    return None


def _hush() -> None:
    """Make sure that Python's own flush at the end has somewhere to go."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with suppress(OSError, ValueError, AttributeError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
