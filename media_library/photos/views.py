"""How does somebody look at an evidence picture? Only rows of their own scope, only the copy without notes."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404

from campaign_site.people.scoping import rows_for
from media_library.photos.models import EvidencePhoto


@login_required
def evidence_picture(request: HttpRequest, pk: int) -> FileResponse:
    """Serve the working copy; another unit's picture is not there (404)."""
    photo = get_object_or_404(rows_for(request.user, EvidencePhoto.objects.all()), pk=pk)
    response = FileResponse(photo.working.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    return response
