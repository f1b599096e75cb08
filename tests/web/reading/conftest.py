"""The planted run, opened as pages open it."""

import pytest

from web.reading import Reading


@pytest.fixture(scope="session")
def reading(home):
    return Reading(home)
