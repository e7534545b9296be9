#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""mod_cache, which answers before anybody is asked, keeps no page of whom Require toegang let in. Usage: cache.py MOD_TOEGANG"""
import os
import sys

import httpd
from httpd import Tap, web

# By a cookie: what was asked with a header Authorization mod_cache does not keep anyhow.
SIGN_IN = '''\
function sign_in(r)
  local holder = (r.headers_in['Cookie'] or ''):match('holder=([0-9]+)')
  if not holder then return 401 end
  r.user, r.subprocess_env['HOLDER'] = 'somebody', holder
  return apache2.OK
end
'''
CONF = '''\
CacheRoot {folder}/cache
CacheEnable disk /
CacheIgnoreNoLastMod On
CacheMinExpire 600
ToegangHolder "%{{reqenv:HOLDER}}"
LuaHookCheckUserID {folder}/sign-in.lua sign_in
<Directory {folder}/site>
  Options +Includes
  AddOutputFilter INCLUDES .shtml
</Directory>
<Location /in/>
  Require toegang open for 0999999922
</Location>
<Location /said/>
  Require toegang open for 0999999922
  Header set Cache-Control "public, max-age=600"
</Location>
'''
PAGES = ('in/index.html', 'in/page.html', 'said/page.html')


def seen(server, path, *headers):
    answer = server.get(path, *headers)
    return answer.status, answer.header('Age') != ''


def main():
    tap = Tap()
    with web.folder('apache') as folder:
        server = httpd.Httpd(folder, sys.argv[1], modules=('mime', 'include', 'cache', 'cache_disk', 'lua'))
        server.write('mime.types', 'text/html html shtml\n')
        server.write('sign-in.lua', SIGN_IN)
        for page in PAGES:
            server.write('site/' + page, 'inside\n')
        server.write('site/around.shtml', '<!--#include virtual="/in/page.html" -->')
        os.mkdir(server.path('cache'))
        os.chmod(server.path('cache'), 0o777)
        server.configure('TypesConfig mime.types\n' + CONF.format(folder=folder))
        jan, stranger = ([('Cookie', 'holder=' + number)] for number in (httpd.RRN, httpd.STRANGER))
        with server.running():
            came = [seen(server, '/index.html') for _ in range(2)]
            tap.case('what is free is kept', [] if came == [(200, False), (200, True)] else [str(came)])
            for path in ['/' + page for page in PAGES] + ['/in/']:
                came = [seen(server, path, *who) for who in (jan, jan, [], stranger)]
                expected = [(status, False) for status in (200, 200, 401, 403)]
                tap.case(f'{path}: whom it lets in, twice; nobody; a stranger', [] if came == expected else [str(came)])
            came = ['inside' in server.get('/around.shtml', *who).text() for who in (jan, [], stranger)]
            tap.case('a page around it', [] if came == [True, False, False] else [str(came)])
        tap.case('sanitizers are silent', server.sanitizer())
    tap.end()


main()
