"""The real server with its settings of production, facing municipalities, on two cores.

`python -m benchmarks.receiving.server HOME PORT` serves until it is killed. Requests say that they came through a proxy
which ended TLS, as those of production do; the proxy itself is not there.
"""

import os
import sys
from pathlib import Path
from typing import Any

from benchmarks.visits.site import CORES, HOST, WORKERS


def configured(home: Path) -> Any:
    """The configuration of the surface of municipalities; nobody can sign in by it."""
    from web.site.access.route import Surface
    from web.site.configuration import Configuration, Provider, own_key

    nobody = Provider("https://none.invalid", "-", "-", roles={"-": "municipality"})
    faced = frozenset({Surface.MUNICIPALITY})
    often = 10**9
    return Configuration(
        home, own_key(home), nobody, (HOST,), behind_proxy=True, surfaces=faced, submissions_a_minute=often
    )


def main(home: Path, port: int) -> None:
    """Serve."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    from pipelines.serving import run
    from web.site.application import make_tables

    make_tables(configured(home))
    run(configured(home), HOST, port, WORKERS)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
