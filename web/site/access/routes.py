"""The table of every address of the page: what it is called, who may open it, what is logged. Adding a page is a row.

Addresses are made from this table, so one that is not here does not exist.
"""

from collections.abc import Mapping

from web.site.access.list_routes import RANKED, WORK
from web.site.access.method_routes import METHOD, PACKS
from web.site.access.roles import CASEWORKERS, EVERYBODY, Role
from web.site.access.route import FORM, POST, Limit, Route
from web.site.access.subject_routes import SUBJECTS

_OWN = "web.site.pages"
_PROVIDER = "allauth.socialaccount.providers.openid_connect.views"

#: Open to whoever asks: what is needed to sign in, and what a watchman asks.
OPEN = (
    Route("health", "halsa", f"{_OWN}.health.health", None),
    Route("account_login", "logga-in/", f"{_OWN}.sign_in.sign_in", None),
    Route("signed_out", "utloggad/", f"{_OWN}.sign_in.signed_out", None),
    Route("socialaccount_login_cancelled", "logga-in/avbruten/", f"{_OWN}.sign_in.cancelled", None),
    Route(
        "openid_connect_login",
        "logga-in/<slug:provider_id>/",
        f"{_PROVIDER}.login",
        None,
        methods=POST,
        limit=Limit.SIGN_IN,
    ),
    Route("openid_connect_callback", "logga-in/<slug:provider_id>/svar/", f"{_PROVIDER}.callback", None),
)
#: What everyone signed in has.
OWN = (
    Route("start", "", f"{_OWN}.start.start", EVERYBODY),
    Route("purpose", "syfte/", "web.site.purpose.views.choose", EVERYBODY, methods=FORM),
    Route("account_logout", "logga-ut/", f"{_OWN}.sign_in.sign_out", EVERYBODY, methods=POST),
)
#: The pages, in the order of the header.
PAGES = (
    *RANKED,
    Route(
        "search",
        "sok/",
        f"{_OWN}.search.searching",
        CASEWORKERS,
        "search",
        methods=FORM,
        limit=Limit.SEARCH,
        label="Sök",
    ),
    *SUBJECTS,
    *WORK,
    *PACKS,
    *METHOD,
    Route(
        "log", "logg/", "web.site.audit.views.log", frozenset({Role.AUDITOR}), "read_log", methods=FORM, label="Logg"
    ),
    Route("users", "anvandare/", f"{_OWN}.users.users", frozenset({Role.ADMINISTRATOR}), label="Användare"),
)
ROUTES = (*OPEN, *OWN, *PAGES)
BY_NAME: Mapping[str, Route] = {route.name: route for route in ROUTES}
