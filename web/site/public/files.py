"""The export as files that others read, their manifest, and their description for data portals."""

import functools
import hashlib
from pathlib import Path

import polars as pl
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response

from tables.exports.files import MANIFEST, manifest_of
from web.exports.catalogue import document
from web.exports.formats import MEDIA_TYPES, as_csv, as_json
from web.site.public.register import register

_WRITTEN = {"csv": as_csv, "json": as_json}


def table(request: HttpRequest, name: str, ending: str) -> HttpResponseBase:
    """A table of the export in a format; not sent again to whoever has it."""
    opened = register()
    if name not in manifest_of(opened.folder)["tables"] or ending not in MEDIA_TYPES:
        raise Http404
    content = _content(opened.folder, name, ending)
    kind = MEDIA_TYPES[ending] + ("; charset=utf-8" if ending == "csv" else "")
    return _sent(request, content, kind, f"{name}-{opened.day}.{ending}")


def manifest(request: HttpRequest) -> HttpResponseBase:
    """The manifest: run, day, and for each table its columns, rows and the digest of its Parquet file."""
    opened = register()
    return _sent(request, (opened.folder / MANIFEST).read_bytes(), "application/json", f"manifest-{opened.day}.json")


def catalogue(request: HttpRequest) -> HttpResponseBase:
    """The data sets described by DCAT-AP-SE."""

    def download(name: str, ending: str) -> str:
        path = reverse("public_file", kwargs={"name": name, "ending": ending})
        return str(request.build_absolute_uri(path))

    own = request.build_absolute_uri(reverse("public_catalogue"))
    return _sent(request, document(register().folder, own, download).encode(), "application/ld+json")


@functools.lru_cache(maxsize=9)
def _content(folder: Path, name: str, ending: str) -> bytes:
    path = folder / f"{name}.parquet"
    return _WRITTEN[ending](pl.read_parquet(path)) if ending in _WRITTEN else path.read_bytes()


def _sent(request: HttpRequest, content: bytes, kind: str, saved_as: str = "") -> HttpResponseBase:
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    headers = {"ETag": etag, "Access-Control-Allow-Origin": "*"}
    if saved_as:
        headers["Content-Disposition"] = f'attachment; filename="{saved_as}"'
    made = HttpResponse(content, content_type=kind, headers=headers)
    found: HttpResponseBase = get_conditional_response(request, etag, None, made) or made
    found["Access-Control-Allow-Origin"] = "*"
    return found
