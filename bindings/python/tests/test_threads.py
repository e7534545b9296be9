# SPDX-License-Identifier: Apache-2.0
import gc
import os
import threading
import time

import toegang
import world
from world import AT, BAKERY, DATA

ROUNDS, THREADS = 10000, 8
RSS_MOST = 2 << 20


def resident():
    with open('/proc/self/statm') as file:
        return int(file.read().split()[1]) * os.sysconf('SC_PAGESIZE')


def is_sanitized():
    with open('/proc/self/maps') as file:
        return 'libasan' in file.read()


class Threads(world.Case):
    def work(self, t, octets, rounds, wrong):
        for _ in range(rounds):
            jan = t.verify_saml(octets, in_response_to='_jan-request', at=AT)
            if not t.check(jan, eloket='e-loketondernemers', organisation=BAKERY, at=AT):
                wrong.append('denied')
            try:
                t.verify_saml(octets[:-9], in_response_to='_jan-request', at=AT)
                wrong.append('accepted')
            except toegang.RefusedError:
                pass

    def in_threads(self, t, octets, rounds):
        wrong = []
        threads = [threading.Thread(target=self.work, args=(t, octets, rounds // THREADS, wrong)) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])

    def test_ten_thousand_verifications_by_eight_threads_leave_nothing_behind(self):
        t, octets = self.opened(), (DATA / 'jan.xml').read_bytes()
        rounds = ROUNDS // 10 if is_sanitized() else ROUNDS
        self.in_threads(t, octets, rounds // 5)
        before, started = resident(), time.monotonic()
        self.in_threads(t, octets, rounds)
        took, grown = time.monotonic() - started, resident() - before
        print(f'# {rounds} verifications, decisions and refusals in {took:.1f} s; grown by {grown // 1024} KiB')
        if not is_sanitized():
            self.assertLess(grown, RSS_MOST)

    def test_what_is_opened_listed_and_closed_leaves_nothing_behind(self):
        class Kbo:
            def read(self, question):
                return ()
        path = self.write('toegang.yaml', 'directories: {kbo: host}\ne-lokets: {loket: {legal-representative: automatic}}\n')
        wrong = self.write('wrong.yaml', 'directories: {kbo: host, x: 1}\n')

        def once():
            with toegang.open(path, directories={'kbo': Kbo()}) as t:
                t.check(holder=world.JAN, assurance='high', eloket='loket', organisation=BAKERY).evidence
                t.represent(organisation=BAKERY), t.directories(), t.parts()
            self.assertRaises(toegang.ConfigError, toegang.open, wrong, directories={'kbo': Kbo()})
        gc.disable()
        self.addCleanup(gc.enable)
        for _ in range(200):
            once()
        before = resident()
        for _ in range(1000):
            once()
        if not is_sanitized():
            self.assertLess(resident() - before, RSS_MOST)

    def test_the_interpreter_goes_on_while_the_library_works(self):
        together = threading.Barrier(8)

        class Slow:
            def read(self, question):
                together.wait(60)
                return ()
        path = self.write('toegang.yaml', 'directories: {kbo: host}\ne-lokets: {loket: {legal-representative: automatic}}\n')
        t = self.opened(path, directories={'kbo': Slow()})
        threads = [threading.Thread(target=t.check, kwargs={'holder': world.JAN, 'assurance': 'high', 'eloket': 'loket',
                                                            'organisation': BAKERY}) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertFalse(together.broken)

    def test_closing_takes_nothing_away_from_a_call_in_progress(self):
        for _ in range(20):
            t, octets, ended = toegang.open(DATA / 'toegang.yaml'), (DATA / 'jan.xml').read_bytes(), []

            def go(t=t, octets=octets, ended=ended):
                try:
                    while True:
                        jan = t.verify_saml(octets, in_response_to='_jan-request', at=AT)
                        t.check(jan, eloket='subsidieloket', organisation=BAKERY, at=AT)
                except toegang.UsageError as error:
                    ended.append(error.came)
            threads = [threading.Thread(target=go) for _ in range(4)]
            for thread in threads:
                thread.start()
            time.sleep(0.01)
            t.close()
            for thread in threads:
                thread.join()
            self.assertEqual(ended, ['closed'] * 4)
