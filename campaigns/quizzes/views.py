"""How does a reader go through a quiz: one question, its explanation, the next, the result? Nothing of the reader is kept.

No account, no cookie, no form key: the way so far travels in a signed ticket, and an answer that is posted twice counts once.
"""

import secrets
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from campaign_site import clock
from campaign_site.pace import Pace
from campaigns.pages.check_views import network_of
from campaigns.pages.models import HomePage, menu_of
from campaigns.quizzes import tickets
from campaigns.quizzes.counts import QuizAnswer
from campaigns.quizzes.models import QuizPage, townships
from campaigns.quizzes.tickets import Attempt

PACE = Pace(600, seconds=60)  # a classroom may answer from behind one address
TOO_FAST = "同一个网络里答题的人太多了。请过一分钟，退回上一页再按一次。"
STALE = "这份答卷接不上了：网址不完整，或者放了一天以上。请从头再答一遍。"
CHANGED = "这道题刚刚改过，或者已经答过了。请从头再答一遍，用不了几分钟。"
MISSING = "还没有选。请选一项再按“看讲解”。"
MISSING_SEVERAL = "还没有选。这是多选题，请把你觉得对的都选上。"


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def play(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin, take an answer, or go on to the next question."""
    quiz = get_object_or_404(QuizPage.objects.live().public(), pk=pk)
    if request.method != "POST":
        return redirect(quiz.get_url(request))
    if not PACE.within(network_of(request.META.get("REMOTE_ADDR", "")), clock.machine_now().timestamp()):
        response = show(request, quiz, {"fault": TOO_FAST}, HTTPStatus.TOO_MANY_REQUESTS)
        response["Retry-After"] = str(PACE.seconds)
        return response
    ticket = request.POST.get("ticket")
    attempt = begun(quiz, request.POST) if ticket is None else tickets.read_attempt(ticket)
    if attempt is None or attempt.quiz != quiz.pk:
        return show(request, quiz, {"fault": STALE}, HTTPStatus.BAD_REQUEST)
    if "item" in request.POST:
        return taken(request, quiz, attempt)
    return next_question(request, quiz, attempt)


def begun(quiz: QuizPage, said: Any) -> Attempt:
    """Return a new attempt; a choice that is not offered counts as none."""
    audience, scene, place = (said.get(name, "") for name in ("audience", "scene", "township"))
    known = {str(one.pk): one.pk for one in townships()} if place else {}
    if not quiz.put_to(audience, scene):
        audience = scene = ""
    return Attempt(quiz.pk, secrets.token_hex(12), audience[:40], scene[:40], known.get(place, 0))


def next_question(request: HttpRequest, quiz: QuizPage, attempt: Attempt) -> HttpResponse:
    """Ask the first question not yet answered, or lead to the result."""
    asked = quiz.put_to(attempt.audience, attempt.scene)
    left = [one for one in asked if one.id not in attempt.items]
    if left:
        return ask(request, quiz, attempt, left[0])
    right = sum(right for _, right in attempt.answered)
    return redirect("quiz-result", result=tickets.write_result(quiz.pk, right, len(attempt.answered)))


def ask(request: HttpRequest, quiz: QuizPage, attempt: Attempt, question: Any, fault: str = "") -> HttpResponse:
    total = len(attempt.items | {one.id for one in quiz.put_to(attempt.audience, attempt.scene)})
    shown = {"question": question, "number": len(attempt.answered) + 1, "total": total, "unchosen": fault}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK
    return show(request, quiz, {**shown, "ticket": tickets.write_attempt(attempt)}, status)


def taken(request: HttpRequest, quiz: QuizPage, attempt: Attempt) -> HttpResponse:
    """Take one answer and explain it; the first answer to a question is the one that counts."""
    question = quiz.question(request.POST["item"])
    if question is None or question.id in attempt.items or question not in quiz.put_to(attempt.audience, attempt.scene):
        return show(request, quiz, {"fault": CHANGED}, HTTPStatus.BAD_REQUEST)
    chosen = tickets.chosen_in(request.POST.getlist("choice"), question.value["options"])
    if chosen is None or (len(chosen) > 1 and not question.value.several):
        fault = MISSING_SEVERAL if question.value.several else MISSING
        return ask(request, quiz, attempt, question, fault)
    right = chosen == question.value.right
    keep(quiz, attempt, question, right)
    after = attempt.after(question.id, right)
    left = [one for one in quiz.put_to(attempt.audience, attempt.scene) if one.id not in after.items]
    options = [(n, one["words"], one["right"], n in chosen) for n, one in enumerate(question.value["options"])]
    shown = {"question": question, "options": options, "right": right, "left": len(left)}
    shown |= {"number": len(after.answered), "total": len(after.answered) + len(left)}
    return show(request, quiz, {**shown, "ticket": tickets.write_attempt(after)})


def keep(quiz: QuizPage, attempt: Attempt, question: Any, right: bool) -> None:
    """Write the line that owes a count; the same answer posted again changes nothing."""
    line = QuizAnswer(
        key=attempt.key(question.id),
        quiz=quiz,
        item=question.id,
        wording=question.value.wording,
        day=clock.today(),
        township_id=attempt.township or None,
        right=right,
    )
    QuizAnswer.objects.bulk_create([line], ignore_conflicts=True)


@require_safe
def result(request: HttpRequest, result: str) -> HttpResponse:
    """Show a result that was given out here: how many were right in which quiz, and no word of who."""
    found = tickets.read_result(result)
    quiz = QuizPage.objects.live().public().filter(pk=found[0]).first() if found else None
    if quiz is None:
        fault = "这个成绩不是本站给的，或者网址抄漏了字。请让对方重新发一次，或者自己来答一遍。"
        return show(request, HomePage.objects.live().first(), {"fault": fault}, HTTPStatus.NOT_FOUND)
    address = request.build_absolute_uri(reverse("quiz-result", args=[result]))
    score = {"score": found[1], "asked": found[2], "missed": found[2] - found[1]}
    return show(request, quiz, {**score, "address": address, "others": quiz.others})


def show(request: HttpRequest, page: Any, more: dict[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    """Draw one step within the column's frame."""
    home = HomePage.objects.live().first()
    context = {"menu": menu_of(home, request, page.path if page else ""), "home": home, "quiz": page}
    return render(request, "campaigns/quizzes/step.html", context | more, status=status)
