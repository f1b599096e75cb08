"""Which services the stand-in has, and at which paths. What each answers stands in its own module."""

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sources.standin import bulk_texts, documents, functionaries, kolada, organisations, owners
from sources.standin.errors import error_body
from sources.standin.files import Files, monday_of, zipped
from sources.standin.gateway import Gateway
from sources.standin.vendor import BadRequest, Vendor, identity_of, question
from sources.standin.world import World

Json = dict[str, Any]
Endpoint = Callable[[Request], Awaitable[Response]]
VDM, FI = "/vardefulla-datamangder/v1", "/foretagsinformation/v4"
SSBTGO, OWNERS = "/ssbtgo/v1", "/verkliga-huvudman/v1"
REPORTS = "/arsredovisningar-bulkfiler"


def application(world: Callable[[], World], day: Callable[[], dt.date], gateway: Gateway, files: Files) -> Starlette:
    """All services, answering from the world as it is the day."""
    vendor = Vendor(world, day, gateway, files)
    return Starlette(
        routes=[
            Route("/oauth2/token", gateway.token, methods=["POST"]),
            *_values_routes(vendor),
            *_paid_routes(vendor),
            *_file_routes(vendor),
            *_kolada_routes(vendor),
        ]
    )


def _behind(vendor: Vendor, answer: Callable[[Request], Awaitable[Response]]) -> Endpoint:
    """An endpoint behind the gateway: a token is asked for, and what cannot be read is told so."""

    async def endpoint(request: Request) -> Response:
        refused = vendor.gateway.refusal(request)
        if refused is not None:
            return refused
        try:
            return await answer(request)
        except BadRequest as error:
            return error_body(request.scope, 400, str(error))

    return endpoint


def _asking(vendor: Vendor, answer: Callable[[Request, str, Json], Json]) -> Endpoint:
    """An endpoint that is asked about one identity number."""

    async def answered(request: Request) -> Response:
        body = await question(request)
        return JSONResponse(answer(request, identity_of(body), body))

    return _behind(vendor, answered)


def _values_routes(vendor: Vendor) -> list[Route]:
    async def alive(_request: Request) -> Response:
        return PlainTextResponse("OK")

    async def one(request: Request) -> Response:
        found = documents.document(vendor.known(), request.path_params["document"])
        if found is None:
            return error_body(request.scope, 404)
        return Response(found, media_type="application/zip")

    def organisation(request: Request, identity: str, _body: Json) -> Json:
        return organisations.organisations(vendor.known(), identity, request.state.faults)

    def listed(request: Request, identity: str, _body: Json) -> Json:
        return documents.document_list(vendor.known(), identity, request.state.faults)

    return [
        Route(f"{VDM}/isalive", _behind(vendor, alive)),
        Route(f"{VDM}/organisationer", _asking(vendor, organisation), methods=["POST"]),
        Route(f"{VDM}/dokumentlista", _asking(vendor, listed), methods=["POST"]),
        Route(f"{VDM}/dokument/{{document}}", _behind(vendor, one)),
    ]


def _paid_routes(vendor: Vendor) -> list[Route]:
    def organisation(_request: Request, identity: str, _body: Json) -> Json:
        return {"organisationer": functionaries.organisations(vendor.known(), identity)}

    def engaged(_request: Request, identity: str, body: Json) -> Json:
        size = int(body.get("antalPerSida", functionaries.IN_PAGE))
        return functionaries.engagements(vendor.known(), identity, int(body.get("sida", 1)), size)

    def owned(_request: Request, identity: str, _body: Json) -> Json:
        return owners.owners(vendor.known(), identity)

    found = [Route(f"{OWNERS}/organisationer", _asking(vendor, owned), methods=["POST"])]
    for base in (FI, SSBTGO):
        found.append(Route(f"{base}/organisationer", _asking(vendor, organisation), methods=["POST"]))
        found.append(Route(f"{base}/organisationsengagemang", _asking(vendor, engaged), methods=["POST"]))
    return found


def _file_routes(vendor: Vendor) -> list[Route]:
    def weekly(name: str, make: Callable[[World], dict[str, bytes]]) -> Endpoint:
        async def endpoint(_request: Request) -> Response:
            day, world = monday_of(vendor.day()), vendor.world()
            path = vendor.files.get(name, day, world, lambda: zipped(make(vendor.known(day))))
            return FileResponse(path, media_type="application/zip", stat_result=path.stat())

        return endpoint

    def scb(world: World) -> dict[str, bytes]:
        return {f"scb_bulkfil_JE_{monday_of(vendor.day()):%Y%m%d}T012700_01.txt": bulk_texts.scb(world)}

    def bolagsverket(world: World) -> dict[str, bytes]:
        return {"bolagsverket_bulkfil.txt": bulk_texts.bolagsverket(world)}

    return [
        Route("/bolagsverket/bolagsverket_bulkfil.zip", weekly("bolagsverket", bolagsverket)),
        Route("/scb/scb_bulkfil.zip", weekly("scb", scb)),
        Route(REPORTS, _listing(vendor)),
        Route(f"{REPORTS}/{{key:path}}", _report_file(vendor)),
    ]


def _week_path(vendor: Vendor, key: str) -> Any:
    world = vendor.world()
    reports = documents.week_keys(vendor.known(), vendor.day()).get(key)
    if reports is None:
        return None
    return vendor.files.get(key, documents.appeared(key), world, lambda: documents.week_file(reports))


def _listing(vendor: Vendor) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        asked = request.query_params
        keys = documents.week_keys(vendor.known(), vendor.day())
        files = [(key, _week_path(vendor, key).stat().st_size, documents.appeared(key)) for key in keys]
        most = min(int(asked.get("max-keys", documents.MOST_KEYS)), documents.MOST_KEYS)
        text = documents.listing(files, asked.get("prefix", ""), asked.get("marker", ""), most)
        return Response(text, media_type="application/xml")

    return endpoint


def _report_file(vendor: Vendor) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        path = _week_path(vendor, request.path_params["key"])
        if path is None:
            return PlainTextResponse("NoSuchKey", 404)
        return FileResponse(path, media_type="application/zip", stat_result=path.stat())

    return endpoint


def _kolada_routes(vendor: Vendor) -> list[Route]:
    def paged(found: Callable[[Request], list[Json]]) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            url = str(request.url.replace(query=""))
            return JSONResponse(kolada.page(found(request), url, dict(request.query_params)))

        return endpoint

    def data(request: Request) -> list[Json]:
        asked, named = request.query_params, request.path_params

        def many(part: str, query: str) -> list[str]:
            text = named.get(part) or asked.get(query, "")
            return [one for one in text.split(",") if one]

        kpis = many("kpi", "kpi_id")
        codes, years = many("municipality", "municipality_id"), many("year", "year")
        return [row for kpi in kpis for row in kolada.data(vendor.known(), kpi, codes, years)]

    return [
        Route("/v3/municipality", paged(lambda _: kolada.municipalities(vendor.known()))),
        Route("/v3/municipality_groups", paged(lambda _: kolada.groups(vendor.known()))),
        Route("/v3/data", paged(data)),
        Route("/v3/data/kpi/{kpi}/municipality/{municipality}", paged(data)),
        Route("/v3/data/kpi/{kpi}/year/{year}", paged(data)),
        Route("/v3/data/kpi/{kpi}/municipality/{municipality}/year/{year}", paged(data)),
    ]
