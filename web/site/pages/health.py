"""Whether the page answers, for a watchman: no sign-in, and nothing about anybody."""

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse

from tables.serving import NothingPublished, current
from web.site.access.route import Surface


def health(request: HttpRequest) -> JsonResponse:
    """200, for the inspectorate with the run in force; 503 when the database of the page does not answer."""
    del request
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return JsonResponse({"status": "databasen svarar inte"}, status=503)
    if Surface.INSPECTORATE not in settings.CONFIGURATION.surfaces:
        return JsonResponse({"status": "ok"})
    try:
        run = current(settings.CONFIGURATION.home).stem
    except NothingPublished:
        run = None
    return JsonResponse({"status": "ok", "run": run})
