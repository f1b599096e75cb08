"""The real server with its settings of production, on two cores, and fifty people who have signed in.

`python -m benchmarks.visits.site HOME PORT USERS` writes `HOME/visits.json`, which tells the visitors what to ask for,
and serves until it is told to stop. Requests say that they came through a proxy which ended TLS, as those of
production do; the proxy itself is not there.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.visits.asked import pages

HOST = "127.0.0.1"
CORES, WORKERS = 2, 2
PLAN = "visits.json"
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
#: What forms are sent with, in place of what the page would have drawn.
_FORMS = "visitorsvisitorsvisitorsvisitors"


def configured(home: Path) -> Any:
    """The configuration of the page; nobody can sign in by it, since its provider is nowhere."""
    from web.site.configuration import Configuration, Provider, own_key

    nobody = Provider("https://none.invalid", "-", "-", roles={"-": "inspector"})
    return Configuration(home, own_key(home), nobody, (HOST,), behind_proxy=True)


def people(configuration: Any, users: int) -> list[str]:
    """Inspectors with a session and a purpose each; the names of their sessions."""
    from web.site.application import make_tables

    make_tables(configuration)
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from web.site.access.models import User
    from web.site.access.sessions import ASKED, BEGUN, SEEN

    sessions = []
    for number in range(users):
        user, _ = User.objects.update_or_create(username=f"visitor-{number}", defaults={"role": "inspector"})
        session = SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), _BACKEND
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session[BEGUN] = session[SEEN] = session[ASKED] = time.time()
        session["purpose"] = ["plan_supervision", "2026-1234"]
        session["_csrftoken"] = _FORMS
        session.save()
        sessions.append(str(session.session_key))
    return sessions


def main(home: Path, port: int, users: int) -> None:
    """Make what is needed, and serve."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    from pipelines.serving import run

    configuration = configured(home)
    told = {"sessions": people(configuration, users), "form": _FORMS, "pages": pages(home, configuration.key)}
    (home / PLAN).write_text(json.dumps(told), encoding="utf-8")
    run(configuration, HOST, port, WORKERS)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
