"""Lists, look-ups and evidence on a terminal, for a reader who is tired: one thing at a time, nothing cut off.

Works at 80 to 120 columns; without a terminal there are no colours and no line is shortened. Only layout belongs
here: what is said comes from the presenters.
"""

from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from web import wording
from web.explanation import Account, Contribution, Value
from web.finding import Hit
from web.listing import Listing, ListRow
from web.lookup import Lookup, Standing
from web.subject import Activity, Identity, LegalState
from web.timeline import Event

PIPED_WIDTH = 100
N_REASONS = 2
N_EVENTS = 30
_BAND_STYLES = {"A": "bold", "B": "bold", "U": "dim"}


def console(width: int | None = None) -> Console:
    """A console on standard output; piped output has a fixed width and no colours."""
    made = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
    if width is not None:
        made.width = width
    elif not made.is_terminal:
        made.width = PIPED_WIDTH
    return made


def listing(found: Listing) -> RenderableType:
    """The top of one list."""
    heading = Text.assemble((found.target_label, "bold"), f"  ({found.target})  per {found.as_of}")
    counts = f"{len(found.rows)} av {wording.count(found.n_ranked)} rangordnade verksamheter. {_not_ranked(found)}"
    table = Table(box=None, padding=(0, 1, 0, 0), show_edge=False, expand=True, header_style="dim")
    table.add_column("Plats", justify="right", no_wrap=True)
    table.add_column("Intervall", justify="right", no_wrap=True)
    table.add_column("Band", justify="center", no_wrap=True)
    table.add_column("Verksamhet", overflow="fold", ratio=1)
    table.add_column("Poäng", justify="right", no_wrap=True)
    table.add_column("Täckning", justify="right", no_wrap=True)
    for row in found.rows:
        table.add_row(
            _rank(row),
            row.rank_interval,
            Text(row.band, style=_BAND_STYLES.get(row.band, "")),
            _described(row),
            wording.number(row.score),
            wording.share(row.coverage),
        )
    return Group(heading, Text(counts, style="dim"), "", table)


def _not_ranked(found: Listing) -> str:
    parts = [f"Otillräckligt underlag: {wording.count(found.n_insufficient)}."]
    if found.n_sole_traders:
        parts.append(f"Enskilda näringsidkare, rangordnas inte: {wording.count(found.n_sole_traders)}.")
    return " ".join(parts)


def _rank(row: ListRow) -> str:
    return str(row.rank) if row.rank is not None else "–"


def _described(row: ListRow) -> RenderableType:
    name = Text(row.activity_name or "namn visas inte", style="bold")
    where = Text(f"{row.activity_id} · {row.form} · {row.municipality}")
    extras = [Text(f"! {flag}") for flag in row.flags]
    reasons = [_bullet(reason) for reason in row.reasons[:N_REASONS]]
    return Group(name, where, *extras, *reasons, "")


def _bullet(text: str) -> RenderableType:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row("•", text)
    return grid


