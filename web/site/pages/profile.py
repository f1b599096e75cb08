"""The weight profile in force: who decided what, when, why and until when; and how earlier profiles differ."""

from django.http import HttpResponse
from django.shortcuts import render

from web import queries, wording
from web.method import overview
from web.site import run
from web.site.pages.method import in_force, tabs
from web.site.request import PageRequest


def profile(request: PageRequest) -> HttpResponse:
    """The profile that the run in force was scored by, and those that are kept beside it."""
    store = run.reading()
    told = in_force(store)
    day = max(queries.manifest(store).item(0, "as_of"))
    shown = {"tabs": tabs("profile"), "told": told, "day": day}
    if told.profile is not None:
        kept = told.profile
        shown |= {
            "profile": kept,
            "decided_by": ", ".join(kept.decided_by),
            "is_overdue": kept.next_review < day,
            "weights": overview.weights(kept, day),
            "limits": _limits(kept.group_cap, kept.coverage_min, kept.draws, kept.relative_sd),
            "not_reviewed": len(kept.not_reviewed()),
            "others": [(one, overview.differences(one, kept)) for one in overview.others(told.name)],
        }
    return render(request, "page/profile.html", shown)


def _limits(group_cap: float, coverage_min: float, draws: int, relative_sd: float) -> list[tuple[str, str]]:
    return [
        ("Högsta andel av poängen från en familj", wording.share(group_cap)),
        ("Lägsta täckning för att få en plats", wording.share(coverage_min)),
        ("Antal beräkningar bakom intervallet", wording.count(draws)),
        ("Så mycket vikterna varieras i dem (relativ standardavvikelse)", wording.share(relative_sd)),
    ]
