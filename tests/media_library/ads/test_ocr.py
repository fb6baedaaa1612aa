"""What words are read from which pictures, and what is refused?"""

import io
import socket

import pytest
from PIL import Image, ImageDraw

from media_library.ads import ocr, ocr_sheets
from media_library.materials.lettering import letters
from media_library.photos.ingest import UnreadableImage

needs_engine = pytest.mark.skipif(not ocr.available(), reason="本机没有识字组件")


def drawn(
    size: tuple[int, int], places: dict[str, tuple[int, int]], *, mode: str = "RGB", upright: bool = False
) -> bytes:
    """Return a picture with words at places, upright or lying."""
    image = Image.new(mode, size, (255, 255, 255, 0) if mode == "RGBA" else "#fdf6e3")
    pen, font = ImageDraw.Draw(image), letters("Regular", 44)
    for words, (x, y) in places.items():
        for number, sign in enumerate(words):
            at = (x, y + 50 * number) if upright else (x + 46 * number, y)
            pen.text(at, sign, font=font, fill="#101010")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@needs_engine
def test_upright_words_are_read_from_the_right_without_any_network(monkeypatch):
    def refuse(*_):
        raise AssertionError("识字不该上网")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    read = ocr.read_text(drawn((420, 420), {"到期还本付息": (40, 40), "年化收益十八": (300, 40)}, upright=True))
    assert read.text == "年化收益十八\n到期还本付息"
    assert [read.text[line.start : line.end] for line in read.lines] == ["年化收益十八", "到期还本付息"]


@needs_engine
def test_a_long_screenshot_is_read_whole_each_line_once():
    places = {"名额有限": (40, 30), "先到先得": (40, 1460), "到期还本": (40, 2560)}
    read = ocr.read_text(drawn((500, 2700), places))
    assert read.text == "名额有限\n先到先得\n到期还本"
    assert 0.53 < read.lines[1].box[1] < 0.56


@needs_engine
def test_words_on_nothing_stand_on_white():
    assert ocr.read_text(drawn((400, 200), {"到期还本": (40, 60)}, mode="RGBA")).text == "到期还本"


def test_a_long_picture_is_cut_into_overlapping_sheets_that_own_every_line():
    image = Image.new("RGB", (400, 5000))
    cut = list(ocr_sheets.sheets(image))
    assert [sheet.owns[0] for sheet in cut[1:]] == [sheet.owns[1] for sheet in cut[:-1]]
    assert (cut[0].owns[0], cut[-1].owns[1]) == (0, 5000)
    assert max(sheet.image.height for sheet in cut) == ocr_sheets.SHEET_PX


@pytest.mark.parametrize("size", [(40, 30_000), (9000, 3000), (3000, 9000)], ids=["ribbon", "wide", "tall"])
def test_what_is_read_stays_small(size):
    out = io.BytesIO()
    Image.new("L", size, 200).save(out, "PNG")
    image = ocr_sheets.decoded(out.getvalue())
    assert max(sheet.image.width * sheet.image.height for sheet in ocr_sheets.sheets(image)) <= 2000 * 2000
    assert len(list(ocr_sheets.sheets(image))) <= ocr_sheets.MOST_SHEETS + 1


@pytest.mark.parametrize("data", [b"", b"words", drawn((50, 50), {})[:60]], ids=["empty", "words", "cut off"])
def test_a_broken_picture_is_for_a_person(data):
    with pytest.raises(UnreadableImage, match="请人看图"):
        ocr_sheets.decoded(data)
