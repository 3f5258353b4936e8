"""``contracts diff`` from outside: text, files, names, and what people get wrong."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import shutil
import subprocess
import zipfile
from html.parser import HTMLParser

import pikepdf
import pytest
from lxml import etree

from contracts.cli.run import run
from contracts.ooxml.names import w
from contracts.redline.word.resolver import resolved
from tests.tools.workspace import Done, call, command, environment, make_workspace, tree

FORMATS = ("text", "html", "docx", "pdf", "json")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a repository whose musterbezirk/2026 got another notice period and was drafted then."""
    folder = make_workspace(tmp_path_factory.mktemp("diff") / "w")
    git = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", "-C", str(folder)]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Stand"]):
        subprocess.run([*git, *arguments], check=True)
    path = folder / "districts/musterbezirk/2026.yaml"
    text = path.read_text("utf-8")
    found = re.subn(r"(?m)^( *)notice_months:.*$", r"\1notice_months: 7", text)
    assert found[1] == 1
    path.write_text(found[0], "utf-8")
    assert call(folder, "generate", "musterbezirk", "--format", "docx,pdf").code == 0
    return folder


@pytest.fixture
def workspace(made, tmp_path, monkeypatch):
    folder = tmp_path / "w"
    shutil.copytree(made, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def here(workspace, capfdbinary):  # noqa: ARG001 - it changes folder
    def quick(*arguments):
        code = run(list(arguments))
        shown = capfdbinary.readouterr()
        return Done(code, shown.out.decode(), shown.err.decode())

    return quick


def notice_period(here, *arguments):
    return here("diff", "HEAD:districts/musterbezirk/2026.yaml", "musterbezirk", *arguments)


def test_text_says_what_changed_where_and_why(workspace, here):
    before = tree(workspace)
    done = notice_period(here)
    assert done.code == 0
    assert "[gestrichen: drei Monaten][eingefügt: sieben Monaten]" in " ".join(done.out.split())
    assert "term.notice_months" in done.out
    assert "finanziell" in done.out or "inhaltlich" in done.out
    assert "\x1b" not in done.out
    assert tree(workspace) == before


def test_plain_gives_one_change_a_line(here):
    lines = notice_period(here, "--plain").out.splitlines()
    data = json.loads(notice_period(here, "--json").out)["result"]["changes"]
    assert [line.split("\t")[1] for line in lines] == [change["id"] for change in data]


def test_json_has_the_envelope_and_the_same_changes_as_the_text(here):
    done = notice_period(here, "--json")
    result = done.data["result"]
    assert (done.data["ok"], result["same"], result["files"]) == (True, False, [])
    text = notice_period(here).out
    assert all(change["id"] in text for change in result["changes"])


def test_all_files_name_the_same_changes(workspace, here):
    done = notice_period(here, "--format", ",".join(FORMATS), "--json")
    files = [workspace / name for name in done.data["result"]["files"]]
    folder = workspace / "generated/redlines" / files[0].parent.name
    assert {path.parent for path in files} == {folder}
    ids = [change["id"] for change in done.data["result"]["changes"]]
    by_ending = {path.suffix: path for path in files}
    assert set(by_ending) == {".html", ".docx", ".pdf", ".json"}
    html = by_ending[".html"].read_text("utf-8")
    assert all(f'id="{name}"' in html for name in ids)
    with pikepdf.open(by_ending[".pdf"]) as pdf:
        assert "Änderungsbericht" in str(pdf.docinfo["/Title"])
    whole = json.loads(by_ending[".json"].read_bytes())
    assert [change["id"] for change in whole["comparison"]["changes"]] == ids
    definitions = here("schema", "comparison").data["$defs"]
    nodes = list(_nodes(whole["comparison"]))
    assert {"Comparison", "Change", "Verdict", "Span"} <= {node["node"] for node in nodes}
    for node in nodes:
        assert sorted(definitions[node["node"]]["properties"]) == sorted(node)


def _nodes(value):
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item)
    elif isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _nodes(item)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.references = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.references += [value for name, value in attrs if name in ("href", "src")]


def test_the_page_asks_for_nothing_from_outside(workspace, here):
    assert notice_period(here, "-f", "html", "-o", "out").code == 0
    (path,) = (workspace / "out").glob("*.html")
    reader = _Reader()
    reader.feed(path.read_text("utf-8"))
    assert not {"script", "link", "img", "iframe"} & set(reader.tags)
    assert all(reference.startswith("#") for reference in reader.references)


