"""A look-up on a terminal: who it is and what holds first, then the state of the data, then what the figures say.

Only layout belongs here; what is said comes from `web/lookup.py`.
"""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from web import wording
from web.explanation import Account, Contribution, unknown_by_reason
from web.freshness import SourceAge, SourceReach, lateness
from web.lookup import Lookup, Place, Standing
from web.network import Network
from web.predecessors import HOW_TO_READ, Link
from web.subject import Activity, LegalState
from web.terminal import work
from web.terminal.layout import bullet, open_table, prose, section
from web.timeline import Event
from web.work import HOW_TO_READ_CASES

N_EVENTS = 30
#: More standings than this are shown as one line each.
_FEW = 3
#: A source older than this is mentioned.
_OLD_DAYS = 60


def lookup(answer: Lookup, n_events: int | None = N_EVENTS) -> RenderableType:
    """Everything about one actor or activity; `n_events` limits the timeline."""
    return Group(
        _identity(answer),
        section("Rättsläge", _legal(answer.legal)),
        section("Att åtgärda och bevaka", work.items(answer.waiting) or [Text("Inga åtgärdsposter.")]),
        *_cases(answer),
        section("Uppgifternas ålder", _sources(answer.sources, answer.fetched)),
        section("Verksamheter", [_activity(each) for each in answer.activities] or [Text("Ingen i registret.")]),
        *_succession(answer),
        section("Plats i listorna", _standings(answer.standings)),
        *([section("Ifrågasatta uppgifter", _disputed(answer))] if answer.disputed else []),
        section("Indikatorer mot jämförbara", _values(answer)),
        section("Tidslinje", _timeline(answer.timeline, n_events)),
        section("Kopplingar, ett steg", _network(answer)),
        "",
        prose(answer.disclaimer, "dim"),
        prose(f"Körning {answer.run_id}", "dim"),
    )


def _identity(answer: Lookup) -> RenderableType:
    who = answer.identity
    activity = answer.activities[0] if answer.subject == "activity" else None
    title = (
        (wording.sentence(activity.name or "namn visas inte"))
        if activity
        else (who.name or wording.sentence(who.number))
    )
    about = [f"Verksamhet {activity.activity_id}: {activity.form}, {activity.status}"] if activity else []
    number = who.number if who.kind == "organisation" else who.actor_id
    parts = [
        f"{who.name or wording.sentence(who.number)} ({number})",
        who.legal_form,
        who.operator_type,
        who.municipality,
    ]
    named = ", ".join(part for part in parts if who.kind != "stub" and part != wording.UNKNOWN) or parts[0]
    return Group(
        prose(title, "bold"),
        *(prose(line) for line in about),
        prose(f"Aktör: {named}"),
        *(prose(f"Tidigare namn: {name}") for name in who.former_names),
        *([prose(f"Företagsformer enligt {who.forms_from}: {'; '.join(who.legal_forms)}")] if who.legal_forms else []),
        *(prose(note) for note in (who.note, *answer.notes) if note),
        prose(f"Som känt per {answer.as_of}", "dim"),
    )


def _legal(states: Sequence[LegalState]) -> list[RenderableType]:
    return [
        bullet(f"{state.what}, {state.date}: {state.state}{'' if state.has_effect else ' (har ingen verkan nu)'}")
        for state in states
    ] or [Text("Inga tillstånd, förbud eller återkallelser är kända.")]


def _activity(activity: Activity) -> RenderableType:
    places = f", {activity.max_places} platser" if activity.max_places is not None else ""
    known = [part for part in (activity.address, activity.municipality) if part and part != wording.UNKNOWN]
    where = "Skyddad adress" if activity.is_address_protected else ", ".join(known) or "Ort okänd"
    notified = f"Senast anmäld {activity.last_notified}." if activity.last_notified else "Ingen anmälan känd."
    about = f"{activity.form}, {activity.status}{places}. {where}. {notified}"
    return bullet(f"{activity.activity_id}, {activity.name or 'namn visas inte'}: {about}")


def _succession(answer: Lookup) -> list[RenderableType]:
    """What the activities go on from, with what had happened there, and what goes on from them; nothing where none."""
    before, after = answer.succession.predecessors, answer.succession.successors
    shown: list[RenderableType] = (
        [section("Föregångare", [*map(_predecessor, before), prose(HOW_TO_READ, "dim")])] if before else []
    )
    return shown + ([section("Efterföljare", [bullet(link.text) for link in after])] if after else [])


