"""What a page about one actor or activity opens: what the run knows of it, with what has been objected to since."""

import dataclasses

from django.conf import settings
from django.http import Http404

from sources.objections import read_book
from web.objections import with_objections
from web.reading import NotKnown, Reading, SubjectPage, subject_page


def opened(store: Reading, kind: str, subject_id: str, *, in_brief: bool = False) -> SubjectPage:
    """The `activity` or `actor`; `in_brief` as `subject_page` has it.

    Raises:
        Http404: nothing is known of it.
    """
    try:
        found = subject_page(store, kind, subject_id, in_brief=in_brief)
    except NotKnown as error:
        raise Http404 from error
    return dataclasses.replace(found, lookup=with_objections(found.lookup, read_book(settings.CONFIGURATION.home)))
