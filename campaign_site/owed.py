"""What does a row owe, and who may pay it now: the claim, the lease, the fencing token, the giving up.

A model that owes something subclasses `Owed` (and `Owed.Meta`), one debt a row. Whoever changes what the
debt is about calls `rows.owe()` in the same transaction. A task calls `pay(rows, …)` and nothing else.
A killed worker leaves a lease that lapses; a worker that slept past its lease cannot record anything.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, ClassVar, TypeVar
from uuid import UUID, uuid4

from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce, Now

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
DIED_SILENTLY = "办理多次中断（进程被结束或超时），请查看原因后重新交办。"


class OwedQuerySet(models.QuerySet):
    """Subclass it for a model's own queryset, so that `owing`, `due`, `given_up` and `owe` stay at hand."""

    def owing(self) -> "OwedQuerySet":
        """Rows with an unpaid debt that the machine still tries to pay."""
        return self.filter(owed_since__isnull=False, given_up_at__isnull=True)

    def due(self, now: datetime) -> "OwedQuerySet":
        """Owing rows nobody holds and that do not rest after a failure."""
        return self.owing().filter(Q(lease_until__isnull=True) | Q(lease_until__lte=now))

    def given_up(self) -> "OwedQuerySet":
        """Rows the machine tried too often: they wait for a person."""
        return self.filter(given_up_at__isnull=False)

    def owe(self, now: datetime | None = None) -> int:
        """Put the debt on these rows, afresh. Whoever is paying them at this moment cannot clear it.

        The moment is the machine's own (the database's, if none is given): never the day that a demonstration shows.
        """
        moment = Now() if now is None else Value(now, output_field=models.DateTimeField())
        return self.update(
            owed_since=Coalesce(F("owed_since"), moment),
            lease_until=None,
            lease_token=None,
            attempts=0,
            last_error="",
            given_up_at=None,
        )


class Owed(models.Model):
    """A row that may owe one piece of work. `owed_since` empty means it owes nothing."""

    lease: ClassVar[timedelta] = timedelta(seconds=30)  # longer than the longest payment of this model
    most_attempts: ClassVar[int] = 5

    owed_since = models.DateTimeField("待办起始", null=True, blank=True, editable=False)
    lease_until = models.DateTimeField("占用至", null=True, blank=True, editable=False)
    lease_token = models.UUIDField("占用凭据", null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField("已试次数", default=0, editable=False)
    last_error = models.CharField("最近一次失败", max_length=500, blank=True, editable=False)
    given_up_at = models.DateTimeField("转人工时间", null=True, blank=True, editable=False)

    objects = OwedQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["owed_since"],
                condition=Q(owed_since__isnull=False),
                name="%(class)s_owed",
            ),
        ]


OwedRow = TypeVar("OwedRow", bound=Owed)


def claim(rows: models.QuerySet, *, now: datetime, lease: timedelta, limit: int) -> list[Any]:
    """Hold up to `limit` due rows, oldest debt first, until `now + lease`; each with a token of its own.

    Every attempt is counted when it begins, so a row that kills its worker is given up like any other.
    """
    due = rows.due(now).order_by("owed_since", "pk").values_list("pk", "attempts")[:limit]
    tokens: dict[Any, UUID] = {}
    for pk, attempts in list(due):
        if attempts >= rows.model.most_attempts:
            _give_up(rows, pk, now)
        elif token := _hold(rows, pk, now=now, until=now + lease):
            tokens[pk] = token
    claimed = rows.model._default_manager.filter(pk__in=tokens).order_by("owed_since", "pk")
    return [row for row in claimed if row.lease_token == tokens[row.pk]] if tokens else []


def _hold(rows: models.QuerySet, pk: Any, *, now: datetime, until: datetime) -> UUID | None:
    token = uuid4()
    changes = {"lease_until": until, "lease_token": token, "attempts": F("attempts") + 1}
    return token if rows.due(now).filter(pk=pk).update(**changes) else None


def _give_up(rows: models.QuerySet, pk: Any, now: datetime) -> None:
    spent = rows.due(now).filter(pk=pk, attempts__gte=rows.model.most_attempts)
    spent.update(
        given_up_at=now,
        lease_until=None,
        lease_token=None,
        last_error=Case(When(last_error="", then=Value(DIED_SILENTLY)), default=F("last_error")),
    )


def paid(row: Owed) -> bool:
    """Clear the debt if this worker still holds the row. Write the effects in the same transaction, after it.

    False: the lease lapsed and another took over, or the debt was renewed meanwhile; then write nothing.
    """
    cleared = {
        "owed_since": None,
        "lease_until": None,
        "lease_token": None,
        "attempts": 0,
        "last_error": "",
    }
    if not _held(row).update(**cleared):
        return False
    for name, value in cleared.items():
        setattr(row, name, value)
    return True


def failed(row: Owed, *, error: str, now: datetime) -> bool:
    """Let the row rest, longer after each attempt; after the last one it waits for a person. False: not ours."""
    given_up = row.attempts >= row.most_attempts
    pause = min(FIRST_PAUSE * 2 ** min(row.attempts, 20), LONGEST_PAUSE)
    return bool(
        _held(row).update(
            lease_until=None if given_up else now + pause,
            lease_token=None,
            last_error=error[:500],
            given_up_at=now if given_up else None,
        )
    )


def _held(row: Owed) -> models.QuerySet:
    return type(row)._default_manager.filter(pk=row.pk, lease_token=row.lease_token, lease_token__isnull=False)


def pay(
    rows: models.QuerySet,
    *,
    clock: Callable[[], datetime],
    do: Callable[[OwedRow], Any],
    record: Callable[[OwedRow, Any], None],
    limit: int = 20,
) -> int:
    """Pay up to `limit` due rows one after another and say how many were paid.

    `do(row)` works outside any transaction and changes nothing; `record(row, result)` writes its result in the
    transaction that clears the debt, with `update()`, never `save()`. A failure is recorded on its row
    and raised; the next sweep goes on with the others. `clock` is read anew for every row.
    """
    settled = 0
    for _ in range(limit):
        held = claim(rows, now=clock(), lease=rows.model.lease, limit=1)
        if not held:
            break
        with _FailureNoted(held[0], clock):
            result = do(held[0])
            with transaction.atomic():
                if paid(held[0]):
                    record(held[0], result)
                    settled += 1
    return settled


class _FailureNoted:
    """Writes an exception on the row that caused it and lets it go on; a killed process writes nothing."""

    def __init__(self, row: Owed, clock: Callable[[], datetime]) -> None:
        self.row, self.clock = row, clock

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception):
            failed(self.row, error=f"{type(error).__name__}: {error}", now=self.clock())
