"""Is a sound told from a film and from anything else by its content?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_library.ads.sounds import audio_format
from tests.media_library.ads.sounding import FRAME, SOUNDS, box, mp4, ogg


@pytest.mark.parametrize(("kind", "data"), SOUNDS.items())
def test_sounds_are_told_by_their_content(kind, data):
    assert audio_format(data) == kind


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (mp4(b"isom", b"soun"), "m4a"),
        (mp4(b"3gp4", b"soun", first=box(b"mdat", bytes(5000))), "m4a"),
        (mp4(b"M4A ", b"soun", b"text"), "m4a"),
        (mp4(b"isom", b"vide", b"soun"), ""),
        (mp4(b"M4A ", b"soun", b"vide"), ""),
        (mp4(b"mp42", b"vide"), ""),
        (mp4(b"heic"), ""),
        (mp4(b"M4A ", b"soun")[:60], ""),
        (ogg(b"\x01vorbis" + bytes(20)), "ogg"),
        (ogg(b"\x80theora" + bytes(20), b"\x01vorbis" + bytes(20)), ""),
        (ogg(b"\x01vorbis" + bytes(20), b"\x80theora" + bytes(20)), ""),
        (b"OggS", ""),
        (FRAME, "mp3"),
        (b"ID3\x04\0\0\0\0\0\0" + bytes(40), ""),
        ("\ufeff\u6536\u94b1abc".encode("utf-16-le"), ""),
    ],
)
def test_a_film_in_the_same_wrapping_is_none(data, kind):
    assert audio_format(data) == kind


@pytest.mark.parametrize("data", [b"", b"MZ" + bytes(50), b"<html>", b"\x89PNG\r\n", bytes(60), b"\xff\xd8\xff\xe0"])
def test_other_bytes_are_no_sound(data):
    assert audio_format(data) == ""


@given(st.sampled_from(sorted(SOUNDS.values())), st.integers(0, 200), st.binary(max_size=30))
def test_no_damage_raises(data, cut, more):
    assert audio_format(data[:cut] + more) in {"", *SOUNDS}
