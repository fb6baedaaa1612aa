"""Which pictures are one picture, and which only look alike?"""

import io

import numpy as np
import pytest
from PIL import Image

from media_library.photos.fingerprints import whole_hash as whole
from media_library.photos.fingerprints.grouping import Grouping, laid_over, print_of, same_picture
from media_library.photos.fingerprints.key_points import key_points, mirrored, words
from media_library.photos.fingerprints.sameness import Comparison
from media_library.photos.fingerprints.sheet import grey, sheet_of
from media_library.photos.ingest import UnreadableImage
from tests.media_library.photos import reshots
from tests.media_library.photos.reshots import CHANGES, dated, file_of


def taken(image: Image.Image):
    return print_of(sheet_of(file_of(image)))


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("drawn", ["flyer", "photograph"])
def test_a_changed_copy_is_the_same_picture(drawn, change):
    image = reshots.flyer() if drawn == "flyer" else reshots.photograph(3)
    assert same_picture(taken(CHANGES[change](image)), taken(image))


@pytest.mark.parametrize(
    "other", [{"firm": "宏图影视投资公司"}, {"rate": "18"}, {"rate": "15"}, {"phone": "023-6666 0202"}], ids=str
)
def test_a_flyer_of_the_same_template_with_other_words_is_another(other):
    assert not same_picture(taken(reshots.flyer(**other)), taken(reshots.flyer()))


GROUNDS = [("#fdf6e3", "#2a5d34"), ("#cfe3f7", "#ffe14d"), ("#b9231c", "#ffffff"), ("#ffe14d", "#f6c9c9")]


@pytest.mark.parametrize(("ground", "another"), GROUNDS)
def test_one_date_bar_does_not_make_two_flyers_on_different_grounds_one(ground, another):
    one = taken(dated(reshots.flyer(ground=ground)))
    same_words, other_firm, other_rate = (
        same_picture(taken(dated(reshots.flyer(ground=another, **more))), one)
        for more in ({}, {"firm": "宏图影视投资公司"}, {"rate": "18"})
    )
    assert (same_words, other_firm, other_rate) == (True, False, False)


def test_one_digit_is_another_rate():
    assert not same_picture(taken(reshots.flyer(rate="16")), taken(reshots.flyer(rate="15")))
    assert not same_picture(taken(reshots.flyer(rate="8")), taken(reshots.flyer(rate="3")))


def test_what_differs_is_told():
    found = laid_over(taken(reshots.flyer(rate="18")), taken(reshots.flyer()))
    assert found.contradicts
    assert [region.kind for region in found.regions] == ["words"]


def test_a_ground_of_another_colour_covers_more_than_a_stamp_may():
    found = [Comparison(1, 1, alike, 0.5, covered=share) for alike, share in ((0.7, 0.31), (0.7, 0.1), (0.9, 1.0))]
    assert [one.same for one in found] == [False, True, True]


def test_other_photographs_are_others():
    assert not same_picture(taken(reshots.photograph(1)), taken(reshots.photograph(2)))


def test_a_mirrored_picture_is_found_by_mirroring_its_key_points():
    image = reshots.photograph(4)
    turned = taken(image.transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    assert same_picture(turned.mirrored, taken(image))


def test_mirrored_key_points_are_those_of_the_mirrored_sheet():
    sheet = grey(sheet_of(file_of(reshots.photograph(5))))
    by_order = mirrored(key_points(sheet), sheet.shape[1])
    by_drawing = key_points(np.ascontiguousarray(sheet[:, ::-1]))
    shared = set(words(by_order).ravel().tolist()) & set(words(by_drawing).ravel().tolist())
    assert len(shared) > 100


def test_recompressing_turns_few_bits_and_keeps_a_key():
    image = reshots.photograph(6)
    one, other = (whole.whole_hash(grey(sheet_of(file_of(seen)))) for seen in (image, CHANGES["recompressed"](image)))
    assert whole.apart(one.packed, other.packed) <= whole.NEAR_BITS
    assert set(whole.bands(one)) & set(whole.probes(other))


def test_blank_pictures_are_alike_only_pixel_by_pixel():
    grouping: Grouping[str] = Grouping()
    for name, colour in {"a": "white", "b": "white", "c": "#fefefe"}.items():
        grouping.add(name, sheet_of(file_of(Image.new("RGB", (200, 100), colour))))
    assert grouping.groups() == [["a", "b"]]


def test_a_stamp_over_the_rate_does_not_bring_two_flyers_together():
    one, other = reshots.flyer(rate="12"), reshots.flyer(rate="18")
    hidden = one.copy()
    hidden.paste("#1144cc", (230, 150, 420, 250))
    grouping: Grouping[str] = Grouping()
    for name, image in {"one": one, "other": other, "hidden": hidden}.items():
        grouping.add(name, sheet_of(file_of(image)))
    assert [sorted(group) for group in grouping.groups()] in ([["hidden", "one"]], [["hidden", "other"]])


def variants() -> dict[str, bytes]:
    """One picture in every way of writing it down."""
    image = reshots.photograph(7, (320, 240))
    exif = Image.Exif()
    exif[0x0112] = 6
    clear = image.convert("RGBA")
    shades = np.asarray(image.convert("L"), np.uint16) * 257
    return {
        "cmyk": file_of(image.convert("CMYK"), "JPEG", quality=92),
        "turned": file_of(image.rotate(90, expand=True), "JPEG", quality=92, exif=exif),
        "alpha": file_of(clear, "PNG"),
        "sixteen": file_of(Image.fromarray(shades), "PNG"),
        "palette": file_of(image.quantize(128), "PNG"),
        "moving": file_of(image, "GIF", save_all=True, append_images=[reshots.photograph(8, (320, 240))]),
        "tiff": file_of(image, "TIFF"),
        "bmp": file_of(image, "BMP"),
        "webp": file_of(image, "WEBP", quality=80),
    }


def test_every_way_of_writing_a_picture_down_is_read_alike():
    plain = taken(reshots.photograph(7, (320, 240)))
    assert {name: same_picture(print_of(sheet_of(data)), plain) for name, data in variants().items()} == dict.fromkeys(
        variants(), True
    )


def bomb() -> bytes:
    """A PNG of few bytes that says it holds 90 000 × 90 000 pixels."""
    small = io.BytesIO()
    Image.new("1", (1, 1)).save(small, "PNG")
    data = bytearray(small.getvalue())
    data[16:24] = (90_000).to_bytes(4) * 2
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", bomb(), file_of(Image.new("RGB", (4, 4))), file_of(reshots.photograph(9), "JPEG")[:4000]],
    ids=["empty", "words", "bomb", "tiny", "cut off"],
)
def test_what_is_no_whole_picture_is_refused(data):
    with pytest.raises(UnreadableImage):
        sheet_of(data)
