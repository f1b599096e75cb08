"""The table of every address of the page: what it is called, who may open it, what is logged. Adding a page is a row.

Addresses are made from this table, so one that is not here does not exist.
"""

from collections.abc import Mapping

from web.site.access.inbox_routes import INBOX
from web.site.access.intake_routes import INTAKE_API
from web.site.access.list_routes import RANKED, WORK
from web.site.access.method_routes import METHOD, PACKS
from web.site.access.municipality_routes import MUNICIPALITIES
from web.site.access.public_routes import PUBLIC
from web.site.access.roles import CASEWORKERS, EVERYBODY, SIGNED_IN, Role
from web.site.access.route import FORM, POST, WITH_SIGN_IN, Limit, Route, Surface
from web.site.access.subject_routes import SUBJECTS

_OWN = "web.site.pages"
_PROVIDER = "allauth.socialaccount.providers.openid_connect.views"

#: Open to whoever asks: what is needed to sign in, and what a watchman asks.
OPEN = (
    Route("health", "halsa", f"{_OWN}.health.health", None, surfaces=frozenset(Surface)),
    Route("account_login", "logga-in/", f"{_OWN}.sign_in.sign_in", None, surfaces=WITH_SIGN_IN),
    Route("signed_out", "utloggad/", f"{_OWN}.sign_in.signed_out", None, surfaces=WITH_SIGN_IN),
    Route(
        "socialaccount_login_cancelled",
        "logga-in/avbruten/",
        f"{_OWN}.sign_in.cancelled",
        None,
        surfaces=WITH_SIGN_IN,
    ),
    Route(
        "openid_connect_login",
        "logga-in/<slug:provider_id>/",
        f"{_PROVIDER}.login",
        None,
        methods=POST,
        limit=Limit.SIGN_IN,
        surfaces=WITH_SIGN_IN,
    ),
    Route(
        "openid_connect_callback",
        "logga-in/<slug:provider_id>/svar/",
        f"{_PROVIDER}.callback",
        None,
        surfaces=WITH_SIGN_IN,
    ),
)
#: What everyone signed in has.
OWN = (
    Route("start", "", f"{_OWN}.start.start", SIGNED_IN, surfaces=WITH_SIGN_IN),
    Route("purpose", "syfte/", "web.site.purpose.views.choose", EVERYBODY, methods=FORM),
    Route(
        "account_logout",
        "logga-ut/",
        f"{_OWN}.sign_in.sign_out",
        SIGNED_IN,
        methods=POST,
        surfaces=WITH_SIGN_IN,
    ),
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
    *INBOX,
    *PACKS,
    *METHOD,
    Route(
        "log", "logg/", "web.site.audit.views.log", frozenset({Role.AUDITOR}), "read_log", methods=FORM, label="Logg"
    ),
    *MUNICIPALITIES,
    Route("users", "anvandare/", f"{_OWN}.users.users", frozenset({Role.ADMINISTRATOR}), label="Användare"),
)
ROUTES = (*OPEN, *PUBLIC, *INTAKE_API, *OWN, *PAGES)
BY_NAME: Mapping[str, Route] = {route.name: route for route in ROUTES}
