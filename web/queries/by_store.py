"""A question that a store may answer in a way of its own; the statement over the published file where it does not."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

from tables.serving import Published

Ask = TypeVar("Ask", bound=Callable[..., Any])


def by_store(ask: Ask, name: str | None = None) -> Ask:
    """`ask`, unless the store that it is asked of has an answer under its name: the same rows, read another way."""
    called = name or ask.__name__

    @functools.wraps(ask)
    def answer(published: Published, *args: Any, **kwargs: Any) -> Any:
        return published.answers.get(called, ask)(published, *args, **kwargs)

    return cast("Ask", answer)
