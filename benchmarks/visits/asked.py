"""What the visitors ask for: addresses and forms of every kind of page, drawn from a published run."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

SEED = 2
#: How many different pages of a kind there are to ask for.
DIFFERENT = 600
#: The page that all others are set beside: signed in, same base, same session; nothing read and nothing logged.
TRIVIAL = "trivial page"
#: Kind → how often it is asked for, the fewest bytes of a whole answer, and what has to stand in it.
KINDS = {
    "list": (30, 30_000, "<tbody"),
    "list, narrowed": (10, 10_000, 'id="'),
    "actor": (20, 12_000, "<tbody"),
    "activity": (20, 12_000, "<tbody"),
    "search, name": (12, 3_000, "<tbody"),
    "search, misspelt": (8, 3_000, "<tbody"),
}


def pages(home: Path, key: bytes) -> dict[str, list[dict[str, str]]]:
    """Kind → what to ask for: path, and the form's field where it is sent by POST.

    Args:
        home: home directory with a published run.
        key: the page's own secret, which its addresses are made with.
    """
    from web.reading import in_force
    from web.site.opaque import token_of

    store, draw = in_force(home), random.Random(SEED)  # noqa: S311 - what is asked for, not a secret
    actors = _some(store, draw, "SELECT DISTINCT actor_id FROM listed WHERE target = 'Q' ORDER BY 1")
    activities = _some(store, draw, "SELECT activity_id FROM listed WHERE target = 'Q' ORDER BY 1")
    names = _some(store, draw, "SELECT name FROM name WHERE number % 7 = 0 ORDER BY number")
    return {
        TRIVIAL: [{"path": "/"}],
        "list": [{"path": "/lista/?" + urlencode({"mal": draw.choice("QWR"), "sida": n % 20 + 1})} for n in range(60)],
        "list, narrowed": [{"path": f"/lista/?{query}"} for query in _narrowed(store, draw)],
        "actor": [{"path": f"/aktor/{token_of(key, 'actor', one)}/"} for one in actors],
        "activity": [{"path": f"/verksamhet/{token_of(key, 'activity', one)}/"} for one in activities],
        "search, name": [{"path": "/sok/", "wanted": one} for one in names],
        "search, misspelt": [{"path": "/sok/", "wanted": _misspelt(draw, one)} for one in names],
    }


def _some(store: Any, draw: random.Random, sql: str) -> list[str]:
    found = [str(one) for (one,) in store.asked(sql)]
    return draw.sample(found, min(DIFFERENT, len(found)))


def _narrowed(store: Any, draw: random.Random) -> Iterator[str]:
    codes = {
        name: _some(store, draw, f"SELECT code FROM code WHERE name = '{name}'")
        for name in ("municipality_code", "form_code")
    }
    for _ in range(DIFFERENT):
        towns = draw.sample(codes["municipality_code"], 3)
        pairs = [("mal", "Q"), *(("kommun", one) for one in sorted(towns)), ("form", draw.choice(codes["form_code"]))]
        yield urlencode(pairs)


def _misspelt(draw: random.Random, name: str) -> str:
    at = draw.randrange(1, max(2, len(name) - 1))
    return name[:at] + name[at + 1 :]
