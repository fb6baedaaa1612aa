"""The screens of bulk intake: hand in a file, see its dry run, confirm, watch or leave, fetch the list of errors."""

from __future__ import annotations

import codecs
import csv
import io

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign_site import clock
from campaign_site.people.scoping import rows_for
from campaign_site.sheets import computes_when_opened
from campaign_site.tables_in import blank_form
from campaign_site.terms import vocabularies
from media_library.ads.access import open_to
from media_library.ads.views import frame
from media_library.bulk.actions import Upload, confirm, hand_in
from media_library.bulk.forms import UploadForm
from media_library.bulk.lines import TABLE
from media_library.bulk.models import BulkIntake, BulkLine

PAGE_ROWS = 50
AGAIN_SECONDS = 4
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def own(request: HttpRequest) -> QuerySet[BulkIntake]:
    """The files of one's own unit."""
    return rows_for(request.user, BulkIntake.objects.filter(unit=request.user.unit)).select_related("by", "place")


@require_http_methods(["GET", "HEAD", "POST"])
@open_to("add_bulkintake")
def files(request: HttpRequest) -> HttpResponse:
    """What was handed in, newest first, and the form for another file."""
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        upload = Upload(given["file"].read(), given["file"].name, given["carrier"], given["place"], given["seen_on"])
        try:
            return redirect("bulk:intake", hand_in(upload, request.user, clock.now()).pk)
        except ValidationError as refusal:
            form.add_error("file", refusal.messages[0])
    page = Paginator(own(request), 20).get_page(request.GET.get("p"))
    trail = {"url": reverse("ads:report"), "label": "上报可疑广告"}
    context = frame("批量导入广告", trail, icon="upload") | {"form": form, "page": page}
    return render(request, "media_library/bulk/files.html", context, status=422 if form.errors else 200)


@require_safe
@open_to("view_bulkintake")
def intake(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: how far it is, and its lines; the page asks again by itself while the machine is at it."""
    shown = get_object_or_404(own(request), pk=pk)
    counts = shown.counts()
    lines = shown.lines.all()
    only = request.GET.get("only", "")
    if only in BulkLine.State.values:
        lines = lines.filter(state=only)
    working = shown.lines.owing().exists() or (shown.owed_since is not None and shown.given_up_at is None)
    trail = {"url": reverse("bulk:files"), "label": "批量导入广告"}
    context = frame(str(shown), trail, icon="upload") | {
        "intake": shown,
        "counts": counts,
        "working": working,
        "gave_up": shown.given_up_at or shown.lines.given_up().exists(),
        "only": only,
        "states": [(state, label, counts[state]) for state, label in BulkLine.State.choices],
        "page": Paginator(lines.select_related("ad__case"), PAGE_ROWS).get_page(request.GET.get("p")),
        "query": f"only={only}" if only else "",
        "done_at": shown.lines.filter(ad__isnull=False).aggregate(at=Max("ad__entered_at"))["at"],
    }
    response = render(request, "media_library/bulk/intake.html", context)
    if working:
        response["Refresh"] = str(AGAIN_SECONDS)
    return response


@require_POST
@open_to("add_bulkintake")
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the dry run."""
    shown = get_object_or_404(own(request), pk=pk)
    try:
        lines = confirm(shown, request.user, clock.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"{lines} 行开始导入。可以离开这一页，回来再看。")
    return redirect("bulk:intake", shown.pk)


@require_safe
@open_to("view_bulkintake")
def errors(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines that were not taken, with why, as a sheet for Excel."""
    shown = get_object_or_404(own(request), pk=pk)
    written = io.StringIO()
    sheet = csv.writer(written)
    sheet.writerow(["行号", "结果", "说明", *(column.label for column in TABLE.columns)])
    for line in shown.lines.filter(state__in=[BulkLine.State.FAULTY, BulkLine.State.TWICE]):
        cells = (line.given.get(column.key, "") for column in TABLE.columns)
        safe = [f"'{cell}" if computes_when_opened(cell) else cell for cell in cells]
        sheet.writerow([line.number, line.get_state_display(), line.fault, *safe])
    response = HttpResponse(codecs.BOM_UTF8 + written.getvalue().encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="bulk-{shown.pk}-errors.csv"'
    return response


@require_safe
@open_to("add_bulkintake")
def blank(request: HttpRequest) -> HttpResponse:
    """The form to fill in, with the carriers to choose from."""
    lists = {"carrier": [label for _, label in vocabularies.choices("carrier")]}
    response = HttpResponse(blank_form.write(TABLE, blank_form.Filling(lists=lists)), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="ads-form.xlsx"'
    return response
