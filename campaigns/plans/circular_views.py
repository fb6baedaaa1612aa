"""Which screens take a circular in, show what was understood, and confirm it into a plan?"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from wagtail.admin import messages

from campaign_site import clock
from campaign_site.people.scoping import rows_for

from .actions import import_circular, void_circular
from .confirming import TOO_LATE, confirm_circular
from .correcting import confirm_correction
from .draft_views import DraftScreen
from .forms import CorrectsForm, PlanForm, UploadForm
from .mapped import matches_of
from .measure_forms import NO_CHOICE, NamesForm
from .models import Campaign, SourceDocument
from .naming import map_names, remember_alias
from .succession import may_correct, say_corrects
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
        rows = SourceDocument.objects.select_related("campaign", "uploaded_by", "corrects")
        rows = rows_for(request.user, rows.defer("reading", "edits", "corrects__reading", "corrects__edits"))
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
        return self.show(form=form, page=page, status=status)


class CircularView(DraftScreen):
    """One circular: the text beside what was understood, the names to settle, and the confirmation."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.fetch(pk)
        return self.preview()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.refuse_readers()
        self.fetch(pk)
        if "void" in request.POST:
            return self.put_aside(request)
        try:
            if "correct" in request.POST:
                return self.choose_corrected(request)
            if "confirm" in request.POST and self.seen() not in (None, self.document.version):
                raise ValidationError(TOO_LATE)
            told = self.settle_names(request)
            if "confirm" not in request.POST:
                messages.success(request, told)
                return redirect(self.address(anchor="names"))
            return self.confirm(request)
        except ValidationError as refusal:
            self.document = self.found(pk)
            return self.preview(faults=refusal.messages, status=422)

    def settle_names(self, request: HttpRequest) -> str:
        """Store the choices sent, keep the aliases asked for, and say what was done."""
        matches = self.with_suggestions()
        names = NamesForm(matches, self.document.unit.place, request.POST)
        if not names.is_valid():
            raise ValidationError([*names.non_field_errors()] or NO_CHOICE)
        mapping = names.mapping()
        if mapping and self.document.campaign_id is None:
            map_names(self.document, self.hand(), mapping)
        kept = 0
        for match in matches_of(self.document):
            if match.name in names.remembered() & mapping.keys() and match.unit is not None:
                remember_alias(match.unit, match.name, request.user)
                kept += 1
        return f"名称对应已存{f'，{kept} 个记成了别名' if kept else ''}。"

    def confirm(self, request: HttpRequest) -> HttpResponse:
        """Confirm the draft: as a correction of what it corrects, else into a plan."""
        if self.document.corrects_id and self.document.campaign_id is None:
            campaign = confirm_correction(self.document, request.user, day=clock.today())
            messages.success(request, f"已照更正改好“{campaign}”，没有变的任务原样不动。")
            return self.to_matrix(campaign)
        plan = PlanForm(request.user, request.POST)
        if not plan.is_valid():
            return self.preview(plan=plan, status=422)
        campaign = confirm_circular(self.document, request.user, plan=plan.plan())
        made = campaign.duties.standing().filter(source=self.document).count()
        messages.success(request, f"“{campaign}”里有了这份来文的 {made} 项任务。")
        return self.to_matrix(campaign)

    def to_matrix(self, campaign: Campaign) -> HttpResponse:
        return redirect(f"{reverse('plans:matrix')}?campaign={campaign.pk}")

    def choose_corrected(self, request: HttpRequest) -> HttpResponse:
        """Say which circular this one corrects, or that it corrects none."""
        form = CorrectsForm(may_correct(self.document), request.POST)
        if not form.is_valid():
            raise ValidationError("选的那一份不在可更正的来文里。请重新选。")
        say_corrects(self.document, self.hand(), form.chosen())
        messages.success(request, "已记下。" if form.chosen() is None else "已记下，名称对应和改过的地方也沿用过来了。")
        return redirect(self.address())

    def put_aside(self, request: HttpRequest) -> HttpResponse:
        """Void the draft with the reason sent."""
        try:
            void_circular(self.document, request.user, reason=request.POST.get("reason", ""))
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("plans:circular", self.document.pk)
        messages.success(request, "已作废，留在列表里备查；同一份文件可以重新上传。")
        return redirect("plans:circulars")


class OriginalView(PlanScreen):
    """The file as it was handed in, byte for byte."""

    permission = "campaigns.view_sourcedocument"

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        document = get_object_or_404(rows_for(request.user, SourceDocument.objects.all()), pk=pk)
        return FileResponse(document.file.open("rb"), as_attachment=True, filename=document.filename)
