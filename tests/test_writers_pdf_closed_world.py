"""A page reaches nothing but its template folder: no request, no file, by any of its channels."""

from __future__ import annotations

import base64
import http.server
import shutil
import threading
from pathlib import Path

import pytest

from contracts.catalogue import page as kinds
from contracts.errors import ContractsError, SourceError, WriterError
from contracts.writers import pdf
from tests.samples import doc

TEMPLATE = Path(__file__).parents[1] / "templates" / "cooperation-contract"
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'width="9" height="9"><title>x</title><image xlink:href="{}" width="9" height="9"/></svg>'
)
# Where an address can stand in a page: in its markup (True) or its style (False).
CHANNELS = {
    "stylesheet": (True, '<head><link rel="stylesheet" href="{}"/>'),
    "style element": (True, "<head><style>@import url({});</style>"),
    "import": (False, "@import url({});\n"),
    "font": (False, '@font-face {{ font-family: "X"; src: url({}); }}\n'),
    "background": (False, "body {{ background: url({}) }}\n"),
    "content": (False, "h1::before {{ content: url({}) }}\n"),
    "list mark": (False, "li {{ display: list-item; list-style-image: url({}) }}\n"),
    "image": (True, '<img src="{}" alt="x"/>'),
    "picture in a drawing": (True, DRAWING),
    "object": (True, '<object data="{}" type="image/png"></object>'),
    "embed": (True, '<embed src="{}" type="image/png"/>'),
    "attachment of the page": (True, '<head><link rel="attachment" href="{}"/>'),
    "attachment of a link": (True, '<a rel="attachment" href="{}">x</a>'),
}


@pytest.fixture
def template(tmp_path):
    folder = tmp_path / "template"
    shutil.copytree(TEMPLATE, folder)
    return folder


@pytest.fixture
def hits():
    found: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            found.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_words):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield found, f"http://127.0.0.1:{server.server_port}/secret.png"
    server.shutdown()


def plant(template: Path, channel: str, address: str) -> None:
    in_markup, snippet = CHANNELS[channel]
    snippet = snippet.format(address)
    path = template / ("page.html" if in_markup else "page.css")
    text = path.read_text(encoding="utf-8")
    if snippet.startswith("<head>"):
        text = text.replace("<head>", snippet)
    elif in_markup:
        text = text.replace("<h1>", snippet + "<h1>")
    else:
        text = snippet + text
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("channel", CHANNELS)
def test_no_request_leaves_the_machine(template, hits, channel):
    found, address = hits
    plant(template, channel, address)
    data = outcome(template)
    assert found == []
    assert b"EmbeddedFile" not in data


@pytest.mark.parametrize("channel", CHANNELS)
def test_no_file_outside_the_folder_is_read(template, tmp_path, channel):
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"top secret")
    plant(template, channel, secret.as_uri())
    data = outcome(template)
    assert b"top secret" not in data
    assert b"EmbeddedFile" not in data


@pytest.mark.parametrize(
    "channel", ["import", "font", "background", "image", "stylesheet", "style element"]
)
def test_a_page_that_asks_is_refused_with_the_address(template, channel):
    plant(template, channel, "https://example.org/x.css")
    with pytest.raises(WriterError) as caught:
        pdf.write(doc, template)
    assert "https://example.org/x.css" in str(caught.value)
    assert caught.value.exit_code == 5


@pytest.mark.parametrize(
    "address", ["../secret.png", "fonts/../../secret.png", "%2e%2e/secret.png"]
)
def test_a_path_that_climbs_out_is_refused(template, tmp_path, address):
    (tmp_path / "secret.png").write_bytes(b"top secret")
    plant(template, "image", address)
    with pytest.raises(WriterError) as caught:
        pdf.write(doc, template)
    assert caught.value.findings[0].kind is kinds.ADDRESS_REFUSED


def test_a_symbolic_link_out_of_the_folder_is_refused(template, tmp_path):
    (tmp_path / "secret.png").write_bytes(b"top secret")
    (template / "logo.png").symlink_to(tmp_path / "secret.png")
    plant(template, "image", "logo.png")
    with pytest.raises(WriterError):
        pdf.write(doc, template)


def test_a_picture_of_the_folder_and_a_data_address_are_served(template):
    from PIL import Image

    Image.new("RGB", (8, 8), "navy").save(template / "logo.png")
    plant(template, "image", "logo.png")
    assert pdf.write(doc, template).startswith(b"%PDF")
    picture = base64.b64encode((template / "logo.png").read_bytes()).decode()
    plant(template, "background", f"data:image/png;base64,{picture}")
    assert pdf.write(doc, template).startswith(b"%PDF")


def test_a_template_cannot_include_another_file(template):
    path = template / "page.html"
    path.write_text('{% include "../secret" %}' + path.read_text(encoding="utf-8"))
    with pytest.raises(SourceError):
        pdf.write(doc, template)


def test_a_template_cannot_reach_into_python(template):
    path = template / "page.html"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("<h1>", "<h1>{{ document.__class__.__mro__ }}"))
    with pytest.raises(SourceError) as caught:
        pdf.write(doc, template)
    assert caught.value.exit_code == 4


def outcome(template: Path) -> bytes:
    """Return the PDF, nothing where it was refused."""
    try:
        return pdf.write(doc, template)
    except ContractsError:
        return b""
