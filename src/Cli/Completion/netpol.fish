# Completion of netpol for fish:  netpol completion fish > ~/.config/fish/completions/netpol.fish
complete -c netpol -a '(netpol "[suggest:"(string length -- (commandline -cp))"]" (commandline -cp) 2>/dev/null)'
