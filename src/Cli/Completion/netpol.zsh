#compdef netpol
# Completion of netpol for zsh. In ~/.zshrc, after compinit:  source <(netpol completion zsh)
_netpol() {
  local line="${(j: :)words[1,CURRENT]}"
  local -a found
  found=("${(@f)$(netpol "[suggest:${#line}]" "$line" 2>/dev/null)}")
  compadd -- "${(@)found:#}"
  _files
}
compdef _netpol netpol
