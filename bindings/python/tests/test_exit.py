# SPDX-License-Identifier: Apache-2.0
"""The interpreter may end at any moment."""
import os
import subprocess
import sys

import world

# When a process ends, OpenSSL 3.0 frees under threads that end in the same moment what they free themselves. That is
# its own matter (doc/python.md): it is told not to, before anybody else begins with it.
BEGIN = f'''
import ctypes
ctypes.CDLL('libcrypto.so.3').OPENSSL_init_crypto(ctypes.c_uint64(0x80000), None) # OPENSSL_INIT_NO_ATEXIT
import atexit, datetime, os, sys, threading, time
import toegang
AT = datetime.datetime(2026, 11, 23, 10, tzinfo=datetime.timezone.utc)
octets = open({str(world.DATA / 'jan.xml')!r}, 'rb').read()
t = toegang.open({str(world.DATA / 'toegang.yaml')!r})
def ask(t):
    jan = t.verify_saml(octets, in_response_to='_jan-request', at=AT)
    verdict = t.check(jan, eloket='subsidieloket', organisation='0999.999.922', at=AT)
    verdict.evidence, verdict.explain()
def work(t=t):
    try:
        while True:
            ask(t)
    except toegang.UsageError as error: # whoever sees that it was closed before he is ended himself
        if error.came != 'closed': raise
def threads(target=work, count=6):
    for _ in range(count):
        threading.Thread(target=target, daemon=True).start()
    time.sleep(0.1)
'''
ENDINGS = {
    'falling off the end': 'threads()',
    'closed, in the middle': 'threads(); t.close(); time.sleep(0.2)',
    'closed, and gone': 'threads(); t.close()',
    'forgotten, in the middle': 'threads(); del t, work',
    'sys.exit': 'threads(); sys.exit(0)',
    'nothing closed, no threads': 'jan = t.verify_saml(octets, in_response_to="_jan-request", at=AT)',
    'in a cycle': 'class A: pass\na = A(); a.me = a; a.t = t; a.error = t.check(holder="85073003328", eloket="subsidieloket")',
    'kept in a module': 'import json; json.kept = t.check(holder="85073003328", eloket="subsidieloket"); json.t = t',
    'used by an exit handler': 'atexit.register(lambda: t.check(holder="85073003328", eloket="subsidieloket")); threads()',
    'in a directory of its own': '''
class Slow:
    def read(self, question):
        time.sleep(0.01)
        return ()
open('host.yaml', 'w').write('directories: {kbo: host}\\ne-lokets: {loket: {legal-representative: automatic}}\\n')
own = toegang.open('host.yaml', directories={'kbo': Slow()})
def ask():
    while True:
        own.check(holder='85073003328', assurance='high', eloket='loket', organisation='0999.999.922')
threads(ask)
''',
}


class Exits(world.Case):
    def test_no_ending_harms(self):
        for name, ending in ENDINGS.items():
            with self.subTest(name=name):
                ran = subprocess.run([sys.executable, '-X', 'faulthandler', '-c', BEGIN + ending], cwd=self.folder,
                                     capture_output=True, text=True, timeout=60, env=dict(os.environ), check=False)
                self.assertEqual((ran.returncode, ran.stderr), (0, ''))

    def test_a_signal_ends_the_program(self):
        ran = subprocess.run([sys.executable, '-c', BEGIN + 'threads(); os.kill(os.getpid(), 2); time.sleep(9)'],
                             capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(ran.returncode, -2)
        self.assertIn('KeyboardInterrupt', ran.stderr)
