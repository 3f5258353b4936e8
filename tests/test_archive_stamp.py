"""``archive stamp``: a time stamp over the ledger's head, from a service on the loopback."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest
from asn1crypto import tsp

from contracts.archive.package import timestamp as asking
from contracts.archive.package.verify import check_stamp
from contracts.archive.store.ledger import NAME as LEDGER
from contracts.archive.store.store import Store
from contracts.sources.workspace import Workspace
from contracts.usecases.archive_places import store_of
from tests import archives, pki
from tests.cases import Told, tell
from tests.tools.workspace import call

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

AGREEMENTS = ("mitte/2023", "pankow/2023", "spandau/2024")
SETTINGS = "organisation: Registratur\ntimestamp: {{url: {url}}}\n"


def granted(asked: tsp.TimeStampReq) -> bytes:
    return pki.stamper().request_tsa_response(asked).dump()


def refused(_asked: tsp.TimeStampReq) -> bytes:
    return bytes.fromhex("3005 3003 020102")  # rejection, and no token


def about_other_data(asked: tsp.TimeStampReq) -> bytes:
    asked["message_imprint"]["hashed_message"] = b"\0" * 64
    return granted(asked)


def with_another_nonce(asked: tsp.TimeStampReq) -> bytes:
    asked["nonce"] = 7
    return granted(asked)


def forged(asked: tsp.TimeStampReq) -> bytes:
    """Give a later time than the one that was signed."""
    answer = granted(asked)
    place = answer.index(b"20261215093000Z")
    return answer[:place] + b"2036" + answer[place + 4 :]


def cut(asked: tsp.TimeStampReq) -> bytes:
    return granted(asked)[:900]


def no_stamp(_asked: tsp.TimeStampReq) -> bytes:
    return b"<html>Bitte melden Sie sich an</html>"


def nothing(_asked: tsp.TimeStampReq) -> bytes:
    return b""


class Service(BaseHTTPRequestHandler):
    """A time stamp service, on pyHanko's own signing code; ``answer`` is what it does today."""

    answer: Callable[[tsp.TimeStampReq], bytes] = staticmethod(granted)
    status = 200

    def do_POST(self) -> None:
        asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        answer = type(self).answer(asked)
        self.send_response(type(self).status)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def service(monkeypatch) -> Iterator[str]:
    monkeypatch.setattr(Service, "answer", staticmethod(granted))
    monkeypatch.setattr(Service, "status", 200)
    server = HTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def folder(tmp_path, service) -> Path:
    """A workspace whose archive has three versions and whose service is named."""
    root: Path = tmp_path / "w"
    for name in ("clauses", "districts", "templates"):
        (root / name).mkdir(parents=True)
    (root / "archive.yaml").write_text(SETTINGS.format(url=service))
    store = store_of(Workspace(root))
    for agreement in AGREEMENTS:
        store.add(agreement, {"signed/001/note.txt": agreement.encode()}, archives.CREATED, "copy")
    return root


def stamp(folder: Path) -> Told:
    return tell(folder, "archive", "stamp", "--by", "A. Muster")


def lines_of(folder: Path) -> list[dict[str, object]]:
    lines = (folder / "archive.head").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_the_stamp_is_over_the_head_and_kept_with_its_person(folder) -> None:
    told = stamp(folder)
    assert (told.code, told.codes) == (0, [])
    head = store_of(Workspace(folder)).sound_ledger().head
    kept = lines_of(folder)[-1]
    assert (kept["what"], kept["count"], kept["head"], kept["by"]) == (
        "stamp",
        3,
        head,
        "A. Muster",
    )
    owner, time = check_stamp(base64.b64decode(str(kept["token"])), head.encode())
    assert time == "20261215093000Z"
    assert owner == hashlib.sha256(pki.time_service().der).hexdigest()


def test_the_check_of_the_archive_names_time_and_certificate(folder) -> None:
    stamp(folder)
    shown = call(folder, "archive", "verify")
    assert "version 3: time stamp 20261215093000Z, certificate " in shown.err


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (refused, "it refused"),
        (about_other_data, "its answer is about other data"),
        (with_another_nonce, "its answer is about other data"),
        (forged, "the signature of its answer does not hold"),
        (cut, "its answer is no time stamp"),
        (no_stamp, "its answer is no time stamp"),
        (nothing, "its answer is no time stamp"),
    ],
)
def test_an_answer_that_is_no_stamp_over_the_head_is_not_kept(
    folder, monkeypatch, answer, why
) -> None:
    monkeypatch.setattr(Service, "answer", staticmethod(answer))
    told = stamp(folder)
    assert (told.code, told.codes) == (3, ["K-1175"])
    assert told.finding("K-1175")["message"].endswith(f"did not give a time stamp: {why}")
    assert "stamp" not in [line["what"] for line in lines_of(folder)]
    monkeypatch.setattr(Service, "answer", staticmethod(granted))
    assert stamp(folder).code == 0


