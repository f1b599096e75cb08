"""Asking for the addresses of the page as a test client: by name, and by following every link that is shown."""

import re
from collections import Counter
from html import unescape
from urllib.parse import parse_qs, urljoin, urlsplit

from tests.web.site.declared import ASKING, DECLARED, MUNICIPALITIES, ON_THE_PLAN

_LINKS = re.compile(r'(?:href|src)="([^"#]+)')


def drawn(home):
    """The plan drawn in a home, and an activity of ost that stands on it."""
    from sources.plans.book import frame_of, read_book

    (plan,) = read_book(home)
    frame = frame_of(home, plan)
    return plan.plan_id, frame.filter(frame["arm"].is_not_null() & (frame["division"] == "ost"))["activity_id"][0]


def address(name, home, named=None):
    """The address of a route, with what the declaration or the test puts in it."""
    from django.urls import reverse

    told = dict(DECLARED[name].named if named is None else named)
    if "plan" in told.values() or ON_THE_PLAN in told.values():
        plan, activity = drawn(home)
        told = {key: {"plan": plan, ON_THE_PLAN: activity}.get(value, value) for key, value in told.items()}
    return reverse(name, kwargs=told)


def sent(name):
    """The form that is sent to a route, ids sealed as the page seals them."""
    from django.conf import settings

    from web.site.opaque import token_of

    def sealed(text):
        kind, _, entity = text.partition(":")
        return token_of(settings.CONFIGURATION.key, kind, entity) if entity else text

    return {key: sealed(text) for key, text in DECLARED[name].sent.items()}


def client_of(site, who, purpose=True):
    """A test client of one of `ASKING`; a fault of the page is an answer with 500."""
    told = ASKING[who]
    name = f"asking, {who}"  # somebody of their own: what is taken out here is not counted towards others' limits
    acts_for = MUNICIPALITIES.get(who, "")
    client = site.client() if told is None else site.sign_in(*told, purpose, name, acts_for)
    client.raise_request_exception = False
    return client


def ask(client, name, home, named=None):
    """The answer to the declared request."""
    path = address(name, home, named)
    return client.get(path) if DECLARED[name].sent is None else client.post(path, sent(name))


def body(answer):
    """Every byte of an answer's body."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def walk(client, begin=("/",), most=3):
    """What links lead to from some pages: (address, answer), each once; of each kind of address, some at most.

    A kind is a route with a set of names in the query: every state of a list is an address, and they have no end.
    """
    waiting, seen, kinds = list(begin), set(begin), Counter()
    while waiting:
        path = waiting.pop(0)
        answer = client.get(path)
        yield path, answer
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        for link in _LINKS.findall(body(answer).decode()):
            found = urlsplit(urljoin(path, unescape(link)))
            told = f"{found.path}?{found.query}" if found.query else found.path
            if found.scheme or told in seen or "/statiskt/" in told:
                continue
            seen.add(told)
            kinds[_kind(found)] += 1
            if kinds[_kind(found)] <= most:
                waiting.append(told)


def _kind(found):
    from django.urls import Resolver404, resolve

    try:
        name = resolve(found.path).view_name
    except Resolver404:
        name = found.path
    return name, frozenset(parse_qs(found.query))
