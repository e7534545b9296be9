# SPDX-License-Identifier: Apache-2.0
import asyncio
import time

import toegang
import toegang.aio
import world
from world import AT, BAKERY, DATA, JAN


class Slow:
    def read(self, question):
        time.sleep(0.2)
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
            t = await toegang.aio.open(path, directories={'kbo': Slow()}, threads=8)
            ticks, started = 0, time.monotonic()
            asked = asyncio.gather(*(t.check(holder=JAN, assurance='high', eloket='loket', organisation=BAKERY)
                                     for _ in range(8)))
            while not asked.done():
                await asyncio.sleep(0.01)
                ticks += 1
            self.assertGreater(ticks, 10)
            self.assertLess(time.monotonic() - started, 8 * 0.2)
            lost = asyncio.ensure_future(t.check(holder=JAN, assurance='high', eloket='loket', organisation=BAKERY))
            await asyncio.sleep(0.05)
            lost.cancel()
            await t.close()
        asyncio.run(main())
