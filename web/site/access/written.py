"""Which division something is written about, for the routes that write: only somebody who works there may."""

from django.conf import settings
from django.http import Http404

from web.site.pages.lists.drawn import divisions_of, named


def division_of_case(plan_id: str, activity_id: str) -> str | None:
    """The division of a case of a plan.

    A case at a protected address has one as well: it is asked for here and shown nowhere.

    Raises:
        Http404: there is no such plan, or the activity does not stand on it.
    """
    plan = named(settings.CONFIGURATION.home, plan_id)
    divisions = {} if plan is None else divisions_of(settings.CONFIGURATION.home, plan)
    if activity_id not in divisions:
        raise Http404
    return divisions[activity_id]
