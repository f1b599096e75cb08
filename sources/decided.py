"""Where what people decide is kept in the home directory: the books, and the deliveries that are made from them."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = Path("decided")
DELIVERIES = FOLDER / "deliveries"
#: Where what has been received is kept, from which deliveries are made as well.
INTAKE = Path("intake")


@contextmanager
def alone(home: Path, folder: Path = FOLDER) -> Iterator[None]:
    """Only one writes in the books of a folder at a time; another waits."""
    (home / folder).mkdir(parents=True, exist_ok=True)
    with (home / folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
