"""What views hand to the components of templates."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tab:
    """A link among others; `count` is shown after the label when it is known."""

    label: str
    url: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class PageLinks:
    """Where the rows shown lie among all, and links to those before and after; `None` where there are none."""

    first: int
    last: int
    total: int
    previous: str | None = None
    following: str | None = None