def words(elements):
    return [
        "".join(p.itertext(w("t")))
        for element in elements
        if element is not None
        for p in element.iter(w("p"))
    ]


def test_the_word_file_gives_the_new_text_accepted_and_the_old_one_rejected(workspace, here):
    assert here("diff", "pankow", "spandau", "-f", "docx", "-o", "out").code == 0
    assert here("generate", "pankow", "spandau", "--format", "docx").code == 0
    bodies = []
    for path in (
        workspace / "out/pankow-2023-spandau-2026.docx",
        workspace / "generated/drafts/pankow/2023/pankow-2023.docx",
        workspace / "generated/drafts/spandau/2026/spandau-2026.docx",
    ):
        with zipfile.ZipFile(path) as package:
            bodies.append(etree.fromstring(package.read("word/document.xml")).find(w("body")))
    redline, old, new = bodies
    assert next(redline.iter(w("ins")), None) is not None
    assert words(resolved(redline, accept=True)) == words(new)
    assert words(resolved(redline, accept=False)) == words(old)


@pytest.mark.parametrize(("moves", "native"), [("native", True), ("delete-insert", False)])
def test_moves_are_shown_as_asked(workspace, here, moves, native):
    plan = workspace / "templates/cooperation-contract/plan.yaml"
    lines = plan.read_text("utf-8").split("\n")
    first, last = (
        next(n for n, line in enumerate(lines) if re.search(rf"clause: {name}\b", line))
        for name in ("liability", "final-provisions")  # has no references, which stop native moves
    )
    lines.insert(last + 1, lines.pop(first))
    before = here("generate", "spandau", "--format", "json")
    assert before.code == 0
    shutil.copy(workspace / "generated/drafts/spandau/2026/document.json", workspace / "old.json")
    plan.write_text("\n".join(lines), "utf-8")
    done = here("diff", "old.json", "spandau", "-f", "docx", "-o", "out", "--moves", moves)
    assert done.code == 0, done.err
    (path,) = (workspace / "out").glob("*.docx")
    with zipfile.ZipFile(path) as package:
        assert (b"w:moveFrom" in package.read("word/document.xml")) is native


def test_a_synopsis_has_two_columns_in_word_and_pdf(workspace, here):
    done = notice_period(here, "--layout", "synopsis", "-f", "docx,pdf", "-o", "out")
    assert done.code == 0
    names = sorted(path.name for path in (workspace / "out").iterdir() if path.name[0] != ".")
    assert [name.rpartition("-")[2] for name in names] == ["synopsis.docx", "synopsis.pdf"]
    with zipfile.ZipFile(workspace / "out" / names[0]) as package:
        text = "".join(etree.fromstring(package.read("word/document.xml")).itertext())
    assert "Bisherige Fassung" in text
    assert "Grund oder Herkunft" in text


def test_a_synopsis_of_clauses_tells_what_is_noted_about_them(workspace, here):
    done = here(
        "diff", "liability@1", "steering@1", "--layout", "synopsis", "-f", "docx", "-o", "o"
    )
    assert done.code == 0, done.err
    with zipfile.ZipFile(workspace / "o/liability@1-steering@1-synopsis.docx") as package:
        text = "".join(etree.fromstring(package.read("word/document.xml")).itertext())
    assert "Die Überschrift lautet jetzt „Steuerung“ statt „Haftung“." in text


def test_the_same_thing_twice_is_no_error_and_an_empty_report(here):
    done = here("diff", "pankow", "pankow/2023")
    assert done.code == 0
    assert "Keine inhaltlichen Änderungen." in done.out
    assert "K-1009" in done.err
    assert here("diff", "steering@2", "steering", "--json").data["result"]["changes"] == []


def test_a_second_run_replaces_its_own_files_and_never_those_of_a_person(workspace, here):
    assert notice_period(here, "-f", "html,json", "-o", "out").code == 0
    first = tree(workspace / "out")
    assert notice_period(here, "-f", "html,json", "-o", "out").code == 0
    assert tree(workspace / "out") == first
    (page,) = (workspace / "out").glob("*.html")
    page.write_text("Anmerkungen von Frau Muster", "utf-8")
    before = tree(workspace / "out")
    done = notice_period(here, "-f", "html,json", "-o", "out", "--json")
    assert (done.code, done.codes) == (7, ["K-1023"])
    assert tree(workspace / "out") == before


