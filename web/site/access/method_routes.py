"""Addresses of what lists rest on: packs to print, what has changed, the method, and the state of the data."""

from web.site.access.roles import CASEWORKERS, EVERYBODY, READERS
from web.site.access.route import Limit, Route

_OWN = "web.site.pages"
PACKS = (
    Route(
        "actor_pack", "aktor/<actor:actor_id>/underlag/", f"{_OWN}.pack.actor_pack", CASEWORKERS, "pack",
        has_purpose=True, limit=Limit.EXPORT,
    ),
    Route(
        "activity_pack", "verksamhet/<activity:activity_id>/underlag/", f"{_OWN}.pack.activity_pack", CASEWORKERS,
        "pack", has_purpose=True, limit=Limit.EXPORT,
    ),
)  # fmt: skip
METHOD = (
    Route("changes", "forandringar/", f"{_OWN}.changes.changes", READERS, "changes", label="Förändringar"),
    Route("changes_of", "forandringar/<slug:target>/<slug:span>/", f"{_OWN}.changes.changes", READERS, "changes"),
    Route("method", "metod/", f"{_OWN}.method.overview", EVERYBODY, label="Metod"),
    Route("catalogue", "metod/katalog/", f"{_OWN}.method.indicators", EVERYBODY),
    Route("indicator", "metod/katalog/<slug:name>/", f"{_OWN}.method.indicator", EVERYBODY),
    Route("profile", "metod/profil/", f"{_OWN}.profile.profile", EVERYBODY),
    Route("evaluation", "metod/utvardering/", f"{_OWN}.evaluation.evaluation", EVERYBODY),
    Route("picture", "metod/utvardering/<slug:target>/<int:place>.svg", f"{_OWN}.evaluation.picture", EVERYBODY),
    Route("data_status", "datastatus/", f"{_OWN}.status.data_status", EVERYBODY, label="Datastatus"),
)
