"""The addresses of the municipalities' own pages. What they show is always about the municipality of who asks."""

from web.site.access.roles import Role
from web.site.access.route import Route, Surface

_OWN = "web.site.municipality"
_MUNICIPALITY = frozenset({Role.MUNICIPALITY})
_FACED = frozenset({Surface.MUNICIPALITY})

MUNICIPALITIES = (
    Route(
        "municipality",
        "kommun/",
        f"{_OWN}.overview.overview",
        _MUNICIPALITY,
        "municipality",
        label="Översikt",
        surfaces=_FACED,
    ),
)
