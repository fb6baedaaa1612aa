"""Small files as recorders and cameras write them: their heads are whole, what is heard in them is not."""


def box(kind: bytes, *parts: bytes) -> bytes:
    """A box of an MP4 with its content."""
    content = b"".join(parts)
    return (8 + len(content)).to_bytes(4, "big") + kind + content


def mp4(brand: bytes, *tracks: bytes, first: bytes = b"") -> bytes:
    """An MP4 of a brand with tracks such as `soun` and `vide`; `first` stands before what describes them."""
    handlers = [box(b"trak", box(b"mdia", box(b"hdlr", bytes(8), track, bytes(13)))) for track in tracks]
    return box(b"ftyp", brand, bytes(4)) + first + box(b"moov", box(b"mvhd", bytes(100)), *handlers)


def ogg(*streams: bytes) -> bytes:
    """The first pages of an Ogg file, one for each stream."""
    return b"".join(b"OggS\0\x02" + bytes(20) + b"\x01" + bytes([len(one)]) + one for one in streams)


FRAME = b"\xff\xfb\x90\x00" + bytes(60)
SOUNDS = {
    "mp3": b"ID3\x04\0\0\0\0\0\x14" + bytes(20) + FRAME, "wav": b"RIFF\0\0\0\0WAVE" + bytes(40),
    "ogg": ogg(b"OpusHead" + bytes(11)), "m4a": mp4(b"M4A ", b"soun"), "amr": b"#!AMR\n" + bytes(40),
}  # fmt: skip
