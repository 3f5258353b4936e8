"""Scans: every page to its contract and place, nothing to a wrong one, the rest to a person."""

# ruff: noqa: S311 - chance that can be repeated is what these tests need
from __future__ import annotations

import io
import tracemalloc
from collections import Counter
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFilter

from contracts.archive.arrived import Incoming, on_disk
from contracts.archive.codes import read_payload
from contracts.archive.filing import file_copies
from contracts.archive.jail import Jail
from contracts.archive.scan.sort import Known, sort_pages
from contracts.archive.store.store import Store
from contracts.errors import ConflictError
from tests import archives, long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contracts.archive.release import Release

AGREEMENTS = (("pankow/2023", "PK23-7F3A"), ("charlottenburg-wilmersdorf/2023", "CW23-41D0"))


@pytest.fixture(scope="module")
def jail() -> Iterator[Jail]:
    with Jail() as found:
        yield found


def codes_of(findings: Any) -> list[str]:
    return [finding.code for finding in findings]


# ---------------------------------------------------------------------------- simulated scans


@dataclass(frozen=True)
class Scanned:
    data: bytes
    expected: Any  # the PageCode, None for a foreign page
    how: str


def simulated(chance: Random) -> Scanned:
    release = archives.release(*chance.choice(AGREEMENTS))
    page = chance.randrange(release.pages)
    dpi = chance.choice((150, 200, 300, 300, 400, 600))
    image = archives.pictures(release.pdf, dpi)[page].copy()
    expected = release.code.at(page + 1, release.pages)
    how = [f"{dpi} dpi"]
    if chance.random() < 0.1:
        image, expected = foreign(image.size, chance), None
        how.append("foreign")
    elif chance.random() < 0.3:
        scribble(image, release, chance, dpi)
        how.append("pen")
    image, turned = scanned(image, chance, dpi)
    kind = chance.choice(("jpeg", "jpeg", "fax", "grey"))
    how += [turned, kind]
    return Scanned(written(image, kind, dpi, chance), expected, ", ".join(how))


