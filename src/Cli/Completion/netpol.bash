# Completion of netpol for bash. In ~/.bashrc:  source <(netpol completion bash)
_netpol() {
  local IFS=$'\n'
  COMPREPLY=($(compgen -W "$(netpol "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -o bashdefault -o default -F _netpol netpol