def test_a_new_comparison_of_the_same_names_replaces_the_old_one(workspace, here):
    assert notice_period(here, "-f", "text", "-o", "out").code == 0
    before = tree(workspace / "out")
    path = workspace / "districts/musterbezirk/2026.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("notice_months: 7", "notice_months: 8"), "utf-8")
    assert notice_period(here, "-f", "text", "-o", "out").code == 0
    after = tree(workspace / "out")
    assert before.keys() == after.keys()
    assert before != after


def test_files_of_others_beside_ours_stay(workspace, here):
    (workspace / "out").mkdir()
    (workspace / "out/notes.txt").write_text("Notizen", "utf-8")
    assert notice_period(here, "-f", "json", "-o", "out").code == 0
    assert (workspace / "out/notes.txt").read_text("utf-8") == "Notizen"


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (["liabilty@1", "liability@1"], "K-304", 2),
        (["liability@1", "liability@99"], "K-306", 2),
        (["pankw", "spandau"], "K-1001", 2),
        (["liability@1", "pankow"], "K-1005", 2),
        (["standard", "standard"], "K-1006", 2),
        (["nosuch:districts/pankow/2023.yaml", "pankow"], "K-1003", 2),
        (["HEAD:districts/pankow/1999.yaml", "pankow"], "K-1004", 2),
        (["pankow", "spandau", "--format", "doc"], "K-910", 2),
        (["pankow", "spandau", "--accept-first", "--reject-first"], "K-909", 2),
        (["liability@1", "steering@1", "--format", "docx"], "K-1022", 2),
        (["pankow"], "K-901", 2),
    ],
)
def test_what_does_not_exist_or_fit_is_a_clear_error(workspace, here, arguments, code, exit_code):
    before = tree(workspace)
    done = here("--json", "diff", *arguments)
    assert (done.code, done.codes) == (exit_code, [code])
    assert tree(workspace) == before


def test_a_misspelt_name_gets_a_suggestion(here):
    assert "liability" in here("diff", "liabilty@1", "liability@1").err
    assert "pankow" in here("diff", "pankw", "spandau").err


def test_a_git_that_does_not_answer_is_given_up(here, monkeypatch, tmp_path):
    slow = tmp_path / "git"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr("contracts.usecases.revisions.SECONDS", 0.2)
    done = here("--json", "diff", "HEAD:pankow", "pankow")
    assert (done.code, done.codes) == (3, ["K-1002"])


def test_without_git_or_repository_a_revision_is_a_clear_error(workspace, tmp_path):
    shutil.rmtree(workspace / ".git")
    done = call(workspace, "--json", "diff", "HEAD:districts/pankow/2023.yaml", "pankow")
    assert (done.code, done.codes) == (3, ["K-1002"])
    (tmp_path / "bin").mkdir()
    path = {"PATH": str(tmp_path / "bin")}
    done = call(workspace, "--json", "diff", "HEAD:spandau", "pankow", env=path)
    assert (done.code, done.codes) == (3, ["K-1002"])