def scanned(image: Image.Image, chance: Random, dpi: int) -> tuple[Image.Image, str]:
    """Return a page as it lay on the glass: turned, askew, with dust, a little out of focus."""
    angle = chance.choice((0, 0, 90, 180, 270))
    skew = chance.uniform(-4, 4) if chance.random() < 0.6 else 0
    image = image.rotate(angle + skew, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    if chance.random() < 0.4:
        noise = Image.effect_noise(image.size, chance.uniform(5, 40))
        image = Image.blend(image, noise, chance.uniform(0.05, 0.2))
    if chance.random() < 0.3:
        image = image.filter(ImageFilter.GaussianBlur(dpi / 600))
    return image, f"turned {angle}, skew {skew:.1f}"


def written(image: Image.Image, kind: str, dpi: int, chance: Random) -> bytes:
    if kind == "fax":
        fax = image.resize((round(image.width * 204 / dpi), round(image.height * 196 / dpi)))
        return archives.scan([fax.point(lambda v: 255 if v > 140 else 0).convert("1")], 204)
    if kind == "jpeg":
        packed = io.BytesIO()
        image.save(packed, "JPEG", quality=chance.choice((30, 50, 75)))
        image = Image.open(packed)
    return archives.scan([image], dpi)


def scribble(image: Image.Image, release: Release, chance: Random, dpi: int) -> None:
    """Cover 30 % of one code with pen."""
    from contracts.archive import stamp

    left = stamp.LEFT
    if chance.random() < 0.5:
        box = (left, stamp.QR_SIZE)
    else:
        box = (left + stamp.WIDTH - stamp.DATAMATRIX_SIZE, stamp.DATAMATRIX_SIZE)
    size = box[1] * dpi / 72
    x, y = box[0] * dpi / 72, image.height - stamp.BOTTOM * dpi / 72 - size
    area = (round(x), round(y), round(x + size), round(y + size))
    pen, inked = ImageDraw.Draw(image), Image.new("L", image.size)
    shadow, width = ImageDraw.Draw(inked), max(2, round(dpi / 40))
    while inked.crop(area).histogram()[-1] < 0.3 * size * size:
        points = [(x + chance.random() * size, y + chance.random() * size) for _ in range(2)]
        pen.line(points, fill=chance.choice((0, 40, 90)), width=width)
        shadow.line(points, fill=255, width=width)
    assert release.pages


def foreign(size: tuple[int, int], chance: Random) -> Image.Image:
    """A page without our codes: with text-like lines, and some with a code of somebody else."""
    import zxingcpp

    image = Image.new("L", size, 255)
    pen = ImageDraw.Draw(image)
    for line in range(40):
        y = size[1] * (0.1 + 0.015 * line)
        pen.line([(size[0] * 0.1, y), (size[0] * chance.uniform(0.5, 0.9), y)], fill=0, width=3)
    if chance.random() < 0.5:
        code = zxingcpp.create_barcode("https://example.org/VW1", zxingcpp.BarcodeFormat.QRCode)
        mark = Image.fromarray(_array(code.to_image(scale=8)))
        image.paste(mark, (size[0] // 2, size[1] // 2))
    return image


def _array(image: Any) -> Any:
    import numpy as np

    return np.array(image)


def test_simulated_scans_are_matched_rightly_or_left_to_a_person(jail, record_property) -> None:
    chance = Random(6_2026)
    total, outcomes, missed = long.count(500, 25), Counter(), []
    known = {r.agreement: Known(r.code, r.pages) for r in both()}
    for _ in range(total):
        one = simulated(chance)
        (page,) = jail.ask("scan", [one.data]).header["pages"]
        found = read_payload(page.get("payload", ""))
        assert found is None or found == one.expected, one.how  # never a wrong match
        right = found == one.expected
        outcomes["right" if right else "left to a person"] += 1
        if not right:
            missed.append(f"{one.how}: {page['state']}")
        if one.expected is None:
            assert page["state"] == "none", one.how
        contracts, findings = sort_pages([("scan.pdf", [page])], known.get)
        listed = [f.place.file for f in findings if f.place.line == 1]
        assert (len(contracts), listed) == ((1, []) if found else (0, ["scan.pdf"])), one.how
    record_property("outcomes", {**outcomes, "missed": missed})
    assert outcomes["right"] >= 0.99 * total, missed


def test_simulated_stacks_in_wrong_order_are_sorted_to_their_contracts(
    jail, record_property
) -> None:
    chance = Random(8_2026)
    outcomes: Counter[str] = Counter()
    for _ in range(long.count(50, 2)):
        dpi = chance.choice((150, 200, 300))
        sheets = [(r.agreement, n, image) for r in both()
                  for n, image in enumerate(archives.pictures(r.pdf, dpi), start=1)]  # fmt: skip
        sheets.append(("", 0, foreign(sheets[0][2].size, chance)))
        chance.shuffle(sheets)
        stack = archives.scan([scanned(image.copy(), chance, dpi)[0] for *_, image in sheets], dpi)
        examined = archives.desk(jail, *both()).examine(archives.incoming(stapel=stack))
        left = {f.place.line for f in examined.findings if f.code in ("K-1120", "K-1121", "K-1122")}
        assert [name for name, *_ in sheets].index("") + 1 in left
        outcomes["left to a person"] += len(left) - 1
        for copy in examined.copies:
            for sheet in copy.evidence["sheets"]:
                agreement, page, _image = sheets[sheet["sheet"] - 1]
                assert (agreement, page) == (copy.release.agreement, sheet["page"])
            outcomes["contracts"] += 1
        outcomes["pages"] += len(sheets) - 1
        if len(left) == 1:
            assert len(examined.copies) == 2
    record_property("outcomes", dict(outcomes))
    assert outcomes["left to a person"] <= 0.01 * outcomes["pages"]


# ------------------------------------------------------------------------------- sorting


def mixed(*pages: Any) -> bytes:
    return archives.scan(pages)


@pytest.fixture(scope="module")
def sheets() -> dict[str, tuple[Any, ...]]:
    return {
        name: archives.signed_sheets(archives.release(name, code).pdf) for name, code in AGREEMENTS
    }


def both() -> list[Release]:
    return [archives.release(*names) for names in AGREEMENTS]


def test_a_mixed_stack_in_wrong_order_is_sorted_to_its_contracts(jail, sheets) -> None:
    one, other = (sheets[name] for name, _ in AGREEMENTS)
    stack = mixed(other[1], one[2], one[0], other[0], other[2], one[1])
    examined = archives.desk(jail, *both()).examine(archives.incoming(stapel=stack))
    assert codes_of(examined.findings) == ["K-1130", "K-1130"]
    assert [copy.release.agreement for copy in examined.copies] == [
        "charlottenburg-wilmersdorf/2023",
        "pankow/2023",
    ]
    for copy in examined.copies:
        assert copy.originals[0].data == stack
        assert copy.pages is not None
        again = jail.ask("scan", [copy.pages]).header["pages"]
        pages = [read_payload(page["payload"]) for page in again]
        assert pages == [copy.release.code.at(n, 3) for n in (1, 2, 3)]


def test_one_contract_in_order_is_stored_as_it_came(jail, sheets) -> None:
    stack = mixed(*sheets["pankow/2023"])
    (copy,) = archives.desk(jail).examine(archives.incoming(scan=stack)).copies
    assert copy.pages is None
    assert copy.originals[0].data == stack


def test_pages_spread_over_two_files_make_one_contract(jail, sheets) -> None:
    pages = sheets["pankow/2023"]
    files = archives.incoming(a=mixed(pages[2]), b=mixed(pages[0], pages[1]))
    (copy,) = archives.desk(jail).examine(files).copies
    assert [file.name for file in copy.originals] == ["a.pdf", "b.pdf"]
    assert copy.evidence["sheets"][0] == {"page": 1, "file": 1, "sheet": 1, "by_hand": False}


def test_each_scan_of_a_whole_contract_is_a_copy_of_its_own(jail, sheets) -> None:
    one, two, three = sheets["pankow/2023"]
    files = archives.incoming(a=mixed(one, two, three), b=mixed(three, two, one))
    examined = archives.desk(jail).examine(files)
    assert [[file.name for file in copy.originals] for copy in examined.copies] == [
        ["a.pdf"], ["b.pdf"],
    ]  # fmt: skip
    assert codes_of(examined.findings) == ["K-1130", "K-1130"]
    assert [copy.pages is None for copy in examined.copies] == [True, False]
    (copy,) = archives.desk(jail).examine([*files, *archives.incoming(c=mixed(one))]).copies
    assert len(copy.originals) == 3
    halves = archives.incoming(a=mixed(one, two), b=mixed(one, two))
    examined = archives.desk(jail).examine(halves)
    assert (examined.copies, codes_of(examined.findings).count("K-1127")) == ((), 1)


def test_a_missing_page_keeps_the_contract_out_and_is_named(jail, sheets) -> None:
    pages = sheets["pankow/2023"]
    examined = archives.desk(jail).examine(archives.incoming(scan=mixed(pages[0], pages[2])))
    assert examined.copies == ()
    (finding,) = examined.findings
    assert (finding.code, finding.values["pages"]) == ("K-1127", "2")


def test_a_double_page_and_a_foreign_page_are_named(jail, sheets) -> None:
    pages = sheets["pankow/2023"]
    strange = foreign(pages[0].size, Random(3))
    stack = mixed(*pages, pages[1], strange)
    examined = archives.desk(jail).examine(archives.incoming(scan=stack))
    found = {f.code: f.place.line for f in examined.findings}
    assert found == {"K-1122": 5, "K-1128": 4, "K-1130": 0}
    assert len(examined.copies) == 1


def test_a_page_of_an_older_release_is_named_and_not_used(jail, sheets) -> None:
    pages = sheets["pankow/2023"]
    older = archives.release("pankow/2023", "PK22-0000", title="Kooperationsvereinbarung")
    stack = mixed(pages[0], archives.pictures(older.pdf)[1], pages[2])
    examined = archives.desk(jail).examine(archives.incoming(scan=stack))
    assert examined.copies == ()
    assert codes_of(examined.findings) == ["K-1126", "K-1127"]
    assert examined.findings[0].values["found"] == "PK22-0000"


def test_the_same_code_with_another_text_is_another_release(jail, sheets) -> None:
    pages = sheets["pankow/2023"]
    twin = archives.release("pankow/2023", "PK23-7F3A", title="Kooperationsvereinbarung")
    stack = mixed(pages[0], archives.pictures(twin.pdf)[1], pages[2])
    examined = archives.desk(jail).examine(archives.incoming(scan=stack))
    assert codes_of(examined.findings) == ["K-1126", "K-1127"]


def test_a_page_of_an_unknown_contract_is_named(jail, sheets) -> None:
    stack = mixed(*sheets["pankow/2023"], sheets["charlottenburg-wilmersdorf/2023"][0])
    examined = archives.desk(jail).examine(archives.incoming(scan=stack))
    assert codes_of(examined.findings) == ["K-1125", "K-1130"]


def test_a_page_with_two_pages_codes_goes_to_a_person(jail, sheets) -> None:
    one, two, three = sheets["pankow/2023"]
    pasted = two.copy()
    foot = one.crop((0, round(one.height * 0.9), one.width // 2, one.height))
    pasted.paste(foot, (0, round(one.height * 0.3)))
    examined = archives.desk(jail).examine(archives.incoming(scan=mixed(one, pasted, three)))
    assert examined.copies == ()
    assert codes_of(examined.findings) == ["K-1121", "K-1127"]


def test_a_person_can_name_a_page_that_no_program_reads(jail, sheets) -> None:
    one, two, three = sheets["pankow/2023"]
    bare = two.crop((0, 0, two.width, round(two.height * 0.9)))
    files = archives.incoming(scan=mixed(one, bare, three))
    release = archives.release()
    by_hand = {("scan.pdf", 2): release.code.at(2, 3)}
    (copy,) = archives.desk(jail).examine(files, by_hand).copies
    assert [sheet["by_hand"] for sheet in copy.evidence["sheets"]] == [False, True, False]


def test_nobody_can_name_a_page_otherwise_than_it_names_itself(jail, sheets) -> None:
    one, two, _three = sheets["pankow/2023"]
    release = archives.release()
    for at, page, code in ((3, 3, ["K-1134", "K-1127"]), (2, 2, ["K-1127"])):
        by_hand = {("scan.pdf", at): release.code.at(page, 3)}
        files = archives.incoming(scan=mixed(one, two, two))
        examined = archives.desk(jail).examine(files, by_hand)
        assert examined.copies == ()
        assert set(code) <= set(codes_of(examined.findings))


def test_a_page_that_a_program_has_drawn_never_counts_as_paper(jail) -> None:
    sent = archives.release().pdf
    with pikepdf.open(io.BytesIO(sent)) as pdf:
        del pdf.Root.AcroForm
        for page in pdf.pages:
            if "/Annots" in page:
                del page.Annots
        for name in list(pdf.attachments):
            del pdf.attachments[name]
        rewritten = io.BytesIO()
        pdf.save(rewritten)
    examined = archives.desk(jail).examine(archives.incoming(printed=rewritten.getvalue()))
    assert examined.copies == ()
    assert set(codes_of(examined.findings)) == {"K-1123"}
    named = {("printed.pdf", n): archives.release().code.at(n, 3) for n in (1, 2, 3)}
    again = archives.desk(jail).examine(archives.incoming(printed=rewritten.getvalue()), named)
    assert (again.copies, set(codes_of(again.findings))) == ((), {"K-1123"})


def test_the_invisible_text_of_a_text_recognition_does_no_harm(jail, sheets) -> None:
    with pikepdf.open(io.BytesIO(mixed(*sheets["pankow/2023"]))) as pdf:
        font = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        )
        for page in pdf.pages:
            page.Resources.Font = pikepdf.Dictionary(F1=font)
            page.contents_add(pdf.make_stream(b"\nBT /F1 9 Tf 3 Tr 50 500 Td (Vertrag) Tj ET"))
        written_ = io.BytesIO()
        pdf.save(written_)
    (copy,) = archives.desk(jail).examine(archives.incoming(ocr=written_.getvalue())).copies
    assert copy.originals[0].data == written_.getvalue()


def test_sorting_never_invents_a_page() -> None:
    release = archives.release()
    known = {release.agreement: Known(release.code, 3)}
    chance = Random(11)
    states = ("unreadable", "conflict", "none", "drawn", "huge", "read")
    for _ in range(200):
        pages = [
            {"state": state, "payload": release.code.at(chance.randint(1, 3), 3).payload}
            if (state := chance.choice(states)) == "read"
            else {"state": state}
            for _ in range(chance.randint(0, 6))
        ]
        contracts, findings = sort_pages([("a.pdf", pages)], known.get)
        used = [sheet.page for contract in contracts for sheet in contract.order]
        assert sorted(used) == [n for n, page in enumerate(pages) if page["state"] == "read"]
        unread = [n + 1 for n, page in enumerate(pages) if page["state"] != "read"]
        assert (
            sorted(f.place.line for f in findings if f.code != "K-1128" and f.place.line) == unread
        )


def test_a_file_stays_as_it_came(jail) -> None:
    copy = archives.signed("B-B")
    (found,) = archives.desk(jail).examine([Incoming("Vertrag Pankow.pdf", copy)]).copies
    assert found.originals[0].data == copy
    assert found.evidence["files"][0]["name"] == "Vertrag Pankow.pdf"


def test_many_large_files_take_the_memory_of_one(jail, tmp_path) -> None:
    size = 20_000_000
    for number in range(12):
        (tmp_path / f"{number}.pdf").write_bytes(b"%PDF-1.7\n".ljust(size, b"\0"))
    tracemalloc.start()
    files = [on_disk(path.name, path) for path in sorted(tmp_path.iterdir())]
    examined = archives.desk(jail).examine(files)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert codes_of(examined.findings) == ["K-1108"] * 12
    assert peak < 4 * size


def test_a_file_that_changes_while_it_is_looked_at_is_not_stored(jail, sheets, tmp_path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(mixed(*sheets["pankow/2023"]))
    (copy,) = archives.desk(jail).examine([on_disk("scan.pdf", path)]).copies
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(ConflictError) as caught:
        file_copies(Store(tmp_path / "a"), [copy], archives.CREATED, archives.blank_cover)
    assert [f.code for f in caught.value.findings] == ["K-1137"]
    assert not (tmp_path / "a").exists()
