# SPDX-License-Identifier: Apache-2.0
"""What comes from a browser and goes into a message of ours, or into the address to which we send the browser."""
from making.vector import attack, good

EVIL = 'evil.example'
WAYS_OUT = ['', 'home', f'//{EVIL}', f'///{EVIL}', f'/\\{EVIL}', f'\\/{EVIL}', f'/\t/{EVIL}', f'/%09/{EVIL}',
            f'/%2f{EVIL}', f'/%5c{EVIL}', f'/%252f{EVIL}', f'/..//{EVIL}', f'/.//{EVIL}', f'https://{EVIL}',
            f'https:{EVIL}', f'/https://{EVIL}', f'/@{EVIL}', f'//a@{EVIL}', 'javascript:alert(1)',
            '/javascript:alert(1)', f'/%0d%0aLocation:%20https:%2f%2f{EVIL}', f'/%e0%80%af{EVIL}', f'/\u3033{EVIL}',
            f' /{EVIL}', f'/ /{EVIL}']
WAYS_IN = ['/', '/loket', '/loket/aanvraag?id=7&stap=2#onder', '/zoek?q=caf%c3%a9%20x', '/100%25']
MARKUP = ['"><saml:NameID>x</saml:NameID>', '</saml:NameID><saml:NameID>x', '<!-- x -->', ']]>', '<![CDATA[x]]>',
          '&lt;&amp;', "' or '1'='1", '<?x?>', '&e;']


def vectors():
    yield good('local-paths', 'paths', 'paths of this host', '\n'.join(WAYS_IN) + '\n', 'list')
    yield attack(47, 'toegang_is_local_path', '', 'paths', 'ways out that browsers follow', '\n'.join(WAYS_OUT) + '\n',
                 'list')
    yield attack(28, 'toegang_logout_request', 'markup', 'written', 'names that hold markup are read back as they were',
                 '\n'.join(MARKUP) + '\n', 'list')
    yield attack(28, 'xml.character', 'control', 'session', 'a name with a control character', 'x\x01y', 'list')
