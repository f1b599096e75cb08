"""A look-up on a terminal: who it is and what holds first, then the state of the data, then what the figures say.

Only layout belongs here; what is said comes from `lookup.py`.
"""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from web import wording
from web.explanation import Account, Contribution, Value
from web.lookup import Lookup, Network, Standing
from web.subject import Activity, LegalState
from web.terminal import bullet, open_table, prose, section
from web.timeline import Event

N_EVENTS = 30
#: More standings than this are shown as one line each.
_FEW = 3


def lookup(answer: Lookup, n_events: int | None = N_EVENTS) -> RenderableType:
    """Everything about one actor or activity; `n_events` limits the timeline."""
    return Group(
        _identity(answer),
        section("Rättsläge", _legal(answer.legal)),
        section("Att åtgärda", [bullet(flag, "!") for flag in answer.flags] or [Text("Inga åtgärdsposter.")]),
        section("Uppgifternas ålder", [_sources(answer)]),
        section("Verksamheter", [_activity(each) for each in answer.activities] or [Text("Ingen i registret.")]),
        section("Plats i listorna", _standings(answer.standings)),
        section("Indikatorer mot jämförbara", [_values(answer.values)] if answer.values else [Text("Inga värden.")]),
        section("Tidslinje", _timeline(answer.timeline, n_events)),
        section("Kopplingar, ett steg", _network(answer.network)),
        "",
        prose(answer.disclaimer, "dim"),
        prose(f"Körning {answer.run_id}", "dim"),
    )


def _identity(answer: Lookup) -> RenderableType:
    who = answer.identity
    activity = answer.activities[0] if answer.subject == "activity" else None
    title = (activity.name or "Namn visas inte") if activity else (who.name or wording.sentence(who.number))
    about = [f"Verksamhet {activity.activity_id}: {activity.form}, {activity.status}"] if activity else []
    number = who.number if who.kind == "organisation" else who.actor_id
    named = f"{who.name or wording.sentence(who.number)} ({number})"
    return Group(
        prose(title, "bold"),
        *(prose(line) for line in about),
        prose(f"Aktör: {named}, {who.legal_form}, {who.operator_type}, {who.municipality}"),
        *(prose(f"Tidigare namn: {name}") for name in who.former_names),
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
    where = ", ".join(part for part in (activity.address, activity.municipality) if part)
    notified = f"Senast anmäld {activity.last_notified}." if activity.last_notified else "Ingen anmälan känd."
    name = activity.name or "namn visas inte"
    return bullet(f"{activity.activity_id}, {name}: {activity.form}, {activity.status}{places}. {where}. {notified}")


def _standings(standings: Sequence[Standing]) -> list[RenderableType]:
    if not standings:
        return [Text("Finns i ingen lista.")]
    is_long = len(standings) > _FEW
    shown = [_brief(standing) if is_long else _standing(standing) for standing in standings]
    return [*shown, Text("Slå upp en verksamhet för vad som väger i dess poäng.")] if is_long else shown


def _brief(standing: Standing) -> RenderableType:
    return bullet(f"{standing.activity_id}, {standing.target_label.lower()}: {_place(standing)}, band {standing.band}")


def _place(standing: Standing) -> str:
    return f"plats {standing.position} ({standing.rank_interval})" if standing.rank else standing.position


def _standing(standing: Standing) -> RenderableType:
    figures = f"{wording.number(standing.score)} poäng, täckning {wording.share(standing.coverage)}"
    heading = Text.assemble((standing.target_label, "bold"), f": {_place(standing)}, band {standing.band}, ")
    return Group(heading.append(prose(figures)), Padding(_account(standing.account), (0, 0, 1, 2)))


def _account(account: Account) -> RenderableType:
    usual = ", ".join(one.label for one in account.as_usual) or "inga uppgifter"
    unknown = ", ".join(f"{one.label} ({one.unknown_because})" for one in account.unknown) or "inget"
    return Group(
        _side("Talar för att titta", account.for_looking),
        _side("Talar emot", account.against),
        bullet(usual, "Ger inga poäng:"),
        bullet(unknown, "Okänt:"),
    )


def _side(title: str, contributions: Sequence[Contribution]) -> RenderableType:
    if not contributions:
        return Text(f"{title}: inga uppgifter.")
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for one in contributions:
        compared = f" (vanligt {one.usual})" if one.usual != "–" else ""
        shown = f": {one.value}{compared}" if one.value else ""
        table.add_row(wording.signed(one.points), prose(f"{one.label}{shown}, {one.level}"))
    return Group(f"{title}:", table)


def _values(values: Sequence[Value]) -> RenderableType:
    table = open_table("Indikator", "Värde", "Vanligt", "Jämförda", "Gäller", right=("Jämförda",))
    for value in values:
        shown = value.text if value.unknown_because is None else f"okänt, {value.unknown_because}"
        n = wording.count(value.peer_n) if value.peer_n is not None else "–"
        whom = value.entity_id if value.level == "verksamheten" else value.level
        table.add_row(prose(value.label), prose(shown), prose(value.peer_text), prose(n), whom)
    return table


def _network(network: Network) -> list[RenderableType]:
    persons = wording.counted(network.persons, "person", "personer")
    actors = wording.counted(network.actors, "annan aktör", "andra aktörer")
    circle = (
        f"Ägar- och ledningskretsen: {persons}, som också finns hos {actors}. Av dem har {network.with_ban} gällande "
        f"förbud eller återkallelse och {network.with_bankruptcy} konkurs. En koppling säger inget i sig."
    )
    return [prose(circle), *(bullet(relation) for relation in network.relations)]


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


def _sources(answer: Lookup) -> RenderableType:
    table = open_table("Källa", "Senast", "Dagar", "Rader", "I karantän", right=("Dagar", "Rader", "I karantän"))
    for source in answer.sources:
        age = "–" if source.age_days is None else wording.count(source.age_days)
        figures = (age, wording.count(source.rows), wording.count(source.quarantined))
        table.add_row(source.label, wording.day(source.latest_known_at), *(prose(figure) for figure in figures))
    return table