def test_a_service_with_an_error_of_its_own_is_told(folder, monkeypatch) -> None:
    monkeypatch.setattr(Service, "status", 503)
    told = stamp(folder)
    assert (told.code, told.codes) == (3, ["K-1175"])
    assert "it answered with error 503" in told.finding("K-1175")["message"]


def test_a_dead_service_is_told_in_words(folder) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    (folder / "archive.yaml").write_text(SETTINGS.format(url=url))
    told = stamp(folder)
    assert (told.code, told.codes) == (3, ["K-1175"])
    assert told.finding("K-1175")["message"].endswith("it cannot be reached")


def test_a_service_that_never_answers_is_not_waited_for(folder, monkeypatch) -> None:
    monkeypatch.setattr(asking, "SECONDS", 0.3)
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}/"
        (folder / "archive.yaml").write_text(SETTINGS.format(url=url))
        told = stamp(folder)
    assert (told.code, told.codes) == (3, ["K-1175"])
    assert "it did not answer within" in told.finding("K-1175")["message"]


def test_without_a_service_it_is_said_where_to_name_one(folder) -> None:
    (folder / "archive.yaml").write_text("organisation: Registratur\n")
    told = stamp(folder)
    assert (told.code, told.codes) == (2, ["K-1321"])


def only_the_stamp(folder: Path) -> None:
    """Leave nothing of all witnesses but the stamp, as a copy kept elsewhere may be."""
    kept = lines_of(folder)[-1]
    assert kept["what"] == "stamp"
    for witness in store_of(Workspace(folder)).witnesses:
        if witness.quiet:
            witness.lines.path.unlink(missing_ok=True)
    text = json.dumps({**kept, "before": ""}, ensure_ascii=False, separators=(",", ":"))
    (folder / "archive.head").write_text(text + "\n", encoding="utf-8")


def take_off(folder: Path, count: int) -> None:
    """Restore the archive as it was so many versions before."""
    store = store_of(Workspace(folder))
    for agreement in AGREEMENTS[-count:]:
        shutil.rmtree(store.folder(agreement).parent)
    ledger = store.root / LEDGER
    lines = ledger.read_text("utf-8").splitlines(keepends=True)
    ledger.write_text("".join(lines[:-count]), encoding="utf-8")


@pytest.mark.parametrize("count", [1, 2])
def test_the_stamp_alone_names_an_older_archive(folder, count) -> None:
    stamp(folder)
    only_the_stamp(folder)
    assert not {"K-1310", "K-1311"} & set(tell(folder, "archive", "verify").codes)
    assert len(lines_of(folder)) == 1
    take_off(folder, count)
    told = tell(folder, "archive", "verify")
    assert told.code == 6
    noun = "1 version" if count == 1 else f"{count} versions"
    assert f"is {noun} older" in told.finding("K-1310")["message"]


def test_a_stamp_over_an_archive_that_was_another_one_does_not_fit(folder) -> None:
    stamp(folder)
    only_the_stamp(folder)
    take_off(folder, 1)
    store = Store(store_of(Workspace(folder)).root)
    store.add("mitte/2030", {"signed/001/note.txt": b"other"}, archives.CREATED, "copy")
    told = tell(folder, "archive", "verify")
    assert told.code == 6
    assert "K-1311" in told.codes
    assert "another one when it was stamped" in told.finding("K-1330")["message"]


def test_a_stamp_that_was_changed_does_not_hold(folder) -> None:
    stamp(folder)
    lines = lines_of(folder)
    token = bytearray(base64.b64decode(str(lines[-1]["token"])))
    token[token.index(b"20261215093000Z") + 3] ^= 1
    lines[-1]["token"] = base64.b64encode(token).decode()
    text = "".join(
        json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines
    )
    (folder / "archive.head").write_text(text, encoding="utf-8")
    told = tell(folder, "archive", "verify")
    assert "its signature does not hold" in told.finding("K-1330")["message"]


def test_what_a_person_took_as_it_is_is_no_longer_held_against_the_archive(folder) -> None:
    stamp(folder)
    take_off(folder, 1)
    accepted = tell(folder, "archive", "accept", "--reason", "Sicherung", "--by", "A. Muster")
    assert accepted.code == 0, accepted.data
    assert not {"K-1310", "K-1311", "K-1330"} & set(tell(folder, "archive", "verify").codes)
