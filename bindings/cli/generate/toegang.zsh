#compdef toegang

# A file that holds the value stands after @.
_toegang_at_file() {
    if compset -P '@'; then
        _files
    else
        compadd -S '' -- '@'
    fi
}

_toegang_words() {
    local -a commands=(
%zsh-groups%
    )
    case $1 in
%zsh-commands%
    esac
    _describe -t commands command commands
}

_toegang_options() {
    local -a arguments
    case $1 in
%zsh-options%
    *) return 1 ;;
    esac
    _arguments -S $arguments
}

_toegang() {
    local command=$words[2]
    if (( CURRENT == 2 )); then
        [[ $words[2] == -* ]] && compadd -- --help --version || _toegang_words ''
        return
    fi
    case $command in
%zsh-group-names%
        if (( CURRENT == 3 )); then
            _toegang_words $command
            return
        fi
        command+=" $words[3]"
        shift words
        (( CURRENT-- ))
        ;;
    esac
    shift words
    (( CURRENT-- ))
    _toegang_options $command
}

_toegang "$@"
