"""Where does a person choose a new password?"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from campaign_site.audit.recording import record


class ChangePassword(PasswordChangeView):
    """Ask for the old and twice for the new password, then lead on to where the person wanted to go."""

    template_name = "site/change_password.html"
    form_class = PasswordChangeForm

    def form_valid(self, form: Form) -> HttpResponse:
        form.user.must_change_password = False
        response = super().form_valid(form)
        record(form.user, "people.change_password", form.user)
        messages.success(self.request, "密码改好了。")
        return response

    def get_success_url(self) -> str:
        wanted = self.request.POST.get("next") or ""
        own = url_has_allowed_host_and_scheme(
            wanted, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )
        return wanted if own else reverse("wagtailadmin_home")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(next=self.request.GET.get("next", ""), **kwargs)
