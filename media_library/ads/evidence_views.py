"""Who may have the untouched evidence of an advertisement, the picture or the spoken note, and how is it sent?"""

from __future__ import annotations

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from campaign_site.people.scoping import rows_for
from media_library.ads.access import open_to
from media_library.ads.attachments import AUDIO_TYPES, AdAttachment
from media_library.ads.cases import AdCase
from media_library.ads.models import Ad, AdSpecimen
from media_library.photos.ingest import CONTENT_TYPES, SUFFIXES


@require_safe
@open_to("view_adcase", "view_ad")
def picture(request: HttpRequest, pk: int) -> FileResponse:
    """The untouched original, only to those who may see its case or reported it."""
    specimen = get_object_or_404(AdSpecimen.objects.select_related("ad"), pk=pk)
    refuse_foreign(request, specimen.ad)
    name = f"{specimen.sha256[:12]}.{SUFFIXES[specimen.format]}"
    return handed_out(specimen.original, CONTENT_TYPES[specimen.format], f'inline; filename="{name}"')


@require_safe
@open_to("view_adcase", "view_ad")
def attachment(request: HttpRequest, pk: int) -> FileResponse:
    """A spoken note as a download, only to those who may see its case or reported it; it is never played by the page."""
    note = get_object_or_404(AdAttachment.objects.select_related("ad").exclude(file=""), pk=pk)
    refuse_foreign(request, note.ad)
    name = f"{note.sha256[:12]}.{note.format}"
    return handed_out(note.file, AUDIO_TYPES[note.format], f'attachment; filename="{name}"')


def refuse_foreign(request: HttpRequest, ad: Ad) -> None:
    """Refuse whoever neither sees the case nor reported the advertisement."""
    seen = rows_for(request.user, AdCase.objects.filter(pk=ad.case_id)).exists()
    if not seen and not rows_for(request.user, Ad.objects.filter(pk=ad.pk)).exists():
        raise Http404


def handed_out(kept: FieldFile, content_type: str, disposition: str) -> FileResponse:
    """The bytes as they were handed in; evidence is never sniffed, run or cached."""
    try:
        file = kept.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    response = FileResponse(file, content_type=content_type)
    response["Content-Disposition"] = disposition
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
