"""What the first visitor of a process would otherwise wait for, read when it starts.

What is read then lasts as long as the process, so that the collector of garbage is told not to go through it again.
"""

import atexit
import gc
from pathlib import Path

from tables.code_lists import codes_of
from tables.serving import NothingPublished, OlderFile
from web.reading import Reading, list_page, search, subject_page
from web.site import run
from web.site.access.route import Surface

_TEMPLATES = Path(__file__).parent / "templates"
#: A word that stands in many names: what a search by name looks through is read once.
_COMMON = "omsorg"
#: Actors with the most activities, whose own events take longest to put in words and are kept for all of these.
_LARGEST = 2


def warm() -> None:
    """Read the lists, one activity of each, names and the largest actors; make the templates.

    Where nothing is published, nothing is read.
    """
    from django.conf import settings
    from django.template.loader import get_template

    from web.site.repeated import compile_all

    for path in sorted(_TEMPLATES.rglob("*.html")):
        get_template(str(path.relative_to(_TEMPLATES)))
    compile_all()
    if Surface.INSPECTORATE not in settings.CONFIGURATION.surfaces:
        return
    try:
        _read(run.reading())
    except (NothingPublished, OlderFile):
        return
    run.status()
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)


def _read(store: Reading) -> None:
    for target in codes_of("targets"):
        page = list_page(store, target)
        for row in page.rows[:1]:
            subject_page(store, "activity", row.activity_id)
        search(store, _COMMON, page.as_of)
    sql = "SELECT actor_id FROM reach GROUP BY actor_id ORDER BY count(*) DESC LIMIT ?"
    for (actor_id,) in store.asked(sql, [_LARGEST]):
        subject_page(store, "actor", actor_id, in_brief=True)
