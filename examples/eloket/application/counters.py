# SPDX-License-Identifier: Apache-2.0
"""The front page and the two counters: each shows what it knows of who came in."""
from frame import link_list, page
from markup import element

COUNTERS = {'e-loketondernemers': '/ondernemers/', 'subsidieloket': '/subsidies/', 'gebruikersbeheer': '/gebruikersbeheer/'}


def home(words):
    cards = [element('li', element('h2', element('a', words.counter(eloket), href=path)),
                     element('p', words(f'counter.{eloket}.about')),
                     element('p', element('strong', words('home.who')), ' ', words(f'counter.{eloket}.who'), class_='aside'))
             for eloket, path in COUNTERS.items()]
    return page(words, words('home.title'), element('p', words('home.lead'), class_='lead'),
                element('ul', cards, class_='cards'))


def _rows(pairs):
    return element('dl', [element('div', element('dt', name), element('dd', value)) for name, value in pairs if value])


def _ground(words, decision):
    """The word of the ground and the fact that carries it: the last one used."""
    facts = [piece.fact for piece in decision.evidence if piece.used and piece.fact]
    fact = facts[-1] if facts else None
    if fact is None:
        return words('ground.self'), None
    if fact.kind.name == 'FUNCTION':
        return f'{words("ground.legal-representative")}: {words.named("function", fact.code)}', fact
    if fact.kind.name == 'APPOINTMENT':
        return words('ground.htb'), fact
    return f'{words("ground.right")}: {words.named("right", fact.code)}', fact


def facts_shown(words, visitor, decision):
    ground, fact = _ground(words, decision)
    pairs = [(words('facts.organisation'), visitor.whom), (words('facts.person'), visitor.shown),
             (words('facts.key'), words(f'assurance.{visitor.identity.assurance.name}')), (words('facts.ground'), ground)]
    if fact is not None:
        pairs += [(words('facts.since'), words.day(fact.from_) if fact.from_ else words('facts.always')),
                  (words('facts.until'), words.last_day(fact.until) if fact.until else words('facts.open')),
                  (words('facts.granted'), visitor.people.shown(fact.granted_by) if fact.granted_by else None)]
    return _rows(pairs)


def counter(words, eloket, visitor, decision):
    others = [(words.counter(name), path) for name, path in COUNTERS.items() if name != eloket]
    return page(words, words.counter(eloket),
                element('p', words(f'counter.{eloket}.welcome'), class_='lead'),
                element('p', words(f'counter.{eloket}.next')),
                element('h2', words('facts.heading')), facts_shown(words, visitor, decision),
                element('details', element('summary', words('facts.whole')),
                        element('pre', decision.explain(words.language), tabindex='0', role='region',
                                aria_label=words('facts.whole'))),
                element('h2', words('frame.more')), link_list([*others, (words('frame.home'), '/')]),
                here=COUNTERS[eloket], visitor=visitor)
