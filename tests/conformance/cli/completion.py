#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Help, manual and completions say the same, and the completions work in the shells themselves.
completion.py TOEGANG FOLDER [PAGE]: where the completions are, and the page as text"""
import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / 'support'))
from tap import Tap, skip_all  # noqa: E402

TOEGANG, FOLDER = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
PAGE = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
PATIENCE = 20
tap = Tap()


def said(*arguments):
    return subprocess.run([TOEGANG, *arguments], capture_output=True, text=True, check=True).stdout


def commands():
    """Name to its options, each with its value as the help shows it."""
    names = [line[2:20].strip() for line in said('--help').splitlines() if re.match(r'  [a-z]', line)]
    return {name: dict(re.findall(r'^  --([a-z-]+) (\S*)', said(*name.split(), '--help'), re.MULTILINE)) for name in names}


def operands(names):
    return {name for name in names if 'FILE' in re.sub(r'\[[^]]*\]|--\S+ \S+|\([^)]*\)', '', said(*name.split(), '--help').splitlines()[0])}


COMMANDS = commands()
OPERANDS = operands(COMMANDS)
GROUPS = {name.split()[0] for name in COMMANDS if ' ' in name}
FIRST = {name for name in COMMANDS if ' ' not in name} | GROUPS
FILES = {'adres.yaml', 'adres met spaties.yaml', 'ander'}
BEGINS = {'adres.yaml', 'adres met spaties.yaml'}


def cases():
    """(what is typed, what has to be offered; each shell may offer more where that is not a set)."""
    yield 'toegang ', FIRST
    yield 'toegang re', {name for name in FIRST if name.startswith('re')}
    yield 'toegang nothing ', set()
    for group in sorted(GROUPS):
        yield f'toegang {group} ', {name.split()[1] for name in COMMANDS if name.startswith(group + ' ')}
    for name, options in COMMANDS.items():
        yield f'toegang {name} --', {'--' + option for option in options}
        if name in OPERANDS:
            yield f'toegang {name} ad', BEGINS
    values = {option: (name, value) for name, options in COMMANDS.items() for option, value in options.items()}
    for option, (name, value) in sorted(values.items()):
        if re.fullmatch(r'[a-z|]+', value):
            yield f'toegang {name} --{option} ', set(value.split('|'))
            yield f'toegang {name} --{option}={value[0]}', {word for word in value.split('|') if word.startswith(value[0])}
        elif value.startswith('FILE'):
            yield f'toegang {name} --{option} ad', BEGINS
            yield f'toegang {name} --json --{option}=ad', BEGINS
        elif '@FILE' in value:
            yield f'toegang {name} --{option} ', {'@'}
            yield f'toegang {name} --{option} @ad', BEGINS
            yield f'toegang {name} --{option} @ander --lang n', {'nl'}
            yield f'toegang {name} --{option}=@ander --lang n', {'nl'}
        elif value:
            yield f'toegang {name} --{option} ad', set()
    yield 'toegang check --organisation ovo:OVO002949 --at 2026-11-23T10:00:00Z --assurance ', {'low', 'substantial', 'high'}


def same(offered, wanted):
    """What the shells put around a word is theirs: --option=, @ before a file, quotes."""
    plain = {re.sub(r'\\(.)', r'\1', re.sub(r'^(--[a-z-]+)=(.*)$', lambda found: found[2] or found[1], word)) for word in offered}
    plain = {word[1:] if len(word) > 1 and word[0] == '@' else word for word in plain}
    return plain - {'--help', '--version'} == wanted - {'--help', '--version'}


# ---- a shell on a terminal of its own ----

class Terminal:
    def __init__(self, arguments, folder):
        self.folder = folder
        environment = {'PATH': os.environ['PATH'], 'HOME': folder, 'TERM': 'dumb', 'LC_ALL': 'C.UTF-8', 'INPUTRC': '/dev/null',
                       'PS1': '$ ', 'COLUMNS': '400'}
        self.child, self.master = pty.fork()
        if self.child == 0:
            os.chdir(os.path.join(folder, 'files'))
            os.execvpe(arguments[0], arguments, environment)

    def type(self, text):
        os.write(self.master, text.encode())

    def drain(self):
        while select.select([self.master], [], [], 0)[0]:
            if not os.read(self.master, 65536):
                return

    def wait(self, path, count):
        """The lines of a file, once there are so many of them."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.drain()
            lines = pathlib.Path(path).read_text().splitlines() if os.path.exists(path) else []
            if len(lines) >= count:
                return lines
            time.sleep(0.005)
        raise TimeoutError(f'{count} lines of {path}')

    def end(self):
        os.close(self.master)
        try:
            os.kill(self.child, 9)
        except ProcessLookupError:
            pass
        os.waitpid(self.child, 0)


def write_files(folder):
    os.mkdir(os.path.join(folder, 'files'))
    for name in FILES:
        pathlib.Path(folder, 'files', name).touch()


BASH = r'''
source '{completion}'
probe() {{ _toegang; local IFS='|'; printf '%s\n' "${{COMPREPLY[*]}}" >>'{out}'; COMPREPLY=(); }}
complete -F probe toegang
echo ready >>'{out}'
'''


