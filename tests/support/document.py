# SPDX-License-Identifier: Apache-2.0
"""What a page of the documentation shows, for tests that run it as it stands."""
import os
import re

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')


def blocks(page, kind, heading=None):
    """All blocks of this kind (nginx, yaml, …), or only those below this heading of the second level."""
    with open(os.path.join(SOURCE, page), encoding='utf-8') as file:
        text = file.read()
    if heading:
        text = re.search(rf'^## {heading}$(.*?)(?=^## |\Z)', text, re.MULTILINE | re.DOTALL)[1]
    return re.findall(rf'^```{kind}\n(.*?)^```$', text, re.MULTILINE | re.DOTALL)
