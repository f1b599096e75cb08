"""The figures of the reference pages: worked out on the made-up register, kept as a file beside the pages.

They are kept, and not worked out each time the pages are compared with the code, since a comparison should take
seconds and a changed figure should be seen in review. The test suite works them out anew and holds the file to them.
"""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from indicators.reference.docs import Register

#: Under `docs/reference/`.
FILE = "indicators/statistics.json"
ACTIVITIES = 1500


def compute(progress: Callable[[str], None] = lambda _: None) -> Register:
    """Work out the figures of all indicators of the catalogue on the register."""
    from indicators import population
    from indicators.definition import Level
    from indicators.reference.statistics import statistics
    from indicators.registry import catalogue
    from indicators.values import values
    from pipelines.cli import reference_register

    day = reference_register.DAY
    facts = reference_register.facts(ACTIVITIES, progress)
    progress(f"{len(catalogue())} indikatorer räknas ut")
    computed = values(facts, [day])
    populations = {
        Level.ACTIVITY: population.open_activities(facts, [day]),
        Level.ACTOR: population.actors(facts, [day]),
        Level.MUNICIPALITY: population.municipalities(facts, [day]),
    }
    progress("spridning, täckning och samband sammanställs")
    return Register(day, ACTIVITIES, statistics(computed, populations, catalogue(), day))


def text_of(register: Register) -> str:
    """The figures as JSON, one indicator a line, so that a change is seen where it is."""
    head = json.dumps({"day": register.day.isoformat(), "activities": register.activities})
    lines = [f'  "{name}": {json.dumps(figures, ensure_ascii=False, sort_keys=True)}'
             for name, figures in sorted(register.figures.items())]  # fmt: skip
    return head[:-1] + ', "figures": {\n' + ",\n".join(lines) + "\n}}\n"


def read(folder: Path) -> Register:
    """The kept figures; none where nothing is kept."""
    path = folder / FILE
    kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    day = dt.date.fromisoformat(kept.get("day", dt.date.min.isoformat()))
    return Register(day, kept.get("activities", 0), kept.get("figures", {}))
