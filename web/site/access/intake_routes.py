"""The addresses that municipalities' own systems send to. Who asks is told by a signed token, never by a session."""

from web.site.access.route import POST, Route, Surface

_API, _ROOT = "web.site.intake.api", "kommun/api/v1"
_FACED = frozenset({Surface.MUNICIPALITY})
_ONE = f"{_ROOT}/rapporter/<str:receipt>"

INTAKE_API = (
    Route("intake_openapi", f"{_ROOT}/openapi.json", f"{_API}.openapi", None, surfaces=_FACED),
    Route("intake_reports", f"{_ROOT}/rapporter", f"{_API}.reports", None, methods=POST, surfaces=_FACED),
    Route("intake_report", _ONE, f"{_API}.report", None, surfaces=_FACED),
    Route("intake_completions", f"{_ONE}/kompletteringar", f"{_API}.completions", None, methods=POST, surfaces=_FACED),
    Route("intake_notifications", f"{_ROOT}/anmalningar", f"{_API}.notifications", None, methods=POST, surfaces=_FACED),
    Route(
        "intake_attachment",
        f"{_ROOT}/bilagor",
        "web.site.intake.attached.attachment",
        None,
        methods=frozenset({"PUT"}),
        surfaces=_FACED,
    ),
)
