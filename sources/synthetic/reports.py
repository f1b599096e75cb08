"""Delivery `report`: who reports what about whom, by which channel, and how it was joined to the register.

How many come in is in `report_volumes.py`; what becomes of them is in `report_states.py`.
"""

import numpy as np
import polars as pl

from sources.synthetic import forms
from sources.synthetic.draws import (
    NEVER,
    Flags,
    Floats,
    Ints,
    Rng,
    Texts,
    between,
    chance,
    dates,
    delay,
    numbered,
    pick,
    pick_index,
    where,
)
from sources.synthetic.population import N_MUNICIPALITIES, Population, municipalities
from sources.synthetic.report_volumes import WEB_FORM, WIDER_DUTY, days_by_kind
from sources.synthetic.setting import Setting
from sources.synthetic.supervision import AREAS
from tables.months import day_number

_WEB, _WIDER = day_number(WEB_FORM), day_number(WIDER_DUTY)
#: Share of municipalities that never send a report, whatever they see.
SILENT_MUNICIPALITIES = 0.22
_CHILD_FORMS = ["HVB", "STODB", "SKYDD", "LSS8", "SIS"]
_SENDERS = {
    "tip": {"staff": 0.3, "user_or_relative": 0.42, "other": 0.28},
    "complaint": {"user_or_relative": 0.93, "other": 0.07},
    "lex_sarah": {"provider": 1.0},
    "municipal_report": {"municipality": 1.0},
    "enquiry_municipal": {"municipality": 1.0},
    "authority_signal": {"authority": 1.0},
    "child_line": {"child": 0.9, "user_or_relative": 0.1},
}
_CHANNELS = {
    "complaint": {"letter": 0.4, "email": 0.4, "phone": 0.2},
    "lex_sarah": {"email": 0.5, "letter": 0.5},
    "enquiry_municipal": {"phone": 0.75, "email": 0.25},
    "authority_signal": {"authority": 1.0},
    "child_line": {"child_line": 1.0},
    "municipal_report": {"email": 0.6, "letter": 0.4},
}
_LINKS = {
    "tip": {"id": 0.5, "orgnr": 0.13, "name_proposal": 0.2, "none": 0.17},
    "complaint": {"id": 0.55, "org_unit": 0.2, "name_proposal": 0.15, "none": 0.1},
    "lex_sarah": {"id": 0.6, "org_unit": 0.35, "permit_no": 0.05},
    "child_line": {"id": 0.7, "name_proposal": 0.2, "none": 0.1},
    "municipal_report": {"id": 0.55, "permit_no": 0.15, "orgnr": 0.2, "org_unit": 0.1},
    "enquiry_municipal": {"id": 0.4, "orgnr": 0.25, "name_proposal": 0.15, "none": 0.2},
    "authority_signal": {"orgnr": 0.75, "org_unit": 0.1, "diarienummer": 0.05, "none": 0.1},
}
ENQUIRIES = {"question": 0.55, "information": 0.3, "both": 0.15}
_ACTIVITY_LINKS = ["id", "permit_no", "org_unit", "diarienummer", "name_proposal"]
AGENCIES = {"FK": 0.35, "SKV": 0.25, "POL": 0.15, "AV": 0.12, "KFM": 0.08, "EBM": 0.05}


def build(setting: Setting, population: Population) -> pl.DataFrame:
    """All reports as they truly were: kind, day, activity concerned, sender, channel and link."""
    rng = setting.stream("reports")
    kinds = [
        pl.DataFrame({"day": np.sort(days), "activity": _whom(rng, population, kind, np.sort(days))}).with_columns(
            kind=pl.lit(kind)
        )
        for kind, days in days_by_kind(setting).items()
    ]
    reports = _repeated(rng, pl.concat(kinds).with_columns(matter=pl.lit(-1, dtype=pl.Int64)))
    reports = _one_matter(rng, setting, reports)
    reports = reports.sort("day", "kind", "activity", maintain_order=True)
    return _described(rng, population, reports, reporting_diligence(setting))


