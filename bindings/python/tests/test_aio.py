# SPDX-License-Identifier: Apache-2.0
import asyncio
import threading

import toegang
import toegang.aio
import world
from world import AT, BAKERY, DATA, JAN


class Slow:
    """Answers nobody until it is let go."""

    def __init__(self):
        self.asked, self.let_go = 0, threading.Event()
        self.lock = threading.Lock()

    def read(self, question):
        with self.lock:
            self.asked += 1
        if not self.let_go.wait(60):
            raise TimeoutError('the loop waits')
        return ()


class Asyncio(world.Case):
    def test_many_at_once(self):
        async def main():
            async with toegang.aio.open(DATA / 'toegang.yaml') as t:
                jan = await t.verify_saml((DATA / 'jan.xml').read_bytes(), in_response_to='_jan-request', at=AT)
                asked = [t.check(jan, eloket=eloket, organisation=BAKERY, at=AT)
                         for eloket in ['e-loketondernemers', 'subsidieloket'] * 50]
                verdicts = await asyncio.gather(*asked)
                self.assertEqual([bool(verdict) for verdict in verdicts], [True, False] * 50)
                with self.assertRaises(toegang.RefusedError):
                    await t.verify_jwt('x')
                self.assertEqual([row.as_ for row in await t.list('htb', organisation=BAKERY, at=AT)], ['htb'])
            with self.assertRaises((toegang.UsageError, RuntimeError)):
                await t.check(jan, eloket='subsidieloket')
        asyncio.run(main())

    def test_the_loop_never_waits(self):
        path = self.write('toegang.yaml', 'directories: {kbo: host}\ne-lokets: {loket: {legal-representative: automatic}}\n')

        async def main():
            slow = Slow()
            t = await toegang.aio.open(path, directories={'kbo': slow}, threads=8)
            asked = asyncio.gather(*(t.check(holder=JAN, assurance='high', eloket='loket', organisation=BAKERY)
                                     for _ in range(8)))
            while slow.asked < 8 and not asked.done():
                await asyncio.sleep(0.01)
            self.assertEqual((slow.asked, asked.done()), (8, False))
            slow.let_go.set()
            self.assertEqual([verdict.outcome for verdict in await asked], [toegang.Outcome.DENY] * 8)
            slow.let_go.clear()
            lost = asyncio.ensure_future(t.check(holder=JAN, assurance='high', eloket='loket', organisation=BAKERY))
            while slow.asked < 9:
                await asyncio.sleep(0.01)
            lost.cancel()
            slow.let_go.set()
            await t.close()
        asyncio.run(main())
