# SPDX-License-Identifier: Apache-2.0
"""A refusal in words: why, and what to do now."""
from frame import link_list, page
from markup import element


def why(words, decision):
    """For a box on a page."""
    return [element('p', decision.reason(words.language)),
            element('p', element('strong', words('error.now')), ' ', decision.remedy(words.language))]


def refused_page(words, decision, here, visitor):
    """As the pages of the library look. Seen where something changed between the web server's decision and ours."""
    return page(words, words('refused.title'), element('p', decision.reason(words.language), class_='why'),
                element('h2', words('error.now')), element('p', decision.remedy(words.language)),
                element('ul', element('li', element('a', words('frame.home'), href='/', class_='button')), class_='links'),
                element('p', words('refused.help'), ' ', element('code', decision.check), class_='help'),
                here=here, visitor=visitor)


def plain_page(words, which, here='/'):
    """form, missing or trouble: what befalls anybody."""
    return page(words, words(f'refused.{which}_title'), element('p', words(f'refused.{which}'), class_='lead'),
                element('p', words(f'refused.{which}_now')), link_list([(words('frame.home'), '/')]), here=here, wrong=True)