def _whom(rng: Rng, population: Population, kind: str, day: Ints) -> Ints:
    """The activity that each report is about: the worse and the larger, the more often."""
    risk, form = population.of_activity("risk"), population.of_activity("form_code")
    private = population.of_activity("operator_type") == "private"
    size = np.maximum(population.of_activity("places"), 6.0) ** 0.6
    sharpness = {
        "tip": 0.55,
        "complaint": 0.4,
        "lex_sarah": 0.1,
        "municipal_report": 0.95,
        "enquiry_municipal": 0.5,
        "authority_signal": 0.2,
        "child_line": 0.45,
    }[kind]
    weight = np.exp(sharpness * np.clip(risk, -3, 2.6)) * size
    if kind in {"municipal_report", "enquiry_municipal", "authority_signal"}:
        weight = weight * private * forms.facts(form).permit_private
    if kind == "authority_signal":
        weight = weight * np.exp(0.8 * population.of_operator("integrity_risk")[population.of_activity("operator")])
    if kind == "child_line":
        weight = weight * (np.isin(form, _CHILD_FORMS))
    if kind == "lex_sarah":
        weight = weight * np.where(np.isin(form, ["SABO", "HTJ"]) | forms.facts(form).is_lss, 2.5, 1.0)
    return _existing(rng, population, weight, day)


def _existing(rng: Rng, population: Population, weight: Floats, day: Ints) -> Ints:
    """Draw activities by weight, again for those that did not run on the day; a last few may have closed."""
    activity = pick_index(rng, weight, len(day))
    for _ in range(6):
        absent = (day < population.of_activity("start")[activity]) | (
            day > population.of_activity("end")[activity] + 30
        )
        activity[absent] = pick_index(rng, weight, int(absent.sum()))
    absent = (day < population.of_activity("start")[activity]) | (day > population.of_activity("end")[activity] + 30)
    settled = (
        weight * (population.of_activity("start") <= day.min(initial=0)) * (population.of_activity("end") == NEVER)
    )
    activity[absent] = pick_index(rng, settled, int(absent.sum()))
    return activity


def _repeated(rng: Rng, reports: pl.DataFrame) -> pl.DataFrame:
    """Let some tips be one person's repeats about the same activity, within weeks."""
    n, activity = reports.height, reports["activity"].to_numpy().copy()
    sender = rng.integers(0, 2**62, n)
    again = np.flatnonzero((reports["kind"] == "tip").to_numpy() & chance(rng, 0.11, n))
    again = again[again > 40]
    before = again - rng.integers(1, 5, len(again))
    same = (reports["kind"] == "tip").to_numpy()[before]
    activity[again[same]], sender[again[same]] = activity[before[same]], sender[before[same]]
    return reports.with_columns(activity=pl.Series(activity), sender=pl.Series(sender))


