"""Which language is spoken, and that Click speaks it too."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from contracts.catalogue.load import UNREADABLE
from contracts.findings import Level
from contracts.language import _, preferred_language, use_language

VARIABLES = ("CONTRACTS_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.mark.parametrize(
    ("asked", "environment", "spoken"),
    [
        ("de", {"LANG": "en_US.UTF-8"}, "de"),
        ("en", {"CONTRACTS_LANG": "de"}, "en"),
        (None, {"CONTRACTS_LANG": "de", "LANG": "en_GB.UTF-8"}, "de"),
        (None, {"LANG": "de_DE.UTF-8"}, "de"),
        (None, {"LC_ALL": "de_AT", "LANG": "en_US"}, "de"),
        (None, {"LANGUAGE": "de:en"}, "de"),
        (None, {"LANGUAGE": "fr:de", "LANG": "en_US.UTF-8"}, "de"),
        (None, {"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, "en"),
        (None, {"LANG": "fr_FR.UTF-8"}, "en"),
        ("klingonisch", {}, "en"),
    ],
)
def test_the_wish_counts_before_the_environment(
    asked: str | None, environment: dict[str, str], spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("locale.getlocale", lambda: (None, None))
    assert preferred_language(asked) == spoken


def test_messages_change_with_the_language_at_run_time() -> None:
    use_language("de")
    assert Level.ERROR.label == "Fehler"
    use_language("en")
    assert Level.ERROR.label == "error"


def test_what_the_system_gives_as_a_reason_is_translated_too() -> None:
    try:
        Path("/no/such/file").read_bytes()
    except OSError as error:
        finding = UNREADABLE.at(file="a.yaml", reason=error.strerror)
    other = UNREADABLE.at(file="a.yaml", reason="whatever 7")
    use_language("en")
    assert finding.message == "“a.yaml” cannot be read: No such file or directory."
    use_language("de")
    assert finding.message == "„a.yaml“ ist nicht lesbar: Datei oder Ordner gibt es nicht."
    assert other.message == "„a.yaml“ ist nicht lesbar: whatever 7."


def test_an_empty_message_stays_empty() -> None:
    use_language("de")
    assert _("") == ""


def sample_command() -> click.Command:
    options = [
        click.Option(["--count"], type=int, required=True),
        click.Argument(["name"]),
    ]
    return click.Command("sample", params=[*options], help="Take something.")


@pytest.mark.parametrize(
    ("arguments", "german", "english"),
    [
        ("--help", "Aufruf:", "Usage:"),
        ("--help", "Diese Hilfe zeigen und enden.", "Show this message and exit."),
        ("--help", "erforderlich", "required"),
        ("--count 1", "Fehler: Es fehlt das Argument", "Error: Missing argument"),
        ("--count x y", "Ungültiger Wert für", "Invalid value for"),
        ("--count 1 a b", "Unerwartetes weiteres Argument", "Got unexpected extra argument"),
        ("--count 1 a b c", "Unerwartete weitere Argumente", "Got unexpected extra arguments"),
        ("--cuont 1 y", "gibt es nicht", "No such option"),
    ],
)
def test_click_speaks_the_same_language(arguments: str, german: str, english: str) -> None:
    for language, expected in (("de", german), ("en", english)):
        use_language(language)
        shown = CliRunner().invoke(sample_command(), arguments.split(), terminal_width=200)
        assert expected in shown.output
