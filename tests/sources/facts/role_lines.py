"""Company events written as one line each, for facts about who sits where."""


def roles(*lines: str) -> str:
    """A text table of role events from `actor person kind role day [day registered]`; `-` is none.

    They are registered the same day unless a second day is given. An event without a role or a person leaves them out:
    `actor - registered - day`.
    """
    head = "event_id | operator_id | person_key | kind | role | event_date | known_at"
    rows = []
    for number, line in enumerate(lines, start=1):
        actor, person, kind, role, day, *known = line.split()
        rows.append(f"E{number} | {actor} | {person} | {kind} | {role} | {day} | {(known or [day])[0]}")
    return "\n".join([head, *rows])
