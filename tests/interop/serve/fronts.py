#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""nginx, Apache httpd and Caddy as they come, with the configurations of doc/serve.md, in front of a small application.
Usage: see world.py."""
import contextlib
import functools
import json
import os
import shutil

from world import AN, BAKERY, HANDLES, JAN, SOURCE, Application, Tap, configuration, differs, served, service, web
from document import blocks

NGINX, APACHE, CADDY = map(web.program, ('nginx', 'apache2', 'caddy'))
MODULES = '/usr/lib/apache2/modules'
LUA = '/usr/share/lua/5.3/socket.lua'
FORGED = [('Toegang-Outcome', 'permit'), ('Toegang-As', 'self'), ('Toegang-Handle', '~forged'), ('Toegang-Holder', JAN),
          ('Toegang-Reason', 'forged'), ('Toegang-Organisation', 'kbo:0999999823'), ('Toegang-Assurance', 'high'),
          ('Toegang-Check', 'forged'), ('Toegang-Language', 'fr'), ('Toegang-Remedy', 'forged'),
          ('Toegang_Handle', '~forged'), ('toegang_holder', JAN), ('Toegang.Handle', '~forged'), ('TOEGANG|Organisation', 'forged')]
shown = functools.partial(blocks, 'doc/serve.md')


@contextlib.contextmanager
def nginx(it, port, application, holder=None):
    """holder: nginx says itself who it is."""
    text = shown('nginx')[0]
    if holder:
        text = text.replace('/auth?eloket=subsidieloket;', f'/auth?eloket=subsidieloket&by=headers&organisation={BAKERY};\n'
                            + shown('nginx')[1].replace('$national_number', f'"{holder}"'))
    text = text.replace('listen 80;', 'listen 80; location = /front.html { ssi on; }')
    text = text.replace('listen 80;', f'listen 127.0.0.1:{port};').replace('/var/www/eloket', it.folder)
    text = text.replace('/run/toegang/serve.sock', it.socket).replace('127.0.0.1:8080', f'127.0.0.1:{application}')
    it.write('nginx.conf', f'''daemon off; worker_processes 1; pid {it.folder}/nginx.pid; error_log {it.folder}/error.log;
{"user root;" if os.getuid() == 0 else ""}
events {{ worker_connections 256; }}
http {{ {web.nginx_files(it.folder)}{text} }}
''')
    words = [NGINX, '-p', it.folder, '-e', it.path('error.log'), '-c', it.path('nginx.conf')]
    with web.running(words, it.path('nginx.log'), lambda: web.answers(port)):
        yield


@contextlib.contextmanager
def apache(it, port, application):
    script = it.path('toegang.lua')
    shutil.copy(os.path.join(SOURCE, 'bindings/serve/toegang.lua'), script)
    text = shown('apache')[0].replace('/usr/share/toegang-serve/toegang.lua', script)
    names = ('mpm_event', 'authz_core', 'setenvif', 'lua', 'proxy', 'proxy_http', 'headers', 'env')
    loads = ''.join(f'LoadModule {name}_module {MODULES}/mod_{name}.so\n' for name in names)
    user = 'User www-data\nGroup www-data\n' if os.getuid() == 0 else ''
    passed = ''.join(f'RequestHeader set Toegang-{name} "%{{TOEGANG_{name.upper()}}}e" env=TOEGANG_OUTCOME\n'
                     for name in ('Outcome', 'As', 'Organisation', 'Handle', 'Reason'))
    it.write('apache.conf', f'''ServerRoot {it.folder}
{loads}{user}Listen 127.0.0.1:{port}
ServerName localhost
DefaultRuntimeDir {it.folder}
PidFile {it.folder}/apache.pid
Mutex file:{it.folder} default
ErrorLog {it.folder}/apache-error.log
SetEnvIf Request_URI "^" "TOEGANG_SOCKET={it.socket}"
{text}
{passed}
<Location "/bare/">
    LuaHookAccessChecker {script} check
    Require all granted
</Location>
ProxyPass / http://127.0.0.1:{application}/
''')
    with web.running([APACHE, '-DFOREGROUND', '-f', it.path('apache.conf')], it.path('apache.log'), lambda: web.answers(port)):
        yield


@contextlib.contextmanager
def caddy(it, port, application):
    """It asks over loopback, and keeps its own files in the folder of the test."""
    text = shown('caddyfile')[0].replace(':80 {', f':{port} {{\n    bind 127.0.0.1').replace('/var/www/eloket', it.folder)
    text = text.replace('127.0.0.1:8180', f'127.0.0.1:{it.port}').replace('127.0.0.1:8080', f'127.0.0.1:{application}')
    it.write('Caddyfile', '{\n    admin off\n}\n' + text)
    environment = {**os.environ, 'HOME': it.folder, 'XDG_DATA_HOME': it.folder, 'XDG_CONFIG_HOME': it.folder}
    words = [CADDY, 'run', '--config', it.path('Caddyfile'), '--adapter', 'caddyfile']
    with web.running(words, it.path('caddy.log'), lambda: web.answers(port), environment):
        yield


def get(port, path, token=None, headers=(), **more):
    return web.request(port, path, [*headers, *([('Authorization', 'Bearer ' + token)] if token else [])], **more)


def reached(answer):
    """What the application saw that begins with Toegang."""
    pairs = json.loads(answer.text())['headers'] if answer.status == 200 else []
    return {name.lower(): value for name, value in pairs if name.lower().startswith('toegang') and value}


def passes(tap, name, port, it):
    # An and the bakery: he has the right subsidie-indienen there (examples/data/gebruikersbeheer.yaml).
    good = it.token(rrn=AN, vo_orgcode='0999999922')
    tap.case(f'{name}: what is not protected', differs(get(port, '/free'), 200))
    came = get(port, '/subsidies/x', good)
    seen = reached(came)
    tap.case(f'{name}: who has the right passes', [*differs(came, 200), *([] if seen.get('toegang-organisation') == 'kbo:0999999922' else [str(seen)])])
    came = get(port, '/subsidies/x', good, FORGED)
    text = str(reached(came))
    tap.case(f'{name}: what the client states does not reach the application',
             [*differs(came, 200), *([text] if 'forged' in text or '0999999823' in text or 'self' in text or JAN in text else [])])
    came = get(port, '/subsidies/x', good, body='x' * 100000)
    tap.case(f'{name}: a body passes', differs(came, 200))
    return seen


def refusals(tap, name, port, it):
    jan = it.token()
    came = get(port, '/subsidies/x', jan, FORGED)
    tap.case(f'{name}: who has not is 403', [*differs(came, 403, toegang_check='right.absent', cache_control='no-store'),
                                            *([] if len(came.text()) > 40 else [came.text()])])
    came = get(port, '/subsidies/x', None, FORGED)
    tap.case(f'{name}: nobody is 401', differs(came, 401, www_authenticate='Bearer'))
    came = get(port, '/subsidies/x', jan[:-8] + 'AAAAAAAA')
    tap.case(f'{name}: a token that is refused is 401', differs(came, 401, www_authenticate='Bearer error="invalid_token"'))
    for path in ('/subsidies/%2e%2e/subsidies/x', '/free/../subsidies/x', '//subsidies/x', '/subsidies/./x', '/%73ubsidies/x'):
        tap.case(f'{name}: no way round, {path}', [] if get(port, path).status in (401, 404, 400) else [str(get(port, path).status)])


def down(tap, name, port, it):
    it.write('toegang.yaml', configuration('directories: {gebruikersbeheer: "yaml:nowhere.yaml"}\n'))
    with running(name, it):
        came = get(port, '/subsidies/x', it.token())
        tap.case(f'{name}: a directory that is down is 503', [*differs(came, 503, retry_after='5', cache_control='no-store'),
                                                              *(['the file is named'] if 'nowhere' in came.text() else [])])
    status = 502 if name == 'caddy' else 503
    tap.case(f'{name}: a service that is not there is {status}', differs(get(port, '/subsidies/x', it.token()), status))


def running(name, it):
    """The service, where that server asks it."""
    return it.running(address=it.port) if name == 'caddy' else it.running('--socket-mode', '0666')


def front(tap, name, server, it):
    port, it.port = web.free_port(), web.free_port()
    it.write('toegang.yaml', configuration(more=HANDLES))
    it.write('free', 'free\n')
    it.write('front.html', '<!--#include virtual="/subsidies/x" -->')
    with served(Application) as application, server(it, port, application):
        with running(name, it):
            seen = passes(tap, name, port, it)
            tap.case(f'{name}: the application hears on what ground', [] if seen.get('toegang-handle', '').startswith('~') else [str(seen)])
            refusals(tap, name, port, it)
            if name == 'nginx':
                said = get(port, '/front.html').text()
                tap.case('nginx: a part of a page, which it does not ask about, is no permit', [] if '"/subsidies/x"' in said and 'permit' not in said else [said])
            if name == 'apache':
                tap.case('apache: a location that asks nothing lets nobody in', differs(get(port, '/bare/', it.token()), 500))
        down(tap, name, port, it)


def stated(tap, it):
    """nginx states who it is, and the client that it is An, who may."""
    it.write('toegang.yaml', configuration(more=HANDLES))
    for holder, status in ((AN, 200), (JAN, 403), ('', 401)):
        port = web.free_port()
        with served(Application) as application, it.running('--socket-mode', '0666'), nginx(it, port, application, holder or ' '):
            came = get(port, '/subsidies/x', it.token(rrn=AN), [('Toegang-Holder', AN), ('Toegang-Assurance', 'high')])
            tap.case(f'nginx: it is who nginx says, {status}', differs(came, status))


def main():
    tap = Tap()
    with service('serve') as it:
        if NGINX:
            front(tap, 'nginx', nginx, it)
            stated(tap, it)
        else:
            tap.skip('nginx', 'no nginx: sudo apt-get install nginx')
        if APACHE and os.path.exists(LUA):
            front(tap, 'apache', apache, it)
        else:
            tap.skip('apache', 'no apache2 with LuaSocket: sudo apt-get install apache2 lua-socket')
        if CADDY:
            front(tap, 'caddy', caddy, it)
        else:
            tap.skip('caddy', 'no caddy: sudo apt-get install caddy')
    tap.end()


main()
