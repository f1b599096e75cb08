"""A made-up vendor and an agency that asks it, as the tests of VärdefullaDatamängder need them."""

import datetime as dt

import polars as pl
from stdnum import luhn

from sources.bolagsverket.vdm.fetching import SOURCE, fetch
from sources.bolagsverket.vdm.service import BASE
from sources.fetching import walk
from sources.fetching.decisions import Access, Secret
from sources.fetching.delivering import DELIVERIES
from sources.identity import PseudonymKey
from sources.standin import CLIENT_ID, CLIENT_SECRET, World
from tables import raw

DAY = dt.date(2026, 3, 2)
NUMBERS = [number + luhn.calc_check_digit(number) for number in (f"5560000{place:02d}" for place in range(9))]
ABOUT = f"{BASE}/organisationer"
KEY = PseudonymKey(b"a key for tests, long enough")


def world(**changed):
    """Nine companies, the first as `changed` says."""
    rows = [{"identity": number, "name": f"Bolag {number[6:9]} AB", "sni": ["87301"]} for number in NUMBERS]
    rows[0] |= changed
    return World.of(companies=rows)


def access_to(server, folder, **given):
    """How the stand-in is reached, quickly and with little patience."""
    for name, text in (("id", CLIENT_ID), ("secret", CLIENT_SECRET)):
        (folder / name).write_text(text)
        (folder / name).chmod(0o600)
    patience = {"requests_per_minute": 600_000, "backoff_seconds": 0.001, "timeout_seconds": 2.0}
    return Access(
        url=server.url,
        token_url=f"{server.url}/oauth2/token",
        client_id=Secret(folder / "id"),
        client_secret=Secret(folder / "secret"),
        **{**patience, **given},
    )


class Agency:
    """Fetches from a server into a home directory, as the program does."""

    def __init__(self, server, home, **access):
        self.server, self.home = server, home
        home.mkdir(exist_ok=True)
        self.access = access_to(server, home, **access)
        self.followed = list(NUMBERS)

    def errand(self, day=DAY, progress=lambda _: None):
        """What a run on a day has in hand."""
        followed = pl.DataFrame({"operator_id": sorted(self.followed)}, schema={"operator_id": pl.String})
        return walk.Errand(self.home, day, KEY, followed, progress)

    def run(self, day=DAY):
        """One run; the server's day follows."""
        self.server.day = day
        return walk.fetch_source(self.errand(day), SOURCE, fetch, self.access)

    def asked_about(self):
        """How many questions about organisations came to the server, and how each was answered."""
        return [each.status for each in self.server.seen if each.path == ABOUT]

    @property
    def memory(self):
        """The file of what is remembered."""
        return self.home / "fetched" / SOURCE / "answers.parquet"

    def files(self):
        """Name → rows of each delivered file, in the order in which they are landed."""
        folder = self.home / DELIVERIES / raw.CompanyAnswer.folder
        return {path.name: pl.read_parquet(path) for path in sorted(folder.glob("company_answer_*.parquet"))}

    def rows(self):
        """All delivered rows, in the order in which they are landed."""
        kinds = {name: raw.CompanyAnswer.columns()[name].dtype for name in raw.CompanyAnswer.delivered_columns()}
        return pl.concat([pl.DataFrame(schema=kinds), *self.files().values()])

    def landed(self):
        """The rows as they are in the warehouse, held to the contract."""
        rows = self.rows().with_row_index("source_row", offset=2).with_columns(ledger_id=pl.lit("0" * 16))
        return raw.CompanyAnswer.validate(rows, cast=True)
