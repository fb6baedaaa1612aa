"""Which tables belong to the campaign? The rooms define them; this file only gathers them."""

from campaigns.answers.models import AnswerIndexPage, AnswerPage
from campaigns.coverage.gaps import Gap, GapCheck, GapReason
from campaigns.coverage.measures import CoverageMeasures
from campaigns.coverage.models import AudiencePresence, Cell, DataVersion, MonthlyReport, Slab, VenueMonth, VillageMonth
from campaigns.outreach.figures import OutreachRules
from campaigns.outreach.history import EventStep
from campaigns.outreach.models import Event, EventAudience, EventEvidence, EventHost, Venue
from campaigns.pages.approval import SeparateApprovalTask
from campaigns.pages.face import SiteFace
from campaigns.pages.models import CaseIndexPage, CasePage, HomePage
from campaigns.placements.models import CoverageRule, Outlet, Placement
from campaigns.plans.models import Campaign, Duty, DutyParty, SourceDocument
from campaigns.plans.months import CampaignMonth
from campaigns.quizzes.content_gaps import ContentGap
from campaigns.quizzes.counts import ItemTally, QuizAnswer
from campaigns.quizzes.models import QuizPage
from campaigns.supervision.models import GapTask, TaskNotice

__all__ = [
    "AnswerIndexPage",
    "AnswerPage",
    "AudiencePresence",
    "Campaign",
    "CampaignMonth",
    "CaseIndexPage",
    "CasePage",
    "Cell",
    "ContentGap",
    "CoverageMeasures",
    "CoverageRule",
    "DataVersion",
    "Duty",
    "DutyParty",
    "Event",
    "EventAudience",
    "EventEvidence",
    "EventHost",
    "EventStep",
    "Gap",
    "GapCheck",
    "GapReason",
    "GapTask",
    "HomePage",
    "ItemTally",
    "MonthlyReport",
    "Outlet",
    "OutreachRules",
    "Placement",
    "QuizAnswer",
    "QuizPage",
    "SeparateApprovalTask",
    "SiteFace",
    "Slab",
    "SourceDocument",
    "TaskNotice",
    "Venue",
    "VenueMonth",
    "VillageMonth",
]
