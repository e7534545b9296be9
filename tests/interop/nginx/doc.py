#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The configurations of doc/nginx.md run as they stand, but for ports and temporary folders, which are the test's own.
Usage: see world.py."""
import os
import subprocess

import signing_in
from world import AN, BAKERY, JAN, MODULE, Application, Tap, differs, forge, served, site, web
from document import blocks

PAGE = 'doc/nginx.md'


def shown(word):
    """The one whole configuration that has this word."""
    found = [block for block in blocks(PAGE, 'nginx') if word in block]
    assert len(found) == 1, f'{len(found)} configurations with {word}'
    return found[0]


class Prefix:
    """A folder that nginx takes for its own: modules, logs, html."""

    def __init__(self, it, app):
        self.it, self.app = it, app
        os.makedirs(it.path('modules'))
        os.makedirs(it.path('logs'))
        os.symlink(MODULE, it.path('modules/ngx_http_toegang_module.so'))
        it.write('html/index.html', 'free\n')
        it.write('toegang.yaml', blocks(PAGE, 'yaml')[0])
        it.write('openid-jwks.json', forge('--jwks', 'idp'))
        prepare_sign_in(it)

    def running(self, conf):
        it = self.it
        for here, there in (('127.0.0.1:8080', f'127.0.0.1:{it.port}'), ('127.0.0.1:8081', f'127.0.0.1:{self.app}'),
                            ('http {\n', 'http {\n' + web.nginx_files(it.folder))):
            conf = conf.replace(here, there)
        it.write('nginx.conf', conf)
        words = it.words('-g', f'daemon off; pid {it.folder}/nginx.pid; error_log {it.folder}/error.log notice;')
        return web.running(words, it.path('nginx.log'), lambda: web.answers(it.port), it.environment)


def bearer(tap, it):
    an, jan = (it.token(iss='https://openid.example', rrn=rrn) for rrn in (AN, JAN))
    tap.case('token: another location', differs(it.get('/'), 200))
    answer = it.get('/subsidies/x', an)
    tap.case('token: who has the right', [*differs(answer, 200), *([] if 'kbo:' + BAKERY in answer.text() else answer.text())])
    tap.case('token: who has it not', differs(it.get('/subsidies/x', jan), 403, 'right.absent'))
    tap.case('token: nobody', differs(it.get('/subsidies/x'), 401))


def within(block):
    """A server around what a page shows of one."""
    return (f'load_module modules/ngx_http_toegang_module.so;\nevents {{ }}\nhttp {{\nserver {{ listen 127.0.0.1:8080;\n'
            f'location / {{ root html; }}\n{block}}}\n}}\n')


def three_directives(tap, it, page):
    an, jan = (it.token(iss='https://openid.example', rrn=rrn) for rrn in (AN, JAN))
    tap.case(f'{page}: another location', differs(it.get('/'), 200))
    tap.case(f'{page}: who has the right', differs(it.get('/subsidies/x', an), 200))
    tap.case(f'{page}: who has it not', differs(it.get('/subsidies/x', jan), 403, 'right.absent'))


def proxy(tap, it):
    stated = [('X-Holder', AN), ('X-Assurance', 'high'), ('X-Organisation', BAKERY)]
    tap.case('proxy: who has the right', differs(it.get('/subsidies/x', headers=stated), 200))
    tap.case('proxy: too weak a key', differs(it.get('/subsidies/x', headers=[stated[0], stated[2], ('X-Assurance', 'low')]), 403, 'assurance.low'))
    tap.case('proxy: nobody', differs(it.get('/subsidies/x'), 401))


def sign_in(tap, it):
    browser = signing_in.Browser(it.port)
    tap.case('sign-in: another location', differs(browser.get('/'), 200))
    tap.case('sign-in: our metadata', differs(browser.get('/toegang/metadata'), 200, content_type='application/samlmetadata+xml'))
    tap.case('sign-in: nobody', differs(browser.get('/subsidies/x'), 303))
    tap.case('sign-in: the response leads back', differs(browser.sign_in('/subsidies/x', rrn=AN), 303, location='/subsidies/x'))
    answer = browser.get('/subsidies/x')
    tap.case('sign-in: who has the right', [*differs(answer, 200), *([] if 'kbo:' + BAKERY in answer.text() else answer.text())])
    other = signing_in.Browser(it.port)
    other.sign_in('/subsidies/x')
    tap.case('sign-in: who has it not', differs(other.get('/subsidies/x'), 403, 'right.absent'))


def prepare_sign_in(it):
    """By the commands that stand there, but for the last, which asks the site itself. Without root all is of one user."""
    it.write('sign-in.yaml', blocks(PAGE, 'yaml')[1])
    it.write('idp-metadata.xml', forge('--metadata'))
    commands = next(block for block in blocks(PAGE, 'sh') if 'cookie.keys' in block).splitlines()[:-1]
    for command in (line.removeprefix('sudo ') for line in commands):
        command = command if os.geteuid() == 0 else command.replace('-o www-data ', '')
        subprocess.run(['sh', '-ec', command], cwd=it.folder, check=True)
    for name in ('eloket.key', 'eloket.crt'):
        with open(os.path.join(signing_in.KEYS, name), encoding='utf-8') as file:
            it.write(name, file.read(), 0o600)


def main():
    tap = Tap()
    with site('doc') as it, served(Application) as app:
        prefix = Prefix(it, app)
        for word, check in (('toegang_bearer', bearer), ('toegang_sign_in', sign_in), ('toegang_proxy ', proxy)):
            with prefix.running(shown(word)):
                check(tap, it)
        for page in ('README.md', 'doc/leesmij.md'):
            with prefix.running(within(blocks(page, 'nginx')[0])):
                three_directives(tap, it, page)
    tap.end()


main()
