# bash completion for toegang                              -*- shell-script -*-
# shellcheck shell=bash

# What stands after an option; nothing after a flag.
_toegang_takes() {
    case $1 in
%bash-takes%
    *) takes='' ;;
    esac
}

# The words that may come after no command, or after the first word of one.
_toegang_words() {
    case $1 in
%bash-commands%
    *) words='' ;;
    esac
}

_toegang_options() {
    operand=''
    case $1 in
%bash-options%
    *) options='' ;;
    esac
    case $1 in
%bash-operands%
    esac
}

# Reads the words before the cursor. bash parts words at = @ and : too: what stands after one is still the same value.
_toegang_read() {
    local at word joined=''
    for ((at = 1; at < COMP_CWORD; at++)); do
        word=${COMP_WORDS[at]}
        if [[ $word =~ ^[=@:]+$ ]]; then
            joined=yes
            [[ $word == *@ ]] && marked=yes
        elif [[ $joined || $option ]]; then
            joined='' option='' marked=''
        elif [[ $word == -* ]]; then
            options=${options/ $word / }
            _toegang_takes "$word"
            option=${takes:+$word}
        elif [[ ! $options ]]; then
            command=${command:+$command }$word
            _toegang_options "$command"
        else
            operand=''
        fi
    done
    inside=''
    [[ $joined && ! $option ]] && inside=yes
}

_toegang_files() {
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$1")
}

# What may be given after an option.
_toegang_value() {
    local current=$1
    case $takes in
    words\ *) mapfile -t COMPREPLY < <(compgen -W "${takes#words }" -- "$current") ;;
    files) _toegang_files "$current" ;;
    at-files)
        if [[ $marked ]]; then
            _toegang_files "$current"
        elif [[ ! $current ]]; then
            compopt -o nospace 2>/dev/null
            COMPREPLY=(@)
        fi
        ;;
    esac
}

_toegang() {
    local command='' option='' options='' operand='' takes='' words='' marked='' inside='' current=${COMP_WORDS[COMP_CWORD]}
    COMPREPLY=()
    _toegang_read
    if [[ $current =~ ^[=@:]+$ ]]; then
        [[ $current == *@ ]] && marked=yes
        [[ $option ]] || inside=yes
        current=''
    fi
    [[ $inside ]] && return
    if [[ $option ]]; then
        _toegang_takes "$option"
        _toegang_value "$current"
    elif [[ ! $options ]]; then
        _toegang_words "$command"
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    elif [[ $operand && $current != -* ]]; then
        _toegang_files "$current"
    else
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
    fi
}

complete -F _toegang toegang
