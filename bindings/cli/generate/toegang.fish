# fish completion for toegang

%fish-groups%

# The words of the command that stand there: none, one, or two.
function __toegang_command
    set -l words (commandline -opc)
    set -e words[1]
    if set -q words[1]; and not string match -q -- '-*' $words[1]
        if not contains -- $words[1] $__toegang_groups
            echo $words[1]
        else if set -q words[2]; and not string match -q -- '-*' $words[2]
            echo "$words[1] $words[2]"
        else
            echo $words[1]
        end
    end
end

# Whether it is one of these.
function __toegang_at
    set -l command (__toegang_command)
    contains -- "$command" $argv
end

function __toegang_at_files
    set -l word (commandline -ct | string replace -r '^--[a-z-]+=' '')
    if string match -q -- '@*' $word
        __fish_complete_path (string sub -s 2 -- $word) | string replace -r '^' '@'
    else
        echo @
    end
end

complete -c toegang -f
complete -c toegang -n '__toegang_at ""' -l version -d 'the version and the adapters compiled in'
complete -c toegang -n '__toegang_at ""' -l help -d 'all commands'
%fish-commands%
%fish-options%
