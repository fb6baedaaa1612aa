"""On which screen is a table handed in, looked at before anything is written, and confirmed?"""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from campaign_site import clock
from campaign_site.sheets_sent.actions import confirm_sheet, content_of, keep, put_aside
from campaign_site.sheets_sent.models import SentSheet
from campaign_site.sheets_sent.plans import Plan, State
from campaign_site.tables_in.blank_form import write
from campaign_site.tables_in.declared import Table
from campaign_site.tables_in.opening import refuse_by_size
from campaign_site.tables_in.reading import UnreadableTable

PER_PAGE = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CLOSED = "您的角色不能导入这张表。需要时请找打非办或系统管理员。"


class SheetForm(forms.Form):
    """A file; what it holds is judged when it is read."""

    file = forms.FileField(
        label="表格文件",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        error_messages={"required": "请先选一个文件，再上传。"},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            refuse_by_size(file.size)
        except UnreadableTable as error:
            raise ValidationError(str(error)) from error
        return file


class SheetScreen(WagtailAdminTemplateMixin, View):
    """A table's screen: `?form=1` gives the form to fill in; what is sent is planned, shown and confirmed.

    A room says which `table`, who may (`permission`), `plan(content, filename)` and what stands in the form (`filling`).
    """

    table: Table
    permission: str
    address: str
    back: tuple[str, str]
    template_name = "sheets_sent/import.html"
    header_icon = "upload"

    def plan(self, content: bytes, filename: str) -> Plan:
        raise NotImplementedError

    def filling(self) -> Any:
        raise NotImplementedError

    def seat(self) -> Any:
        """Return the place where the user sits; nobody enters anything outside it."""
        if self.request.user.unit is None:
            raise PermissionDenied("您的账号没有所在单位，不能导入。请系统管理员先定单位。")
        return self.request.user.unit.place

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied(CLOSED)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return f"导入{self.table.label}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        address, label = self.back
        return [
            {"url": reverse("wagtailadmin_home"), "label": "首页"},
            {"url": reverse(address), "label": label},
            {"url": "", "label": self.get_page_title()},
        ]

    def get(self, request: HttpRequest) -> HttpResponse:
        if "form" in request.GET:
            return self.blank_form()
        return self.show(SheetForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        if "discard" in request.POST:
            put_aside(request.user, self.table.key)
            messages.success(request, "已放弃，什么也没有写入。")
            return redirect(self.address)
        return self.confirm() if "confirm" in request.POST else self.take_in()

    def waiting(self) -> SentSheet | None:
        return SentSheet.objects.filter(
            table=self.table.key, sent_by_id=self.request.user.pk, confirmed_at=None
        ).first()

    def take_in(self) -> HttpResponse:
        """Keep the file when it can be read as this table, and show what it would change."""
        form = SheetForm(self.request.POST, self.request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            content = file.read()
            try:
                self.plan(content, file.name)
                keep(self.request.user, self.table.key, content, filename=file.name, now=clock.now())
            except (UnreadableTable, ValidationError) as error:
                form.add_error("file", getattr(error, "messages", None) or str(error))
            else:
                return redirect(self.address)
        return self.show(form, status=422)

    def confirm(self) -> HttpResponse:
        """Write what was shown."""
        sheet = self.waiting()
        if sheet is None:
            messages.error(self.request, "没有等待确认的表：已经确认过，或已经放弃。")
            return redirect(self.address)
        seen = (self.request.POST.get("seen", ""), self.request.POST.get("reason", ""))
        try:
            counts = confirm_sheet(
                sheet, self.request.user, lambda content: self.plan(content, sheet.filename), seen=seen, now=clock.now()
            )
        except ValidationError as error:
            return self.show(SheetForm(), status=422, refused=error.messages)
        said = "，".join(f"{state} {number}" for state, number in counts.items())
        messages.success(self.request, f"“{sheet.filename}”已写入：{said}。")
        return redirect(self.address)

    def show(self, form: SheetForm, *, status: int = 200, refused: list[str] | None = None) -> HttpResponse:
        sheet, plan = self.waiting(), None
        try:
            content = content_of(sheet) if sheet is not None else b""
        except ValidationError as error:
            sheet, refused = None, refused or error.messages
        if sheet is not None:
            plan = self.plan(content, sheet.filename)
        wanted = self.request.GET.get("show", "changes")
        shown = [line for line in plan.lines if wanted == "all" or line.state is not State.SAME] if plan else []
        recent = SentSheet.objects.filter(table=self.table.key, sent_by_id=self.request.user.pk).exclude(
            confirmed_at=None
        )
        response = self.render_to_response(
            self.get_context_data(
                form=form,
                sheet=sheet,
                plan=plan,
                counts=plan.counts() if plan else {},
                page=Paginator(shown, PER_PAGE).get_page(self.request.GET.get("p")),
                wanted=wanted,
                refused=refused or [],
                reason=self.request.POST.get("reason", ""),
                recent=recent[:5],
                table=self.table,
                back=self.back,
            )
        )
        response.status_code = status
        return response

    def blank_form(self) -> HttpResponse:
        """Give the form to fill in."""
        response = HttpResponse(write(self.table, self.filling()), content_type=XLSX)
        name = f"{self.table.label}填报样表.xlsx"
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return response
