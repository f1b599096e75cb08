"""What the tests of fetched circles share: made-up people, a world in which they come and go, and fetching it."""

import datetime as dt
import random
from contextlib import contextmanager
from dataclasses import dataclass, field

import polars as pl
from stdnum import luhn

from sources.bolagsverket.functionaries import foretagsinformation, ssbtgo
from sources.bolagsverket.owners import fetching as owners
from sources.discovery import table_of
from sources.facts.links import actor_links
from sources.fetching.connector import Asked, SourceFault
from sources.fetching.decisions import Access, Secret
from sources.fetching.delivering import DELIVERIES, deliver
from sources.identity import DEMO_SECRET, PseudonymKey
from sources.standin import CLIENT_ID, CLIENT_SECRET, StandIn, World
from tables import core
from tables.contracts import deliveries
from tests.sources.delivering import landed

KEY = PseudonymKey(DEMO_SECRET)
FIRST = dt.date(2026, 5, 4)
COMPANIES = ("5560000001", "5560000019", "5560000027", "5560000035")
MODULES = {"foretagsinformation": foretagsinformation, "ssbtgo": ssbtgo, "verkliga_huvudman": owners}
PATHS = {name: module.QUESTION.path for name, module in MODULES.items()}
#: The register's letters → our role.
ROLES = {"LE": "board_member", "OF": "board_member", "SU": "deputy", "VD": "ceo", "REVH": "auditor", "PO": None}
NAME = ("Planterad", "Hemligsson")


def person(number):
    """A made-up person's twelve digits; the check digit is right."""
    stem = f"8{number % 10}0{1 + number % 9}1{number % 10}{number:03d}"
    return "19" + stem + luhn.calc_check_digit(stem)


def pseudonym(twelve):
    return KEY.pseudonym(twelve[2:])


def random_world(seed, weeks):
    """Companies whose functionaries come and go at random from week to week, written with ten digits or twelve."""
    dice = random.Random(seed)
    rows = []
    for company in COMPANIES:
        for number in range(6):
            for letters in dice.sample(sorted(ROLES), k=2):
                day = FIRST - dt.timedelta(days=3)
                for week in range(weeks + 1):
                    if dice.random() < 0.5:
                        last = FIRST + dt.timedelta(days=7 * week - 3)
                        rows.append(functionary(company, person(number), letters, day, last, dice.random() < 0.5))
                    day = FIRST + dt.timedelta(days=7 * week - 3)
    return World.of(
        companies=[{"identity": each, "municipality_code": "0180"} for each in COMPANIES], functionaries=rows
    )


def functionary(company, twelve, letters, since=None, until=None, is_short=False):
    return {
        "identity": company, "holder": f"{twelve[2:8]}-{twelve[8:]}" if is_short else twelve, "role": letters,
        "first_name": NAME[0], "last_name": NAME[1], "valid_from": since, "valid_to": until,
    }  # fmt: skip


def circle_of(world, company, day):
    """Who holds which of our roles in a company, by what the world is on a day."""
    held = world.at(day).functionaries.filter(pl.col("identity") == company)
    found = {(KEY.pseudonym(holder.replace("-", "")[-10:]), ROLES[role]) for holder, role in
             held.select("holder", "role").iter_rows()}  # fmt: skip
    return {each for each in found if each[1] is not None}


@dataclass
class Fetching:
    """One source in one home directory, fetched again and again."""

    source: str
    server: StandIn
    home: object
    followed: tuple[str, ...] = COMPANIES
    most: int = 1000
    parts: list = field(default_factory=list)

    @property
    def folder(self):
        return self.home / "fetched" / self.source

    def asked(self, day):
        secrets = self.home / "secrets"
        secrets.mkdir(parents=True, exist_ok=True)
        for name, text in (("id", CLIENT_ID), ("secret", CLIENT_SECRET)):
            (secrets / name).write_text(text)
            (secrets / name).chmod(0o600)
        access = Access(
            url=self.server.url, token_url=f"{self.server.url}/oauth2/token", client_id=Secret(file=secrets / "id"),
            client_secret=Secret(file=secrets / "secret"), requests_per_minute=600_000, timeout_seconds=5,
            most_requests=self.most, backoff_seconds=0.001,
        )  # fmt: skip
        self.folder.mkdir(parents=True, exist_ok=True)
        return Asked(day, pl.DataFrame({"operator_id": self.followed}), KEY, self.folder, access)

    def run(self, day, *, commits=True):
        """Fetch on a day as the walk does; gives the fault, if there was one."""
        self.server.day = day
        try:
            for part in MODULES[self.source].fetch(self.asked(day)):
                for stem, rows in part.rows.items():
                    deliver(self.home, stem, rows)
                if commits:
                    part.commit()
                self.parts.append(part)
        except SourceFault as fault:
            return fault
        return None

    def raw(self):
        """What has been delivered so far, by table, legal by the contracts."""
        return {table: self._table(contract) for table, contract in deliveries().items()}

    def _table(self, contract):
        folder = self.home / DELIVERIES / contract.folder
        files = [path for path in sorted(folder.glob("*.parquet")) if table_of(path.stem) == contract.table]
        rows = pl.concat([contract.create_empty().select(contract.delivered_columns()), *map(pl.read_parquet, files)])
        places = {"ledger_id": pl.lit("00000000000000aa"), "source_row": pl.int_range(2, pl.len() + 2)}
        return contract.validate(rows.with_columns(**places).select(contract.column_names()), cast=True)

    def landed(self):
        """The same, landed in a home of its own."""
        outcome = landed(self.home / DELIVERIES, self.home / "landed", *deliveries(), key=KEY)
        assert outcome.waiting == [], outcome.faults
        assert outcome.error_rules == []
        return outcome.rows

    def questions(self):
        return [seen for seen in self.server.seen if seen.path == PATHS[self.source]]


@contextmanager
def fetching(source, world, home, **settings):
    with StandIn(world, FIRST) as server:
        yield Fetching(source, server, home, **settings)


def held(facts, company, day):
    """Who holds which role in a company on a day, as it was known that day."""
    links = facts["actor_link"].filter(
        pl.col("actor_id") == company, pl.col("other_kind").cast(pl.String) == "person",
        pl.col("known_from") <= day, pl.col("known_to").is_null() | (pl.col("known_to") > day),
        pl.col("valid_from") <= day, pl.col("valid_to").is_null() | (pl.col("valid_to") > day),
    )  # fmt: skip
    return set(links.select("other_id", "relation").iter_rows())


def facts_of(raw):
    """The links that follow from what was delivered; nothing else is worked out, as it takes time."""
    nobody = core.Company.create_empty(), core.ActivityVersion.create_empty()
    return {"actor_link": actor_links(raw["company_event"], raw["actor_relation"], *nobody)}
