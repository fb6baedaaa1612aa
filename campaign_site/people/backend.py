"""Where do a user's permissions come from? From roles alone; a permission given to one person counts for nothing."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import QuerySet

from campaign_site.people.models import User


class RoleBackend(ModelBackend):
    """Django's own, with the unit and its place read along with the user."""

    def get_user(self, user_id: Any) -> User | None:
        user = User._default_manager.select_related("unit__place").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def _get_user_permissions(self, user_obj: Any) -> QuerySet[Permission]:
        return Permission.objects.none()
