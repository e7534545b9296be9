# SPDX-License-Identifier: Apache-2.0
"""A refusal in words: why, and what to do now."""
import json

from frame import link_list, message, page
from markup import element


def reason(decision, language):
    """One sentence."""
    return json.loads(decision.json())['context']['reason'][language]


def why(words, decision):
    """For a box on a page."""
    return [element('p', reason(decision, words.language)),
            element('p', element('strong', words('error.now')), ' ', decision.remedy(words.language))]


def refused_page(words, decision, here, **signed_in):
    return page(words, words('refused.title'), message('wrong', words('error.title'), *why(words, decision), role='alert'),
                link_list([(words('frame.home'), '/')]), here=here, wrong=True, **signed_in)


def plain_page(words, which, here='/'):
    """form, missing or trouble: what befalls anybody."""
    return page(words, words(f'refused.{which}_title'), element('p', words(f'refused.{which}'), class_='lead'),
                element('p', words(f'refused.{which}_now')), link_list([(words('frame.home'), '/')]), here=here, wrong=True)
