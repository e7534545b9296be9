#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The module as it was built: what it shows of itself, and what its script says when something is missing. Usage: see world.py."""
import os
import re
import subprocess

from world import MODULE, SOURCE, Tap, web

BUILD = os.path.join(SOURCE, 'bindings/nginx/build')


def build(*words, **environment):
    ran = subprocess.run([BUILD, *words], capture_output=True, text=True, env=dict(os.environ, **environment), check=False)
    return ran.returncode, ran.stderr


def refusals(tap, folder):
    out = os.path.join(folder, 'm.so')
    status, said = build(out, folder, TOEGANG_NGINX_SOURCE='/nonexistent')
    tap.case('without nginx-dev', [] if status == 1 and 'apt-get install nginx-dev' in said and said.count('\n') == 1 else said)
    status, said = build(out)
    tap.case('without words', [] if status == 2 and said.startswith('usage: build OUT FOLDER') else said)
    tap.case('nothing was written', os.listdir(folder))


def threadless(tap, folder):
    """An nginx that was configured without threads."""
    source = os.path.join(folder, 'nginx')
    os.mkdir(source)
    for name in ('auto', 'src', 'configure'):
        os.symlink(f'/usr/share/nginx/src/{name}', os.path.join(source, name))
    web.write(os.path.join(source, 'conf_flags'), 'NGX_CONF_FLAGS=( --with-compat )\n')
    status, said = build(os.path.join(folder, 'm.so'), os.path.join(folder, 'objects'), os.path.join(SOURCE, 'include'), folder,
                         TOEGANG_NGINX_SOURCE=source)
    tap.case('an nginx without threads', [] if status == 1 and 'needs an nginx with threads' in said else said)


def shown(tap):
    names = subprocess.run(['nm', '-D', '--defined-only', MODULE], capture_output=True, text=True, check=True).stdout
    names = sorted(line.split()[-1] for line in names.splitlines())
    names = [name for name in names if not name.startswith(('__asan', '__ubsan', '__odr_asan'))]
    tap.case('it shows what nginx looks for', [] if names == ['ngx_module_names', 'ngx_module_order', 'ngx_modules'] else names)
    needed = subprocess.run(['readelf', '-d', MODULE], capture_output=True, text=True, check=True).stdout
    tap.case('it needs the library, by its name', [] if '[libtoegang.so.0]' in needed and 'RUNPATH' not in needed else needed)
    with open(MODULE, 'rb') as file:
        found = re.search(rb'\d,\d,\d,[01]{34}', file.read())
    tap.case('it carries the signature of this nginx', [] if found else 'no signature')


def main():
    tap = Tap()
    with web.folder('built') as folder:
        refusals(tap, folder)
        threadless(tap, folder)
    shown(tap)
    tap.end()


main()
