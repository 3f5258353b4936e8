"""Scans as offices have them, and whether they look like what was sent out."""

# ruff: noqa: S311 - chance that can be repeated is what these tests need
from __future__ import annotations

import io
from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from contracts.archive.arrived import Incoming
from contracts.archive.filing import file_copies
from contracts.archive.jail import Jail
from contracts.archive.scan.compare import look_at
from contracts.archive.scan.formats import Pages
from contracts.archive.scan.sent import Area, Sent, sent_pages
from contracts.archive.store.store import Store
from contracts.archive.verify import verify_store
from tests import archives, long
from tests.test_archive_scan import scanned, written

if TYPE_CHECKING:
    from collections.abc import Iterator

FONT = archives.TEMPLATE / "fonts" / "LiberationSans-Regular.ttf"
DOTS = 200


@pytest.fixture(scope="module")
def jail() -> Iterator[Jail]:
    with Jail() as found:
        yield found


@pytest.fixture(scope="module")
def pages() -> tuple[Any, ...]:
    return archives.signed_sheets(archives.release().pdf)


@pytest.fixture(scope="module")
def sent() -> list[Sent]:
    document, boxes = sent_pages(archives.release().pdf)
    return [Sent(page, own) for page, own in zip(document, boxes, strict=True)]


def codes_of(findings: Any) -> list[str]:
    return [finding.code for finding in findings]


def tiff(images: Any, mode: str, compression: str) -> bytes:
    out = io.BytesIO()
    first, *rest = [image.convert(mode) for image in images]
    first.save(out, "TIFF", compression=compression, dpi=(DOTS, DOTS), save_all=True,
               append_images=rest)  # fmt: skip
    return out.getvalue()


def jpeg(image: Any, **more: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80, **more)
    return out.getvalue()


# ---------------------------------------------------------------------------- sheets of paper


