# SPDX-License-Identifier: Apache-2.0
import asyncio

import toegang
import toegang.asgi
import toegang.wsgi
import world
from world import BAKERY, DATA, JAN

# who asks, at which e-counter, by which configuration, and what comes
ROWS = [('jan', 'e-loketondernemers', 'toegang.yaml', 200, ''), ('jan', 'subsidieloket', 'toegang.yaml', 403, 'right.absent'),
        ('els', 'e-loketondernemers', 'toegang.yaml', 403, None), ('', 'e-loketondernemers', 'toegang.yaml', 401, ''),
        ('token', 'e-loketondernemers', 'toegang.yaml', 403, 'jwt.form'),
        ('jan', 'e-loketondernemers', 'kbo-down.yaml', 503, 'directory.unavailable')]


class Web(world.Case):
    def who(self, t, name):
        numbers = {'jan': JAN, 'els': world.ELS}
        if name == 'token':
            return 'no token'
        return t.attest(numbers[name], assurance='high') if name else None

    def expect(self, row, status, headers, body):
        self.assertEqual(status, row[3])
        self.assertEqual(headers.get('toegang-check', ''), row[4] if row[4] is not None else headers['toegang-check'])
        if status in (403, 503):
            self.assertIn(headers['toegang-check'], body)
            self.assertNotIn('kbo-offline', body)
            self.assertEqual(headers['cache-control'], 'no-store')
            self.assertEqual(int(headers['content-length']), len(body.encode()))
        for clear in world.IN_CLEAR:
            self.assertNotIn(clear, body)

    def test_wsgi(self):
        def application(environ, start_response):
            self.assertTrue(environ['toegang.decision'])
            self.assertEqual(environ['toegang.identity'].holder, toegang.Rrn(JAN))
            start_response('200 OK', [])
            return [b'in']
        for row in ROWS:
            with self.subTest(row=row):
                t = self.opened(DATA / row[2])
                guard = toegang.wsgi.Guard(application, t, eloket=row[1], organisation=lambda request: BAKERY,
                                           who=lambda request, t=t, row=row: self.who(t, row[0]), language='en')
                got = []
                body = b''.join(guard({}, lambda status, headers: got.extend((status, headers))))
                headers = {name.lower(): value for name, value in got[1]}
                self.expect(row, int(got[0].split()[0]), headers, body.decode())

    def test_nothing_is_not_oneself(self):
        """A header that is missing or empty asks for nobody."""
        directories = f'directories: {{kbo: "yaml:{DATA}/kbo.yaml"}}\n'
        t = self.opened(self.write('own.yaml', directories + 'e-lokets: {own: {self: automatic, legal-representative: automatic}}\n'))
        for named, status, check in ((toegang.ONESELF, 200, ''), (BAKERY, 200, ''), (toegang.Organisation(BAKERY), 200, ''), (None, 403, 'organisation.absent'),
                                     ('', 403, 'organisation.absent'), ('oneself', 403, None), ('self', 403, None)):
            with self.subTest(named=named):
                gate = toegang.wsgi.Guard(None, t, eloket='own', who=None, organisation=lambda request, named=named: named).gate
                answer = gate.judge({}, self.who(t, 'jan'))
                self.assertEqual(answer.status or 200, status)
                self.assertTrue(check is None and answer.check or answer.check == check, answer.check)
        self.assertEqual(toegang.wsgi.Guard(None, t, eloket='own', who=None).gate.judge({}, self.who(t, 'jan')).status, 0)

    def test_an_empty_context_is_none_at_all(self):
        t = self.opened()
        asked = {'holder': JAN, 'assurance': 'high', 'eloket': 'e-loketondernemers', 'organisation': BAKERY}
        self.assertTrue(t.check(**asked))
        self.assertEqual(t.check(**asked, context='').check, 'right.context')

    def test_asgi(self):
        async def application(scope, receive, send):
            self.assertTrue(scope['type'] == 'lifespan' or scope['toegang.decision'])
            await send({'type': 'http.response.start', 'status': 200, 'headers': []})
            await send({'type': 'http.response.body', 'body': b'in'})

        async def one(guard, scope):
            sent = []

            async def send(message):
                sent.append(message)
            await guard(scope, None, send)
            return sent

        async def person(t, row):
            return self.who(t, row[0])
        for row in ROWS:
            with self.subTest(row=row):
                t = self.opened(DATA / row[2])
                guard = toegang.asgi.Guard(application, t, eloket=row[1], organisation=lambda request: BAKERY,
                                           who=lambda request, t=t, row=row: person(t, row), language='en')
                start, body = asyncio.run(one(guard, {'type': 'http'}))
                headers = {name.decode(): value.decode() for name, value in start['headers']}
                self.expect(row, start['status'], headers, body['body'].decode())
                asyncio.run(one(guard, {'type': 'lifespan'}))
                socket = asyncio.run(one(guard, {'type': 'websocket'}))
                self.assertEqual(socket[0]['type'], 'http.response.start' if row[3] == 200 else 'websocket.close')

    def test_an_unknown_counter_is_found_at_the_start(self):
        t = self.opened()
        for kind in (toegang.wsgi.Guard, toegang.asgi.Guard):
            self.refused('eloket.unknown', toegang.UsageError, kind, None, t, who=lambda request: None, eloket='x')
