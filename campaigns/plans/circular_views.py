"""Which screens take a circular in, show what was understood, and confirm it into a plan?"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from wagtail.admin import messages

from campaign_site import clock
from campaign_site.people.scoping import rows_for

from .actions import confirm_circular, import_circular, map_names, matches_of, void_circular
from .forms import NamesForm, PlanForm, UploadForm, year_plan
from .models import SourceDocument
from .preview import understood_lines
from .views import NOT_YOURS, PER_PAGE, PlanScreen


class CircularsView(PlanScreen):
    """The circulars handed in, and the form for one more."""

    page_title = "来文导入"
    template_name = "campaigns/plans/circulars.html"
    permission = "campaigns.view_sourcedocument"
    trail = (("plans:matrix", "计划与分工"),)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(request, UploadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("campaigns.add_sourcedocument"):
            raise PermissionDenied(NOT_YOURS)
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                document, new = import_circular(request.user, file.read(), file.name, now=clock.now())
            except ValidationError as error:
                form.add_error("file", error)
            else:
                if not new:
                    messages.warning(request, "这份文件以前导入过，没有再导入一次；下面就是那一份。")
                return redirect("plans:circular", document.pk)
        return self.listing(request, form, status=422)

    def listing(self, request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
        rows = rows_for(request.user, SourceDocument.objects.select_related("campaign", "uploaded_by").defer("reading"))
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
        response = self.show(form=form, page=page)
        response.status_code = status
        return response


class CircularView(PlanScreen):
    """One circular: the text beside what was understood, the names to map, and the confirmation."""

    template_name = "campaigns/plans/circular.html"
    permission = "campaigns.view_sourcedocument"
    trail = (("plans:matrix", "计划与分工"), ("plans:circulars", "来文导入"))

    def fetch(self, pk: int) -> None:
        """Find the circular among those the user may see."""
        rows = SourceDocument.objects.select_related("campaign", "unit__place__parent")
        self.document = get_object_or_404(rows_for(self.request.user, rows), pk=pk)

    def get_page_title(self) -> str:
        return self.document.title

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.fetch(pk)
        return self.preview(PlanForm(initial=year_plan(clock.today())))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("campaigns.change_sourcedocument"):
            raise PermissionDenied(NOT_YOURS)
        self.fetch(pk)
        if "void" in request.POST:
            return self.put_aside(request)
        names = NamesForm(matches_of(self.document), self.document.unit.place, request.POST)
        plan = PlanForm(request.POST)
        try:
            if not names.is_valid():
                raise ValidationError("名称对应里有一项不在可选的单位里。请重新选，再保存。")
            if names.mapping() and self.document.campaign is None:
                map_names(self.document, request.user, names.mapping())
            if "confirm" not in request.POST:
                messages.success(request, "名称对应已存。")
                return redirect("plans:circular", pk)
            if plan.is_valid():
                campaign = confirm_circular(self.document, request.user, plan=plan.plan())
                messages.success(request, f"已生成“{campaign}”，共 {campaign.duties.count()} 项任务。")
                return redirect(f"{reverse('plans:matrix')}?campaign={campaign.pk}")
        except ValidationError as error:
            plan.add_error(None, error)
        return self.preview(plan, status=422)

    def put_aside(self, request: HttpRequest) -> HttpResponse:
        """Void the draft with the reason sent."""
        try:
            void_circular(self.document, request.user, reason=request.POST.get("reason", ""))
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("plans:circular", self.document.pk)
        messages.success(request, "已作废，留在列表里备查；同一份文件可以重新上传。")
        return redirect("plans:circulars")

    def preview(self, plan: PlanForm, status: int = 200) -> HttpResponse:
        matches = matches_of(self.document)
        names = NamesForm(matches, self.document.unit.place)
        response = self.show(
            document=self.document,
            reading=self.document.reading,
            lines=understood_lines(self.document.reading, matches),
            pairs=sorted(zip(matches, names, strict=True), key=lambda pair: pair[0].key != ""),
            unknown=[match.name for match in matches if not match.key],
            plan=plan,
        )
        response.status_code = status
        return response


class OriginalView(PlanScreen):
    """The file as it was handed in, byte for byte."""

    permission = "campaigns.view_sourcedocument"

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        document = get_object_or_404(rows_for(request.user, SourceDocument.objects.all()), pk=pk)
        return FileResponse(document.file.open("rb"), as_attachment=True, filename=document.filename)