def bash(folder, typed):
    out = os.path.join(folder, 'out')
    start = pathlib.Path(folder, 'start')
    start.write_text(BASH.format(completion=FOLDER / 'toegang', out=out))
    terminal = Terminal(['bash', '--noprofile', '--rcfile', str(start), '-i'], folder)
    try:
        terminal.wait(out, 1)
        for count, line in enumerate(typed, 2):
            terminal.type(line + '\t')
            lines = terminal.wait(out, count)
            terminal.type('\x15')
        return [set(line.split('|')) - {''} for line in lines[1:]]
    finally:
        terminal.end()


# Every candidate goes by compadd: it is asked what it would add.
ZSH = r'''
fpath=({folder} $fpath)
autoload -Uz compinit
compinit -u -D
zstyle ':completion:*' menu no
compadd() {{
    local -a hits
    if [[ ${{@[1,(i)(-|--)]}} != *-[a-zA-Z]#[OAD]* ]]; then
        builtin compadd -O hits "$@"
        found+=("${{hits[@]}}")
    fi
    builtin compadd "$@"
}}
zle -C offered list-choices _main_complete
probe() {{
    local line
    while IFS= read -r line; do
        BUFFER=$line CURSOR=${{#line}}
        typeset -ga found=()
        zle offered
        print -r -- "${{(j:|:)found}}" >>'{out}'
    done <'{cases}'
    BUFFER=
}}
zle -N probe
bindkey '^T' probe
echo ready >>'{out}'
'''


def zsh(folder, typed):
    out, lines = os.path.join(folder, 'out'), pathlib.Path(folder, 'cases')
    lines.write_text(''.join(line + '\n' for line in typed))
    pathlib.Path(folder, '.zshrc').write_text(ZSH.format(folder=FOLDER, out=out, cases=lines))
    terminal = Terminal(['zsh', '-d', '-i'], folder)
    try:
        terminal.wait(out, 1)
        terminal.type('\x14')
        return [set(line.split('|')) - {''} for line in terminal.wait(out, len(typed) + 1)[1:]]
    finally:
        terminal.end()


def fish(folder, typed):
    script = f"source '{FOLDER}/toegang.fish'\nwhile read -l line\n  echo (complete -C $line | string replace -r '\\t.*' '' | string join '|')\nend\n"
    done = subprocess.run(['fish', '--no-config', '-c', script], input=''.join(line + '\n' for line in typed), text=True,
                          capture_output=True, timeout=PATIENCE * 3, cwd=os.path.join(folder, 'files'),
                          env={'PATH': os.environ['PATH'], 'HOME': folder, 'LC_ALL': 'C.UTF-8'})
    return [set(line.split('|')) - {''} for line in done.stdout.splitlines()]


def try_shell(shell, run):
    if not shutil.which(shell):
        return tap.skip(f'{shell}: completions', f'sudo apt-get install {shell}')
    wanted = list(cases())
    with tempfile.TemporaryDirectory() as folder:
        write_files(folder)
        offered = run(folder, [line for line, _ in wanted])
    problems = [f'{line!r}: wanted {sorted(words)}, offered {sorted(came)}'
                for (line, words), came in zip(wanted, offered) if not same(came, words)]
    if len(offered) != len(wanted):
        problems.append(f'{len(wanted)} lines were typed, {len(offered)} were answered')
    return tap.case(f'{shell}: {len(wanted)} completions', problems)


# ---- the page ----

def entries(section):
    """Name to the text of its entry, of one section of the page as it is made."""
    body = re.search(rf'^\.SH {section}\n(.*?)^\.SH ', PAGE.read_text(), re.MULTILINE | re.DOTALL)[1]
    plain = re.sub(r'\\f[BIRP]|\\&', '', body).replace('\\(ti', '~')
    return dict(re.findall(r'^(\S[^\n]*)\n\.RS 4\n([^\n]*)\n\.P\n\.RE', plain, re.MULTILINE))


def page():
    helps = {name: said(*name.split(), '--help').splitlines()[2] for name in COMMANDS}
    problems = [f'{name}: {entries("COMMANDS").get(name)}' for name, purpose in helps.items()
                if not entries('COMMANDS').get(name, '').startswith(purpose)]
    tap.case(f'manual: {len(helps)} commands, each with what the help says', problems)
    texts = {}
    for name in COMMANDS:
        for option, value, text in re.findall(r'^  --([a-z-]+) (\S*) +(.*)$', said(*name.split(), '--help'), re.MULTILINE):
            texts[f'--{option} {value}'.strip()] = text
    described = {head.replace(' | ', '|'): text for head, text in entries('OPTIONS').items()}
    problems = [f'{head}: {described.get(head)}' for head, text in texts.items()
                if not described.get(head, '').lower().startswith(text.lower())]
    problems += [f'{head}: of no command' for head in described if head not in texts]
    tap.case(f'manual: {len(texts)} options, each with what the help says', problems)


if not FOLDER.joinpath('toegang').exists():
    skip_all('built without -Dcompletion')
if PAGE:
    page()
else:
    tap.skip('manual', 'sudo apt-get install scdoc')
if shutil.which('shellcheck'):
    tap.case('bash: shellcheck', subprocess.run(['shellcheck', FOLDER / 'toegang'], capture_output=True, text=True, check=False).stdout)
else:
    tap.skip('bash: shellcheck', 'sudo apt-get install shellcheck')
try_shell('bash', bash)
try_shell('zsh', zsh)
try_shell('fish', fish)
tap.end()
