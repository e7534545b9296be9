# SPDX-License-Identifier: Apache-2.0
"""Fields with their labels and errors, and the token that only a form of ours has."""
import base64
import hashlib
import hmac
import secrets
import time

from markup import element

LIFE = 3600


class Tokens:
    """Bound to the person, the organisation and the form; good for one hour to two. New at each start."""

    def __init__(self):
        self._key = secrets.token_bytes(32)

    def _token(self, visitor, form, hour):
        said = '\n'.join((visitor.handle, visitor.organisation or '', form, str(hour)))
        return base64.urlsafe_b64encode(hmac.digest(self._key, said.encode(), hashlib.sha256)).decode().rstrip('=')

    def make(self, visitor, form):
        return self._token(visitor, form, int(time.time()) // LIFE)

    def good(self, visitor, form, token):
        now = int(time.time()) // LIFE
        # bytes: a text that is not ASCII cannot be compared
        return any([hmac.compare_digest(self._token(visitor, form, hour).encode(), token.encode())
                    for hour in (now, now - 1)])


def hidden(name, value):
    return element('input', type='hidden', name=name, value=value)


def form(action, token, submit, *fields):
    return element('form', hidden('token', token), *fields, element('button', submit, class_='button'), method='post',
                   action=action, novalidate=True)


def _tied(name, hint, error):
    ids = [f'{name}-hint'] * bool(hint) + [f'{name}-error'] * bool(error)
    return ' '.join(ids) or None


def _notes(name, hint, error):
    return [element('p', hint, id=f'{name}-hint', class_='hint') if hint else None,
            element('p', error, id=f'{name}-error', class_='error') if error else None]


def field(name, label, value='', hint=None, error=None, **attributes):
    return element('div', element('label', label, for_=name), *_notes(name, hint, error),
                   element('input', id=name, name=name, value=value, aria_describedby=_tied(name, hint, error),
                           aria_invalid='true' if error else None, **attributes),
                   class_='field wrong' if error else 'field')


def choice(name, legend, options, chosen='', error=None):
    """options: (value, label); the first has the id that an error links to."""
    ids = [name, *(f'{name}-{at}' for at in range(1, len(options)))]
    radios = [element('div', element('input', type='radio', id=each, name=name, value=value, checked=value == chosen),
                      element('label', label, for_=each), class_='option') for each, (value, label) in zip(ids, options)]
    return element('fieldset', element('legend', legend), *_notes(name, None, error), *radios,
                   aria_describedby=_tied(name, None, error), class_='field wrong' if error else 'field')


def summary(errors):
    """Links to the fields that are wrong."""
    return element('ul', [element('li', element('a', text, href=f'#{name}')) for name, text in errors.items()])
