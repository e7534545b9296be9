# SPDX-License-Identifier: Apache-2.0
"""The attacks that are known against readers of assertions and tokens: number, title, and the CVEs by which each was
seen in other software. The number is ours and never changes."""

ATTACKS = {
    # The structure of a signed XML document.
    1: ('wrapping: the signed response stands in or before its own signature, a forged one around it', ''),
    2: ('wrapping: a forged assertion before or around the signed one',
        'CVE-2021-28091 CVE-2022-41912 CVE-2025-46572 CVE-2025-46573 CVE-2025-47949 CVE-2026-47201 CVE-2026-89043'),
    3: ('wrapping: the signed assertion behind or inside the signature of the forged one', ''),
    4: ('wrapping: the signed or the forged assertion in Extensions or ds:Object', ''),
    5: ('a second SignedInfo, or a wrapped one: one is verified, the other is read', 'CVE-2019-3465 CVE-2025-29774'),
    6: ('a comment in the DigestValue', 'CVE-2025-29775'),
    7: ('a comment or CDATA that cuts a name or a value in two', 'CVE-2017-11427 CVE-2017-11428'),
    8: ('a processing instruction that one reader sees and another passes over', ''),
    9: ('one ID on two elements, or under another spelling', 'CVE-2024-45409'),
    10: ('two parsers that read one text differently',
         'CVE-2025-25291 CVE-2025-25292 CVE-2025-54369 CVE-2025-54419 CVE-2025-66567 CVE-2025-66568'),
    11: ('a DOCTYPE that changes namespaces or hides an ID in an entity', 'CVE-2025-23369 CVE-2025-25292'),
    12: ('canonicalisation that gives nothing, and the digest of nothing', 'CVE-2025-66475'),
    13: ('elements that look alike in another namespace', ''),
    14: ('no signature, or one that was taken away', ''),
    15: ('a genuine signature over something else: metadata, a request, an error', 'CVE-2025-24894'),
    16: ('the enveloped signature that is taken out is not the one that is verified', ''),
    17: ('an inner signature that does not hold under an outer one that does', ''),
    18: ('a Reference to the whole, to a part, to a file or to the web', ''),
    19: ('transforms that run code or take time', 'CVE-2013-4517 CVE-2022-47966'),
    20: ('a PrefixList that is long or no list of prefixes', ''),
    21: ('canonicalisation with comments', ''),
    22: ('weak, truncated and unknown algorithms', 'CVE-2009-0217'),
    23: ('an HMAC keyed with a public key', 'CVE-2021-21239'),
    24: ('a key that the message brings itself', 'CVE-2021-21239 CVE-2021-40690'),
    25: ('a verification that fails with an error, and not with a no', ''),
    26: ('names that a parser loses when it writes them again',
         'CVE-2020-27846 CVE-2020-29509 CVE-2020-29510 CVE-2020-29511'),
    27: ('attributes and elements that a mapper of schemas takes for another type',
         'CVE-2025-46404 CVE-2025-46705 CVE-2025-46784 CVE-2025-47151'),
    28: ('markup in the values of a message that we write', 'CVE-2026-46490'),
    # Parsers and resources.
    29: ('external entities, parameter entities, an external DTD', ''),
    30: ('entities that unfold without end', ''),
    31: ('too many attributes, namespaces, levels or elements', ''),
    32: ('a small compressed message that unfolds without end', 'CVE-2025-25293 CVE-2025-54572'),
    33: ('another encoding than UTF-8, declared or not', ''),
    34: ('base64 in a second spelling', ''),
    # XML encryption.
    35: ('decryption as an oracle: CBC padding, RSA 1.5', ''),
    36: ('content that was exchanged under an outer signature', ''),
    37: ('encrypted keys in a circle, several, or elsewhere', ''),
    38: ('a tag or an initialisation vector of another length', ''),
    # Bindings and protocol.
    39: ('parameters of a redirect that stand twice or under a second spelling', 'CVE-2025-31335'),
    40: ('a signature over a query that was encoded again', ''),
    41: ('a message that is used twice', ''),
    42: ('an answer to another request, or to none', ''),
    43: ('a message for another service: destination, recipient, audience', ''),
    44: ('one provider under the name of another', ''),
    45: ('times: ends, fractions, skew, zones, overflow', ''),
    46: ('a digital key that is weaker than was asked', ''),
    47: ('a way out through RelayState', 'CVE-2019-13038 CVE-2021-3639 CVE-2022-23527'),
    48: ('a sign-in at one host used at another', 'CVE-2017-6807'),
    49: ('metadata that is not signed, out of date, older, or without use of its keys', 'CVE-2026-16443'),
    50: ('SQL in attributes that reach a register', ''),
    # JSON Web Tokens.
    51: ('algorithm none, or no signature', 'CVE-2015-2951'),
    52: ('an algorithm that the token chooses: HMAC with a public key',
         'CVE-2016-10555 CVE-2022-29217 CVE-2023-48223 CVE-2023-48238 CVE-2026-22817 CVE-2026-22818 CVE-2026-34950 '
         'CVE-2026-44699'),
    53: ('the JSON serialisation, with a header that nothing protects', ''),
    54: ('a key in the header: jwk, jku, x5u, x5c', 'CVE-2018-0114'),
    55: ('a kid that is a path or SQL, stands twice, or is absent', ''),
    56: ('crit, b64 and zip', ''),
    57: ('JSON with duplicate names, something behind it, large numbers, deep nesting', ''),
    58: ('ECDSA: zero, DER, another length, another curve', 'CVE-2022-21449'),
    59: ('RSA: short modulus, small exponent, ROCA, length of signature, salt', ''),
    60: ('a weak secret or an empty one', 'CVE-2019-20933 CVE-2020-28637'),
    61: ('a token of one kind used as another', ''),
    62: ('audience of another type, azp, another issuer', 'CVE-2020-26160'),
    63: ('no end, or one that wraps around', ''),
    64: ('encrypted tokens: p2c, zip, RSA 1.5, what is not signed inside',
         'CVE-2016-6298 CVE-2022-3102 CVE-2023-50967 CVE-2023-6681 CVE-2024-28102 CVE-2026-39373'),
    65: ('a point that is not on the curve', ''),
    66: ('a token of nothing but dots', ''),
    67: ('a storm of refreshes by unknown kids, a key set without end', ''),
    68: ('guessing a value octet by octet by the time that it takes', 'CVE-2024-25190 CVE-2024-25714'),
    69: ('a memory of used ids filled by forged tokens', ''),
}


def title(number):
    return ATTACKS[number][0]


def cves(number):
    return ATTACKS[number][1] or '-'
