"""Is every file read line by line, whatever it really is, and every bomb refused before it goes off?"""

import io
import json
import zipfile
import zlib

import pytest
import xlsxwriter

from media_library.bulk.lines import UnreadableFile, kind_of, lines_of
from media_library.bulk.packages import MOST_FILES, Package, UnreadablePackage, directory_of
from tests import drawn


class OldEntry(zipfile.ZipInfo):
    """An entry whose name is written in GBK without a word about it."""

    def _encodeFilenameFlags(self):  # noqa: N802
        return self.filename.encode("gb18030"), 0


def zipped(files: dict[str, bytes], *, gbk: bool = False) -> bytes:
    """A zip of some files; `gbk`: with the names as old Windows writes them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            entry = OldEntry(name) if gbk else zipfile.ZipInfo(name)
            package.writestr(entry, data)
    return out.getvalue()


def workbook(*rows: tuple) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("清单")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def given(data: bytes) -> list[tuple[int, dict, str]]:
    return [(line.number, line.given, line.fault) for line in lines_of(data)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_jsonl_keeps_line_numbers_and_goes_on_after_a_bad_line(encoding):
    data = '{"text": "保本", "url": "https://a.example/", "id": 7}\n\nnot json\n[1]\n{"text": ["a"]}\n'.encode(encoding)
    found = given(data)

    assert found[0] == (1, {"text": "保本", "address": "https://a.example/"}, "")
    assert [(number, bool(fault)) for number, _, fault in found] == [(1, False), (3, True), (4, True), (5, True)]


def test_signs_that_no_database_keeps_are_replaced_and_their_line_is_at_fault():
    data = b'{"text": "\\u4fdd\\u0000\\u672c", "spot": "\\ud800"}\n{"text": "\\ud83d\\ude00"}\n'
    (first, kept, fault), fine = given(data)

    assert (first, kept) == (1, {"text": "保\ufffd本", "spot": "\ufffd"})
    assert fault.startswith("“text”里有不成字的编码")
    assert fine == (2, {"text": "😀"}, "")


def test_a_workbook_and_a_csv_say_the_same():
    rows = (("广告文字", "载体", "镇街", "看到的时间"), ("保本 保息", "墙体", "临江镇", "2026-10-20"))
    expected = {"text": "保本 保息", "carrier": "墙体", "place": "临江镇", "seen_at": "2026-10-20"}
    written = "\n".join(",".join(row) for row in rows)

    assert given(workbook(*rows)) == given(written.encode("gb18030")) == [(2, expected, "")]


@pytest.mark.parametrize("gbk", [True, False])
def test_a_zip_without_a_list_is_one_line_a_picture(gbk):
    data = zipped({"墙面广告.png": b"1", "__MACOSX/x": b"2", "子目录/传单.jpg": b"3"}, gbk=gbk)

    assert sorted(line["picture"] for _, line, _ in given(data)) == ["墙面广告.png", "子目录/传单.jpg"]
    assert Package(data).read("传单.jpg") == b"3"


def test_a_list_in_the_zip_names_its_pictures():
    table = "图片,载体\n墙面.png,墙体\n".encode()

    assert given(zipped({"清单.csv": table, "墙面.png": b"1"})) == [(2, {"picture": "墙面.png", "carrier": "墙体"}, "")]
    with pytest.raises(UnreadableFile, match="两张以上的清单"):
        lines_of(zipped({"a.csv": table, "b.csv": table}))


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/../../b.png", "..\\b.png", "C:/b.png"])
def test_a_path_that_leads_out_is_never_read(name):
    package = Package(zipped({name: drawn.flyer()}))

    with pytest.raises(UnreadablePackage, match=r"指到了压缩包外面|没有这张图片"):
        package.read(next(iter(package.names)))


def test_bombs_nested_packages_and_damage_are_said():
    bomb = zipped({"a.png": bytes(16 * 1024 * 1024)})
    with pytest.raises(UnreadablePackage, match="超过 15 MB"):
        Package(bomb).read("a.png")
    with pytest.raises(UnreadablePackage, match="压缩包里还有压缩包"):
        Package(zipped({"a.png": zipped({"b.png": b"1"})})).read("a.png")
    with pytest.raises(UnreadablePackage, match="坏了"):
        Package(damaged(zipped({"a.png": b"1" * 5000}))).read("a.png")
    with pytest.raises(UnreadableFile, match=f"超过 {MOST_FILES} 个"):
        lines_of(zipped({f"{n}.png": b"1" for n in range(MOST_FILES + 1)}))


def test_a_name_that_is_no_path_and_damage_in_lzma_are_refused_with_a_sentence():
    with pytest.raises(UnreadablePackage, match="指到了压缩包外面"):
        Package(zipped({".": b"1"})).read(".")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as package:
        package.writestr("a.png", bytes(range(256)) * 40)
    packed = bytearray(out.getvalue())
    packed[44:60] = b"\xff" * 16
    with pytest.raises(UnreadablePackage, match="坏了"):
        Package(bytes(packed)).read("a.png")


@pytest.mark.parametrize("lied", [None, 1])
def test_a_directory_of_too_many_entries_is_not_read_whatever_count_it_names(lied):
    data = bytearray(zipped({f"{n:0200}.png": b"" for n in range(9_000)}))
    if lied:
        data[-12:-10] = lied.to_bytes(2, "little")
    assert directory_of(io.BytesIO(bytes(data))) == (lied or 9_000, 9_000 * (46 + 204))
    with pytest.raises(UnreadablePackage, match=f"超过 {MOST_FILES} 个"):
        Package(bytes(data))


def damaged(data: bytes) -> bytes:
    """The zip with its first packed bytes turned over."""
    start = data.index(b"a.png") + 5
    return data[:start] + bytes(255 - byte for byte in data[start : start + 4]) + data[start + 4 :]


@pytest.mark.parametrize("data", [b"", b" \n", b"PK\x03\x04rubbish", b"%PDF-1.7", zlib.compress(b"x"), b"\x00" * 50])
def test_what_is_no_list_is_refused_with_a_sentence(data):
    with pytest.raises(UnreadableFile) as refused:
        lines_of(data)

    assert str(refused.value).endswith("。")


def test_too_many_lines_are_refused_and_the_kind_is_told_by_content():
    many = "\n".join(json.dumps({"text": str(n)}) for n in range(5001)).encode()
    with pytest.raises(UnreadableFile, match="超过 5000 行"):
        lines_of(many)
    assert [kind_of(one) for one in (b"{}", workbook(("a",)), zipped({"a": b""}), b"a,b")] == [
        "jsonl",
        "table",
        "zip",
        "table",
    ]
