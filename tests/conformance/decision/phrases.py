#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What lib reports as expected and as came is said in four languages: every literal on its way to a report stands in
lib/decision/phrases_*.c, or in neutral.txt when it is no language."""
import os
import re
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'shape'))
sys.path.insert(0, os.path.join(HERE, '..', '..', 'support'))
import house  # noqa: E402
from tap import Tap  # noqa: E402

LITERAL = re.compile(r'"(?:\\.|[^"\\\n])*"(?:\s*"(?:\\.|[^"\\\n])*")*')
# A call that makes a report, by its name; any literal within its brackets may reach one.
CALL = re.compile(r'\b\w*(?:refuse|report|fail|failed|misuse|problem|unavailable|wrong|out_of_place)\w*\s*\(')
# What is neither: descriptions of the keys of a configuration, and what only the compiler reads.
ASIDE = re.compile(r'^(?:static )?const struct tg_config_(?:key|section) .*?\};$|\b_Static_assert\(.*?\);|^#.*?$|'
                   r'\'"\'', re.MULTILINE | re.DOTALL)
CONVERSION = re.compile(r'%[-+ 0]*[0-9]*(?:\.(?:[0-9]+|\*))?(?:hh|h|ll|l|j|z|t)?[a-zA-Z]')
HOLE = re.compile(r'\{[0-2]d?\}')
# What a database reads, whole or in pieces.
SQL = re.compile(r'(?:.*[ (])?(?:SELECT|INSERT|UPDATE|DELETE|CREATE|SET|PRAGMA|BEGIN|DROP|WHERE|AND|AS|TEXT|INTEGER) ')
# The sentences themselves, which are said to people as they stand.
SENTENCES = re.compile(r'lib/(?:decision|administration)/(?:texts|say|phrases|explain|json|functions|page|html)')


def unquoted(literal):
    """The text of one literal or of several one after another."""
    text = ''.join(re.findall(r'"((?:\\.|[^"\\\n])*)"', literal))
    return re.sub(r'\\(.)', lambda found: {'n': '\n', 't': '\t', 'r': '\r'}.get(found[1], found[1]), text)


def blank(source, pattern):
    return pattern.sub(lambda found: re.sub(r'[^\n]', ' ', found[0]), source)


def bracketed(bare):
    """The offsets that stand within the brackets of a call that reports."""
    within = set()
    for call in CALL.finditer(bare):
        depth, at = 1, call.end()
        while depth and at < len(bare):
            depth += (bare[at] == '(') - (bare[at] == ')')
            within.add(at)
            at += 1
    return within


def literals():
    """Every literal that may reach a report, % for a conversion, to the places where it stands: those within a call
    that reports, and, for what reaches one by way of a variable or a table, those of more than one word."""
    found = {}
    for path in house.files('lib', ends=('.c',)):
        if SENTENCES.match(path):
            continue
        source = blank(house.uncommented(house.text(path)), ASIDE)
        within = bracketed(house.bare(source))
        for literal in LITERAL.finditer(source):
            text = CONVERSION.sub('%', unquoted(literal[0]))
            if SQL.match(text):
                continue
            if literal.start() in within or re.search(r'\w \w', text):
                place = f'{path}:{source.count(chr(10), 0, literal.start()) + 1}'
                found.setdefault(text, []).append(place)
    return found


def rows():
    """The English of every row, and the pattern that it takes."""
    english = {}
    for path in house.files('lib/decision', ends=('.c',)):
        if os.path.basename(path).startswith('phrases_'):
            for row in re.findall(r'\{\{(".*?)\}\}', house.text(path), re.DOTALL):
                said = [unquoted(one) for one in LITERAL.findall(row)]
                if len(said) != 4:
                    english[f'{path}: {row}'] = None
                    continue
                parts = HOLE.split(said[1])
                numbers = [hole.endswith('d}') for hole in HOLE.findall(said[1])]
                pattern = re.escape(parts[0])
                for number, part in zip(numbers, parts[1:]):
                    pattern += (r'(?:%|-?[0-9]+)' if number else '.+') + re.escape(part)
                english[said[1]] = re.compile(pattern)
    return english


def is_said(text, patterns):
    """By a row, or by one after the place before it, as lib/decision/phrases.c does; or it holds no word at all."""
    if not re.search('[A-Za-z]', text):
        return True
    return any(pattern.fullmatch(part) for part in {text, text.rpartition(': ')[2]} for pattern in patterns)


tap = Tap()
with open(os.path.join(HERE, 'neutral.txt'), encoding='utf-8') as file:
    neutral = [line.rstrip('\n') for line in file if not line.startswith('# ')]
reported, known = literals(), rows()
tap.note(f'{len(reported)} literals, {len(known)} rows, {len(neutral)} neutral')
tap.case('literals are found, and rows', [] if len(reported) > 300 and len(known) > 250 else ['too few'])
tap.case('every row is four languages', [row for row, pattern in known.items() if pattern is None])
patterns = [pattern for pattern in known.values() if pattern]
tap.case('what is reported is said in four languages, or is no language',
         [f'{where[0]}: "{text}"' for text, where in reported.items()
          if text not in neutral and not is_said(text, patterns)])
tap.case('the list of what is no language holds nothing else, and nothing twice',
         sorted({line for line in neutral
                 if line not in reported or is_said(line, patterns) or neutral.count(line) > 1}))
tap.end()
