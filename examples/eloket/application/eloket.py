# SPDX-License-Identifier: Apache-2.0
"""The application: two counters and Gebruikersbeheer, behind a web server that has decided already."""
import dataclasses
import datetime
import sys

import toegang
from acts import Acts
from counters import COUNTERS, counter, home
from forms import Tokens
from people import People, organisation_shown
from verdict import plain_page, refused_page
from web import Answer, Request


@dataclasses.dataclass(frozen=True)
class Visitor:
    """Who came in, for whom. now: the one moment of this request."""
    handle: str
    identity: toegang.Identity
    organisation: str | None
    whom: str
    people: People
    now: datetime.datetime
    choose: str = ''
    sign_out: str = ''

    @property
    def name(self):
        return self.people.name(self.identity.holder)

    @property
    def shown(self):
        return self.people.shown(self.identity.holder)


class Application:
    def __init__(self, t, people, origin):
        self._t, self._people = t, people
        self._acts = Acts(t, Tokens(), origin)

    def __call__(self, environ, start_response):
        request = Request(environ)
        try:
            answer = self._answer(request)
        except toegang.Error as error:
            print(f'application: {error.check}', file=sys.stderr)
            answer = Answer(503, plain_page(request.words, 'trouble'))
        return answer.send(start_response)

    def _answer(self, request):
        if request.method == 'GET' and request.path == '/':
            return Answer(200, home(request.words))
        for eloket, path in COUNTERS.items():
            if request.path.startswith(path) and request.method in ('GET', 'POST'):
                return self._behind(request, eloket)
        return Answer(404, plain_page(request.words, 'missing'))

    def _behind(self, request, eloket):
        """The web server let this person through. The evidence is the library's, so it is asked once more."""
        visitor = self._visitor(request)
        decision = self._t.check(visitor.identity, eloket=eloket, organisation=visitor.organisation, at=visitor.now)
        if not decision:
            status = 403 if decision.outcome is toegang.Outcome.DENY else 503
            return Answer(status, refused_page(request.words, decision, request.path, visitor))
        if eloket == 'gebruikersbeheer':
            return self._acts.answer(request, visitor)
        if request.path != COUNTERS[eloket] or request.method != 'GET':
            return Answer(404, plain_page(request.words, 'missing'))
        return Answer(200, counter(request.words, eloket, visitor, decision))

    def _visitor(self, request):
        handle, organisation = request.said('HANDLE'), request.said('ORGANISATION') or None
        identity = self._t.attest(self._t.opened(handle), assurance=request.said('ASSURANCE') or 'none', by='web server')
        return Visitor(handle, identity, organisation, organisation_shown(self._t, organisation, request.words), self._people,
                       datetime.datetime.now(datetime.timezone.utc), request.choose, request.sign_out)
