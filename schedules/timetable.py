"""When does each task run, and why then?"""

import datetime as dt
from typing import Any, NamedTuple

from celery.schedules import crontab

SWEEP = dt.timedelta(seconds=3)


class Entry(NamedTuple):
    """One line of the timetable."""

    task: str
    when: dt.timedelta | crontab
    reason: str


TIMETABLE = (
    Entry("coverage.recount_owed", SWEEP, "审过的活动、登记的刊播几秒内上板；没有欠账时只是几次索引查询"),
    Entry("supervision.follow_gaps", SWEEP, "缺口补上或重开，任务跟着销号或打开"),
    Entry("coverage.look_daily", dt.timedelta(minutes=10), "日子过去，到访会过期：每个镇街每天至少查一次缺"),
    Entry("coverage.check_stored", crontab(hour=2, minute=10), "夜里重数一遍，存的数和重数的不一样就记下并补欠账"),
    Entry(
        "pages.publish_scheduled",
        dt.timedelta(minutes=1),
        "到点发布和下线的页面，误差不超过一分钟；漏了一次，下一次补上",
    ),
    Entry("ads.read_owed", SWEEP, "上报的广告几秒内读出疑似点，审看的人不用等"),
    Entry("bulk.pay_owed", SWEEP, "传上来的广告清单先看一遍；确认了的逐行导入，关机、重启接着来"),
    Entry("ads.compare_owed", SWEEP, "读完的广告与以前的比对：同一广告并成一件，正面素材不计疑似"),
    Entry("ads.backtest_owed", SWEEP, "新规则上线前拿存着的广告试一遍，一次读一小批，不挡新广告"),
    Entry("ads.rescan_owed", SWEEP, "规则变了，存着的广告重读一遍；有新广告等着时慢一点"),
    Entry("ads.watch_rules", dt.timedelta(minutes=1), "哪条规则忽然标得太多，一分钟内停下来等人看"),
    Entry("ads.release_stale_claims", dt.timedelta(minutes=1), "领了不办的件到点放回队列，别人好接着办"),
    Entry("quizzes.count_owed", SWEEP, "测验的作答几秒内计入；重复提交、中途断电都只计一次"),
    Entry(
        "quizzes.look_for_gaps", dt.timedelta(minutes=10), "三十天里多数人答错的题，开成宣传部的内容缺口；补上就销号"
    ),
    Entry("quizzes.forget_counted", crontab(hour=3, minute=20), "计入两天的作答记录删掉，只留汇总"),
    Entry("audit.seal_owed", SWEEP, "审计记录几秒内封存进链，之后谁改谁删都查得出"),
    Entry("people.clear_sessions", crontab(hour=3, minute=40), "清掉过期的登录，夜里没有人用"),
)


def beat_schedule() -> dict[str, dict[str, Any]]:
    """Return the timetable as Celery's beat takes it.

    A message that nobody fetched before the next one is due lapses: no pile waits for a worker that was away.
    """
    return {
        entry.task: {
            "task": entry.task,
            "schedule": entry.when,
            "options": {"expires": int(entry.when.total_seconds()) if isinstance(entry.when, dt.timedelta) else 3600},
        }
        for entry in TIMETABLE
    }
