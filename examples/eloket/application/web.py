# SPDX-License-Identifier: Apache-2.0
"""One request, as the web server tells it, and one answer."""
import dataclasses
import functools
import http
import urllib.parse

from words import LANGUAGES, Words

FORM_MAX = 8 * 1024
FIELDS_MAX = 16
# Everything comes from here: one style sheet, no script, no frame. With no-referrer a form would lose its Origin.
HEADERS = (('Content-Type', 'text/html; charset=utf-8'), ('Cache-Control', 'no-store'), ('X-Content-Type-Options', 'nosniff'),
           ('Referrer-Policy', 'same-origin'),
           ('Content-Security-Policy', "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
                                       "frame-ancestors 'none'"))


class Request:
    """What TOEGANG_ variables say is the web server's word; HTTP_ ones and the form are the visitor's."""

    def __init__(self, environ):
        self._environ = environ
        self.method = environ['REQUEST_METHOD'].replace('HEAD', 'GET')  # the web server sends no body then
        self.path = environ.get('SCRIPT_NAME', '') + environ.get('PATH_INFO', '')
        self.choose, self.sign_out = environ.get('ELOKET_CHOOSE', ''), environ.get('ELOKET_SIGN_OUT', '')
        language = self.said('LANGUAGE')
        self.words = Words(language if language in LANGUAGES else LANGUAGES[0])

    def said(self, name):
        """By the web server: HANDLE, ORGANISATION, ASSURANCE, …; '' where it says nothing."""
        return self._environ.get(f'TOEGANG_{name}', '')

    @property
    def origin(self):
        """'' where the browser says none."""
        return self._environ.get('HTTP_ORIGIN', '')

    @property
    def language(self):
        return self.words.language

    @functools.cached_property
    def query(self):
        return _fields(self._environ.get('QUERY_STRING', ''))

    @functools.cached_property
    def form(self):
        """Fields of a POST; of one that is too large or another thing, none."""
        length = self._environ.get('CONTENT_LENGTH') or '0'
        kind = self._environ.get('CONTENT_TYPE', '').partition(';')[0].strip().lower()
        if kind != 'application/x-www-form-urlencoded' or not length.isdecimal() or int(length) > FORM_MAX:
            return {}
        return _fields(self._environ['wsgi.input'].read(int(length)).decode('latin-1'))


def _fields(text):
    """Of a field that stands twice neither counts."""
    try:
        pairs = urllib.parse.parse_qsl(text, keep_blank_values=True, errors='strict', max_num_fields=FIELDS_MAX)
    except ValueError:
        return {}
    names = [name for name, _ in pairs]
    return {name: value for name, value in pairs if names.count(name) == 1}


@dataclasses.dataclass(frozen=True)
class Answer:
    status: int
    body: str = ''
    location: str = ''

    def send(self, start_response):
        octets = self.body.encode()
        headers = [*HEADERS, ('Content-Length', str(len(octets)))]
        if self.location:
            headers.append(('Location', self.location))
        if self.status == 503:
            headers.append(('Retry-After', '5'))
        start_response(f'{self.status} {http.HTTPStatus(self.status).phrase}', headers)
        return [octets]


def see_other(location):
    return Answer(303, location=location)