def hits(found: Sequence[Hit]) -> RenderableType:
    """Several possible answers: none is opened without the reader's choice."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim")
    table.add_column("Slå upp", no_wrap=True)
    table.add_column("Vad")
    table.add_column("Namn", overflow="fold")
    table.add_column("Därför")
    for hit in found:
        what = "aktör" if hit.kind == "actor" else "verksamhet"
        table.add_row(hit.id, what, hit.name or "", hit.why)
    return Group(f"{len(found)} möjliga. Slå upp den du menar med dess id.", "", table)


def lookup(answer: Lookup, n_events: int | None = N_EVENTS) -> RenderableType:
    """Everything about one actor or activity; `n_events` limits the timeline."""
    return Group(
        _identity(answer.identity, answer),
        _section("Rättsläge", _legal(answer.legal)),
        _section("Att åtgärda", [_bullet(flag) for flag in answer.flags] or [Text("Inga flaggor.")]),
        _section("Verksamheter", [_activity(activity) for activity in answer.activities] or [Text("Ingen i registret.")]),
        _section("Plats i listorna", [_standing(standing) for standing in answer.standings] or [Text("I ingen lista.")]),
        _section("Indikatorer mot jämförbara", [_values(answer.values)] if answer.values else [Text("Inga värden.")]),
        _section("Kopplingar, ett steg", _network(answer)),
        _section("Tidslinje", _timeline(answer.timeline, n_events)),
        _section("Källornas ålder", [_sources(answer)]),
        "",
        Text(answer.disclaimer, style="dim"),
        Text(f"Körning {answer.run_id}", style="dim"),
    )


def _section(title: str, parts: Iterable[RenderableType]) -> RenderableType:
    return Group("", Rule(title, align="left", characters="─", style="dim"), *parts)


def _identity(who: Identity, answer: Lookup) -> RenderableType:
    activity = answer.activities[0] if answer.subject == "activity" else None
    title = (activity.name or "Verksamhet, namn visas inte") if activity else (who.name or wording.sentence(who.number))
    lines = [Text(f"{title}", style="bold")]
    if activity:
        lines.append(Text(f"Verksamhet {activity.activity_id}, {activity.form}, {activity.status}"))
    numbered = who.number if who.kind == "organisation" else f"{who.number}, {who.actor_id}"
    lines.append(Text(f"Aktör: {who.name or '–'} ({numbered}), {who.legal_form}, {who.operator_type}, {who.municipality}"))
    lines.extend(Text(f"Tidigare namn: {name}") for name in who.former_names)
    lines.extend(Text(note) for note in (who.note, *answer.notes) if note)
    return Group(*lines, Text(f"Som känt per {answer.as_of}", style="dim"))


def _legal(states: Sequence[LegalState]) -> list[RenderableType]:
    if not states:
        return [Text("Inga tillstånd, förbud eller återkallelser är kända.")]
    return [
        _bullet(f"{state.what}, {state.date}: {state.state}{'' if state.has_effect else ' (gäller inte)'}")
        for state in states
    ]


def _activity(activity: Activity) -> RenderableType:
    places = f", {activity.max_places} platser" if activity.max_places is not None else ""
    where = ", ".join(part for part in (activity.address, activity.municipality) if part)
    notified = f" Senast anmäld {activity.last_notified}." if activity.last_notified else " Ingen anmälan känd."
    name = activity.name or "namn visas inte"
    return _bullet(f"{activity.activity_id} {name}: {activity.form}, {activity.status}{places}. {where}.{notified}")


def _standing(standing: Standing) -> RenderableType:
    place = f"plats {standing.position}, intervall {standing.rank_interval}" if standing.rank else standing.position
    figures = f"{wording.number(standing.score)} poäng, täckning {wording.share(standing.coverage)}"
    heading = Text.assemble((standing.target_label, "bold"), f" · {standing.activity_id} · {place} · band {standing.band} · {figures}")
    return Group(heading, Padding(_account(standing.account), (0, 0, 1, 2)))


def _account(account: Account) -> RenderableType:
    return Group(
        _side("Talar för att titta", account.for_looking),
        _side("Talar emot", account.against),
        Text("Som vanligt: " + (", ".join(one.label for one in account.as_usual) or "inga")),
        Text("Okänt: " + (", ".join(f"{one.label} ({one.unknown_because})" for one in account.unknown) or "inget")),
    )


def _side(title: str, contributions: Sequence[Contribution]) -> RenderableType:
    if not contributions:
        return Text(f"{title}: inga uppgifter.")
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for one in contributions:
        compared = f" (vanligt {one.usual})" if one.usual != "–" else ""
        shown = f": {one.text}{compared}" if one.text else ""
        table.add_row(wording.signed(one.points), f"{one.label}{shown}, {one.level}")
    return Group(f"{title}:", table)


def _values(values: Sequence[Value]) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim")
    table.add_column("Indikator", overflow="fold")
    table.add_column("Värde", justify="right")
    table.add_column("Vanligt", justify="right")
    table.add_column("Jämförda", justify="right")
    table.add_column("För", overflow="fold")
    for value in values:
        shown = value.text if value.unknown_because is None else value.unknown_because
        n = wording.count(value.peer_n) if value.peer_n is not None else "–"
        whom = value.entity_id if value.level == "verksamheten" else value.level
        table.add_row(value.label, shown, value.peer_text, n, whom)
    return table


def _network(answer: Lookup) -> list[RenderableType]:
    network = answer.network
    counts = (
        f"{network.persons} personer i kretsen; de finns också hos {network.actors} andra aktörer, varav "
        f"{network.with_ban} med gällande förbud eller återkallelse och {network.with_bankruptcy} med konkurs."
    )
    return [Text(counts), *(_bullet(relation) for relation in network.relations)]


def _timeline(events: Sequence[Event], n_events: int | None) -> list[RenderableType]:
    shown = events if n_events is None else events[:n_events]
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for event in shown:
        table.add_row(str(event.date), event.area, _event(event))
    rest = len(events) - len(shown)
    more = [Text(f"… och {rest} tidigare händelser; visa alla med --all.")] if rest else []
    return [table, *more] if events else [Text("Inga händelser är kända.")]


def _event(event: Event) -> Text:
    text = Text(event.text + (f" [{event.activity_id}]" if event.activity_id else ""))
    if event.note:
        text.append(f" {event.note}")
    if event.replaced:
        text.append(f" Ersatt {event.replaced}.")
    if event.known_from != event.date:
        text.append(f" Känt från {event.known_from}.", style="dim")
    return text


def _sources(answer: Lookup) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim")
    table.add_column("Källa")
    table.add_column("Senast", no_wrap=True)
    table.add_column("Ålder, dagar", justify="right")
    table.add_column("Rader", justify="right")
    table.add_column("I karantän", justify="right")
    for source in answer.sources:
        age = "–" if source.age_days is None else wording.count(source.age_days)
        table.add_row(
            source.table, wording.day(source.latest_known_at), age, wording.count(source.rows), wording.count(source.quarantined)
        )
    return table
