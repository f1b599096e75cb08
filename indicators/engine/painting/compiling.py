"""How the kernel is compiled, and where compiled code is kept: beside its source, whether that can be written or not.

Numba passes over a cache that it cannot write to, and would compile again for every user of an installation that is
read-only; what was compiled at installation is as good. It also looks only at the file of a function to see whether
compiled code is out of date; here the sources of all of `painting/` count, since functions of several files are
compiled into one another.
"""
# mypy: allow-untyped-calls, disable-error-code="attr-defined, misc"

import functools
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
from numba.core import config
from numba.core.caching import InTreeCacheLocator, UserWideCacheLocator


@functools.cache
def _stamp() -> str:
    """Digest of everything that can be compiled into a function of the kernel."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()


class BesideTheSource(InTreeCacheLocator):
    """The cache beside the source, writable or filled."""

    def ensure_cache_path(self) -> None:
        """Raise OSError when it can neither be written to nor holds compiled code of the module."""
        if not any(Path(self.get_cache_path()).glob(f"{Path(self._py_file).stem}.*.nbi")):
            super().ensure_cache_path()

    def get_source_stamp(self) -> str:
        """What compiled code is held against."""
        return _stamp()


class OfTheUser(UserWideCacheLocator):
    """The cache of the user, where the other cannot be used."""

    def get_source_stamp(self) -> str:
        """What compiled code is held against."""
        return _stamp()


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function to run without the interpreter's lock."""
    before = config.CACHE_LOCATOR_CLASSES
    own = (f"{locator.__module__}.{locator.__qualname__}" for locator in (BesideTheSource, OfTheUser))
    config.CACHE_LOCATOR_CLASSES = ",".join(own)
    try:
        return numba.njit(nogil=True, cache=True, boundscheck=False)(function)
    finally:
        config.CACHE_LOCATOR_CLASSES = before
