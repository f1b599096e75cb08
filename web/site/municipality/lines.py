"""Where lines stand in a drawing of a share over time. Lengths are in pixels, as text."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 640.0, 220.0, 48.0, 12.0, 28.0
#: The axis goes to the first of these that no share is above.
_TOPS = (0.04, 0.08, 0.2, 0.4, 0.6, 0.8, 1.0)
_STEPS = 4
Point = tuple[dt.date, float | None]


@dataclass(frozen=True)
class Drawing:
    """Two lines over the same days; marks of the axes with their words."""

    own: tuple[str, ...]
    country: tuple[str, ...]
    own_dots: tuple[tuple[str, str], ...]
    shares: tuple[tuple[str, str], ...]
    days: tuple[tuple[str, str, str], ...]


def drawing(own: Sequence[Point], country: Sequence[Point]) -> Drawing | None:
    """Where both lines stand; nothing with fewer than two days. A day without a share breaks its line."""
    days = sorted({day for day, _ in (*own, *country)})
    if len(days) < 2:
        return None
    most = max((share for _, share in (*own, *country) if share is not None), default=0.0)
    top = next((one for one in _TOPS if one >= most), 1.0)
    first, last = days[0].toordinal(), days[-1].toordinal()

    def across(day: dt.date) -> str:
        return f"{LEFT + (day.toordinal() - first) / (last - first) * (WIDTH - LEFT - 12):.1f}"

    def down(share: float) -> str:
        return f"{TOP + (1 - share / top) * (HEIGHT - TOP - BOTTOM):.1f}"

    shares = [top * step / _STEPS for step in range(_STEPS + 1)]
    marks = tuple((down(share), f"{share * 100:g}".replace(".", ",")) for share in shares)
    ends = ((days[0], "start"), (days[len(days) // 2], "middle"), (days[-1], "end"))
    return Drawing(
        tuple(_unbroken(own, across, down)),
        tuple(_unbroken(country, across, down)),
        tuple((across(day), down(share)) for day, share in own if share is not None),
        marks,
        tuple((across(day), day.isoformat(), anchor) for day, anchor in ends),
    )


def _unbroken(points: Sequence[Point], across: Callable[[dt.date], str], down: Callable[[float], str]) -> Iterator[str]:
    """The parts of a line between days without a share, as points of a polyline."""
    part: list[str] = []
    for day, share in sorted(points, key=lambda one: one[0]):
        if share is None:
            if part:
                yield " ".join(part)
            part = []
        else:
            part.append(f"{across(day)},{down(share)}")
    if part:
        yield " ".join(part)
