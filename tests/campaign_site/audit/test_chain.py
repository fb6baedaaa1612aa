"""Is every kind of tampering with the trail found, and nothing else?"""

import threading
import tracemalloc
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection

from campaign_site.audit import head
from campaign_site.audit.chain import START, faults, seal_owed
from campaign_site.audit.digest import digest, mark
from campaign_site.audit.models import AuditEntry
from campaign_site.audit.recording import record
from tests.campaign_site.audit.forge import copy_of, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail(db) -> list[AuditEntry]:
    """Return five entries, sealed."""
    for number in range(1, 6):
        record(None, "story.tell", None, after={"chapter": number})
    seal_owed()
    return list(AuditEntry.objects.sealed())


def verified() -> str:
    told = StringIO()
    call_command("verify_audit", stdout=told)
    return told.getvalue()


def test_an_untouched_trail_is_whole(trail):
    assert [entry.position for entry in trail] == [1, 2, 3, 4, 5]
    assert list(faults()) == []
    assert verified() == f"审计链完整。链头 5:{trail[-1].hash}\n"


def test_an_empty_trail_is_whole(db):
    assert verified() == "审计链完整。链头 还没有封存的记录\n"


def test_what_waits_is_sealed_first(trail):
    record(None, "story.tell", None)

    assert verified().startswith("审计链完整。链头 6:")
    assert AuditEntry.objects.unsealed().count() == 0


@pytest.mark.parametrize(
    "change",
    [
        {"after": {"chapter": 30}},
        {"before": {"chapter": 1}},
        {"result": "failed"},
        {"actor_name": "别人"},
        {"actor_id": 7},
        {"address": "10.0.0.1"},
        {"reason": "没有"},
        {"target_label": "另一件"},
        {"at": "2020-01-01T00:00:00Z"},
        {"mark": "0" * 64},
    ],
)
def test_a_changed_entry_is_found(trail, change):
    rows(position=3).update(**change)

    assert any(fault.startswith("第 3 条") for fault in faults())
    with pytest.raises(CommandError, match="处对不上"):
        verified()


def test_a_changed_entry_with_a_fitting_hash_is_found_by_its_mark(trail):
    third = trail[2]
    third.after = {"chapter": 30}
    rows(position=3).update(after=third.after, hash=digest(third, position=3, previous_hash=third.previous_hash))

    assert list(faults()) == [
        f"第 3 条（编号 {third.pk}）的签记不对：内容被改过，或者不是本系统写入的。",
        f"第 4 条（编号 {trail[3].pk}）与前一条接不上：前面有记录被改、被删或被插入。",
    ]


def test_a_removed_entry_is_found(trail):
    rows(position=3).delete()

    assert list(faults()) == ["第 3 条不见了：被删掉了。"]


def test_an_inserted_entry_is_found(trail):
    forged = copy_of(trail[4], position=6, previous_hash=trail[4].hash, after={"chapter": 6})
    rows(pk=forged.pk).update(hash=digest(forged, position=6, previous_hash=trail[4].hash))

    assert list(faults()) == [f"第 6 条（编号 {forged.pk}）的签记不对：内容被改过，或者不是本系统写入的。"]


def test_an_entry_slipped_in_before_it_is_sealed_is_found(trail):
    forged = copy_of(trail[0], position=None, hash="", previous_hash="", reason="补记")

    assert list(faults()) == [f"待封的记录（编号 {forged.pk}）签记不对：被改过，或者不是本系统写入的。"]
    seal_owed()
    assert list(faults()) == [f"第 6 条（编号 {forged.pk}）的签记不对：内容被改过，或者不是本系统写入的。"]


def test_an_entry_put_before_the_first_is_found(trail):
    copy_of(trail[0], position=0)

    assert any("是插入的" in fault for fault in faults())


def test_a_cut_off_tail_is_found_by_the_kept_head(trail):
    rows(position__gt=3).delete()
    cut = "本机留存的链头是第 5 条，库里没有这一条或校验值不同：尾部被截断，或整条链被重写。"

    assert list(faults()) == [cut]
    for _ in range(4):
        record(None, "story.tell", None)
    seal_owed()
    assert list(faults()) == [cut]


def test_a_chain_rewritten_from_end_to_end_is_found_by_a_head_on_paper(trail, settings):
    noted = str(head.current())
    Path(settings.AUDIT_HEAD_FILE).unlink()
    previous = START
    for entry in trail:
        entry.reason = "改写"
        value = digest(entry, position=entry.position, previous_hash=previous)
        rows(pk=entry.pk).update(reason=entry.reason, mark=mark(entry), previous_hash=previous, hash=value)
        previous = value

    with pytest.raises(CommandError):
        call_command("verify_audit", "--head", noted, stdout=StringIO())


def test_a_head_on_paper_that_is_still_there_is_in_order(trail):
    call_command("verify_audit", "--head", f"3:{trail[2].hash}", stdout=StringIO())


def test_a_damaged_head_file_is_told_and_left_alone(trail, settings):
    Path(settings.AUDIT_HEAD_FILE).write_text("??")

    record(None, "story.tell", None)
    seal_owed()

    assert len(list(faults())) == 1
    assert Path(settings.AUDIT_HEAD_FILE).read_text() == "??"


def test_a_badly_written_head_is_refused_in_words(trail):
    with pytest.raises(CommandError, match="条数:校验值"):
        call_command("verify_audit", "--head", "五", stdout=StringIO())


def test_nobody_changes_or_deletes_an_entry_through_the_model(trail):
    for deed in (
        trail[0].save,
        trail[0].delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(reason="x"),
        lambda: AuditEntry.objects.bulk_update(trail, ["reason"]),
    ):
        with pytest.raises(PermissionDenied, match="只增不改"):
            deed()
    assert list(faults()) == []


def test_memory_stays_flat_however_long_the_trail(db):
    def peak(entries: int) -> int:
        for _ in range(entries):
            record(None, "story.tell", None, after={"text": "长" * 200})
        while seal_owed():
            pass
        tracemalloc.start()
        assert list(faults(page=50)) == []
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(60)  # warms the caches
    assert peak(600) < 1.5 * peak(60)


def test_sealers_at_the_same_time_make_one_whole_chain(racing_database):
    for number in range(40):
        record(None, "story.tell", None, after={"chapter": number})

    def seal() -> None:
        for _ in range(12):
            seal_owed(limit=5)
        connection.close()

    sealers = [threading.Thread(target=seal) for _ in range(4)]
    for one in sealers:
        one.start()
    for one in sealers:
        one.join()
    while seal_owed():
        pass
    assert AuditEntry.objects.unsealed().count() == 0
    assert list(AuditEntry.objects.sealed().values_list("position", flat=True)) == list(range(1, 41))
    assert list(faults()) == []


def test_the_key_is_not_the_one_of_the_sessions():
    assert settings.AUDIT_KEY != settings.SECRET_KEY
