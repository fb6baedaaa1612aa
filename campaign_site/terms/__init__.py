"""The words the system counts by: `terms.keys("venue_kind")`, `terms.label("venue_kind", "school")`."""

from campaign_site.terms.vocabularies import Group, choices, keys, label, parent, seen_as, view

__all__ = ["Group", "choices", "keys", "label", "parent", "seen_as", "view"]
