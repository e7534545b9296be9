# SPDX-License-Identifier: Apache-2.0
"""What the pages say, in four languages: words/nl.toml and the others have the same keys."""
import datetime
import pathlib
import tomllib
import zoneinfo

LANGUAGES = ('nl', 'en', 'fr', 'de')
NAMES = {'nl': 'Nederlands', 'en': 'English', 'fr': 'Français', 'de': 'Deutsch'}
BRUSSELS = zoneinfo.ZoneInfo('Europe/Brussels')
DAY = datetime.timedelta(days=1)


def _read():
    folder = pathlib.Path(__file__).with_name('words')
    return {language: tomllib.loads((folder / f'{language}.toml').read_text(encoding='utf-8')) for language in LANGUAGES}


_WORDS = _read()


class Words:
    """words('office.grant.title', name='An')"""

    def __init__(self, language):
        self.language = language
        self._words = _WORDS[language]

    def __call__(self, key, **values):
        text = self._words
        for part in key.split('.'):
            text = text[part]
        return text.format(**values) if values else text

    def named(self, table, key):
        """A word of a list that may not have it: of functions, rights, notes."""
        return self._words[table].get(key) or self._words[table]['other'].format(name=key)

    def counter(self, eloket):
        """A register may have rights on others than ours."""
        return self._words['counter'].get(eloket, {}).get('name', eloket)

    def day(self, moment):
        """The Belgian day."""
        day = moment.astimezone(BRUSSELS)
        return f'{day.day} {self._words["months"][day.month - 1]} {day.year}'

    def last_day(self, until):
        """Of a period that ends at this instant."""
        return self.day(until - datetime.timedelta(seconds=1))


def midnight_after(day):
    """The instant at which this Belgian day is over."""
    next_day = day + DAY
    return datetime.datetime(next_day.year, next_day.month, next_day.day, tzinfo=BRUSSELS)
