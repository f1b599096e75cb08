"""The latest evaluation and the model card, as `tillsynsradar evaluate` told them."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render

from web.evaluation.kept import FILE, Kept, kept
from web.site import run
from web.site.pages.method import tabs
from web.site.request import PageRequest


def evaluation(request: PageRequest) -> HttpResponse:
    """What the lists have been shown to find, and what cannot be said; or that no evaluation has been made."""
    found = _latest()
    shown = {"tabs": tabs("evaluation"), "found": found, "in_force": run.reading().path.stem}
    return render(request, "page/evaluation.html", shown)


def picture(request: PageRequest, target: str, place: int) -> HttpResponse:
    """One of its pictures."""
    del request
    found = _latest()
    content = found.picture(target, place) if found else None
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="image/svg+xml")


def _latest() -> Kept | None:
    home: Path = settings.CONFIGURATION.home
    path = home / FILE
    return _read(home, path.stat().st_mtime_ns) if path.exists() else None


@lru_cache(maxsize=2)
def _read(home: Path, changed: int) -> Kept | None:
    """A file is read once for as long as it is the same."""
    del changed
    return kept(home)