def back(image: Any, chance: Random) -> Any:
    """The blank back of a sheet: grey paper, holes, print that shines through, specks."""
    shine = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT).point(lambda v: 225 + v // 17)
    pen = ImageDraw.Draw(shine)
    for y in (0.36, 0.63):
        x, r = 0.945 * shine.width, 0.014 * shine.width
        pen.ellipse([x - r, y * shine.height - r, x + r, y * shine.height + r], fill=30)
    for _ in range(20):
        x, y = chance.random() * shine.width, chance.random() * shine.height
        pen.ellipse([x, y, x + 4, y + 4], fill=90)
    return shine


def test_blank_backs_are_told_in_one_line(jail, pages) -> None:
    chance = Random(13)
    stack = [one for page in pages for one in (page, back(page, chance))]
    examined = archives.desk(jail).examine(archives.incoming(scan=archives.scan(stack)))
    assert codes_of(examined.findings) == ["K-1162", "K-1130"]
    assert examined.findings[0].values["pages"] == "2, 4, 6"
    (copy,) = examined.copies
    assert [sheet["sheet"] for sheet in copy.evidence["sheets"]] == [1, 3, 5]


def test_a_back_with_a_few_words_is_not_blank(jail, pages) -> None:
    noted = back(pages[0], Random(1))
    font = ImageFont.truetype(str(FONT), 40)
    ImageDraw.Draw(noted).text((600, 900), "gilt nicht", font=font, fill=60)
    (state,) = jail.ask("scan", [archives.scan([noted])]).header["pages"]
    assert state["state"] == "none"


@pytest.mark.parametrize("turn", [0, 90])
def test_two_pages_on_one_sheet_are_sorted_in_any_order(jail, pages, turn) -> None:
    one, two, three = pages
    booklet = Image.new("L", (2 * one.width, one.height), 255)
    booklet.paste(three, (0, 0))
    booklet.paste(one, (one.width, 0))
    files = archives.incoming(a3=archives.scan([booklet.rotate(-turn, expand=True), two]))
    examined = archives.desk(jail).examine(files)
    assert codes_of(examined.findings) == ["K-1130"]
    (copy,) = examined.copies
    assert [(s["page"], s.get("half", 0)) for s in copy.evidence["sheets"]] == [
        (1, 2), (2, 0), (3, 1),
    ]  # fmt: skip
    assert copy.pages is not None
    again = jail.ask("scan", [copy.pages]).header["pages"]
    assert [page["payload"].split(":")[3] for page in again] == ["1/3", "2/3", "3/3"]


def test_both_originals_in_one_file_are_two_copies(jail, pages, tmp_path) -> None:
    files = archives.incoming(both=archives.scan([*pages, *reversed(pages)]))
    examined = archives.desk(jail).examine(files)
    assert codes_of(examined.findings) == ["K-1166", "K-1130", "K-1130"]
    store = Store(tmp_path / "a")
    stored, _ = file_copies(store, examined.copies, archives.CREATED, archives.blank_cover)
    assert stored[0].copies == ("001", "002")
    again = archives.desk(jail).examine(files)
    stored, findings = file_copies(store, again.copies, archives.CREATED, archives.blank_cover)
    assert (stored, codes_of(findings)) == ([], ["K-1132", "K-1132"])


def test_pages_that_are_there_twice_without_order_stay_together(jail, pages) -> None:
    one, two, three = pages
    stack = archives.scan([one, one, two, two, three, three])
    examined = archives.desk(jail).examine(archives.incoming(scan=stack))
    assert len(examined.copies) == 1
    assert codes_of(examined.findings).count("K-1128") == 3


# ------------------------------------------------------------------------------------ formats


@pytest.mark.parametrize(
    ("mode", "compression"),
    [("1", "group4"), ("L", "tiff_lzw"), ("RGB", "jpeg"), ("L", "tiff_deflate")],
)
def test_a_tiff_of_many_pages_is_taken_as_it_is(jail, pages, tmp_path, mode, compression) -> None:
    data = tiff(pages, mode, compression)
    examined = archives.desk(jail).examine([Incoming("scan.tif", data)])
    assert codes_of(examined.findings) == ["K-1130"]
    (copy,) = examined.copies
    assert copy.evidence["files"][0]["type"] == "image/tiff"
    store = Store(tmp_path / "a")
    file_copies(store, examined.copies, archives.CREATED, archives.blank_cover)
    kept = store.files("pankow/2023")
    assert kept["signed/001/original-1.tif"].read_bytes() == data
    shown = jail.ask("scan", [kept["signed/001/pages.pdf"].read_bytes()]).header["pages"]
    assert [page["state"] for page in shown] == ["read"] * 3
    assert verify_store(store).sound


def test_photographs_as_jpeg_make_one_contract(jail, pages) -> None:
    files = [Incoming(f"{n}.jpg", jpeg(page)) for n, page in enumerate(pages, start=1)]
    turned = jpeg(pages[1].rotate(90, expand=True), exif=exif(6))
    files[1] = Incoming("2.jpg", turned)
    examined = archives.desk(jail).examine(files)
    assert codes_of(examined.findings) == ["K-1130"]
    (copy,) = examined.copies
    assert [original.data for original in copy.originals] == [file.data for file in files]


def exif(orientation: int) -> Any:
    made = Image.Exif()
    made[0x0112] = orientation
    return made


@pytest.mark.parametrize(
    ("start", "name"),
    [(b"\x89PNG\r\n", "PNG"), (b"BM0000", "BMP"), (b"\0\0\0\x18ftypheic", "HEIC")],
)
def test_other_pictures_are_named_with_what_is_taken(jail, start, name) -> None:
    (finding,) = archives.desk(jail).examine([Incoming("bild", start + bytes(99))]).findings
    assert (finding.code, finding.values["format"]) == ("K-1161", name)
    assert "PDF, TIFF or JPEG" in finding.message


@pytest.mark.parametrize("start", [b"\xff\xd8\xff\xe0", b"II*\0\x08\0\0\0"])
def test_a_damaged_picture_is_named(jail, start) -> None:
    examined = archives.desk(jail).examine([Incoming("bild.jpg", start + bytes(500))])
    assert (examined.copies, codes_of(examined.findings)) == ((), ["K-1167"])


# ------------------------------------------------------------------- one page costs only itself


def test_a_slow_page_costs_only_itself(jail, pages) -> None:
    import pikepdf

    with pikepdf.open(io.BytesIO(archives.scan(pages))) as pdf:
        slow = pdf.pages[1].obj
        slow.Contents = pdf.make_stream(b"q 1 0 0 1 0 0 cm Q " * 6_000_000 + b"/I Do")
        out = io.BytesIO()
        pdf.save(out)
    examined = archives.desk(jail).examine(archives.incoming(scan=out.getvalue()))
    found = {finding.code: finding.place.line for finding in examined.findings}
    assert found.get("K-1163", found.get("K-1122", found.get("K-1123"))) == 2
    assert next(f for f in examined.findings if f.code == "K-1127").values["pages"] == "2"


# ------------------------------------------------------- beside the version that was sent out


def words(page: Sent) -> list[Area]:
    return [word for word in page.words if word.top < 760]


def other(letter: str, chance: Random) -> str:
    alike = next(s for s in ("0123456789", "aemnuocsrzvwx", "bdhklft", "gpqyj", "ABCDEFGHKLMNOPRSTUVWZ")
                 if letter in s)  # fmt: skip
    return chance.choice([one for one in alike if one != letter])


def changed_letter(image: Any, document: Any, number: int, chance: Random) -> tuple[Any, Area]:
    """Paint over one figure or capital of the page and write another one there."""
    text, height = document[number].get_textpage(), document[number].get_height()
    count = text.count_chars()
    letters = [(text.get_text_range(n, 1), text.get_charbox(n)) for n in range(count)]
    some = [(c, box) for c, box in letters if (c.isdigit() or c in "ABCDEFGHKLMNOPRSTUVWZ")
            and box[1] > 80 and 5 < box[3] - box[1] < 9]  # fmt: skip
    letter, (left, bottom, right, top) = chance.choice(some)
    scale = DOTS / 72
    area = Area(left, height - top, right, height - bottom, letter)
    image, size = image.copy(), (top - bottom) / 0.7
    pen = ImageDraw.Draw(image)
    pen.rectangle([area.left * scale - 1, area.top * scale - 2,
                   area.right * scale + 1, area.bottom * scale + 1], fill=255)  # fmt: skip
    font = ImageFont.truetype(str(FONT), round(size * scale))
    pen.text((left * scale - 1, area.bottom * scale), other(letter, chance), font=font,
             fill=0, anchor="ls")  # fmt: skip
    return image, area


def erased(image: Any, page: Sent, chance: Random) -> tuple[Any, Area]:
    """Cover a word, a line or the whole body with white."""
    word = chance.choice([one for one in words(page) if len(one.text) > 1])
    how = chance.choice(("word", "line", "body"))
    area = {"word": word.wider(1), "line": Area(60, word.top - 2, 540, word.bottom + 2),
            "body": Area(50, 60, 550, 740)}[how]  # fmt: skip
    scale = DOTS / 72
    image = image.copy()
    box = [v * scale for v in (area.left, area.top, area.right, area.bottom)]
    ImageDraw.Draw(image).rectangle(box, fill=255)
    return image, area


def touches(look: dict[str, Any], area: Area) -> bool:
    return any(
        place["box"][0] < area.right + 4 and place["box"][2] > area.left - 4
        and place["box"][1] < area.bottom + 4 and place["box"][3] > area.top - 4
        for place in look.get("places", ())
    )  # fmt: skip


def as_scanned(image: Any, chance: Random) -> tuple[bytes, str]:
    image, how = scanned(image, chance, DOTS)
    kind = chance.choice(("jpeg", "jpeg", "fax", "grey"))
    return written(image, kind, DOTS, chance), f"{how}, {kind}"


def test_altered_pages_are_told_with_the_place(sent, pages, record_property) -> None:
    chance = Random(200_2026)
    document = pypdfium2.PdfDocument(archives.release().pdf)
    missed, total = [], long.count(200)
    for trial in range(total):
        number = chance.randrange(len(pages))
        if trial % 2:
            image, area = changed_letter(pages[number], document, number, chance)
        else:
            image, area = erased(pages[number], sent[number], chance)
        data, how = as_scanned(image, chance)
        look = look_at(sent[number], Pages(data).at(0), None)
        if look["state"] == "same" or (look["state"] == "differs" and not touches(look, area)):
            missed.append(f"{trial}: page {number + 1}, {area}, {how}, {look}")
    record_property("outcomes", {"total": total, "missed": missed})
    assert missed == []


def test_unaltered_scans_raise_no_false_alarm(sent, pages, record_property) -> None:
    chance = Random(500_2026)
    total = long.count(500, 25)
    alarms, outcomes = [], Counter()
    for _ in range(total):
        number = chance.randrange(len(pages))
        data, how = as_scanned(pages[number], chance)
        look = look_at(sent[number], Pages(data).at(0), None)
        outcomes[look["state"]] += 1
        if look["state"] != "same" or not all(look["boxes"].values()):
            alarms.append(f"page {number + 1}, {how}, {look}")
    record_property("outcomes", {**outcomes, "alarms": alarms})
    assert len(alarms) <= 0.02 * total, alarms


def stamped(image: Any, x: float, y: float) -> Any:
    """Print a stamp of entry over a page, at shares of its sides."""
    stamp = Image.new("L", (520, 260), 255)
    pen = ImageDraw.Draw(stamp)
    pen.rectangle([4, 4, 515, 255], outline=70, width=6)
    font = ImageFont.truetype(str(FONT), 52)
    pen.text((40, 30), "EINGEGANGEN", font=font, fill=70)
    pen.text((70, 140), "21. Dez. 2026", font=font, fill=70)
    stamp = stamp.rotate(6, expand=True, fillcolor=255)
    found = image.copy()
    at = (round(x * image.width), round(y * image.height))
    under = found.crop((*at, at[0] + stamp.width, at[1] + stamp.height))
    found.paste(ImageChops.darker(under, stamp), at)
    return found


@pytest.mark.parametrize("at", [(0.6, 0.4), (0.12, 0.45), (0.5, 0.02)])
def test_a_stamp_of_entry_is_something_added_and_no_other_word(sent, pages, at) -> None:
    data = archives.scan([stamped(pages[0], *at)])
    look = look_at(sent[0], Pages(data).at(0), None)
    assert {place["kind"] for place in look["places"]} == {"added"}


def test_a_stamp_over_one_code_leaves_the_other(jail, pages) -> None:
    stack = archives.scan([stamped(pages[0], 0.2, 0.9), *pages[1:]])
    (copy,) = archives.desk(jail).examine(archives.incoming(scan=stack)).copies
    assert copy.evidence["sheets"][0]["by_hand"] is False


def test_a_sticky_note_over_both_codes_leaves_the_page_to_a_person(jail, pages) -> None:
    covered = pages[0].copy()
    box = [150, round(0.88 * covered.height), 1600, covered.height]
    ImageDraw.Draw(covered).rectangle(box, fill=225)
    files = archives.incoming(scan=archives.scan([covered, *pages[1:]]))
    examined = archives.desk(jail).examine(files)
    assert (examined.copies, codes_of(examined.findings)[0]) == ((), "K-1122")
    assert "--page scan.pdf:1=" in examined.findings[0].hint
    picture = jail.ask("picture", [files[0].data], page=0).blobs[0]
    assert Image.open(io.BytesIO(picture)).format == "PNG"
    named = {("scan.pdf", 1): archives.release().code.at(1, 3)}
    (copy,) = archives.desk(jail).examine(files, named).copies
    assert copy.evidence["looks"][0]["state"] == "differs"  # the note covers the number of the page


def photographed(image: Any, chance: Random) -> Any:
    """Return a page as a telephone sees it: in perspective up to 10 %, one side in the shade."""
    import numpy as np

    wide, high = image.size
    corners = [(0, 0), (wide, 0), (wide, high), (0, high)]
    aims = [(abs(x - chance.uniform(0, 0.05) * wide), abs(y - chance.uniform(0, 0.05) * high))
            for x, y in corners]  # fmt: skip
    rows = []
    for (x, y), (u, v) in zip(aims, corners, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -x * u, -y * u], [0, 0, 0, x, y, 1, -x * v, -y * v]]
    found = np.linalg.solve(np.array(rows), np.array([v for pair in corners for v in pair]))
    seen = image.transform(image.size, Image.Transform.PERSPECTIVE, tuple(found),
                           Image.Resampling.BICUBIC, fillcolor=110)  # fmt: skip
    light = np.linspace(0.65, 1.0, wide)[None] * np.linspace(1.0, 0.85, high)[:, None]
    return Image.fromarray(np.uint8(np.array(seen) * light))


