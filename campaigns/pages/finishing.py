"""What happens when the last step of the workflow agrees?

Wagtail looks this up by name while its own models load (settings.WAGTAIL_FINISH_WORKFLOW_ACTION): import no model here.
"""

from typing import Any


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish what was approved, now or at its hour; the approvals stand for the right to publish, which nobody holds."""
    workflow_state.content_object.get_latest_revision().publish(user=user, skip_permission_checks=True)
