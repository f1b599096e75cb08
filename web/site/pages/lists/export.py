"""Taking a selection of a list out as a file: exactly what is shown, by the same filter, order and rights."""

import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from web import wording
from web.reading import SORTS, Reading, list_day
from web.reading.columns import columns_of
from web.site import clock, run
from web.site.downloads import XLSX, attachment
from web.site.pages.lists import state, workbook
from web.site.pages.lists.asked import asked
from web.site.pages.lists.filtering import chips
from web.site.pages.lists.workbook import Wanted
from web.site.purpose.chosen import chosen
from web.site.request import PageRequest

#: Rows that are made within the server; more are made in a process of their own.
MOST_HERE = 2_000
#: Rows that one file may have.
MOST_ROWS = 60_000
_ONE_AT_A_TIME = threading.Lock()
_LONGEST_SECONDS = 300


def export(request: PageRequest) -> HttpResponse:
    """The rows of the address as a file."""
    store = run.reading()
    wanted = _wanted(request, store)
    if len(wanted.positions) > MOST_ROWS:
        request.entry.is_silent = True
        shown = {"n": len(wanted.positions), "most": MOST_ROWS, "query": asked(request.GET).query}
        return render(request, "page/list_too_long.html", shown, status=422)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "urval.xlsx"
        if len(wanted.positions) <= MOST_HERE:
            workbook.make(store, wanted, path)
        else:
            _beside(wanted, path)
        return attachment(request, path.read_bytes(), "urval", XLSX, rows=len(wanted.positions))


def _wanted(request: PageRequest, store: Reading) -> Wanted:
    at = asked(request.GET)
    day = list_day(store, at.target, state.day_of(store))
    columns = columns_of(store, at.target, day)
    choice = state.choice_of(request.user, at)
    marked = state.marked(request.user, at.target)
    positions = columns.page(choice, at.sort, 0, columns.height, descending=at.descending)
    purpose = chosen(request)
    now = clock.now().astimezone(ZoneInfo(settings.TIME_ZONE))
    cover = (
        ("Lista", wording.sentence(wording.label("targets", at.target))),
        ("Urval", "; ".join(one.label for one in chips(at)) or "hela listan"),
        ("Ordning", SORTS[at.sort] + (", fallande" if at.descending else "")),
        ("Rader", wording.count(len(positions))),
        ("Uppgifterna gäller", day.isoformat()),
        ("Körning", store.path.stem),
        ("Listan som visas", state.held_sentence(at.target) or "den dagens egen"),
        ("Uttaget av", f"{request.user.get_username()}, {request.user.role_label}"),
        ("Uttaget", now.strftime("%Y-%m-%d %H:%M")),
        ("Syfte och ärende", f"{purpose.label}, {purpose.case_number}" if purpose else "inte angivet"),
    )
    role = request.user.current_role
    return Wanted(
        str(settings.CONFIGURATION.home), store.path.stem, at.target, day.isoformat(), positions,
        str(role), marked.arms, marked.taken, cover,
    )  # fmt: skip


def _beside(wanted: Wanted, path: Path) -> None:
    """Make the file in another process, one at a time: pages go on being answered meanwhile."""
    program = [sys.executable, "-m", workbook.__name__, str(path)]
    with _ONE_AT_A_TIME:
        subprocess.run(  # noqa: S603 - our own program, no shell
            program, input=workbook.as_text(wanted), check=True, timeout=_LONGEST_SECONDS, cwd=_root()
        )


def _root() -> Path:
    """Where the program's packages lie, so that the other process finds the same."""
    return Path(__file__).resolve().parents[4]