def _predecessor(link: Link) -> RenderableType:
    if not link.history:
        return bullet(link.text)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for one in link.history:
        known = f" Känt här från {one.known_from}." if one.known_from != one.date else ""
        table.add_row(str(one.date), prose(f"{one.text}.").append(prose(known, "dim")))
    return Group(bullet(link.text), Padding(table, (0, 0, 0, 2)))


def _standings(standings: Sequence[Standing]) -> list[RenderableType]:
    if not standings:
        return [Text("Finns i ingen lista.")]
    if len(standings) <= _FEW:
        return [_standing(standing) for standing in standings]
    targets = list(dict.fromkeys((standing.target, standing.target_label) for standing in standings))
    table = open_table("Verksamhet", *(label for _, label in targets), whole=("Verksamhet",))
    for activity_id in dict.fromkeys(standing.activity_id for standing in standings):
        own = {standing.target: standing for standing in standings if standing.activity_id == activity_id}
        table.add_row(activity_id, *(prose(_brief(own[target])) if target in own else "–" for target, _ in targets))
    return [table, Text("Slå upp en verksamhet för vad som väger i dess poäng.")]


def _brief(standing: Standing) -> str:
    return f"{_place(standing)}, {standing.band}"


def _place(standing: Standing | Place) -> str:
    where = standing.held.place if isinstance(standing, Standing) and standing.held else ""
    return (f"plats {standing.position} ({standing.rank_interval})" if standing.rank else standing.position) + where


def _standing(standing: Standing) -> RenderableType:
    if standing.score is None:
        return Text.assemble((standing.target_label, "bold"), f": {standing.position}\n")
    figures = f"{wording.points(standing.score)} poäng, täckning {wording.share(standing.coverage)}"
    band = "" if standing.band == "–" else f"band {standing.band}, "
    heading = Text.assemble((standing.target_label, "bold"), f": {_place(standing)}, {band}")
    earlier = "; ".join(f"{place.as_of} {_place(place)}, {place.band}" for place in standing.earlier)
    before: list[RenderableType] = [prose(f"Tidigare: {earlier}", "dim")] if earlier else []
    before += work.trends(standing.trends)
    return Group(heading.append(prose(figures)), *before, Padding(_account(standing.account), (0, 0, 1, 2)))


def _cases(answer: Lookup) -> list[RenderableType]:
    """The applications that wait, with the partial score of the applicant; nothing where there are none."""
    if not answer.permit_cases:
        return []
    shown = [work.case(one) for one in answer.permit_cases]
    return [section("Tillståndsärenden som väntar", [*shown, prose(HOW_TO_READ_CASES, "dim")])]


def _account(account: Account) -> RenderableType:
    usual = ", ".join(one.label for one in account.as_usual) or "inga uppgifter"
    reasons = unknown_by_reason(account)
    unknown = "; ".join(f"{', '.join(labels)} ({because})" for because, labels in reasons) or "inget"
    return Group(
        _side("Talar för att titta", account.for_looking),
        _side("Talar emot", account.against),
        *(prose(f"{one.label}: {wording.signed(one.points)}") for one in account.lift_to_zero),
        bullet(usual, "Ger inga poäng:"),
        bullet(unknown, "Okänt:"),
        *_aside("Kan bero på", [(one.label, one.explanations) for one in account.for_looking]),
        *_aside("Det som ändrar värdet", [(one.label, one.cleared_by) for one in account.for_looking]),
    )


def _aside(title: str, told: Sequence[tuple[str, str]]) -> list[RenderableType]:
    lines = [bullet(f"{label}: {said}") for label, said in told if said]
    return [Text(f"{title}:"), *lines] if lines else []


def _side(title: str, contributions: Sequence[Contribution]) -> RenderableType:
    if not contributions:
        return Text(f"{title}: inga uppgifter.")
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for one in contributions:
        compared = f" (vanligt {one.usual})" if one.usual != "–" else ""
        shown = f": {one.value}{compared}" if one.value else ""
        reach = f" T.o.m. {one.reach}." if one.reach else ""
        said = prose(f"{one.label}{shown}, {one.level}.").append(prose(reach, "dim"))
        table.add_row(wording.signed(one.points), said)
    return Group(f"{title}:", table)


