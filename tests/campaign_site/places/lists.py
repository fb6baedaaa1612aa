"""A small list of 统计用区划代码, and the option that says of which day."""

import datetime as dt

COUNTY = """code,parent_code,level,name,category
441900003,441900,township,东城街道,街道
441900003001,441900003,village,岗贝社区居民委员会,社区
441900101,441900,township,石碣镇,镇
441900101202,441900101,village,桔洲村村民委员会,村
"""


def edition(day: str) -> dict:
    return {"edition": dt.date.fromisoformat(day)}
