#compdef holdfast
# What bash completes, zsh completes by it.
autoload -U +X bashcompinit && bashcompinit
(( $+functions[compopt] )) || compopt() { : } # tells bash alone how to go on behind a word
source /usr/share/bash-completion/completions/holdfast
_bash_complete -o filenames -F _complete_holdfast