def _one_matter(rng: Rng, setting: Setting, reports: pl.DataFrame) -> pl.DataFrame:
    """Let some enquiries and complaints be the same matter as a formal report or a tip."""
    columns = {name: reports[name].to_numpy().copy() for name in ("day", "activity", "matter")}
    kind = reports["kind"].to_numpy()
    taken = 0
    pairs = (
        ("municipal_report", "enquiry_municipal", -60, -3, 0.3),
        ("tip", "complaint", 2, 50, 0.02),
        ("lex_sarah", "complaint", -30, 40, 0.03),
        ("tip", "enquiry_municipal", 3, 60, 0.015),
    )
    for lead, follower, low, high, share in pairs:
        leads = np.flatnonzero((kind == lead) & chance(rng, share, len(kind)))
        free = np.flatnonzero((kind == follower) & (columns["matter"] < 0))
        n = min(len(leads), len(free) // 3)
        leads, chosen = leads[:n], rng.permutation(free)[:n]
        day = columns["day"][leads] + rng.integers(low, high, n)
        inside = (day >= setting.first_day) & (day <= setting.last_day) & (columns["matter"][leads] < 0)
        leads, chosen, day = leads[inside], chosen[inside], day[inside]
        number = taken + np.arange(len(leads))
        columns["day"][chosen], columns["activity"][chosen] = day, columns["activity"][leads]
        columns["matter"][leads], columns["matter"][chosen] = number, number
        taken += len(leads)
    return reports.with_columns(**{name: pl.Series(values) for name, values in columns.items()})


def _described(rng: Rng, population: Population, reports: pl.DataFrame, diligence: Floats) -> pl.DataFrame:
    """Add sender, channel, grounds, subject and link."""
    kind, day, n = reports["kind"].to_numpy(), reports["day"].to_numpy(), reports.height
    activity = reports["activity"].to_numpy()
    link = _by_kind(rng, kind, _LINKS)
    unlicensed = np.isin(kind, ["municipal_report", "authority_signal"]) & (day >= _WIDER) & chance(rng, 0.12, n)
    individual = np.isin(kind, ["tip", "complaint"]) & chance(rng, 0.07, n)
    return reports.with_columns(
        sender_type=pl.Series(_by_kind(rng, kind, _SENDERS)),
        channel=pl.Series(_channel(rng, kind, day)),
        link=pl.Series(np.where(unlicensed | (individual & chance(rng, 0.5, n)), "none", link)),
        unlicensed=pl.Series(unlicensed),
        individual=pl.Series(individual),
        grounds=_grounds(rng, population, activity, kind, day, unlicensed),
        municipality=pl.Series(_sender_municipality(rng, population, activity, diligence)),
        enquiry=where(kind == "enquiry_municipal", pick(rng, ENQUIRIES, n)),
    )


def _by_kind(rng: Rng, kind: Texts, shares: dict[str, dict[str, float]]) -> Texts:
    drawn = np.full(len(kind), "", dtype="<U24")
    for name, table in shares.items():
        rows = np.flatnonzero(kind == name)
        drawn[rows] = pick(rng, table, len(rows))
    return drawn


def _channel(rng: Rng, kind: Texts, day: Ints) -> Texts:
    n = len(kind)
    before = pick(rng, {"phone": 0.45, "email": 0.35, "tip_form": 0.2}, n)
    after = pick(rng, {"tip_form": 0.86, "phone": 0.09, "email": 0.05}, n)
    channel = np.where(kind == "tip", np.where(day < _WEB, before, after), _by_kind(rng, kind, _CHANNELS))
    mailbox = (kind == "municipal_report") & (day >= _WIDER) & chance(rng, 0.85, n)
    own_service = (kind == "lex_sarah") & (day >= _WEB + 200) & chance(rng, 0.6, n)
    return np.where(mailbox, "municipal_mailbox", np.where(own_service, "e_service", channel))


def _grounds(rng: Rng, population: Population, activity: Ints, kind: Texts, day: Ints, unlicensed: Flags) -> pl.Series:
    """Grounds of deficiency reports; the wider grounds hold from 2026."""
    n = len(kind)
    lss = forms.facts(population.of_activity("form_code")).is_lss[activity]
    legacy = np.where(lss & chance(rng, 0.7, n), "legacy", "serious_deficiency")
    operator = population.of_activity("operator")[activity]
    planted = population.is_planted()[operator]
    wider = pick(rng, {"serious_deficiency": 0.74, "unsuitable": 0.14, "serious_deficiency|unsuitable": 0.12}, n)
    wider = np.where(planted & chance(rng, 0.6, n), "serious_deficiency|unsuitable", wider)
    grounds = np.where(unlicensed, "unlicensed", np.where(day < _WIDER, legacy, wider))
    return where((kind == "municipal_report") | unlicensed, grounds)


def _sender_municipality(rng: Rng, population: Population, activity: Ints, diligence: Floats) -> Ints:
    """Which municipality reports: mostly the site's, else another; some never do."""
    weight = municipalities()["weight"].to_numpy() * diligence
    site = population.of_activity("municipality")[activity]
    drawn = pick_index(rng, weight, len(activity))
    stays = (site >= 0) & (diligence[np.maximum(site, 0)] > 0) & chance(rng, 0.6, len(activity))
    return np.where(stays, site, drawn)


def reporting_diligence(setting: Setting) -> Floats:
    """How readily each municipality reports; 0 for those that never do."""
    rng = setting.stream("reporting diligence")
    diligence = np.exp(rng.normal(0, 0.6, N_MUNICIPALITIES))
    return np.where(chance(rng, SILENT_MUNICIPALITIES, N_MUNICIPALITIES), 0.0, diligence)


def rows(rng: Rng, population: Population, reports: pl.DataFrame) -> pl.DataFrame:
    """The reports as registered on arrival."""
    kind, day, n = reports["kind"].to_numpy(), reports["day"].to_numpy(), reports.height
    matter, late = reports["matter"].to_numpy(), delay(rng, n, mean=1.2, share_late=0.02, latest=150)
    return pl.DataFrame(
        {
            "report_id": numbered("R", n, width=7),
            "matter_id": where(matter >= 0, numbered("AR", n).gather(np.maximum(matter, 0))),
            "kind": kind,
            "grounds": reports["grounds"],
            "channel": reports["channel"],
            "form_version": where(reports["channel"].to_numpy() == "tip_form", np.where(day < _WEB, "1", "2")),
            "area": where(chance(rng, 0.75, n), pick(rng, AREAS, n)),
            "severity": where((kind == "tip") | (kind == "municipal_report"), between(rng, 1, 4, n)),
            "subject_type": np.where(reports["individual"].to_numpy(), "individual", "provider"),
            "enquiry_class": reports["enquiry"],
            "received_at": dates(day),
            "known_at": dates(np.minimum(day + late, NEVER - 1)),
        }
    ).with_columns(*_sender(rng, reports), *_subject(rng, population, reports))


def _sender(rng: Rng, reports: pl.DataFrame) -> list[pl.Series]:
    """Who reports: the municipality, the authority, or a contact from which repeats can be seen."""
    sender, n = reports["sender_type"].to_numpy(), reports.height
    municipal, authority = sender == "municipality", sender == "authority"
    keyed = ~municipal & ~authority & (sender != "provider") & chance(rng, 0.75, n)
    token = pl.select("kontakt-" + pl.Series(reports["sender"] % 10**12).cast(pl.String) + "@post.exempel").to_series()
    return [
        reports["sender_type"],
        where(municipal, municipalities()["code"].gather(reports["municipality"])).alias("sender_municipality"),
        where(authority, pick(rng, AGENCIES, n)).alias("sender_agency"),
        where(keyed, token).alias("sender_key"),
    ]


def _subject(rng: Rng, population: Population, reports: pl.DataFrame) -> list[pl.Series]:
    """Whom it is about, as far as could be told; a proposal by name is wrong now and then."""
    link, day, n = reports["link"].to_numpy(), reports["day"].to_numpy(), reports.height
    mistaken = (link == "name_proposal") & chance(rng, 0.15, n)
    activity = np.where(mistaken, rng.integers(0, population.activities.height, n), reports["activity"].to_numpy())
    operator = population.operators["operator_id"].gather(population.operator_on(activity, day))
    stranger = reports["unlicensed"].to_numpy() & (link == "none")
    number = pl.Series(rng.integers(1, max(4, n // 400), n)).cast(pl.String)
    return [
        where(link != "none", operator).alias("operator_id"),
        where(np.isin(link, _ACTIVITY_LINKS), numbered("V", population.activities.height).gather(activity)).alias(
            "activity_id"
        ),
        where(stranger, _heard(population, reports, pl.select(pl.lit("Okänd utförare ") + number).to_series())).alias(
            "unknown_actor"
        ),
        reports["link"].alias("link_method"),
    ]


def _heard(population: Population, reports: pl.DataFrame, unnamed: pl.Series) -> pl.Series:
    """What an unknown actor is called: every other company by its name as somebody heard it, others by no name."""
    activity, day = reports["activity"].to_numpy(), reports["day"].to_numpy()
    name = population.operators["operator_name"].gather(population.operator_on(activity, day)).alias("name")
    whole = pl.DataFrame({"name": name, "unnamed": unnamed, "sender": reports["sender"]})
    bare = pl.col("name").str.strip_suffix(" AB")
    slip = bare.str.head(4) + bare.str.slice(5)
    heard = pl.when(pl.col("sender") % 4 < 2).then(bare).otherwise(slip)
    is_named = (pl.col("sender") % 2 == 0) & pl.col("name").str.ends_with(" AB")
    return whole.select(pl.when(is_named).then(heard).otherwise("unnamed")).to_series()
