"""What does an editor see beside the fields of a page?"""

from typing import Any

from wagtail.admin.panels import Panel

from campaigns.pages.proofreading import doubts


class ProofreadingPanel(Panel):
    """The words of the saved draft to look at again, the gravest first, with what to write instead."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "campaigns/pages/panels/proofreading.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            saved = self.instance.pk is not None
            found = doubts(self.instance) if saved else []
            return {**super().get_context_data(parent_context), "doubts": found, "saved": saved}
