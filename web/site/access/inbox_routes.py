"""The addresses of what has come in, for officers."""

from web.site.access.roles import CASEWORKERS
from web.site.access.route import FORM, POST, Limit, Route

_OWN, _ONE = "web.site.inbox", "inkommet/<report:report_id>/"

INBOX = (
    Route("inbox", "inkommet/", f"{_OWN}.listing.listing", CASEWORKERS, "inbox", methods=FORM, label="Inkommet"),
    Route(
        "inbox_register", "inkommet/registrera/", f"{_OWN}.registering.register", CASEWORKERS, "register",
        methods=FORM, limit=Limit.SUBMISSION,
    ),
    Route("inbox_report", _ONE, f"{_OWN}.report.report", CASEWORKERS, "report", has_purpose=True),
    Route(
        "inbox_state", f"{_ONE}lage/", f"{_OWN}.deciding.state", CASEWORKERS, "decide", has_purpose=True, methods=POST
    ),
    Route(
        "inbox_join", f"{_ONE}samma/", f"{_OWN}.deciding.join", CASEWORKERS, "decide", has_purpose=True, methods=POST
    ),
    Route(
        "inbox_file", f"{_ONE}bilaga/<slug:digest>/", f"{_OWN}.files.file", CASEWORKERS, "attachment",
        has_purpose=True, limit=Limit.EXPORT,
    ),
)  # fmt: skip
