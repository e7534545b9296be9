# SPDX-License-Identifier: Apache-2.0
"""What every page has around it."""
import urllib.parse

from markup import Html, element
from words import LANGUAGES, NAMES

STYLE = '/stijl.css'
SOFT_HYPHEN = '\u00ad'  # where a long word may break on a phone
LANGUAGE = '/toegang/language'  # of the web server's module


def language_link(language, here):
    return f'{LANGUAGE}?' + urllib.parse.urlencode({'to': here, 'language': language})


def _languages(words, here):
    links = [element('li', element('a', NAMES[language], href=language_link(language, here), lang=language, hreflang=language,
                                   aria_current='true' if language == words.language else None))
             for language in LANGUAGES]
    return element('nav', element('ul', links), aria_label=words('frame.languages'))


def _signed_in(words, visitor):
    if visitor is None:
        return None
    links = [[' ', element('a', words(f'frame.{name}'), href=path)]
             for name, path in (('change', visitor.choose), ('sign_out', visitor.sign_out)) if path]
    return element('p', element('span', words('frame.you'), ' ', element('strong', visitor.name), f' {words("frame.for")} ',
                                element('strong', visitor.whom)), links, class_='person')


def page(words, title, *content, here='/', visitor=None, wrong=False):
    """
    A whole document. here: where the choice of another language leads back to; visitor: who is signed in, None on pages for
    everybody; wrong: its title says so first.
    """
    whole = f'{title} – {words("frame.site")}'.replace(SOFT_HYPHEN, '')
    return Html('<!DOCTYPE html>\n') + element(
        'html',
        element('head', element('meta', charset='utf-8'),
                element('meta', name='viewport', content='width=device-width, initial-scale=1'),
                element('title', f'{words("error.prefix")} {whole}' if wrong else whole),
                element('link', rel='stylesheet', href=STYLE)),
        element('body', element('a', words('frame.skip'), href='#content', class_='skip'),
                element('header', element('p', element('a', words('frame.site'), href='/'), class_='site'),
                        _languages(words, here), _signed_in(words, visitor)),
                element('main', element('h1', title), *content, id='content', tabindex='-1'),
                element('footer', element('p', words('frame.fiction')))),
        lang=words.language)


def message(kind, title, *content, role='status'):
    """A box above the content; it has the focus when the page comes."""
    return element('div', element('h2', title, id='message'), *content, class_=f'message {kind}', role=role, tabindex='-1',
                   autofocus=True, aria_labelledby='message')


def link_list(links):
    return element('ul', [element('li', element('a', text, href=href)) for text, href in links], class_='ways')
