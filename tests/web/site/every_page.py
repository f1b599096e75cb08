"""Every page and file that each role reaches in a home, written to a folder as it was sent: `HOME FOLDER SUBJECT…`.

Run in a process of its own, since Django is told its settings once in a process. Subjects are ids of actors (with a
hyphen or ten digits) and activities that are opened whether links lead to them or not; whatever else is searched for.
"""

import dataclasses
import io
import sys
from pathlib import Path

from tests.web.site.asking import body, walk
from tests.web.site.starting import ready_site
from web.site.access.roles import Role

_ENDINGS = {"text/html": "html", "application/pdf": "pdf"}


def keep(folder, number, path, answer, without=""):
    """Write an answer down: its address and headers, its body, and the words of a file that packs them."""
    kind = answer.get("Content-Type", "").partition(";")[0]
    content = body(answer)
    told = "\n".join([path, str(answer.status_code), *(f"{name}: {value}" for name, value in answer.items())])
    if kind == "application/pdf":
        from pypdf import PdfReader

        told += "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if kind == "text/html" and without:
        content = content.decode().replace(without, "").encode()
    (folder / f"{number:04}.txt").write_text(told, encoding="utf-8")
    (folder / f"{number:04}.{_ENDINGS.get(kind, 'bin')}").write_bytes(content)


def everything(site, folder, role, wanted):
    """What one role reaches; how many answers."""
    from django.urls import reverse

    folder.mkdir(parents=True)
    regions, acts_for = ["nord", "mitt", "ost", "vast", "syd", "sydost"], "0180" if role is Role.MUNICIPALITY else ""
    client = site.sign_in(role, regions, purpose=True, municipality=acts_for)
    client.raise_request_exception = False
    begin = ["/kommun/"] if role is Role.MUNICIPALITY else ["/"]
    if role in {Role.INSPECTOR, Role.PERMIT_INVESTIGATOR}:
        for one in wanted:
            kind = "activity" if one.startswith("V") else "actor" if one.startswith("P-") else ""
            begin += [reverse(kind, kwargs={f"{kind}_id": one})] if kind else []
    number = 0
    for number, (path, answer) in enumerate(walk(client, begin, most=1)):
        assert answer.status_code < 500, path
        keep(folder, number, path, answer)
    for place, one in enumerate(wanted, start=number + 1):
        keep(folder, place, "/sok/", client.post("/sok/", {"wanted": one}, follow=True), without=one)
        keep(folder, place + 5_000, "/lista/", client.post("/lista/", {"text": one}, follow=True), without=one)
    return number + 2 * len(wanted)


def main(home, folder, *wanted):
    with ready_site(Path(home)) as site:
        from django.conf import settings

        plenty = {"exports_an_hour": 100_000, "searches_a_minute": 100_000}
        settings.CONFIGURATION = dataclasses.replace(settings.CONFIGURATION, **plenty)
        for role in Role:
            print(role, everything(site, Path(folder) / role, role, wanted))


if __name__ == "__main__":
    main(*sys.argv[1:])
