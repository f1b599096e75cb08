"""The database itself refuses changes and removals in the log."""

from typing import Any, ClassVar

from django.db import migrations

_TABLE = "audit_lookuprecord"
_REFUSAL = "the audit log is only appended to"
_SQLITE = tuple(
    f"CREATE TRIGGER lookup_record_no_{word.lower()} BEFORE {word} ON {_TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    for word in ("UPDATE", "DELETE")
)
_FUNCTION = (
    "CREATE FUNCTION lookup_record_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
)
_POSTGRESQL = (
    _FUNCTION,
    *(
        f"CREATE TRIGGER lookup_record_no_{word.lower()} BEFORE {word} ON {_TABLE} "
        f"FOR EACH {'STATEMENT' if word == 'TRUNCATE' else 'ROW'} EXECUTE FUNCTION lookup_record_refuse()"
        for word in ("UPDATE", "DELETE", "TRUNCATE")
    ),
)


def refuse_changes(apps: Any, schema_editor: Any) -> None:
    """Make the triggers."""
    del apps
    for statement in {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Triggers. There is no way back."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("audit", "0001_initial")]
    operations: ClassVar[list[Any]] = [migrations.RunPython(refuse_changes)]
