# Completion of netpol for bash. In ~/.bashrc:  source <(netpol completion bash)
_netpol() {
  local word typed="${COMP_LINE:0:COMP_POINT}" breaks="${COMP_WORDBREAKS//[^=:]/}" before=
  typed="${typed##* }"
  # Of --option=value bash completes what follows the sign, as a word of its own.
  [[ $breaks ]] && before="${typed%"${typed##*[$breaks]}"}"
  COMPREPLY=()
  # Not by `compgen -W`: that would run what stands in a name.
  while IFS= read -r word; do
    [[ $word == "$typed"* ]] && COMPREPLY+=("${word#"$before"}")
  done < <(netpol "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
}
complete -o bashdefault -o default -F _netpol netpol
