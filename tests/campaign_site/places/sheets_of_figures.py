"""Tables of figures as a statistics bureau would send them."""

from tests.campaign_site.tables_in.drawn_tables import xlsx

HEAD = ["区划代码", "镇街", "村（社区）", "常住人口（人）", "户数（户）", "统计时点", "出处", "合计的地方"]


def figures_sheet(*rows, head=HEAD, **more) -> bytes:
    return xlsx(head, *rows, **more)


def row(
    township="", *, village="", code="", people="", homes="", on="2025-12-31", source="统计局年报", together=""
) -> list:
    return [code, township, village, people, homes, on, source, together]
