#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What the package brings beside the program: units that systemd takes and finds safe, and a command that hands over.
Usage: see world.py, and one argument more: the command, which hands over to this PROGRAM."""
import os
import shutil
import subprocess
import sys

from world import PROGRAM, SOURCE, Tap, differs, service, web

FOLDER = os.path.join(SOURCE, 'bindings', 'serve')
COMMAND = os.path.abspath(sys.argv[4])
EXPOSURE = '15'  # tenths; 0 is none, 100 is all


def run(*words, **more):
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=60, **more)


def units(tap, it):
    """In a folder of their own, with the program that was built in the place of the one that is installed."""
    with open(os.path.join(FOLDER, 'toegang-serve.service.in'), encoding='utf-8') as file:
        text = file.read().replace('@LIBEXECDIR@/toegang/toegang-serve', PROGRAM)
    unit = it.write('units/toegang-serve.service', text)
    shutil.copy(os.path.join(FOLDER, 'toegang-serve.socket'), it.path('units'))
    judged = run('systemd-analyze', 'verify', '--man=no', unit, it.path('units/toegang-serve.socket'))
    tap.case('systemd takes the units', [] if judged.returncode == 0 and not judged.stderr else [judged.stderr])
    judged = run('systemd-analyze', 'security', '--offline=true', '--threshold=' + EXPOSURE, '--no-pager', unit)
    tap.note((judged.stdout.strip().splitlines() or [''])[-1])
    tap.case('and finds little to attack', [] if judged.returncode == 0 else [judged.stdout[-3000:] + judged.stderr])
    loose = it.write('units/loose.service', '[Service]\nExecStart=/bin/true\n')
    judged = run('systemd-analyze', 'security', '--offline=true', '--threshold=' + EXPOSURE, '--no-pager', loose)
    tap.case('where it finds much, it says so', [] if judged.returncode != 0 else [judged.stdout[-300:]])


def command(tap, it):
    """Which is of another package than the program."""
    toegang = os.path.join(os.path.dirname(PROGRAM), '..', 'cli', 'toegang')
    with open(toegang, 'rb') as file:
        installed = [word for word in file.read().split(b'\0') if word.endswith(b'/toegang/toegang-serve')][0].decode()
    words = [toegang, 'serve', '--config', it.path('toegang.yaml'), '--listen', 'unix:' + it.path('s')]
    if os.path.exists(installed):
        tap.skip('the command says what to install', f'{installed} is installed')
    else:
        for language, word in (('nl', 'installeer'), ('en', 'install'), ('fr', 'installez'), ('de', 'installieren')):
            ran = run(*words, '--lang', language)
            good = ran.returncode == 2 and word in ran.stderr and 'toegang-serve' in ran.stderr
            tap.case(f'the command says what to install, in {language}', [] if good else [str(ran)])
    ran = run(toegang, 'serve', '--help')
    tap.case('it tells the options', [] if ran.returncode == 0 and '--listen ADDRESS' in ran.stdout else [str(ran)])
    ran, own = run(toegang, 'serve'), run(PROGRAM)
    tap.case('both read the same table', [] if ran.returncode == own.returncode == 2 and ran.stderr == own.stderr else [str(ran), str(own)])


def hands_over(tap, it):
    """The command as it is built, but for the place where it looks for the program."""
    words = [COMMAND, 'serve', '--config', it.path('toegang.yaml'), '--listen=unix:' + it.socket, '--socket-mode', '0600', '--lang', 'fr']
    it.address = it.socket
    with web.running(words, it.path('log'), it.answers):
        came = it.get('/auth?eloket=e-loketondernemers')
        tap.case('the command hands over, with all its options', [*differs(came, 401, toegang_language='fr'),
                 *([] if os.stat(it.socket).st_mode & 0o777 == 0o600 else [oct(os.stat(it.socket).st_mode)])])


def main():
    tap = Tap()
    with service('serve') as it:
        if shutil.which('systemd-analyze'):
            units(tap, it)
        else:
            tap.skip('systemd takes the units', 'no systemd-analyze: sudo apt-get install systemd')
        command(tap, it)
        hands_over(tap, it)
    tap.end()


main()
