"""The server that carries the inspector's page: Granian, a process for each worker, stopped gracefully by a signal."""

import multiprocessing

from pipelines.site import Application
from web.site.configuration import Configuration

#: Threads that answer in each process. A page is work for the processor, with a hundred short calls into libraries;
#: a second thread takes the turn at each of them, and both pages take several times as long.
THREADS = 1
#: Requests that may wait in each process before new connections do.
WAITING = 64
#: Seconds that a process may take to finish what it has begun.
_GRACE = 15


def run(configuration: Configuration, host: str, port: int, workers: int) -> None:
    """Serve until SIGINT or SIGTERM: no new requests are taken then, and those begun are answered."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from web.site.application import make_tables

    make_tables(configuration)
    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        "tillsynsradar",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=WAITING,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=_GRACE,
    )
    server.serve(target_loader=Application(configuration), wrap_loader=False)
