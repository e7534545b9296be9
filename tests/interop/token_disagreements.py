# SPDX-License-Identifier: Apache-2.0
"""Where three verifiers may disagree about a token, and why we are the stricter one. A row explains a disagreement when
our check is one of its checks, nobody else is laxer than it says, and one of its mutations was made."""
from typing import NamedTuple


class Disagreement(NamedTuple):
    name: str
    laxer: str      # who may accept what we refuse
    checks: str     # ours, by which we refuse, those that begin so; "good": we accept, and who is not laxer refuses
    mutations: str
    why: str


BOTH = 'jose, PyJWT'
TEXT = ('text around, text in another encoding, octets in a text, octet of the text, syntax, a name twice, header kid, '
        'claim of issuer, depth and size, encrypted a name twice, encrypted octets in the header')
CODE = 'encoding, token octets, token around, dots, encrypted encoding, encrypted header parties'

DISAGREEMENTS = [
    Disagreement(
        'members of the header', BOTH, 'jwt.header.member',
        'header member added, header crit, header b64 false, octets in a text, octet of the text, a name twice, '
        'depth and size, encrypted header parties, encrypted octets in the header',
        'RFC 7515 4 lets a member that one does not know be passed over. What names a key, an address or another '
        'processing would so be passed over by one program and believed by the next, so our list is closed.'),
    Disagreement(
        'values of the header', BOTH, 'jwt.header.value',
        'header member changed, header kid, header typ, header cty, header thumbprint, a name twice, '
        'encrypted header cty, encrypted header kid, encrypted header parties, encrypted a name twice',
        'typ, cty, kid and thumbprints are texts (RFC 7515 4.1). Others look at some of them only.'),
    Disagreement(
        'typ', BOTH, 'jwt.typ', 'header typ, header member changed, octet of the text, a name twice',
        'RFC 8725 3.11: a token of another kind says so in typ. Others compare it only where they are told to.'),
    Disagreement(
        'cty', BOTH, 'jwt.cty', 'header cty, encrypted header cty, encrypted a name twice',
        'RFC 7519 5.2: cty says that a token is inside, so what holds none has no cty, and what does says JWT.'),
    Disagreement(
        'a name twice', BOTH, 'json.duplicate', TEXT,
        'RFC 7515 4 and RFC 7519 4 let the last one be taken. Two programs then read two tokens; I-JSON (RFC 7493 2.3) '
        'forbids it.'),
    Disagreement(
        'octets of JSON', BOTH,
        'json.encoding, json.bom, json.syntax, json.character, json.surrogate, json.escape, json.trailing', TEXT,
        'RFC 8259 8.1, RFC 7493 2.1: UTF-8 without byte order mark, no lone surrogate, no noncharacter, no NUL. PyJWT '
        'reads UTF-16 and UTF-32 by guess, jose passes over the mark.'),
    Disagreement(
        'numbers that are no JSON', 'PyJWT', 'json.literal, json.number', 'claim of time written, ' + TEXT,
        'RFC 8259 6: NaN and Infinity are no JSON. Python reads them.'),
    Disagreement(
        'limits', BOTH, 'json.depth, json.values, json.size, json.number, base64.size, jwt.size, jwt.header.value',
        'depth and size, header kid, claim of the person, syntax, encrypted header parties',
        'Everything from outside has a limit here; others read what memory holds.'),
    Disagreement(
        'base64url', BOTH, 'base64.', CODE,
        'RFC 7515 2: base64url without padding, line breaks or other characters; RFC 4648 3.5: unused bits are zero. '
        'Otherwise one token has many spellings. jose takes white space and the other alphabet, Python drops whatever '
        'it does not know.'),
    Disagreement(
        'dots', 'PyJWT', 'jwt.form, jwt.encryption', 'dots within the signed part, ' + CODE,
        'RFC 7515 7.1: two dots. PyJWT splits at the first and the last, and its base64 drops those between.'),
    Disagreement(
        'curve and hash', 'PyJWT', 'jwt.key.algorithm',
        'another hash or curve, signed by another algorithm, header alg',
        'RFC 7518 3.4: ES256 is P-256 with SHA-256, and so on. PyJWT verifies any curve with any hash.'),
    Disagreement(
        'the ephemeral key', 'jose', 'jwe.epk', 'encrypted ephemeral key',
        'RFC 7518 6.2.1.2: a coordinate has as many octets as the curve, in base64url without padding. jose takes '
        'more.'),
    Disagreement(
        'kinds of claims', BOTH, 'jwt.claim.kind',
        'claim changed, claim of another kind, claim of the person, claim of audience, a name twice, octet of the text',
        'RFC 7519 4.1 and OpenID Connect core 2 say of each claim what it is; others look at those that they compare.'),
    Disagreement(
        'times', BOTH, 'jwt.time, jwt.lifetime, jwt.issued, jwt.auth-time',
        'claim of time, claim of time written, claim changed, claim of another kind, a name twice, octet of the text',
        'Whole seconds here, the end after the issue and not later than agreed. Both take fractions, PyJWT true, false '
        'and texts of digits; jose does not look whether iat is in the future.'),
    Disagreement(
        'another kind of token', BOTH, 'jwt.kind', 'claim of another kind, octet of the text',
        'RFC 8725 3.12: a claim that only another kind of token has. Others know no kinds.'),
    Disagreement(
        'several audiences', BOTH, 'jwt.azp, jwt.audience', 'claim of audience, claim of another kind',
        'OpenID Connect core 3.1.3.7: with several audiences azp is us, and so it is wherever it stands. Each stands '
        'once, and there are at most 64.'),
    Disagreement(
        'the person', BOTH, 'claims., rrn., kbo., jwt.claim.limit',
        'claim of the person, claim changed, claim removed, octet of the text, octets in a text',
        'Whom the token is about is the matter of the application to others.'),
    Disagreement(
        'no kid', 'jose', 'good', 'header member removed',
        'OpenID Connect core 10.1: without kid the one key that fits is taken. The key set of PyJWT asks for a kid.'),
]


def explains(row, case):
    accepting = {name for name, answer in (('jose', case.jose), ('PyJWT', case.pyjwt)) if answer == 'good'}
    laxer, checks, mutations = (set(words.split(', ')) for words in (row.laxer, row.checks, row.mutations))
    if not mutations & set(case.mutations):
        return False
    if case.ours == 'good':
        return checks == {'good'} and accepting == laxer
    return accepting <= laxer and any(case.ours == check or check[-1] == '.' and case.ours.startswith(check)
                                      for check in checks)


def explanation(case):
    """The name of the row that explains why they disagree, or ""."""
    return next((row.name for row in DISAGREEMENTS if explains(row, case)), '')
