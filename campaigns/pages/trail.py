"""How do Wagtail's own notes on pages (created, edited, submitted, approved, published) get into the audit chain?"""

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import PageLogEntry

from campaign_site.audit.recording import record


def keep(sender: type[PageLogEntry], instance: PageLogEntry, created: bool, **kwargs: Any) -> None:
    """Append one audit entry for a new note; a draft saved again and again by itself is noted once."""
    if not created or _saved_again(instance):
        return
    verb = instance.action.removeprefix("wagtail.")
    after = {**instance.data, "revision": instance.revision_id}
    record(instance.user, f"pages.{verb}", instance.page, after=after, reason=instance.comment)


def _saved_again(note: PageLogEntry) -> bool:
    if note.action != "wagtail.edit" or note.uuid is None:
        return False
    return PageLogEntry.objects.filter(uuid=note.uuid, pk__lt=note.pk).exists()


def connect() -> None:
    """Listen to Wagtail's page log, once."""
    post_save.connect(keep, sender=PageLogEntry, dispatch_uid="audit of pages")
