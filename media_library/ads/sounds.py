"""Is a file a sound that people can listen to, and of which kind? (pure)

Told by the content alone: a film in the same wrapping (MP4, 3GP, Ogg) is no sound, and neither is anything that only begins like one.
"""

from __future__ import annotations

from collections.abc import Iterator

OGG_SOUNDS = (b"\x01vorbis", b"OpusHead", b"\x7fFLAC", b"Speex   ")
OGG_PAGE_HEAD = 27
OGG_BEGINS = 0x02
MOST_PARTS = 10_000  # of one file: boxes and pages; who has more is not asked further
MP4_NEST = {b"moov", b"trak", b"mdia"}
LAYERS = (1, 2)  # III and II; what claims to be layer I is the mark of a text in UTF-16
ID3_HEAD = 10
PADDING = 4096  # zero bytes some writers leave between the tag and the first frame


def audio_format(data: bytes) -> str:
    """`wav`, `m4a`, `mp3`, `ogg` or `amr`; empty when it is none of them."""
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "wav"
    if data[4:8] == b"ftyp":
        tracks = _tracks(data)
        return "m4a" if b"soun" in tracks and b"vide" not in tracks else ""
    if data[:4] == b"OggS":
        return "ogg" if _ogg_is_sound(data) else ""
    if data[:6] == b"#!AMR\n" or data[:9] == b"#!AMR-WB\n":
        return "amr"
    return "mp3" if _mp3_frame_at(data, _after_tag(data)) else ""


def _tracks(data: bytes) -> set[bytes]:
    """The kinds of the tracks of an MP4: `soun`, `vide` or another, as their handlers name them."""
    return {data[start + 8 : start + 12] for kind, start, _ in _boxes(data) if kind == b"hdlr"}


def _boxes(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Each box with where its content begins and ends, going into those that lead to the handlers of tracks."""
    open_until, at = len(data), 0
    for _ in range(MOST_PARTS):
        size, kind, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        end = open_until if size == 0 else at + size
        if len(kind) < 4 or end < at + head or end > open_until:
            return
        yield kind, at + head, end
        at = at + head if kind in MP4_NEST else end


def _ogg_is_sound(data: bytes) -> bool:
    """Whether every stream that begins in an Ogg file is a known sound (a film has one that is not)."""
    at, found = 0, 0
    for _ in range(MOST_PARTS):
        if data[at : at + 4] != b"OggS" or not data[at + 5 : at + 6] or not data[at + 5] & OGG_BEGINS:
            break
        sizes = data[at + OGG_PAGE_HEAD : at + OGG_PAGE_HEAD + data[at + 26]] if len(data) > at + 26 else b""
        start = at + OGG_PAGE_HEAD + len(sizes)
        if not data[start : start + 8].startswith(OGG_SOUNDS):
            return False
        at, found = start + sum(sizes), found + 1
    return found > 0


def _after_tag(data: bytes) -> int:
    """Where the sound begins behind an ID3 tag and its padding."""
    if data[:3] != b"ID3" or len(data) < ID3_HEAD:
        return 0
    at = ID3_HEAD + sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
    gap = data[at : at + PADDING]
    return at + len(gap) - len(gap.lstrip(b"\0"))


def _mp3_frame_at(data: bytes, at: int) -> bool:
    """Whether a frame head of MPEG sound stands there: sync, a version, a layer, a bit rate and a sampling rate that exist."""
    head = data[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer, bit_rate, sampling = head[1] >> 3 & 3, head[1] >> 1 & 3, head[2] >> 4, head[2] >> 2 & 3
    return version != 1 and layer in LAYERS and bit_rate not in (0, 15) and sampling != 3
