# SPDX-License-Identifier: Apache-2.0
"""HTML in which every text is escaped: only what `element` made is let through as it is."""
import html

EMPTY = {'br', 'input', 'link', 'meta'}


class Html(str):
    """Text that is HTML already."""


def _escaped(part):
    if part is None:
        return ''
    if isinstance(part, Html):
        return part
    if isinstance(part, str):
        return html.escape(part)
    return ''.join(map(_escaped, part))


def _attribute(name, value):
    name = name.rstrip('_').replace('_', '-')
    return f' {name}' if value is True else f' {name}="{html.escape(str(value))}"'


def element(name, /, *parts, **attributes):
    """parts: texts, elements, and lists of them. An attribute that is None or False is left out; for_ is for."""
    written = ''.join(_attribute(key, value) for key, value in attributes.items() if value not in (None, False))
    if name in EMPTY:
        return Html(f'<{name}{written}>')
    return Html(f'<{name}{written}>{_escaped(parts)}</{name}>')