def _values(answer: Lookup) -> list[RenderableType]:
    is_long = len(answer.activities) > _FEW
    shown = [value for value in answer.values if not is_long or value.level != "verksamheten"]
    if not shown:
        return [Text("Inga värden.")]
    table = open_table(
        "Indikator", "Värde", "Vanligt", "Högre än", "Jämförda", "Gäller", "T.o.m.",
        right=("Högre än", "Jämförda"), whole=("T.o.m.",),
    )  # fmt: skip
    for value in shown:
        n = wording.count(value.peer_n) if value.peer_n is not None else "–"
        whom = value.entity_id if value.level == "verksamheten" else value.level
        said = value.unknown_because or value.text
        table.add_row(
            prose(value.label), prose(said), prose(value.peer_text), value.percentile_text, prose(n), whom, value.reach
        )
    return [table, Text("Verksamheternas egna värden visas när de slås upp var för sig.")] if is_long else [table]


def _disputed(answer: Lookup) -> list[RenderableType]:
    return [bullet(f"{one.label} ({one.entity_id}). {one.said}") for one in answer.disputed]


def _network(answer: Lookup) -> list[RenderableType]:
    network = answer.network
    lines = (*network.relations, *answer.decisions, *network.beside, *network.ways)
    relations = [bullet(line) for line in lines]
    if not network.persons:
        return [Text("Ingen ägar- och ledningskrets är känd."), *relations]
    persons = wording.counted(network.persons, "person", "personer")
    circle = f"Ägar- och ledningskretsen: {persons}. {_elsewhere(network)} En koppling säger inget i sig."
    return [prose(circle), *relations]


def _elsewhere(network: Network) -> str:
    if not network.actors:
        return "Ingen av dem finns hos någon annan aktör."
    actors = wording.counted(network.actors, "annan aktör", "andra aktörer")
    bans, bankruptcies = (wording.count(n) if n else "ingen" for n in (network.with_ban, network.with_bankruptcy))
    return (
        f"De finns också hos {actors}: {bans} med gällande förbud eller återkallelse, {bankruptcies} som har gått i "
        "konkurs."
    )


def _timeline(events: Sequence[Event], n_events: int | None) -> list[RenderableType]:
    shown = events if n_events is None else events[:n_events]
    table = open_table("Dag", "Område", "Händelse", whole=("Dag", "Område"))
    for event in shown:
        table.add_row(str(event.date), event.area, _event(event))
    rest = len(events) - len(shown)
    more = [Text(f"… och {wording.count(rest)} tidigare; visa alla med --all.")] if rest else []
    return [table, *more] if events else [Text("Inga händelser är kända.")]


def _event(event: Event) -> Text:
    known = f" Känt från {event.known_from}." if event.known_from != event.date else ""
    replaced = f" Ersatt {event.replaced}." if event.replaced else ""
    note = f" {event.note}" if event.note else ""
    where = f" ({event.activity_id})" if event.activity_id else ""
    return prose(f"{event.text}{where}.{note}{replaced}").append(prose(known, "dim"))


def _told_old(old: Sequence[SourceAge]) -> list[str]:
    """A line each while they are few; on a day long after the latest deliveries, all of them in one."""
    lead = f"Äldre än {_OLD_DAYS} dagar: "
    if len(old) <= _FEW:
        return [f"{lead}{source.label}, senast {source.latest_known_at}." for source in old]
    return [lead + "; ".join(f"{source.label}, senast {source.latest_known_at}" for source in old) + "."]


def _sources(sources: Sequence[SourceAge], fetched: Sequence[SourceReach]) -> list[RenderableType]:
    """Only what makes a reader doubt: what is old, missing or refused. The whole table is in the report and in JSON."""
    delivered = [source for source in sources if source.latest_known_at is not None]
    latest = max((str(source.latest_known_at) for source in delivered), default="–")
    old = [source for source in delivered if (source.age_days or 0) > _OLD_DAYS]
    missing = ", ".join(source.label for source in sources if source.files == 0 and source.is_expected)
    on_time = "; ".join(one.phrase for one in fetched if one.covered_to and not one.late_since)
    refused = [source for source in sources if source.quarantined]
    lines = [
        f"{wording.counted(len(delivered), 'källa', 'källor')} med uppgifter, den färskaste från {latest}.",
        *_told_old(old),
        *([f"Saknas: {missing}. Det som vilar på dem står som okänt."] if missing else []),
        *([f"Hämtat: {on_time}."] if on_time else []),
        *(
            f"I karantän: {wording.counted(source.quarantined, 'rad', 'rader')} av {source.label}, som inte räknas."
            for source in refused
        ),
    ]
    late = [bullet(f"{text} Det som vilar på den står som okänt.", "!") for text in lateness(fetched)]
    return [*late, *(bullet(line) for line in lines)]
