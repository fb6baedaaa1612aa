"""How does a plan leave as a circular, and who is told when it would not read back the same?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from campaign_site.audit.recording import record
from campaign_site.people.scoping import rows_for

from .models import Campaign
from .paper import write_campaign
from .views import PlanScreen

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class PaperView(PlanScreen):
    """The plan as a Word file with responsibility lines; first a warning where some duty cannot be read back."""

    page_title = "导出为公文"
    template_name = "campaigns/plans/paper.html"
    trail = (("plans:matrix", "计划与分工"),)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        campaign = get_object_or_404(rows_for(request.user, Campaign.objects.all()), pk=pk)
        paper = write_campaign(campaign)
        if paper.different and "anyway" not in request.GET:
            return self.show(campaign=campaign, different=paper.different, unread=paper.unread)
        record(request.user, "site.exported", campaign, after={"table": "分工公文", "format": "docx"})
        answer = HttpResponse(paper.content, content_type=WORD)
        name = f"{campaign}-任务分工.docx"
        answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return answer
