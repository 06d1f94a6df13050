#!/usr/bin/env bash
# Renders the rules of node w2 of samples/redis, loads them into the kernel in a network namespace of its own, and asks both the kernel and the
# engine which connections are let through. Run it from the repository's root, as root.
set -euo pipefail
netpol=${NETPOL:-dotnet run --project src/Cli --}

if [ "$(id -u)" != 0 ] || ! { command -v ip && command -v ipset && command -v iptables-restore && command -v unshare; } >/dev/null || ! unshare --net --mount true 2>/dev/null; then
  echo "skipped: needs root, network namespaces, ip, ipset and iptables-restore"
  exit 0
fi
[ "${1:-}" = inside ] || exec unshare --net --mount "$0" inside

# Interfaces of pods are named as Calico names them. Pods of other nodes come in by interfaces that are no pod's.
mkdir -p /run/netns && mount -t tmpfs none /run/netns
sysctl -qw net.ipv4.ip_forward=1
ip link set lo up
number=0
plug() { # pod, its address, its interface on the node
  number=$((number + 1))
  ip netns add "pod$number"
  ip link add "$3" type veth peer name eth0 netns "pod$number"
  ip addr add 169.254.1.1/32 dev "$3"
  ip link set "$3" up
  ip route add "$2/32" dev "$3"
  ip -n "pod$number" addr add "$2/32" dev eth0
  ip -n "pod$number" link set eth0 up
  ip -n "pod$number" route add 169.254.1.1 dev eth0
  ip -n "pod$number" route add default via 169.254.1.1
  spaces[$1]=pod$number
}
declare -A spaces
own() { printf 'cali%.11s' "$(printf %s "${1/\//.}" | sha1sum)"; }
plug shop/redis-0 10.244.2.30 "$(own shop/redis-0)"
plug shop/frontend-b 10.244.2.22 "$(own shop/frontend-b)"
plug dev/tool-0 10.244.2.60 "$(own dev/tool-0)"
plug shop/frontend-a 10.244.1.21 remote1
plug shop/batch-1 10.244.3.31 remote2

rules=$(mktemp -d)
trap 'rm -rf "$rules"' EXIT
$netpol render --target iptables --node w2 -o "$rules/" samples/redis
ipset restore < "$rules/ipset.v4"
iptables-restore < "$rules/iptables.v4"

# Nobody listens: what is let through is answered with a reset, and what is dropped is not answered.
kernel() {
  local status=0
  timeout 1 ip netns exec "${spaces[$1]}" bash -c "exec 3<>/dev/tcp/10.244.2.30/$2" 2>/dev/null || status=$?
  [ "$status" = 124 ] && echo denied || echo allowed
}
engine() { $netpol can "$1" shop/redis-0 --port "$2" -f samples/redis | sed -n '1s/:.*//p'; }

differ=0
for pod in shop/frontend-a shop/frontend-b shop/batch-1 dev/tool-0; do
  for port in 6379 22; do
    said=$(engine "$pod" "$port" || true)
    did=$(kernel "$pod" "$port")
    echo "$pod -> shop/redis-0:$port engine $said, kernel $did"
    [ "$said" = "$did" ] || differ=$((differ + 1))
  done
done
echo "$differ differ"
[ "$differ" = 0 ]
