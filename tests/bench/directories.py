#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Questions to stores that hold a country, beside their client libraries alone: SQLite in a file, PostgreSQL over a unix
socket, LDAP over a unix socket; servers of our own in a temporary folder, gone afterwards.

directories.py PROGRAM ADAPTERS [--functions N] [--rights N] [--entries N] [--only STORE] [--times N]
--entries: functions and rights together that slapd gets, which loads more slowly. --times: how often each is asked."""
import argparse
import os
import subprocess
import sys
import tempfile
import time

TESTS = os.path.join(os.path.dirname(os.path.realpath(__file__)), '..')
sys.path += [os.path.join(TESTS, 'conformance', 'replay'), os.path.join(TESTS, 'conformance', 'directory')]
import server  # noqa: E402
import slapd  # noqa: E402

# Nothing works beside the questions.
PLENTY = "shared_buffers = 2GB\nmaintenance_work_mem = 512MB\nmax_wal_size = 8GB\nautovacuum = off\n"


def run(*words):
    subprocess.run(list(map(str, words)), check=True)
    sys.stdout.flush()


def ask(options, *words):
    for _ in range(options.times):
        run(options.program, 'ask', *words)


def sqlite(options, folder, functions, rights):
    path = os.path.join(folder, 'country.db')
    run(options.program, 'fill', 'sqlite', path, functions, rights)
    ask(options, 'sqlite', path, functions, rights)


def postgresql(options, folder, functions, rights):
    if not server.programs():
        print('PostgreSQL is not on this machine: sudo apt-get install postgresql')
        return
    own = server.Server(folder)
    with open(os.path.join(own.data, 'postgresql.conf'), 'a', encoding='ascii') as file:
        file.write(PLENTY)
    own.start()
    try:
        run(options.program, 'fill', 'postgresql', own.conninfo, functions, rights)
        own.ask('VACUUM (FREEZE, ANALYZE)')
        own.ask('CHECKPOINT')
        ask(options, 'postgresql', own.conninfo, functions, rights, own.processes()[0])
    finally:
        own.stop()


def ldap(options, folder, functions, rights):
    if not slapd.program():
        print('slapd is not on this machine: sudo apt-get install slapd ldap-utils')
        return
    functions, rights = options.entries * functions // (functions + rights), options.entries * rights // (functions + rights)
    own = slapd.Slapd(folder, limits='maxsize 8589934592\nindex toegangRegister eq')
    entries = os.path.join(folder, 'entries.ldif')
    with open(entries, 'w', encoding='ascii') as file:
        subprocess.run([options.program, 'ldif', str(functions), str(rights)], stdout=file, check=True)
    begun = time.monotonic()
    with open(os.path.join(folder, 'slapadd.log'), 'w', encoding='ascii') as log:
        subprocess.run(['/usr/sbin/slapadd', '-q', '-f', os.path.join(folder, 'slapd.conf'), '-l', entries], check=True,
                       stdout=log, stderr=log)
    print(f'ldap: {functions + rights} entries loaded by slapadd in {time.monotonic() - begun:.0f} s', flush=True)
    with own:
        ask(options, 'ldap', f'{own.socket}/{slapd.BASE}', functions, rights, own.process.pid)


STORES = {'sqlite': sqlite, 'postgresql': postgresql, 'ldap': ldap}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('program')
    parser.add_argument('adapters')
    parser.add_argument('--functions', type=int, default=3_000_000)
    parser.add_argument('--rights', type=int, default=1_000_000)
    parser.add_argument('--entries', type=int, default=2_000_000)
    parser.add_argument('--only', choices=STORES)
    parser.add_argument('--times', type=int, default=1)
    options = parser.parse_args()
    for name, store in STORES.items():
        if name not in options.adapters.split() or options.only not in (None, name):
            continue
        with tempfile.TemporaryDirectory(prefix='toegang-bench-') as folder:
            store(options, folder, options.functions, options.rights)


main()
