# SPDX-License-Identifier: Apache-2.0
"""Searches find what check permits; AuthZEN answers as the library does."""
import json

import toegang
import world
from world import AN, AT, BAKERY, JAN


class Search(world.Case):
    def test_each_search_finds_what_check_permits(self):
        t = self.opened()
        for holder in (JAN, AN, world.ELS):
            for eloket in ('e-loketondernemers', 'subsidieloket', 'gebruikersbeheer'):
                with self.subTest(holder=holder[:8], eloket=eloket):
                    permit = bool(t.check(holder=holder, assurance='high', eloket=eloket, organisation=BAKERY, at=AT))
                    found = t.search_organisations(holder=holder, assurance='high', eloket=eloket, at=AT)
                    self.assertEqual([str(one.organisation) for one in found], [BAKERY] if permit else [])
                    who = t.search_holders(eloket=eloket, organisation=BAKERY, assurance='high', at=AT)
                    self.assertEqual(toegang.Rrn(holder) in [one.holder for one in who], permit)
                    what = t.search_rights(holder=holder, assurance='high', organisation=BAKERY, eloket=eloket, at=AT)
                    self.assertEqual(None in [one.right for one in what], permit)

    def test_an_identity_and_every_e_counter(self):
        t = self.opened()
        identity = world.jan(t)
        self.assertEqual([(one.eloket, one.right) for one in t.search_rights(identity, organisation=BAKERY, at=AT)],
                         [('e-loketondernemers', None), ('e-loketondernemers', 'loket-gebruiker'), ('gebruikersbeheer', None)])
        self.assertEqual([(one.eloket, one.right) for one in t.search_rights(identity, organisation=BAKERY,
                                                                             right='loket-gebruiker', at=AT)],
                         [('e-loketondernemers', 'loket-gebruiker'), ('gebruikersbeheer', 'loket-gebruiker')])
        self.assertEqual([one.holder for one in t.search_organisations(identity, eloket='e-loketondernemers', at=AT)],
                         [toegang.Rrn(JAN)])

    def test_faults(self):
        t = self.opened()
        self.refused('eloket.unknown', toegang.UsageError, t.search_holders, eloket='geen', organisation=BAKERY)
        self.refused('library.misuse', toegang.UsageError, t.search_organisations, eloket='subsidieloket')
        self.refused('library.misuse', toegang.UsageError, t.search_rights, world.jan(t), holder=JAN, organisation=BAKERY)
        down = self.opened(world.DATA / 'kbo-down.yaml')
        self.refused('file.absent', toegang.UnavailableError, down.search_holders, eloket='e-loketondernemers',
                     organisation=BAKERY, assurance='high', at=AT)


class Authzen(world.Case):
    ASKED = {'subject': {'type': 'person', 'id': '85073003328', 'properties': {'assurance': 'high'}},
             'action': {'name': 'enter'},
             'resource': {'type': 'eloket', 'id': 'e-loketondernemers', 'properties': {'organisation': 'kbo:0999999922'}}}

    def test_an_evaluation_is_the_decision(self):
        t = self.opened()
        answer = t.authzen('evaluation', json.dumps(self.ASKED), at=AT, caller='host')
        decision = t.check(t.attest(JAN, assurance='high', by='host'), eloket='e-loketondernemers', organisation=BAKERY, at=AT)
        self.assertEqual((answer.http, answer.check), (200, ''))
        self.assertEqual(json.loads(answer.text), json.loads(decision.json()))
        for clear in world.IN_CLEAR:
            self.assertNotIn(clear, answer.text)

    def test_the_other_kinds(self):
        t = self.opened()
        asked = dict(self.ASKED)
        several = t.authzen('evaluations', json.dumps({**asked, 'evaluations': [{}, {'resource': 7}]}).encode(), at=AT)
        self.assertEqual([one['decision'] for one in json.loads(several.text)['evaluations']], [True, False])
        del asked['action']
        self.assertEqual(json.loads(t.authzen('action', json.dumps(asked), at=AT).text),
                         {'results': [{'name': 'enter'}, {'name': 'loket-gebruiker'}]})
        resource = {'type': 'organisation', 'properties': {'eloket': 'e-loketondernemers'}}
        found = t.authzen('resource', json.dumps({**self.ASKED, 'resource': resource}), at=AT)
        self.assertEqual([one['id'] for one in json.loads(found.text)['results']], ['kbo:0999999922'])
        self.assertEqual(t.authzen('subject', json.dumps({**self.ASKED, 'subject': {'type': 'person'}}), at=AT).check,
                         'authzen.handles')

    def test_what_is_malformed_is_an_answer_too(self):
        t = self.opened()
        for body, check in (('', 'json.empty'), (b'\xff', 'json.encoding'), ('{}', 'authzen.member'), ('{"a\0": 1}', 'json.character')):
            answer = t.authzen('evaluation', body, language='nl')
            self.assertEqual((answer.http, answer.check), (400, check))
            self.assertIn(f'[{check}]', json.loads(answer.text))
        self.assertRaises(toegang.UsageError, t.authzen, 'search', '{}')
        self.assertRaises(toegang.UsageError, t.authzen, 'evaluation', {})
