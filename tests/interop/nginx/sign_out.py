#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Signing out at a site of nginx, here and at the provider. Usage: see world.py."""
import html
import re
import time

from signing_in import SLO, VISIT, Browser, Site, field, inflated, leads, logout, server, signed_in, signed_query
from world import Tap, differs, site, web


def sign_out(tap, it):
    browser = signed_in(it)
    kept = dict(browser.cookies)
    page = browser.get('/toegang/sign-out')
    tap.case('signing out is asked', differs(page, 200, cache_control='no-store'))
    answer = browser.post('/toegang/sign-out', {'token': field(page.text())})
    tap.case('it ends here', [VISIT] if VISIT in browser.cookies else [])
    url = re.search(r'href="([^"]+)"', answer.text().split('<main', 1)[-1])
    url = html.unescape(url[1]) if url else ''
    tap.case('and goes on at the provider', [answer.text()[:800]] if not url.startswith(SLO + '?') else [])
    query, xml = inflated(url)
    tap.case('who is named to it', [] if '_jan' in xml else [xml])
    copied = Browser(it.port)
    copied.cookies = kept
    tap.case('a copy of the cookie opens nothing', leads(copied.get('/in/'), '/toegang/sign-in?to=%2Fin%2F'))
    plain = web.request(it.port, '/in/', [('Cookie', f'{VISIT}={kept[VISIT]}')], host='eloket.example')
    tap.case('and is told why', differs(plain, 401, 'seal.ended'))
    request = re.search(r'ID="([^"]+)"', xml)[1]
    came = signed_query('SAMLResponse', logout(kind='Response', in_response_to=request), query['RelayState'])
    stranger = Browser(it.port)
    tap.case('the answer of another browser is none', differs(stranger.get('/toegang/slo?' + came), 403, 'logout.in-response-to'))
    tap.case('the answer leads home', leads(browser.get('/toegang/slo?' + came), '/'))
    tap.case('once', differs(browser.get('/toegang/slo?' + came), 403, 'logout.in-response-to'))
    tap.case('nobody signs out', leads(Browser(it.port).get('/toegang/sign-out'), '/'))


def provider_signs_out(tap, it):
    one, other, third = signed_in(it, session_index='_one'), signed_in(it, session_index='_other'), signed_in(it, name_id='_an')
    query = signed_query('SAMLRequest', logout(session='_one'), 'their state')
    answer = Browser(it.port).get('/toegang/slo?' + query)
    answered = inflated(answer.header('location'))
    tap.case('a session ends at the provider', [] if 'Success' in answered[1] and answered[0]['RelayState'] == 'their state' else [str(answered)])
    tap.case('and its visit here', leads(one.get('/in/'), '/toegang/sign-in?to=%2Fin%2F'))
    tap.case('no other', differs(other.get('/in/'), 200))
    tap.case('the message counts once', differs(Browser(it.port).get('/toegang/slo?' + query), 403, 'replay.used'))
    changed = query.replace('RelayState=their+state', 'RelayState=other')
    tap.case('changed it counts never', differs(Browser(it.port).get('/toegang/slo?' + changed), 403))
    query = signed_query('SAMLRequest', logout(), signer='attacker')
    tap.case('of somebody else it counts never', differs(Browser(it.port).get('/toegang/slo?' + query), 403))
    tap.case('nothing ended by that', differs(other.get('/in/'), 200))
    Browser(it.port).get('/toegang/slo?' + signed_query('SAMLRequest', logout()))
    tap.case('all sessions of a person end', leads(other.get('/in/'), '/toegang/sign-in?to=%2Fin%2F'))
    tap.case('of that person', differs(third.get('/in/'), 200))
    time.sleep(1.1)
    tap.case('and he can sign in again', differs(signed_in(it).get('/in/'), 200))


def main():
    tap = Tap()
    with site('sign-out', Site) as it:
        with it.running(server(it.port), workers=2):
            sign_out(tap, it)
            provider_signs_out(tap, it)
        tap.case('nothing broken in the log', it.broken())
    tap.end()


main()
