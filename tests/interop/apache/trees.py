#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Require lines nested as nobody would write them, drawn from a fixed seed: who gets in is who may by the logic of the lines,
and where a register is down only who would get in whatever it says. In the MPM worker. Usage: trees.py MOD_TOEGANG"""
import sys
from random import Random

import httpd
from httpd import Tap, web

COUNT, DEPTH = 120, 3
# Lines, with how often they are drawn. Their value is known, or a name of one of VALUES.
LINES = [('toegang open for "%{HTTP:Test-Organisation}"', 'open', 8), ('counter', 'open', 3),
         ('toegang strict for "%{HTTP:Test-Organisation}"', 'strict', 2), ('ip 127.0.0.1', True, 2), ('ip 192.0.2.1', False, 2),
         ('valid-user', 'signed in', 2), ('user piet', False, 1)]
JAN = {'open': True, 'strict': False, 'signed in': True}
STRANGER = {'open': False, 'strict': False, 'signed in': True}
NOBODY = [{'open': answer, 'strict': answer, 'signed in': False} for answer in (True, False)]


def drawn(random, depth):
    """('line', words, value, negated) or (kind of section, what stands in it)."""
    if depth == 0 or random.random() < 0.3:
        words, value, _ = random.choices(LINES, [often for *_, often in LINES])[0]
        return 'line', words, value, False
    kind = random.choice(('All', 'All', 'Any', 'None'))
    inner = [drawn(random, depth - 1) for _ in range(random.randint(1, 3))]
    if kind == 'All':
        inner = [one[:3] + (True,) if one[0] == 'line' and 'toegang' in one[1] and random.random() < 0.4 else one for one in inner]
    return kind, inner


def only_refuses(tree):
    return tree[0] == 'None' or tree[0] == 'All' and all(map(only_refuses, tree[1])) or tree[0] == 'line' and tree[3]


def is_taken(tree):
    """The server takes it: not what only refuses where that has no effect."""
    if tree[0] == 'line':
        return True
    useless = all if tree[0] == 'All' else any
    return not useless(map(only_refuses, tree[1])) and all(map(is_taken, tree[1]))


def written(tree):
    if tree[0] == 'line':
        return f'Require {"not " if tree[3] else ""}{tree[1]}\n'
    return f'<Require{tree[0]}>\n{"".join(map(written, tree[1]))}</Require{tree[0]}>\n'


def worth(tree, values):
    """1 lets in, -1 refuses, 0 neither: the words of mod_authz_core."""
    if tree[0] == 'line':
        yes = values.get(tree[2], tree[2])
        return (-1 if yes else 0) if tree[3] else (1 if yes else -1)
    inner = [worth(one, values) for one in tree[1]]
    if tree[0] == 'None':
        return -1 if 1 in inner else 0
    first, second = (-1, 1) if tree[0] == 'All' else (1, -1)
    return first if first in inner else second if second in inner else 0


def lets_in(tree, *possible):
    return all(worth(tree, values) == 1 for values in possible)


def configuration(trees):
    places = [f'<Location /{number}>\nAuthType Basic\nAuthName test\nAuthUserFile users\n{written(tree)}</Location>\n'
              for number, tree in enumerate(trees)]
    return '''ToegangHolder "%{HTTP:Test-Holder}"
<AuthzProviderAlias toegang counter 'open for "%{HTTP:Test-Organisation}"'>
</AuthzProviderAlias>
''' + ''.join(places)


def compared(tap, what, server, trees, who, possible, exactly=True):
    """No page stands there: who is let in gets a 404."""
    odd = []
    for number, tree in enumerate(trees):
        status, expected = server.get(f'/{number}/', *who).status, lets_in(tree, *possible)
        wrong = (status == 404) != expected if exactly else status == 404 and not expected
        if wrong or status not in (404, 401, 403, 503):
            odd.append(f'{status}, {"let in" if expected else "refused"} expected: {written(tree)!r}')
    tap.case(what, odd)


def main():
    tap, random, trees = Tap(), Random(20261126), []
    while len(trees) < COUNT:
        tree = 'Any', [drawn(random, DEPTH)]
        # Every second one lets in who may not, and keeps out who may.
        yes, no = (JAN, STRANGER) if len(trees) % 2 else (STRANGER, JAN)
        if is_taken(tree) and lets_in(tree, yes) and not lets_in(tree, no):
            trees.append(tree)
    with web.folder('apache') as folder:
        server = httpd.Httpd(folder, sys.argv[1], 'worker', level='warn')
        server.configure(configuration(trees))
        with server.running():
            compared(tap, 'who may', server, trees, httpd.holder(), [JAN])
            compared(tap, 'who may not', server, trees, httpd.holder(httpd.STRANGER), [STRANGER])
            compared(tap, 'nobody', server, trees, (), NOBODY, exactly=False)
        server.write('toegang.yaml', httpd.CONFIGURATION.replace('btb.yaml', 'absent.yaml'))
        with server.running():
            compared(tap, 'who might, and a register is down', server, trees, httpd.holder(httpd.STRANGER), [JAN, STRANGER], exactly=False)
        tap.case('sanitizers are silent', server.sanitizer())
    tap.end()


main()
