"""Is a proof asked of this event, and what is there? By rule, never by habit (PRODUCT §2.2)."""

from dataclasses import dataclass

from campaigns.outreach.figures import OutreachRules
from campaigns.outreach.models import Event, EventEvidence

NONE_KEPT = "未留存（不作要求）"
MOST_PICTURES = 3


@dataclass(frozen=True)
class Proof:
    """What somebody hands in as a proof: a picture, or the words where the paper is kept."""

    kind: str
    picture: bytes = b""
    kept_where: str = ""
    shows_minors: bool = False


def proof_asked(heads: int | None) -> bool:
    """Say whether so many heads ask for one proof."""
    return heads is not None and heads >= OutreachRules.load().proof_from_heads


def missing_proof(heads: int | None, event: Event) -> str:
    """Return the sentence that asks for a proof when `heads` ask for one and the event has none; else empty."""
    if not proof_asked(heads) or event.evidence.exists():
        return ""
    return (
        f"到场 {heads} 人，请补一样佐证：照片、签到表、通知，有一样就行；纸的不用拍，写清存在哪里。人数写错了就改人数。"
    )


def evidence_text(event: Event) -> str:
    """Return in words what is kept of the event; reads `event.evidence`."""
    rows = list(event.evidence.all())
    if not rows:
        return "还没有，要补一样" if proof_asked(event.attendance) else NONE_KEPT
    pictures = [row for row in rows if row.photo_id]
    kept = [f"{EventEvidence.Kind(row.kind).label}存在{row.kept_where}" for row in rows if not row.photo_id]
    kinds = dict.fromkeys(EventEvidence.Kind(row.kind).label for row in pictures)
    return "；".join([*kinds, *kept])
