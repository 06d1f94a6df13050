using PolicyEngine.Sets;

namespace Renderers.Tests.Reading;

/// <summary>Texts with many kinds of rules, in forms that the tools take and print in other words.</summary>
internal static class WideTexts
{
    public static string Ipset(IpFamily family) => For(
        family,
        """
        create addrs hash:ip family inet
        create nets hash:net family inet
        create pairs hash:ip,port family inet
        create netports hash:net,port family inet
        create ports bitmap:port range 0-65535
        create lists list:set size 8
        add addrs 10.0.0.1
        add addrs 10.0.0.2
        add nets 10.0.0.0/8
        add nets 10.1.0.0/16 nomatch
        add nets 10.1.2.0/24
        add pairs 10.0.0.1,tcp:80
        add pairs 10.0.0.2,udp:53
        add pairs 10.0.0.3,sctp:7
        add pairs 10.0.0.1,icmp:echo-request
        add netports 10.2.0.0/16,tcp:443
        add netports 10.3.0.0/16,udp:53
        add ports 22
        add ports 100-102
        add lists addrs
        add lists nets

        """);

    public static string Iptables(IpFamily family) => For(
        family,
        """
        *raw
        :PREROUTING ACCEPT [0:0]
        :OUTPUT ACCEPT [0:0]
        -A PREROUTING -p udp --dport 4789 -j NOTRACK
        -A PREROUTING -p tcp -m tcp --sport 1000:2000 -j CT --notrack
        -A OUTPUT -p sctp -m sctp --dport 7 -j MARK --set-xmark 0x5/0xf
        COMMIT
        *mangle
        :PREROUTING ACCEPT [0:0]
        :FORWARD ACCEPT [0:0]
        :OUTPUT ACCEPT [0:0]
        :next - [0:0]
        -A PREROUTING -i cali+ -j MARK --set-mark 0x13/0x1
        -A PREROUTING ! -i eth0 -j MARK --or-mark 0x100
        -A PREROUTING ! --in-interface lo -j MARK --and-mark 0xffff0fff
        -A PREROUTING -s 10.0.0.0/8 -j MARK --xor-mark 0x40
        -A PREROUTING -m mark --mark 0x40/0x40 -j CONNMARK --save-mark --nfmask 0xff --ctmask 0xff
        -A PREROUTING -j CONNMARK --set-xmark 0x700/0x700
        -A FORWARD -m connmark --mark 0x700/0x700 -j next
        -A FORWARD -m connmark ! --mark 0x40/0x40 -j MARK --set-mark 0x9
        -A next -p tcp -m multiport ! --dports 80,443,8000:8080 -j RETURN
        -A next -j CONNMARK --restore-mark
        COMMIT
        *filter
        :INPUT DROP [0:0]
        :FORWARD ACCEPT [0:0]
        :OUTPUT ACCEPT [0:0]
        :one - [0:0]
        :two - [0:0]
        :three - [0:0]
        -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED,UNTRACKED -j ACCEPT
        -A FORWARD -m state --state INVALID -j DROP
        -A FORWARD -m conntrack ! --ctstate NEW,DNAT -j DROP
        -A FORWARD -m set --match-set addrs src -m comment --comment "a \"b\" c" -j one
        -A FORWARD -m set ! --match-set nets dst -g two
        -A FORWARD -m set --match-set pairs dst,dst -j REJECT
        -A FORWARD -m set --match-set netports src,dst -j REJECT --reject-with RESET
        -A FORWARD -p tcp -m set --match-set ports dst -j DROP
        -A FORWARD -m set --match-set lists src -j three
        -I FORWARD 2 -p tcp --tcp-flags SYN,ACK,FIN SYN -m multiport --ports 81,90:99 -j DROP
        -I FORWARD -p 132 -m multiport --sports 7 -j ACCEPT
        -A one -p tcp --syn -j RETURN
        -A one -p udp ! --dport 50:60 -j ACCEPT
        -A one -p ICMP -m ICMPMATCH --ICMPTYPE echo-request -j ACCEPT
        -A one -p ICMP -m ICMPMATCH ! --ICMPTYPE UNREACH -j LOG --log-prefix "x y: " --log-level 5
        -A one ! -p ICMP -j three
        -A two -m addrtype --src-type LOCAL -j ACCEPT
        -A two -m addrtype ! --dst-type LOCAL --limit-iface-out -j three
        -A two ! -s 10.1.0.0/16 -d 10.0.0.0/9 -j ACCEPT
        -A two -m limit --limit 10/minute --limit-burst 7 -j NFLOG --nflog-group 1 --nflog-prefix p
        -A two -j DROP
        -A three -p 4 -j DROP
        -A three -p gre -j REJECT
        -A three -o eth+ -m mark ! --mark 0/0x100 -j DROP
        -A three -p tcp -m connlimit --connlimit-above 5 --connlimit-mask 0 -j REJECT --reject-with tcp-reset
        -A INPUT -s 10.0.0.0/8 ! -p udp -j ACCEPT
        COMMIT

        """.Replace("REJECT --reject-with RESET", "REJECT", StringComparison.Ordinal)
            .Replace("ICMPMATCH", family == IpFamily.V4 ? "icmp" : "icmp6", StringComparison.Ordinal)
            .Replace("--ICMPTYPE UNREACH", family == IpFamily.V4 ? "--icmp-type host-unreachable" : "--icmpv6-type address-unreachable", StringComparison.Ordinal)
            .Replace("--ICMPTYPE", family == IpFamily.V4 ? "--icmp-type" : "--icmpv6-type", StringComparison.Ordinal)
            .Replace("-p ICMP", family == IpFamily.V4 ? "-p icmp" : "-p ipv6-icmp", StringComparison.Ordinal));

