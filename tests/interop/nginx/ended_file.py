#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What has ended, kept in a file: a restart of nginx knows it, and a file that tells less than all ends every visit. Usage: see world.py."""
import os
import struct
import time

from signing_in import VISIT, Browser, Site, field, logout, reload, server, signed_in, signed_query
from world import Tap, differs, site, web

HEAD, SLOTS, SLOT = 56, 32768, struct.Struct('<qq20s4x')  # of the file: mark and boot; then the floor and the slots
SIZE = HEAD + 8 + SLOTS * SLOT.size


def shown(it, visit):
    """A program that shows this visit is told the check."""
    return web.request(it.port, '/in/', [('Cookie', f'{VISIT}={visit}')], host='eloket.example')


def slots(it):
    """When each of what was noted ended, and until when that is known."""
    with open(it.path('ended'), 'rb') as file:
        octets = file.read()
    found = (SLOT.unpack_from(octets, HEAD + 8 + n * SLOT.size) for n in range(SLOTS))
    return [(at, until) for at, until, _ in found if until]


def sign_out(browser):
    """The cookie that somebody may have copied before."""
    copy = browser.cookies[VISIT]
    browser.post('/toegang/sign-out', {'token': field(browser.get('/toegang/sign-out').text())})
    return copy


def restarts(tap, it, http):
    with it.running(http, workers=2):
        made = os.stat(it.path('ended'))
        tap.case('the file is its owner\'s alone', [] if (made.st_mode & 0o777, made.st_size) == (0o600, SIZE) else [str(made)])
        open_, left, ended = signed_in(it, session_index='_open'), signed_in(it, session_index='_left'), signed_in(it, session_index='_ended')
        copies = [sign_out(left), ended.cookies[VISIT]]
        Browser(it.port).get('/toegang/slo?' + signed_query('SAMLRequest', logout(session='_ended')))
        tap.case('what the provider ended is known for as long as any visit lasts',
                 [] if any(until - at == 24 * 3600 for at, until in slots(it)) else [str(slots(it))])
    with it.running(http, workers=2):
        for name, copy in zip(('signed out here', 'signed out at the provider'), copies):
            tap.case(f'after a restart: who was {name} is out', differs(shown(it, copy), 401, 'seal.ended'))
        tap.case('after a restart: another visit goes on', differs(open_.get('/in/'), 200))
    return open_.cookies[VISIT]


def reloads(tap, it, http):
    """What is known goes along when a reload names no file any more, and when it names one again."""
    with it.running(http, workers=2):
        copies, other = [sign_out(signed_in(it))], signed_in(it)
        for name, conf in (('no file', server(it.port)), ('a file', http)):
            it.conf(conf, workers=2)
            reload(it)
            problems = [problem for copy in copies for problem in differs(shown(it, copy), 401, 'seal.ended')]
            tap.case(f'after a reload with {name}', [*problems, *differs(other.get('/in/'), 200)])
            copies.append(sign_out(signed_in(it)))


def changed(it, place, octets):
    with open(it.path('ended'), 'r+b') as file:
        file.seek(place)
        file.write(octets)


def closed(tap, it, http, visit):
    """It begins anew, and with it everybody."""
    for name, change in (('that an earlier start of the machine left', lambda: changed(it, 16, b'0' * 36)),
                         ('that was not made to its end', lambda: changed(it, 0, b'\0' * 16)), ('that is gone', lambda: os.unlink(it.path('ended')))):
        change()
        time.sleep(max(0, visit[1] + 2 - time.time()))  # what began in the second of the start began after it
        with it.running(http):
            tap.case(f'a file {name}: every visit ends', differs(shown(it, visit[0]), 401, 'seal.ended'))
            visit = (signed_in(it).cookies[VISIT], time.time())
            tap.case(f'a file {name}: a new one opens', differs(shown(it, visit[0]), 200))


def looks(tap, it, http):
    """nginx -t takes what the start would take, and changes nothing."""
    os.unlink(it.path('ended'))
    said, good = it.judge(http)
    tap.case('nginx -t: no file yet', [said] * (not good) + ['it was made'] * os.path.exists(it.path('ended')))
    for name, octets, mode, words in (('of somebody else', b'root:x:0:0\n', 0o600, 'a file of ended visits, or none yet'),
                                      ('of that size, of somebody else', b'x' * SIZE, 0o600, 'a file of ended visits, or none yet'),
                                      ('that others may read', b'', 0o640, 'nobody else may read')):
        it.write('ended', octets, mode)
        said, good = it.judge(http)
        tap.case(f'nginx -t: a file {name}', [said] * (good or 'toegang_ended: expected a' not in said or words not in said or 'nginx.conf:' not in said))
        tap.case(f'and it stays as it was: {name}', [] if it.read('ended').encode() == octets else ['changed'])
    os.rename(it.path('ended'), it.path('other'))
    os.symlink(it.path('other'), it.path('ended'))
    said, good = it.judge(http)
    tap.case('nginx -t: a link', [said] * (good or 'no link' not in said))
    os.unlink(it.path('ended'))
    if os.geteuid() == 0:
        os.chown(it.write('ended', b'', 0o600), 65534, 65534)
        said, good = it.judge(http)
        tap.case('nginx -t: a file that another user owns', [said] * (good or 'whoever starts nginx' not in said))
        os.unlink(it.path('ended'))
    said, good = it.judge('toegang_ended ended;\n' + http)
    tap.case('nginx -t: two files', [said] * (good or 'directive is duplicate' not in said))


def main():
    tap = Tap()
    with site('ended', Site) as it:
        http = 'toegang_ended ended;\n' + server(it.port)
        visit = restarts(tap, it, http)
        reloads(tap, it, http)
        closed(tap, it, http, (visit, time.time()))
        looks(tap, it, http)
        tap.case('nothing broken in the log', it.broken())
    tap.end()


main()
