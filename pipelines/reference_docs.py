"""Command line and settings → reference pages. Pure: commands and classes in, Markdown out.

The texts are the help texts that the commands themselves show, so they are Swedish; the frame around them is English.
"""

import dataclasses
import inspect
import re
from collections.abc import Iterator

import click

from pipelines.settings import Settings, SiteSettings
from tables.reference_docs import page, table_of

_ATTRIBUTE = re.compile(r"^(\w+): (.*?)(?=^\w+: |\Z)", re.MULTILINE | re.DOTALL)
_VARIABLE = re.compile(r"`([A-Z][A-Z_]+)`")


def pages(command_line: click.Group) -> dict[str, str]:
    """Path under `docs/reference/` → page."""
    return {"command_line.md": command_line_page(command_line), "settings.md": settings_page()}


def command_line_page(group: click.Group) -> str:
    """Every command with its help text, arguments and options."""
    sections = (
        _command(command, context)
        for command, context in _commands(group, click.Context(group, info_name="tillsynsradar"))
    )
    return page("Command line", _text(group.help), *sections)


def settings_page() -> str:
    """Every setting with its environment variable and meaning, from the docstring of the settings class."""
    said = (
        "Read once from the environment, in `pipelines/settings.py`. An option on the command line wins over it. "
        "Nothing has to be set, except what the inspector's page needs to sign people in."
    )
    rows = ([f"`{variable}`", f"`{name}`", meaning] for name, variable, meaning in described_settings())
    return page("Settings", said, table_of(["Variable", "Setting", "Meaning"], rows))


def described_settings() -> list[tuple[str, str, str]]:
    """Name, environment variable and meaning of each setting that the docstring describes."""
    return [*_described(Settings), *_described(SiteSettings)]


def _described(settings: type[Settings] | type[SiteSettings]) -> list[tuple[str, str, str]]:
    attributes = inspect.cleandoc(settings.__doc__ or "").split("Attributes:\n", 1)[-1]
    found = {name: " ".join(text.split()) for name, text in _ATTRIBUTE.findall(inspect.cleandoc(attributes))}
    names = [each.name for each in dataclasses.fields(settings)]
    return [(name, _variable(found[name]), found[name]) for name in names if name in found]


def _variable(meaning: str) -> str:
    found = _VARIABLE.search(meaning)
    return found.group(1) if found else ""


def _commands(group: click.Group, context: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None:
            continue
        own = click.Context(command, info_name=name, parent=context)
        yield command, own
        if isinstance(command, click.Group):
            yield from _commands(command, own)


def _command(command: click.Command, context: click.Context) -> str:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    rows = [[f"`{_name(each)}`", _default(each, context), getattr(each, "help", None)] for each in command.params]
    options = table_of(["Option", "Default", "Meaning"], rows) if rows else ""
    return "\n\n".join(
        part for part in (f"## {context.command_path}", _text(command.help), f"    {usage}", options) if part
    )


def _name(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Argument):
        return parameter.make_metavar(click.Context(click.Command(None)))
    flags = ", ".join([*parameter.opts, *parameter.secondary_opts])
    kind = getattr(parameter.type, "choices", None)
    return f"{flags} {'|'.join(map(str, kind))}" if kind else flags


def _default(parameter: click.Parameter, context: click.Context) -> str:
    shown = getattr(parameter, "show_default", None)
    if isinstance(shown, str):
        return shown
    default = parameter.get_default(context, call=False)
    return "" if default is None or callable(default) or "UNSET" in repr(default) else str(default)


def _text(text: str | None) -> str:
    paragraphs = inspect.cleandoc(text or "").split("\n\n")
    return "\n\n".join(_paragraph(paragraph) for paragraph in paragraphs)


def _paragraph(paragraph: str) -> str:
    if paragraph.startswith("\b\n"):  # click's mark of lines that stay as they are
        return "```text\n" + paragraph.removeprefix("\b\n") + "\n```"
    return paragraph
