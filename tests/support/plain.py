# SPDX-License-Identifier: Apache-2.0
"""A build without sanitizers, for programs that do not bring their runtime, and what Go needs to use it."""
import fcntl
import os
import re
import shutil
import subprocess

OPTIONS = ['-Dbuildtype=release', '-Dtests=disabled', '-Dfuzzing=none', '-Dman-pages=disabled']
TARGETS = ['bindings/cli/toegang']  # and the library that it is linked with
# The module of the Python package, where there is one.
MODULE = re.compile(r'^(bindings/python/_toegang\.[^/:]*\.so):', re.MULTILINE)


def run(words, **more):
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=550, **more)


def told(ran):
    return (ran.stdout + ran.stderr)[-4000:] if ran.returncode else ''


def python_module(build):
    """Its target, or None."""
    found = MODULE.search(run(['ninja', '-C', build, '-t', 'targets', 'all']).stdout)
    return found[1] if found else None


def make(tap, source, build):
    """Makes the build; several tests may ask it at once."""
    os.makedirs(build, exist_ok=True)
    with open(build + '.lock', 'w', encoding='ascii') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ran = None
        if not os.path.exists(os.path.join(build, 'build.ninja')):
            ran = run(['meson', 'setup', build, source, *OPTIONS])
        if not ran or ran.returncode == 0:
            module = python_module(build)
            ran = run(['ninja', '-C', build, *TARGETS, *([module] if module else [])])
    if not tap.case('a build without sanitizers', told(ran)):
        tap.end()


def toolchains():
    """Every go that is here, that of the path first: version to path, each version once."""
    found = {}
    for path in [os.environ.get('GO'), shutil.which('go'), '/usr/bin/go']:
        if path and os.access(path, os.X_OK):
            version = run([path, 'env', 'GOVERSION'], env={**os.environ, 'GOTOOLCHAIN': 'local'}).stdout.strip()
            found.setdefault(version, path)
    return found


def surroundings(build, folder):
    """Offline, and with nothing written outside the folder."""
    own = {name: value for name, value in os.environ.items() if not name.endswith('SAN_OPTIONS')}
    return {**own, 'PKG_CONFIG_PATH': os.path.join(build, 'meson-uninstalled'),
            'LD_LIBRARY_PATH': os.path.join(build, 'lib'), 'TOEGANG': os.path.join(build, 'bindings/cli/toegang'),
            'GOFLAGS': '-mod=mod', 'GOPROXY': 'off', 'GOTOOLCHAIN': 'local', 'GOWORK': 'off', 'CGO_ENABLED': '1',
            'GOCACHE': os.path.join(folder, 'cache'), 'GOPATH': os.path.join(folder, 'path')}