def edited(workspace, change):
    """Return a copy of the drafted Word file whose document.xml was changed."""
    source = workspace / "generated/drafts/musterbezirk/2026/musterbezirk-2026.docx"
    target, packed = workspace / "returned.docx", io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(packed, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            new.writestr(item, change(data) if item.filename == "word/document.xml" else data)
    target.write_bytes(packed.getvalue())
    return target


def tracked(data):
    mark = b'<w:ins w:id="901" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:t>neu</w:t></w:r></w:ins>'
    head, end, tail = data.rpartition(b"</w:p>")
    return head + mark + end + tail


def test_a_word_file_with_open_changes_is_refused_and_says_which(workspace, here):
    edited(workspace, tracked)
    done = here("--json", "diff", "returned.docx", "musterbezirk")
    assert (done.code, done.codes) == (2, ["K-1008"])
    assert "1" in done.data["findings"][0]["message"]
    done = here("--json", "diff", "returned.docx", "musterbezirk", "--reject-first")
    assert done.code == 0
    assert done.data["result"]["same"]


def test_a_word_file_and_a_pdf_of_ours_lead_to_their_document(here):
    folder = "generated/drafts/musterbezirk/2026"
    done = here(
        "--json", "diff", f"{folder}/musterbezirk-2026.docx", f"{folder}/musterbezirk-2026.pdf"
    )
    assert (done.code, done.data["result"]["same"]) == (0, True)


def test_a_word_file_that_was_edited_by_hand_is_a_finding(workspace, here):
    path = workspace / "generated/drafts/musterbezirk/2026/musterbezirk-2026.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(workspace / "back.docx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"grobe Fahr", b"jede Fahr"))
    done = here("--json", "diff", "back.docx", "musterbezirk")
    assert (done.code, done.codes) == (1, ["K-1014"])
    assert here("diff", "back.docx", "musterbezirk", "-f", "html", "-o", "o").code == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("broken.docx", b"PK\x03\x04 and then nothing"),
        ("text.docx", b"Guten Tag"),
        ("text.pdf", b"%PDF-1.7 and then nothing"),
        ("other.json", b"{}"),
        ("cut.json", b"{"),
    ],
)
def test_a_file_that_is_not_ours_or_broken_is_refused(workspace, here, name, data):
    (workspace / name).write_bytes(data)
    before = tree(workspace)
    done = here("--json", "diff", name, "pankow", "-f", "html")
    assert done.code == 4, done.out
    assert done.codes
    assert tree(workspace) == before


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("cut.json", b'{\n "schema":', "kein gültiges JSON (Zeile 2, Spalte 11)"),
        ("deep.json", b"[" * 200_000, "zu tief verschachtelt"),
        ("other.json", b"{}", "Form ist unbekannt"),
        ("text.pdf", b"%PDF-1.7 and then nothing", "beschädigt oder abgeschnitten"),
    ],
)
def test_why_a_file_cannot_be_read_is_told_in_words(workspace, here, name, data, told):
    (workspace / name).write_bytes(data)
    err = here("--lang", "de", "diff", name, "pankow").err
    assert told in err
    assert "0x" not in err
    assert "recursion" not in err


def test_who_wants_a_clause_in_word_is_told_of_the_synopsis(here):
    done = here("diff", "liability@1", "liability@1", "-f", "docx")
    assert done.code == 2
    assert "--layout synopsis" in done.err


def test_a_word_file_of_somebody_else_is_refused(workspace, here):
    with zipfile.ZipFile(workspace / "foreign.docx", "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
    assert here("diff", "foreign.docx", "pankow").code == 4


def test_what_cannot_be_proven_is_not_written(workspace, here, monkeypatch):
    monkeypatch.setattr("contracts.usecases.compare.prove", _refuted)
    before = tree(workspace)
    done = here("--json", "diff", "pankow", "spandau", "-f", ",".join(FORMATS))
    assert (done.code, done.codes) == (5, ["K-1012"])
    assert tree(workspace) == before


def _refuted(*_texts):
    from contracts.redline.resolve import CannotApplyError

    raise CannotApplyError("a test says so")


def on_terminal(folder, *arguments, **env):
    """Return what a call writes to a terminal."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        command(*arguments), cwd=folder, stdin=follower, stdout=follower, stderr=follower,
        env=environment(TERM="xterm", **env),
    )  # fmt: skip
    os.close(follower)
    found = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:
            break
        found += piece
    os.close(leader)
    process.wait(timeout=60)
    return process.returncode, found.decode()


def test_a_terminal_gets_underline_and_strike_beside_the_words_and_a_pager(workspace):
    marker = workspace / "paged"
    code, shown = on_terminal(
        workspace, "diff", "pankow", "spandau", PAGER=f"tee {marker}", NO_COLOR="1"
    )
    assert code == 0
    assert "[eingefügt: \x1b[4mSpandau" in shown
    assert "\x1b[9mPankow" in shown
    assert "\x1b[31m" not in shown
    assert "eingefügt" in marker.read_text("utf-8")


def test_less_shows_what_is_underlined_under_any_name(workspace):
    pager = workspace / "pager"
    pager.write_text(f"#!/bin/sh\ncat >/dev/null\nprintf '%s' \"$LESS\" >{workspace}/less\n")
    pager.chmod(0o755)
    for wanted, chosen in (("-R", ""), ("-iM", "-iM")):
        code, _ = on_terminal(workspace, "diff", "pankow", "spandau", PAGER=str(pager), LESS=chosen)
        assert (code, (workspace / "less").read_text()) == (0, wanted)


def test_a_short_text_needs_no_pager(workspace):
    code, shown = on_terminal(workspace, "diff", "pankow", "pankow", PAGER="false")
    assert code == 0
    assert "Keine inhaltlichen Änderungen." in shown