    public static string Nft(IpFamily family) => For(
        family,
        """
        add table inet t
        add chain inet t raw { type filter hook prerouting priority raw ; }
        add chain inet t early { type filter hook forward priority mangle - 10 ; policy accept ; }
        add chain inet t main { type filter hook forward priority filter ; policy drop ; }
        add chain inet t local { type filter hook input priority 5 ; }
        add chain inet t nat { type nat hook postrouting priority srcnat ; }
        add chain inet t one
        add chain inet t two
        add set inet t pairs { type ipv4_addr . inet_proto . inet_service ; }
        add set inet t nets { type ipv4_addr ; flags interval ; elements = { 10.0.0.0/9, 11.0.0.1-11.0.0.9 } }
        add map inet t names { type ifname : verdict ; }
        add map inet t joined { type ipv4_addr . inet_service : verdict ; flags interval ; }
        add rule inet t raw udp dport 4789 notrack
        add rule inet t raw meta l4proto { tcp, 132 } th sport 1000-2000 notrack
        add rule inet t raw iifname != "eth0" meta mark set mark or 0x100
        add rule inet t raw iifname "cali*" meta mark set mark and 0xfffff0ff xor 0x40
        add rule inet t raw ip saddr 10.0.0.0/8 meta mark set meta mark | 0x3 & 0xff
        add rule inet t raw fib saddr . mark . iif oif 0 counter drop
        add rule inet t early ct state established,related,untracked counter accept
        add rule inet t early ct state != new counter drop
        add rule inet t early ct status dnat ct mark set mark
        add rule inet t early ct mark and 0x40 == 0x40 meta mark set ct mark
        add rule inet t early iifname vmap { "eth0" : continue, "lo" : drop, "cali*" : jump one }
        add rule inet t early iifname vmap @names comment "by name"
        add rule inet t main ip saddr . meta l4proto . th dport @pairs counter reject with tcp reset
        add rule inet t main ip daddr != @nets goto two
        add rule inet t main ip saddr . tcp dport vmap @joined
        add rule inet t main tcp flags & (fin|syn|rst|ack) == syn ct count over 5 reject
        add rule inet t main tcp flags syn accept
        add rule inet t main ip6 saddr { 2001:db8::/32, ::1 } accept
        add rule inet t main meta nfproto ipv6 tcp dport != 80-90 drop
        add rule inet t main ct state { new, related } ip saddr { 10.0.0.1, 10.3.0.0/16, 10.4.0.1-10.4.0.9 } accept
        add rule inet t one icmp type 3 icmp code 4 drop
        add rule inet t one icmp type { echo-request, 11 } accept
        add rule inet t one icmpv6 type != nd-neighbor-solicit log prefix "x y" level info counter
        add rule inet t one ct status != snat tcp dport 22 accept
        add rule inet t one limit rate over 10/second burst 5 packets drop
        add rule inet t two ip protocol udp udp dport { 53, 100-200 } accept
        add rule inet t two fib saddr type local accept
        add rule inet t two fib saddr . oif type != local meta mark & 0x100 != 0 drop
        add rule inet t two meta mark 0x40 reject with icmpx type admin-prohibited
        add rule inet t two oifname { "eth0", "lo" } return
        add rule inet t local ct state vmap { established : accept, invalid : drop, new : goto one }
        add rule inet t nat ip saddr 10.0.0.0/8 oifname "eth0" masquerade fully-random
        add rule inet t nat meta l4proto tcp ip daddr 10.3.0.1 snat ip to 192.0.2.1:1024-65535
        add element inet t pairs { 10.0.0.1 . tcp . 80, 10.0.0.2 . 17 . 53 }
        add element inet t names { caliaaa : goto two, "eth1" : drop }
        add element inet t joined { 10.0.0.0/16 . 80-90 : accept, 10.1.0.1 . 443 : jump one }

        """);

    private static string For(IpFamily family, string text) => family == IpFamily.V4
        ? text
        : text.Replace("family inet\n", "family inet6\n", StringComparison.Ordinal)
            .Replace("icmp:echo-request", "icmpv6:echo-request", StringComparison.Ordinal)
            .Replace(" ip saddr", " ip6 saddr", StringComparison.Ordinal)
            .Replace(" ip daddr", " ip6 daddr", StringComparison.Ordinal)
            .Replace("snat ip to 192.0.2.1:", "snat ip6 to [2001:db8::9]:", StringComparison.Ordinal)
            .Replace("ipv4_addr", "ipv6_addr", StringComparison.Ordinal)
            .Replace("11.0.0.", "fd11::", StringComparison.Ordinal)
            .Replace("10.0.0.0/8", "fd10::/16", StringComparison.Ordinal)
            .Replace("10.0.0.0/9", "fd10::/17", StringComparison.Ordinal)
            .Replace(".0.0/16", "::/32", StringComparison.Ordinal)
            .Replace("10.1.2.0/24", "fd10:1:2::/48", StringComparison.Ordinal)
            .Replace("10.0.0.", "fd10::", StringComparison.Ordinal)
            .Replace("10.1.0.1 ", "fd10:1::1 ", StringComparison.Ordinal)
            .Replace("10.3.0.1 ", "fd10:3::1 ", StringComparison.Ordinal)
            .Replace("10.4.0.", "fd10:4::", StringComparison.Ordinal)
            .Replace("10.0::", "fd10:0::", StringComparison.Ordinal)
            .Replace("10.1::", "fd10:1::", StringComparison.Ordinal)
            .Replace("10.2::", "fd10:2::", StringComparison.Ordinal)
            .Replace("10.3::", "fd10:3::", StringComparison.Ordinal);
}
