# Completion of netpol for fish:  netpol completion fish > ~/.config/fish/completions/netpol.fish
function __netpol_complete
  set -l line (commandline -cp)
  set -l typed (commandline -ct)
  set -l found
  set -l has_values
  for word in (netpol "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)
    if test (string sub -l (string length -- "$typed") -- "$word") = "$typed"
      set -a found "$word"
      string match -q -- '-*' "$word"; or set has_values yes
    end
  end
  printf '%s\n' $found
  # Files where nothing but options is known, or nothing at all.
  test -z "$has_values"; and not string match -q -- '-*' "$typed"; and __fish_complete_path "$typed"
end
complete -c netpol -f -a '(__netpol_complete)'
