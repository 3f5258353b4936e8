"""What to do about a YAML line that does not say what its writer means, in the writer's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from contracts.catalogue import load
from contracts.language import N_, _

if TYPE_CHECKING:
    from contracts.findings import Finding, Place

# Before a value: indentation, dashes of lists, a key.
_LINE = re.compile(
    r"""(?P<before>\s*(?:-\s+)*(?:(?:"[^"]*"|'[^']*'|[^\s:#"'\[\]{}&*!|>%@`,?-][^:#]*?)\s*:(?=\s))?)"""
    r"""(?P<blank>\s*)(?P<value>\S.*?)?(?P<comment>\s+\#(?:\s.*)?)?\s*\Z"""
)
_NO_BLANK = re.compile(r"(?P<before>\s*(?:-\s+)*[\w.-]+:)(?P<value>[^ \t].*)\Z")
_BULLET = re.compile(r"(?P<before>\s*(?:[\w.-]+:\s+)?)(?P<sign>[•·▪◦‣●○∙■□–—])(?P<value>\s*\S.*)\Z")
BULLETS = "•·▪◦‣●○∙■□"
_QUOTES = "„“”«»‚‘’"
_SIGNS = "*&!@%`[]{}|>?,\"'#"

_REASONS = {
    "found unexpected end of stream": N_("a quotation mark or bracket is not closed"),
    "found unexpected document indicator": N_("a quotation mark or bracket is not closed"),
    "did not find expected ',' or ']'": N_("a bracket is not closed"),
    "did not find expected ',' or '}'": N_("a bracket is not closed"),
    "did not find expected node content": N_("a value is missing, or a bracket is not closed"),
    "found unexpected ':'": N_("a colon stands where none may stand"),
    "found a tab character that violates indentation": N_("a tab stands where a blank belongs"),
    "found a tab character where an indentation space is expected": N_(
        "a tab stands where a blank belongs"
    ),
    "mapping keys are not allowed in this context": N_("a question mark stands before a value"),
    "did not find expected <document start>": N_(
        "something stands behind the end of the data, or behind a line “%”"
    ),
    "could not find expected directive name": N_("the line begins with “%”"),
    "found unknown directive name": N_("the line begins with “%”"),
    "found unexpected non-alphabetical character": N_("the line begins with “%”"),
    "did not find expected whitespace or line break": N_(
        "the value begins with a sign that means something of its own in such a file"
    ),
    "found incompatible YAML document": N_("the line begins with “%”"),
    "did not find the expected '>'": N_(
        "the value begins with a sign that means something of its own in such a file"
    ),
    "did not find URI escaped octet": N_(
        "the value begins with a sign that means something of its own in such a file"
    ),
    "mapping values are not allowed in this context": N_("a colon stands where none may stand"),
    "could not find expected ':'": N_("a colon is missing behind the key, or a dash before it"),
    "did not find expected key": N_("the line is not indented like its neighbours"),
    "did not find expected '-' indicator": N_("the entries of a list are not indented alike"),
    "block sequence entries are not allowed in this context": N_("a dash stands behind a key"),
    "found unknown escape character": N_("a backslash stands between double quotation marks"),
    "control characters are not allowed": N_("it holds a control character"),
    "found character that cannot start any token": N_(
        "the value begins with a sign that means something of its own in such a file"
    ),
    "did not find expected alphabetic or numeric character": N_(
        "the value begins with a sign that means something of its own in such a file"
    ),
    "did not find expected comment or line break": N_(
        "the value begins with a sign that means something of its own in such a file"
    ),
    "a map or list cannot be a key": N_("a map or list cannot be a key"),
}
_UNKNOWN = N_("the line does not fit its neighbours")
_LOOK = N_("Look at this line and the one above: a colon, a dash or a quotation mark is wrong.")


def quoted(value: str) -> str:
    """Return a value between quotation marks, as YAML reads it back."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def with_quotes(line: str, value: str = "") -> str:
    """Return the line with its value between quotation marks, "" where there is nothing to put.

    Args:
        line: one line of a file.
        value: what stands between them, where it is not the value as it stands there.
    """
    match = _LINE.match(line)
    if match is None or not match["value"]:
        return ""
    comment, before = match["comment"] or "", match["before"]
    blank = match["blank"] or ("" if before[-1:].isspace() or not before else " ")
    written = match["value"]
    if len(written) > 1 and written[0] == written[-1] == '"':
        written = written[1:-1]  # only the kind of quotation marks is wrong
    return f"{before}{blank}{quoted(value or written)}{comment}"


def advice(text: str, line: int, place: Place, problem: str) -> Finding:
    """Return the finding for what the parser stumbled over.

    Args:
        text: the whole YAML.
        line: where the parser points to, counted from 0.
        place: the same place, as people count.
        problem: the parser's words.
    """
    lines = text.split("\n")
    written = lines[line] if line < len(lines) else ""
    bullet = _bullet(written, place)
    if bullet is not None:
        return bullet
    reason, remedy = _(_REASONS.get(problem, _UNKNOWN)), _(_LOOK)
    closing = _closing(lines, line)
    for number in (line, line - 1):
        if closing:
            remedy = closing
            break
        better = _better(lines, number)
        if better:
            remedy = _("Put the value in quotation marks: {line}").format(line=better.strip())
            if _NO_BLANK.match(lines[number]):
                remedy = _("Write: {line}").format(line=better.strip())
            break
    return load.SYNTAX.at(place, reason=reason, remedy=remedy)


def _closing(lines: list[str], line: int) -> str:
    """Return what to do about a bracket that a value opens and does not close, "" where none is."""
    for number in (line, line - 1):
        match = _LINE.match(lines[number]) if 0 <= number < len(lines) else None
        value = (match["value"] or "") if match else ""
        close = {"[": "]", "{": "}"}.get(value[:1], "")
        if close and value.count(value[0]) > value.count(close):
            better = with_quotes(lines[number]).strip()
            return _(
                "Close the bracket with “{sign}”; if it belongs to a text, write: {line}"
            ).format(sign=close, line=better)
    return ""


def begins_with_sign(text: str, line: int, place: Place) -> Finding:
    """Return the finding for a value whose first character makes an anchor, alias or tag of it."""
    lines = text.split("\n")
    written = lines[line] if line < len(lines) else ""
    rest = written[place.column - 1 :]
    better = with_quotes(written).strip()
    return load.ALIAS.at(place, sign=rest[:1] or "*", line=better or quoted(rest.strip()))


def _bullet(line: str, place: Place) -> Finding | None:
    match = _BULLET.match(line)
    if match is None or match["before"].strip():
        return None
    return load.BULLET.at(
        place, sign=match["sign"], line=f"{match['before']}- {match['value'].strip()}".strip()
    )


def bullet_line(line: str) -> str:
    """Return the line with “- ” instead of another sign, "" where it begins with none."""
    match = _BULLET.match(line)
    if match is None or match["sign"] not in BULLETS:
        return ""
    return f"- {match['value'].strip()}"


def _better(lines: list[str], number: int) -> str:
    """Return the line with quotation marks or a blank, if the parser then gets past it."""
    if not 0 <= number < len(lines):
        return ""
    written = lines[number]
    no_blank = _NO_BLANK.match(written)
    candidates = [with_quotes(written)]
    if no_blank:
        candidates.insert(0, f"{no_blank['before']} {no_blank['value'].strip()}")
        candidates.append(f"{no_blank['before']} {quoted(no_blank['value'].strip())}")
    before = _stops_at("\n".join(lines))
    for candidate in candidates:
        if not candidate or candidate == written:
            continue
        after = _stops_at("\n".join([*lines[:number], candidate, *lines[number + 1 :]]))
        if after is None or (before is not None and after > max(before, number)):
            return candidate
    return ""


def _stops_at(text: str) -> int | None:
    """Return the line, from 0, that the parser stops at, None where it understands all."""
    try:
        for _event in yaml.parse(text, Loader=yaml.CSafeLoader):
            pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return mark.line if mark else 0
    except (yaml.YAMLError, ValueError):
        return 0
    return None


def swallowed(read: str, rest: str, line: str, place: Place) -> Finding | None:
    """Return a finding where a comment begins without a blank behind its #, as values do.

    Args:
        read: the value as it is read.
        rest: what stands behind it in its line.
        line: the whole line.
        place: where the value stands.
    """
    match = re.match(r"\s+(#[^\s#].*?)\s*\Z", rest)
    if match is None:
        return None
    whole = f"{read} {match[1]}".strip()
    before = line[: len(line) - len(rest)]
    before = before[: len(before) - len(read)] if read and before.endswith(read) else before
    better = f"{before.rstrip()} {quoted(whole)}".strip()
    return load.COMMENT_SWALLOWS.at(place, read=read, rest=match[1], line=better)


def printed_quotes(value: str, line: str, place: Place) -> Finding | None:
    """Return a finding where typographic quotation marks enclose a value of one line."""
    inner = value[1:-1]
    if len(value) < len("„x“") or value[0] not in _QUOTES or value[-1] not in _QUOTES + '"':
        return None
    if any(mark in inner for mark in "„“”«»"):
        return None
    return load.PRINTED_QUOTES.at(
        place, found=inner, line=with_quotes(line, inner).strip() or quoted(inner)
    )
