#compdef holdfast
# What bash completes, zsh completes by it.
autoload -U +X bashcompinit && bashcompinit
source /usr/share/bash-completion/completions/holdfast
_bash_complete -F _complete_holdfast
