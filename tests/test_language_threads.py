"""Two people at once in one process: each is answered in the own language."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import click
from click.testing import CliRunner

from contracts.archive.proving import in_parallel
from contracts.findings import Level
from contracts.language import _, active_language, in_this_language, use_language
from tests.long import count

WORDS = {"de": ("Fehler", "Keine Befunde."), "en": ("error", "No findings.")}


def said() -> tuple[str, str]:
    return Level.ERROR.label, _("No findings.")


def test_two_threads_speak_two_languages_at_the_same_time() -> None:
    together, wrong = threading.Barrier(2), []

    def speak(language: str) -> None:
        use_language(language)
        for _round in range(count(2000)):
            together.wait(30)
            if (active_language(), said()) != (language, WORDS[language]):
                wrong.append(language)

    threads = [threading.Thread(target=speak, args=(language,)) for language in WORDS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert active_language() == "en"


def test_clicks_words_follow_the_thread_too() -> None:
    shown, together = {}, threading.Barrier(2)

    def ask(language: str) -> None:
        use_language(language)
        together.wait(30)
        command = click.Command("sample", params=[click.Argument(["name"])])
        with click.Context(command) as context:
            shown[language] = (
                command.get_usage(context)
                + click.MissingParameter(param=command.params[0], ctx=context).format_message()
            )

    threads = [threading.Thread(target=ask, args=(language,)) for language in WORDS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "Es fehlt das Argument" in shown["de"]
    assert "Missing argument" in shown["en"]
    assert "Usage:" in CliRunner().invoke(click.Command("x"), ["--help"]).output


def test_tasks_of_one_loop_keep_their_languages_apart() -> None:
    async def speak(language: str) -> list[tuple[str, str]]:
        use_language(language)
        found = []
        for _round in range(50):
            await asyncio.sleep(0)
            found.append(said())
        return [*found, await asyncio.to_thread(said)]

    async def both() -> list[list[tuple[str, str]]]:
        return list(await asyncio.gather(*map(speak, ("de", "en", "de"))))

    assert asyncio.run(both()) == [[WORDS[x]] * 51 for x in ("de", "en", "de")]
    assert active_language() == "en"


def test_work_given_to_a_pool_speaks_as_the_one_who_gave_it() -> None:
    with ThreadPoolExecutor(1) as pool:
        for language in ("de", "en", "de"):
            use_language(language)
            assert pool.submit(in_this_language(said)).result() == WORDS[language]
        assert pool.submit(active_language).result() == "en"  # the thread itself learnt nothing


def test_the_threads_of_a_verification_speak_the_language_of_the_call() -> None:
    use_language("de")
    done = in_parallel(range(4), lambda number, _jail: (number, [said()]), 2)
    assert done == [(number, [WORDS["de"]]) for number in range(4)]


def test_no_other_thread_is_started_without_a_thought_for_its_language() -> None:
    from pathlib import Path

    package = Path(__file__).parents[1] / "contracts"
    known = {
        "archive/proving.py",  # in_this_language
        "cli/archive_progress.py",  # copy_context
        "batch/workers.py",  # its threads hand tasks to processes, which are told their language
        "batch/worker.py",  # waits for the end of the parent
        "batch/cluster.py",  # waits for the end of the cluster
    }
    words = ("ThreadPoolExecutor(", "Thread(", "start_new_thread(", "Timer(", "run_in_executor(")
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if any(word in path.read_text("utf-8") for word in words)
    }
    assert found <= known
