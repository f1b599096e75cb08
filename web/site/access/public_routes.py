"""The addresses that everybody may open, without signing in. What they show is the export `public` and nothing else."""

from typing import Any

from web.site.access.route import Limit, Route, Surface

_OWN, _ROOT = "web.site.public", "oppet"


def _open(name: str, path: str, view: str, limit: Limit | None = Limit.PUBLIC, **more: Any) -> Route:
    faced = frozenset({Surface.PUBLIC})
    return Route(name, f"{_ROOT}/{path}", f"{_OWN}.{view}", None, limit=limit, surfaces=faced, **more)


def _interface(name: str, path: str, view: str) -> Route:
    """Counted by the view, which says in JSON when it is too often."""
    return _open(name, f"api/v1/{path}", f"api.{view}", None)


PUBLIC = (
    _open("public_search", "", "search.search", label="Sök"),
    _open("public_hvb", "forteckning-hvb/", "search.hvb_list", label="HVB-förteckningen"),
    _open("public_activity", "verksamhet/<str:public_id>/", "activity.activity"),
    _open("public_counts", "antal/", "counts.counts", label="Antal"),
    _open("public_data", "data/", "about.data", label="Öppna data"),
    _open("public_manifest", "data/manifest.json", "files.manifest"),
    _open("public_file", "data/<slug:name>.<slug:ending>", "files.table"),
    _open("public_about", "om/", "about.about", label="Om uppgifterna"),
    _open("public_catalogue", "catalog.jsonld", "files.catalogue"),
    _interface("public_openapi", "openapi.json", "openapi"),
    _interface("public_api_activities", "verksamheter", "activities"),
    _interface("public_api_activity", "verksamheter/<str:public_id>", "activity"),
    _interface("public_api_decisions", "beslut", "decisions"),
    _interface("public_api_counts", "antal", "counts"),
)
