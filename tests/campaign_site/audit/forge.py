"""How would somebody with the database password, but not the key, tamper with the trail?"""

from django.db.models import QuerySet

from campaign_site.audit.models import AuditEntry


def rows(**which) -> QuerySet:
    """Return entries as bare SQL sees them, without the rules of the model."""
    return QuerySet(AuditEntry).filter(**which)


def copy_of(entry: AuditEntry, **changes) -> AuditEntry:
    """Insert a copy of an entry with some columns changed."""
    columns = {field.attname: getattr(entry, field.attname) for field in AuditEntry._meta.concrete_fields}
    del columns["id"]
    return QuerySet(AuditEntry).bulk_create([AuditEntry(**columns | changes)])[0]
