# SPDX-License-Identifier: Apache-2.0
"""Templates: a file of its own kind with __name__ where a value comes."""
import re


def fill(template, path, values):
    with open(template, encoding='utf-8') as file:
        text = re.sub(r'__([a-z_]+?)__', lambda found: str(values[found[1]]), file.read())
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
