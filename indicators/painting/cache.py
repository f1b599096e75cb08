"""Where compiled code is kept: beside its source, also when nothing can be written there any more.

Numba passes over a cache that it cannot write to, and would compile again for every user of an installation that is
read-only. What was compiled at installation is as good as if it could be written.
"""

# mypy: allow-untyped-calls, disable-error-code="attr-defined"

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from numba.core import config
from numba.core.caching import InTreeCacheLocator


class InstalledCacheLocator(InTreeCacheLocator):
    """The cache beside the source, writable or filled."""

    def ensure_cache_path(self) -> None:
        """Raise OSError when it can neither be written to nor holds compiled code of the module."""
        if not any(Path(self.get_cache_path()).glob(f"{Path(self._py_file).stem}.*.nbi")):
            super().ensure_cache_path()


@contextmanager
def beside_the_source() -> Iterator[None]:
    """Functions that are compiled inside have this cache; where it cannot be used, the user's own."""
    before = config.CACHE_LOCATOR_CLASSES
    own = f"{InstalledCacheLocator.__module__}.{InstalledCacheLocator.__qualname__}"
    config.CACHE_LOCATOR_CLASSES = f"UserProvidedCacheLocator,{own},UserWideCacheLocator"
    try:
        yield
    finally:
        config.CACHE_LOCATOR_CLASSES = before
