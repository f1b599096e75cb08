"""The small register of the cases that decide who is shown, published once for each process."""

import polars as pl
import pytest

from tables.serving import Published
from tests.web.exports.world import DAY, RUN, published_world
from web.exports import placing, public


@pytest.fixture(scope="session")
def world(tmp_path_factory):
    return published_world(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="session")
def shown(world):
    """Contract → what is shown of the world, in rows that are legal by it."""
    with Published(world, RUN) as published:
        frames = {**public.frames(published, DAY), **placing.frames(published, DAY)}
    return {one: one.validate(frame, cast=True).sort(pl.all(), nulls_last=True) for one, frame in frames.items()}
