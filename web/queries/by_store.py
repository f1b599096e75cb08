"""A question that a store may answer in a way of its own; the statement over the published file where it does not."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from tables.serving import Published

P = ParamSpec("P")
R = TypeVar("R")


def by_store(
    ask: Callable[Concatenate[Published, P], R], name: str | None = None
) -> Callable[Concatenate[Published, P], R]:
    """`ask`, unless the store that it is asked of has an answer under its name: the same rows, read another way."""
    called = name or ask.__name__

    @functools.wraps(ask)
    def answer(published: Published, /, *args: P.args, **kwargs: P.kwargs) -> R:
        own: Callable[Concatenate[Published, P], R] | None = published.answers.get(called)
        return (own or ask)(published, *args, **kwargs)

    return answer
