#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What a protected location costs beside the same location unprotected, and beside other modules that protect one: nginx,
Apache, toegang serve, mod_auth_mellon, mod_auth_openidc on one machine, asked by wrk.

servers.py SOURCE --library SO --forge PROGRAM --toegang PROGRAM [--nginx MODULE] [--apache MODULE] [--serve PROGRAM]
           [--rounds N] [--seconds N]
All servers are there from the first to the last round and each location is asked in each round. First one core serves and
the other asks; then both do both. Processor time is that of all processes of the server, so that what else runs here
counts less in it than in the requests a second."""
import argparse
import contextlib
import os
import secrets
import statistics
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
sys.path += [os.path.join(HERE, '..', 'support'), os.path.join(HERE, '..', 'interop')]
import fronts  # noqa: E402
import peer  # noqa: E402
import servers_mellon as mellon  # noqa: E402
import servers_openidc as openidc  # noqa: E402
import servers_saml as saml  # noqa: E402
import web  # noqa: E402
import rates  # noqa: E402

TICK = os.sysconf('SC_CLK_TCK')
PAGE = '<!DOCTYPE html><title>e-loket</title><p>' + 'x' * 1000 + '\n'
PEOPLE = {'jan': {'rrn': fronts.JAN, 'vo_orgcode': fronts.BAKERY, 'vo_doelgroepcode': 'EA',
                  'acr': saml.EID}}
PLACES = ('free', 'hand', 'thread', 'cached', 'visit', 'asked', 'bearer', 'mellon-alone',
          'mellon-toegang', 'openidc-alone', 'openidc-toegang')
WORKERS = {1: 16, 2: 32}  # cores that serve -> connections
CSV = f'holder,organisation,code,from\n{fronts.JAN},{fronts.BAKERY},10006,2019-03-01\n'
DIRECTORIES = {'hand.yaml': '{kbo: "yaml:kbo.yaml"}', 'thread.yaml': '{kbo: "sqlite:data/facts.db"}',
               'cached.yaml': '{kbo: {source: "sqlite:data/facts.db", cache: {for: 1h}}}'}


# ---- the locations ----

class Row:
    """A location. Unprotected ones are what the others of their server are compared with."""

    def __init__(self, name, front, path, headers=(), server='', port=None):
        self.name, self.front, self.path, self.headers = name, front, path, list(headers)
        self.port = port or front.port
        self.more = [server] if server else []  # processes that work for it beside the front
        self.told, self.spent = [], []

    def check(self):
        """Only what protects is measured."""
        host = f'127.0.0.1:{self.port}'
        answer = web.request(self.port, self.path, self.headers, host=host)
        nobody = web.request(self.port, self.path, host=host)
        if answer.status != 200 or PAGE not in answer.text():
            sys.exit(f'{self.name}: {answer.status} {answer.headers}')
        if self.headers and nobody.status not in (302, 303, 401, 403):
            sys.exit(f'{self.name}: {nobody.status} without a sign-in')

    def processor(self):
        return sum(spent_in(front.process.pid) for front in [self.front, *self.more])

    def measure(self, cores, seconds):
        begun = self.processor()
        told = rates.run(self.port, self.path, self.headers, WORKERS[cores], seconds, within=pinned(cores, 1))
        if told.bad or not told.count:
            sys.exit(f'{self.name}: {told.text}')
        self.spent.append((self.processor() - begun) / told.count)
        self.told.append(told)


def spent_in(session):
    """Seconds that its processes worked (proc(5), stat: session, utime, stime)."""
    ticks = 0
    for name in filter(str.isdigit, os.listdir('/proc')):
        with contextlib.suppress(OSError), open(f'/proc/{name}/stat', encoding='latin-1') as file:
            fields = file.read().rpartition(')')[2].split()
            ticks += (int(fields[11]) + int(fields[12])) * (int(fields[3]) == session)
    return ticks / TICK


def pinned(cores, core):
    """Words before those of a program; where both cores serve nothing is bound to one."""
    return ['taskset', '-c', str(core)] if cores == 1 else []


# ---- nginx ----

NGINX = f'''
location /free/ {{ }}
location /hand/ {{ toegang_config hand.yaml; toegang {fronts.ELOKET}; toegang_bearer on; }}
location /thread/ {{ toegang_config thread.yaml; toegang {fronts.ELOKET}; toegang_bearer on; }}
location /cached/ {{ toegang_config cached.yaml; toegang {fronts.ELOKET}; toegang_bearer on; }}
'''
VISIT = f'''
server {{{{
    listen 127.0.0.1:{{port}};
    root {{folder}}/site;
    toegang_cookie_keys keys;
    toegang_cookie secure=off name=toegang;
    location /visit/ {{{{ toegang_config {{configuration}}; toegang {fronts.ELOKET}; toegang_sign_in /toegang/; }}}}
}}}}
'''
VISITS = {'visit-hand.yaml': 'at hand', 'visit-thread.yaml': 'SQLite by the thread pool'}  # a server each
PROVIDER = '''\
  - {entity-id: %s, metadata: idp.xml, audience: "%s", recipient: "%s", signing-key: own.key, claims: acm}
'''
AUTH_REQUEST = f'''
location /asked/ {{ auth_request /toegang; }}
location = /toegang {{
    internal;
    proxy_pass http://serve/auth?eloket={fronts.ELOKET};
    proxy_pass_request_body off;
    proxy_set_header Content-Length "";
    proxy_http_version 1.1;
    proxy_set_header Connection "";
}}
'''


def visited(folder, provider, configuration, port):
    """A server whose visitors sign in; the provider knows it afterwards."""
    entity, consumer = (f'http://127.0.0.1:{port}/toegang/{name}' for name in ('metadata', 'acs'))
    provider.knows(entity, consumer)
    folder.configuration(configuration, DIRECTORIES[configuration.removeprefix('visit-')],
                         PROVIDER % (peer.ENTITY, entity, consumer), 'replay: sqlite:data/used.db\n')
    return VISIT.format(port=port, folder=folder.path(), configuration=configuration)


def visits(folder, provider):
    """The servers of visits, and the port of each."""
    folder.write('idp.xml', provider.metadata)
    peer.command('openssl', 'genrsa', '-out', folder.path('own.key'), '2048')
    folder.write('keys', secrets.token_hex(32) + '\n', 0o600)
    ports = {configuration: web.free_port() for configuration in VISITS}
    return ''.join(visited(folder, provider, *pair) for pair in ports.items()), ports


def visit(front, configuration, port):
    person = saml.sign_in(f'http://127.0.0.1:{port}/visit/index.html', 'jan')
    return Row(f'  toegang: visit, {VISITS[configuration]}', front, '/visit/index.html', [('Cookie', person.cookie('toegang'))],
               port=port)


@contextlib.contextmanager
def nginx(options, folder, cores, provider):
    token = [('Authorization', 'Bearer ' + folder.token())]
    with contextlib.ExitStack() as stack:
        serve, http, locations, ports = None, '', NGINX, {}
        if options.serve:
            serve = fronts.Serve(folder, options.serve, folder.path('hand.yaml'))
            stack.enter_context(serve.running(pinned(cores, 0)))
            http = f'upstream serve {{ server unix:{serve.socket}; keepalive 32; }}'
            locations += AUTH_REQUEST
        if provider:
            servers, ports = visits(folder, provider)
            http += servers
        front = fronts.nginx(folder, options.nginx, locations, http, workers=cores)
        stack.enter_context(front.running(pinned(cores, 0)))
        rows = [Row('nginx, unprotected', front, '/free/index.html'),
                Row('  toegang: token, at hand', front, '/hand/index.html', token),
                Row('  toegang: token, SQLite by the thread pool', front, '/thread/index.html', token),
                Row('  toegang: token, SQLite behind a cache', front, '/cached/index.html', token)]
        rows += [visit(front, *pair) for pair in ports.items()]
        if serve:
            rows.append(Row('  auth_request to toegang serve: token', front, '/asked/index.html', token, serve))
        yield rows


# ---- Apache ----

TOEGANG = '''\
  ToegangHolder "%{{reqenv:{0}rrn}}"
  ToegangAssurance "%{{reqenv:{0}acr}}" urn:be:vlaanderen:authmech:eid=high
  Require toegang ''' + fronts.ELOKET + ''' for "%{{reqenv:{0}vo_orgcode}}"'''
BEARER = f'''
ToegangConfig {{folder}}/hand.yaml
<Location /bearer/>
  AuthType toegang
  AuthName e-loket
  Require toegang {fronts.ELOKET}
</Location>
'''
TLS = '''
Listen 127.0.0.1:{port} https
<VirtualHost 127.0.0.1:{port}>
  SSLEngine on
  SSLCertificateFile {folder}/tls.crt
  SSLCertificateKeyFile {folder}/tls.key
</VirtualHost>
'''


class Peer:
    """A module that signs people in, alone and with ours behind it."""

    def __init__(self, name, module, prefix):
        self.name, self.module, self.prefix = name, module, prefix
        self.places = [f'/{name}-alone/', f'/{name}-toegang/']

    def sections(self):
        alone, with_us = self.places
        return self.module.section(alone) + self.module.section(with_us, TOEGANG.format(self.prefix))

    def rows(self, front, base):
        person = self.module.sign_in(base + self.places[0], 'jan')
        cookie = [('Cookie', person.cookie(self.module.COOKIE))]
        return [Row(f'  mod_auth_{self.name}: session cookie', front, self.places[0] + 'index.html', cookie),
                Row(f'  mod_auth_{self.name} with mod_toegang', front, self.places[1] + 'index.html', cookie)]


@contextlib.contextmanager
def apache(options, folder, cores, provider, world):
    tls = web.free_port()
    base, modules = f'https://127.0.0.1:{tls}', ['ssl', 'socache_shmcb']
    lines, peers = BEARER.format(folder=folder.path()) + TLS.format(port=tls, folder=world.folder), []
    with contextlib.ExitStack() as stack:
        if provider and not mellon.lacking():
            mellon.prepare(world, provider, base)
            lines += mellon.directives(world)
            peers.append(Peer('mellon', mellon, 'MELLON_'))
        if not openidc.lacking():
            url = stack.enter_context(openidc.provider(world, base, PEOPLE))
            lines += openidc.directives(base, url)
            peers.append(Peer('openidc', openidc, 'OIDC_CLAIM_'))
        modules += ['auth_' + one.name for one in peers]
        lines += ''.join(one.sections() for one in peers)
        front = fronts.apache(folder, options.apache, lines, modules)
        stack.enter_context(front.running(pinned(cores, 0)))
        token = [('Authorization', 'Bearer ' + folder.token())]
        rows = [Row('Apache, unprotected', front, '/free/index.html'),
                Row('  mod_toegang: token, at hand', front, '/bearer/index.html', token)]
        for one in peers:
            rows += one.rows(front, base)
        yield rows


# ---- the table ----

def show(cores, groups):
    print(f'\n{"one core serves, another asks" if cores == 1 else "both cores serve and ask"}, {WORKERS[cores]} connections\n'
          f'{"":46}{"requests/s":>11}{"of free":>9}{"p50 ms":>8}{"p99 ms":>8}{"processor us":>14}{"more us":>9}')
    for rows in groups:
        free = rows[0]
        for row in rows:
            share = statistics.median(one.rate / other.rate for one, other in zip(row.told, free.told))
            rate, middle, slow = (statistics.median(getattr(told, name) for told in row.told)
                                  for name in ('rate', 'middle', 'slow'))
            spent = statistics.median(row.spent) * 1e6
            more = spent - statistics.median(free.spent) * 1e6
            print(f'{row.name:46}{rate:11.0f}{share:9.2f}{middle * 1e3:8.2f}{slow * 1e3:8.2f}{spent:14.1f}{more:9.1f}', flush=True)


def prepare(options, path):
    folder = fronts.Folder(path, options.library, options.forge)
    for place in PLACES:
        folder.write(f'site/{place}/index.html', PAGE)
    for name, directories in DIRECTORIES.items():
        folder.configuration(name, directories)
    os.makedirs(folder.path('data'))
    os.chmod(folder.path('data'), 0o777)
    csv = folder.write('facts.csv', CSV)
    for words in (['migrate'], ['import', '--register', 'kbo', csv]):
        peer.command(options.toegang, 'directory', words[0], '--config', folder.path('thread.yaml'), *words[1:],
                     env=folder.environment)
    for name in os.listdir(folder.path('data')):
        os.chmod(folder.path('data', name), 0o666)
    return folder


def measure(options, cores):
    with contextlib.ExitStack() as stack:
        folder = prepare(options, stack.enter_context(web.folder('bench')))
        world = peer.World(options.toegang)
        stack.callback(world.close)
        os.chmod(world.folder, 0o755)
        world.key('tls')
        provider = None if saml.lacking() else stack.enter_context(saml.provider(world, PEOPLE))
        groups = []
        if options.nginx:
            groups.append(stack.enter_context(nginx(options, folder, cores, provider)))
        if options.apache:
            groups.append(stack.enter_context(apache(options, folder, cores, provider, world)))
        everybody = [row for rows in groups for row in rows]
        for row in everybody:
            row.check()
        for number in range(options.rounds + 1):
            for row in everybody:
                row.measure(cores, 1 if number == 0 else options.seconds)
        for row in everybody:  # the first round warmed them
            row.check()
            del row.told[0], row.spent[0]
        show(cores, groups)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('source')
    for name in ('library', 'forge', 'toegang'):
        parser.add_argument('--' + name, required=True)
    for name in ('nginx', 'apache', 'serve'):
        parser.add_argument('--' + name)
    parser.add_argument('--rounds', type=int, default=7)
    parser.add_argument('--seconds', type=int, default=1)
    options = parser.parse_args()
    for how in filter(None, [rates.lacking(), saml.lacking(), mellon.lacking(), openidc.lacking()]):
        print('less is measured here: ' + how)
    print('load of the machine before: ' + ' '.join(f'{load:.1f}' for load in os.getloadavg()))
    if not rates.lacking():
        for cores in WORKERS:
            measure(options, cores)
    print('load of the machine after: ' + ' '.join(f'{load:.1f}' for load in os.getloadavg()))


main()
