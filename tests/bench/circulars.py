"""What does reading a circular of 400 measures cost beside python-docx opening it and reading its paragraphs?"""

import io
import tracemalloc
from collections.abc import Callable, Iterator

import docx

from campaigns.plans.circular.output import as_json
from campaigns.plans.circular.reading import read_circular
from media_library.documents.reading import read_document
from tests.bench.measuring import Line, milliseconds

MEASURES = 400
BODY = "对辖区内的商铺、写字楼和养老机构逐户登记，摸清收费方式、预收资金和服务人数，发现苗头及时报告，6月底前完成。"


def paper() -> bytes:
    """A Word file of 400 measures in forty sections, in the manner of a county's circular."""
    document, out = docx.Document(), io.BytesIO()
    for line in ("甲县人民政府办公室关于任务分工的通知", "甲政办发〔2024〕1号", "各乡镇人民政府，县政府各部门："):
        document.add_paragraph(line)
    for number in range(1, MEASURES + 1):
        document.add_paragraph(f"{number}.第{number}项任务。{BODY}")
        document.add_paragraph("责任分工：县公安局、县市场监管局负责，各乡镇人民政府（街道办事处）、县委宣传部协助。")
    document.save(out)
    return out.getvalue()


def peak(call: Callable[[], object]) -> float:
    """Return the most memory that Python held during a call, in megabytes (lxml's own trees are not counted)."""
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1] / 1024 / 1024
    finally:
        tracemalloc.stop()


def lines() -> Iterator[Line]:
    """Seconds and memory, the reader beside the bare library."""
    content = paper()

    def bare() -> list[str]:
        return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]

    def read() -> dict[str, object]:
        return as_json(read_circular(read_document(content, "通知.docx").blocks))

    found = read()["measures"]
    assert isinstance(found, list)
    yield Line("读出的任务", len(found), "项")
    opened = milliseconds(bare, times=5)
    yield Line("四百项任务的公文", milliseconds(read, times=5) / 1000, "秒", "python-docx 只读段落", opened / 1000)
    yield Line("内存峰值", peak(read), "MB", "python-docx 只读段落", peak(bare))
