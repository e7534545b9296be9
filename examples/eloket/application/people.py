# SPDX-License-Identifier: Apache-2.0
"""How persons and organisations are shown. An e-counter would ask the national register for names; here a file has them."""
import json
import pathlib

import toegang


class People:
    def __init__(self, path):
        rows = json.loads(pathlib.Path(path).read_text(encoding='utf-8'))
        self._names = {toegang.Rrn(row['number']): row['name'] for row in rows}

    def name(self, rrn):
        return self._names.get(rrn, rrn.masked)

    def shown(self, rrn):
        """With the number masked: two persons may have one name."""
        return f'{self._names[rrn]} ({rrn.masked})' if rrn in self._names else rrn.masked


def organisation_shown(t, organisation, words):
    """By its name, where KBO Open Data was loaded; always with its number."""
    if organisation is None:
        return words('facts.oneself')
    number = str(toegang.Organisation(organisation))
    try:
        name = t.known(organisation, words.language).name
    except toegang.Error:
        name = ''
    return f'{name} ({number})' if name else number