def test_photographs_in_perspective_are_read_and_compared(jail, sent, pages) -> None:
    chance = Random(10)
    for _ in range(long.count(20, 3)):
        number = chance.randrange(3)
        data = jpeg(photographed(pages[number], chance))
        (page,) = jail.ask("scan", [data]).header["pages"]
        assert page["state"] == "read"
        assert look_at(sent[number], Pages(data).at(0), None)["state"] == "same"


def test_a_missing_signature_is_told_by_name(jail) -> None:
    bare = archives.scan(archives.pictures(archives.release().pdf))
    examined = archives.desk(jail).examine(archives.incoming(scan=bare))
    assert codes_of(examined.findings) == ["K-1303", "K-1303", "K-1305"]
    assert "R. Tietje" in examined.findings[0].message


def test_a_changed_figure_is_not_noted_like_a_perfect_copy(jail, pages, tmp_path) -> None:
    document = pypdfium2.PdfDocument(archives.release().pdf)
    altered, _area = changed_letter(pages[0], document, 0, Random(4))
    stack = archives.scan([altered, *pages[1:]])
    examined = archives.desk(jail).examine(archives.incoming(scan=stack))
    assert codes_of(examined.findings) == ["K-1301", "K-1305"]
    store = Store(tmp_path / "a")
    file_copies(store, examined.copies, archives.CREATED, archives.blank_cover)
    from contracts.archive.holding import holding_of
    from contracts.archive.words import result_of

    holding = holding_of(store, "pankow/2023")
    assert holding is not None
    (copy,) = holding.copies
    assert copy.differing == (1,)
    assert "Seiten 1" in result_of(copy)
