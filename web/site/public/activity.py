"""One activity: what the register holds, and decisions with what courts have made of them."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from web.site.public.register import register
from web.site.register.facts import facts
from web.site.register.standing import standings, with_meaning
from web.site.request import PageRequest


def activity(request: PageRequest, public_id: str) -> HttpResponse:
    """The page of one activity.

    Raises:
        Http404: it is not in the export; whether it is anywhere else is not told.
    """
    opened = register()
    row = opened.activity(public_id)
    if row is None:
        raise Http404
    own, of_operator = opened.decisions_about(row)
    shown = {
        "day": opened.day,
        "row": row,
        "facts": facts(row),
        "standings": standings(row),
        "tables": [
            ("beslut", "Beslut om verksamheten, det senaste först", with_meaning(own)),
            ("beslut-utforare", "Beslut om utföraren i dess helhet, det senaste först", with_meaning(of_operator)),
        ],
    }
    return render(request, "public/activity.html", shown)
