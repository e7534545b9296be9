# SPDX-License-Identifier: Apache-2.0
"""The headers are the single source."""
import re

import world
from toegang._toegang import ffi, lib


class Headers(world.Case):
    def headers(self):
        return sorted((world.ROOT / 'include' / 'toegang').rglob('*.h'))

    def test_every_public_function_and_word_is_there(self):
        for path in self.headers():
            text = re.sub(r'/\*.*?\*/', '', path.read_text(), flags=re.DOTALL)
            functions = re.findall(r'^TOEGANG_(?:API|CHECKED)\b[^;(]*?\b(toegang_\w+)\s*\(', text, re.MULTILINE)
            words = re.findall(r'^\s+(TOEGANG_\w+) = ', text, re.MULTILINE)
            for name in functions + words:
                with self.subTest(name=name):
                    self.assertTrue(hasattr(lib, name), name)
        self.assertGreater(len([name for name in dir(lib) if name.startswith('toegang_')]), 130)

    def test_every_struct_has_the_size_that_the_compiler_gave_it(self):
        names = set()
        for path in self.headers():
            names |= set(re.findall(r'typedef struct (toegang_\w+) \{', path.read_text()))
        self.assertGreater(len(names), 20)
        for name in sorted(names):
            self.assertGreater(ffi.sizeof(name), 0, name)
