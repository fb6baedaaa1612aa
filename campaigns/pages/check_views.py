"""查一查: what somebody was told, with the words underlined that should make one careful. Nothing is kept.

No account, no cookie, no form key: the answer changes nothing here, so there is nothing to forge. The words come in a
POST only, never stand in an address, a log line or an error report, and are gone with the answer.
"""

import ipaddress
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from campaign_site import clock
from campaign_site.pace import Pace
from campaign_site.terms import vocabularies
from campaigns.pages.models import HomePage, menu_of
from media_library.ads.county.serving import serving
from media_library.ads.plain_reading import read_plainly

LONGEST = 5_000  # code points: a leaflet and a chat have room, a book has not
SHORTEST = 10
LONGEST_KEY = 40  # of a carrier; one that the vocabulary does not know reads as none
PACE = Pace(60, seconds=60)  # a whole village may stand behind one address
TOO_FAST = "同一个网络里查的人太多了，请过一分钟再按一次“查一查”。字还在框里。急的话，先打电话问。"
TOO_BIG = f"贴进来的东西太大了，没有读。请只贴最要紧的一段，不超过 {LONGEST} 字。"


@csrf_exempt
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Show the empty form, or the offer with its marks."""
    if request.method != "POST":
        return answer(request, {})
    try:
        said = said_in(request)
    except RequestDataTooBig:
        return answer(request, {"fault": TOO_BIG}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if PACE.within(network_of(request.META.get("REMOTE_ADDR", "")), clock.machine_now().timestamp()):
        return checked(request, said)
    response = answer(request, {"text": said[:LONGEST], "fault": TOO_FAST}, HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(PACE.seconds)
    return response


@sensitive_variables()
def checked(request: HttpRequest, said: str) -> HttpResponse:
    """Read the words and answer; too little or too much is said beside the box."""
    if len(said) > LONGEST:
        fault = f"太长了（{len(said)} 字）。框里留下了开头 {LONGEST} 字，删到最要紧的一段再查。"
        return answer(request, {"text": said[:LONGEST], "fault": fault}, HTTPStatus.UNPROCESSABLE_ENTITY)
    serves, carrier = serving(), request.POST.get("carrier", "")[:LONGEST_KEY]
    reading = read_plainly(said, clock.today(), serves.in_use, carrier=carrier, said=serves.said)
    if not reading.signs and len("".join(said.split())) < SHORTEST:
        fault = (
            f"只有 {len(said)} 个字，看不出什么。请把原话多写几句。"
            if said
            else "还没有写。请把他说的话写几句或贴进来。"
        )
        return answer(request, {"text": said, "fault": fault}, HTTPStatus.UNPROCESSABLE_ENTITY)
    return answer(request, {"text": said, "reading": reading})


class Nowhere(FileUploadHandler):
    """Passes over every file that comes along: this page asks for none, so none lies in memory or in a temporary folder."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None


def said_in(request: HttpRequest) -> str:
    """The words as handed in, without signs that no reader sees as text; files beside them are dropped."""
    request.upload_handlers = [Nowhere(request)]
    return request.POST.get("text", "").replace("\0", "").replace("\r\n", "\n").strip()


def answer(request: HttpRequest, more: dict[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    """Draw the page within the column's frame."""
    home = HomePage.objects.live().first()
    context = {"menu": menu_of(home, request), "home": home, "longest": LONGEST}
    context |= {
        "carriers": vocabularies.choices("carrier"),
        "carrier": request.POST.get("carrier") if more.get("text") else "",
    }
    return render(request, "campaigns/pages/check.html", context | more, status=status)


def network_of(address: str) -> str:
    """An IPv4 address itself, the /64 of an IPv6 one: a household has as many of those as it likes."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)
