namespace PolicyEngine.Renderers.Tests.Proof;

/// <summary>Errors that a renderer could make in the texts of <see cref="ShopWorld"/>: what one finds, and what stands there instead.</summary>
internal static class Mutations
{
    public static (string Name, string From, string To)[] Iptables { get; } =
    [
        ("a rule is missing", "-A cali-pi-np/shop/db -m mark --mark 0x40000/0x40000 --jump DROP\n", ""),
        ("two rules are swapped, so that the second comes first", "-p tcp -m set --match-set cali40s:lJBhNRljR9R5cj5JnoqyWyA src -m multiport --destination-ports 5433 --jump MARK --set-mark 0x40000/0x40000\n-A cali-pi-np/shop/db -m mark --mark 0x40000/0x40000 --jump DROP\n-A cali-pi-np/shop/db -p tcp -m set --match-set cali40s:lJBhNRljR9R5cj5JnoqyWyA src -m multiport --destination-ports 5432:5434 --jump MARK --set-mark 0x10000/0x10000\n-A cali-pi-np/shop/db -m mark --mark 0x10000/0x10000 --jump RETURN\n", "-p tcp -m set --match-set cali40s:lJBhNRljR9R5cj5JnoqyWyA src -m multiport --destination-ports 5432:5434 --jump MARK --set-mark 0x10000/0x10000\n-A cali-pi-np/shop/db -m mark --mark 0x10000/0x10000 --jump RETURN\n-A cali-pi-np/shop/db -p tcp -m set --match-set cali40s:lJBhNRljR9R5cj5JnoqyWyA src -m multiport --destination-ports 5433 --jump MARK --set-mark 0x40000/0x40000\n-A cali-pi-np/shop/db -m mark --mark 0x40000/0x40000 --jump DROP\n"),
        ("a negation of addresses is lost", "! --source 203.0.113.0/24", "--source 203.0.113.0/24"),
        ("a negation of ports is lost", "-m multiport ! --destination-ports 443", "-m multiport --destination-ports 443"),
        ("a negation of a protocol is lost", "! -p sctp", "-p sctp"),
        ("a negation is added", "-p udp -m multiport --destination-ports 53 --jump", "-p udp -m multiport ! --destination-ports 53 --jump"),
        ("a port is widened", "--destination-ports 5433", "--destination-ports 5433:5434"),
        ("a range of ports is widened by one", "--destination-ports 5432:5434", "--destination-ports 5431:5434"),
        ("a range of ports is narrowed by one", "123,1000:1010", "123,1000:1009"),
        ("one of several ports is missing", "123,1000:1010", "1000:1010"),
        ("ports of the other side are asked", "-p udp -m multiport --destination-ports 53 ", "-p udp -m multiport --source-ports 53 "),
        ("another protocol is asked", "-A cali-po-gnp/security.base -p udp", "-A cali-po-gnp/security.base -p tcp"),
        ("another type of message is asked", "--icmp-type 8", "--icmp-type 0"),
        ("a code of messages is asked too", "--icmp-type 8", "--icmp-type 8/0"),
        ("a block is wider", "--source 198.51.100.0/25", "--source 198.51.100.0/24"),
        ("a block is narrower", "--source 192.0.2.128/25", "--source 192.0.2.128/26"),
        ("a block is asked of the other side", "--source 10.0.1.0/24", "--destination 10.0.1.0/24"),
        ("a set is asked of the other side", "--match-set cali40s:lJBhNRljR9R5cj5JnoqyWyA src -m multiport --destination-ports 5432:5434", "--match-set cali40s:lJBhNRljR9R5cj5JnoqyWyA dst -m multiport --destination-ports 5432:5434"),
        ("a set is negated", "-m set --match-set cali40s:uiRp62Q5t8Dum_5GrSz4Xmw dst", "-m set ! --match-set cali40s:uiRp62Q5t8Dum_5GrSz4Xmw dst"),
        ("another set is asked", "--match-set cali40s:uiRp62Q5t8Dum_5GrSz4Xmw dst", "--match-set cali40s:lJBhNRljR9R5cj5JnoqyWyA dst"),
        ("the ports of a set are those of the other side", "cali40n:pM4xoRxy-Mx209NScinFHF2 dst,dst", "cali40n:pM4xoRxy-Mx209NScinFHF2 dst,src"),
        ("a member is missing in a set", "add cali40s:lJBhNRljR9R5cj5JnoqyWyA 10.0.1.1/32\n", ""),
        ("a member is too many in a set", "add cali40s:uiRp62Q5t8Dum_5GrSz4Xmw 10.0.0.2/32\n", "add cali40s:uiRp62Q5t8Dum_5GrSz4Xmw 10.0.0.2/32\nadd cali40s:uiRp62Q5t8Dum_5GrSz4Xmw 8.8.8.8/32\n"),
        ("a member is wider than an address", "add cali40s:lJBhNRljR9R5cj5JnoqyWyA 10.0.1.1/32", "add cali40s:lJBhNRljR9R5cj5JnoqyWyA 10.0.1.0/31"),
        ("a port of a member is another", "10.0.0.1,tcp:8080", "10.0.0.1,tcp:8081"),
        ("a rule writes another mark", "-p udp -m multiport --destination-ports 53 --jump MARK --set-mark 0x10000/0x10000", "-p udp -m multiport --destination-ports 53 --jump MARK --set-mark 0x20000/0x20000"),
        ("a rule asks for another mark", "-A cali-fw-cali2d7243dcff6 -m mark --mark 0x10000/0x10000 --jump RETURN", "-A cali-fw-cali2d7243dcff6 -m mark --mark 0x40000/0x40000 --jump RETURN"),
        ("a mark is not cleared between tiers", "-A cali-tw-cali2d7243dcff6 --jump MARK --set-mark 0/0x20000\n-A cali-tw-cali2d7243dcff6 -m mark --mark 0/0x20000 --jump cali-pi-np/shop/db", "-A cali-tw-cali2d7243dcff6 -m mark --mark 0/0x20000 --jump cali-pi-np/shop/db"),
        ("a rule drops what it is to let through", "-A cali-wl-to-host --jump ACCEPT", "-A cali-wl-to-host --jump DROP"),
        ("a rule lets through what it is to drop", "-A cali-pi-gnp/security.base -m mark --mark 0x40000/0x40000 --jump DROP", "-A cali-pi-gnp/security.base -m mark --mark 0x40000/0x40000 --jump ACCEPT"),
        ("a tier ends otherwise", "-A cali-fw-cali2d7243dcff6 -m mark --mark 0/0x20000 --jump DROP\n-A cali-fw-cali2d7243dcff6 --jump MARK", "-A cali-fw-cali2d7243dcff6 --jump MARK"),
        ("a policy is passed by", "-A cali-fw-cali2d7243dcff6 -m mark --mark 0/0x20000 --jump cali-po-gnp/security.base\n", ""),
        ("a policy of the other direction is asked", "-A cali-tw-cali2d7243dcff6 -m mark --mark 0/0x20000 --jump cali-pi-np/shop/db", "-A cali-tw-cali2d7243dcff6 -m mark --mark 0/0x20000 --jump cali-po-np/shop/db"),
        ("the walk does not come back from a policy", "-A cali-tw-cali2d7243dcff6 -m mark --mark 0/0x20000 --jump cali-pi-gnp/security.base", "-A cali-tw-cali2d7243dcff6 -m mark --mark 0/0x20000 --goto cali-pi-gnp/security.base"),
        ("an interface is dispatched to the chain of another pod", "-A cali-to-wl-dispatch --out-interface cali551b05c3e54 --goto cali-tw-cali551b05c3e54", "-A cali-to-wl-dispatch --out-interface cali551b05c3e54 --goto cali-tw-cali2d7243dcff6"),
        ("an interface is not dispatched", "-A cali-from-wl-dispatch --in-interface cali551b05c3e54 --goto cali-fw-cali551b05c3e54\n", ""),
        ("interfaces are taken for the other direction", "-A cali-FORWARD --out-interface cali+ --jump cali-to-wl-dispatch", "-A cali-FORWARD --in-interface cali+ --jump cali-to-wl-dispatch"),
        ("packets to pods are passed by", "-A cali-FORWARD --out-interface cali+ --jump cali-to-wl-dispatch\n", ""),
        ("connections are not followed", "-A cali-tw-cali2d7243dcff6 -m conntrack --ctstate RELATED,ESTABLISHED --jump ACCEPT\n", ""),
        ("only some packets of connections get through", "-A cali-fw-cali2d7243dcff6 -m conntrack --ctstate RELATED,ESTABLISHED", "-A cali-fw-cali2d7243dcff6 -m conntrack --ctstate ESTABLISHED"),
        ("packets that belong to no connection get through", "-A cali-tw-cali551b05c3e54 -m conntrack --ctstate INVALID --jump DROP\n", ""),
        ("new connections are taken for old ones", "-A cali-tw-cali2d7243dcff6 -m conntrack --ctstate RELATED,ESTABLISHED", "-A cali-tw-cali2d7243dcff6 -m conntrack --ctstate NEW,RELATED,ESTABLISHED"),
        ("a profile lets nothing through", "-A cali-pri-kns.shop --jump MARK --set-mark 0x10000/0x10000\n", ""),
        ("a chain is never entered", "-I FORWARD --jump cali-FORWARD\n", ""),
        ("the rules of the tables before drop", "-I PREROUTING --jump cali-PREROUTING", "-I PREROUTING -i cali2d7243dcff6 -p udp -j DROP\n-I PREROUTING --jump cali-PREROUTING"),
    ];

    public static (string Name, string From, string To)[] Nftables { get; } =
    [
        ("a rule is missing", "add rule ip calico filter-cali-pi-np/shop/db meta mark & 0x40000 == 0x40000 counter drop\n", ""),
        ("a negation of addresses is lost", "ip saddr != 203.0.113.0/24", "ip saddr 203.0.113.0/24"),
        ("a negation of ports is lost", "tcp dport != { 443 }", "tcp dport { 443 }"),
        ("a negation of a protocol is lost", "meta l4proto != sctp", "meta l4proto sctp"),
        ("a port is widened", "tcp dport { 5433 }", "tcp dport { 5433-5434 }"),
        ("a range of ports is narrowed by one", "{ 123, 1000-1010 }", "{ 123, 1000-1009 }"),
        ("ports of the other side are asked", "udp dport { 53 }", "udp sport { 53 }"),
        ("another protocol is asked", "meta l4proto udp udp dport { 53 }", "meta l4proto tcp tcp dport { 53 }"),
        ("another type of message is asked", "icmp type 8", "icmp type 0"),
        ("a block is wider", "ip saddr 198.51.100.0/25", "ip saddr 198.51.100.0/24"),
        ("a block is asked of the other side", "ip saddr 10.0.1.0/24", "ip daddr 10.0.1.0/24"),
        ("a set is negated", "ip daddr @cali40s-uiRp62Q5t8Dum_5GrSz4Xmw", "ip daddr != @cali40s-uiRp62Q5t8Dum_5GrSz4Xmw"),
        ("the ports of a set are those of the other side", "th dport @cali40n", "th sport @cali40n"),
        ("a member is missing in a set", "add element ip calico cali40s-lJBhNRljR9R5cj5JnoqyWyA { 10.0.1.1/32 }\n", ""),
        ("a member is wider than an address", "cali40s-lJBhNRljR9R5cj5JnoqyWyA { 10.0.1.1/32 }", "cali40s-lJBhNRljR9R5cj5JnoqyWyA { 10.0.1.0/31 }"),
        ("a port of a member is another", "{ 10.0.0.1 . tcp . 8080 }", "{ 10.0.0.1 . tcp . 8081 }"),
        ("a rule writes another mark", "udp dport { 53 } counter meta mark set mark or 0x10000", "udp dport { 53 } counter meta mark set mark or 0x20000"),
        ("a rule asks for another mark", "filter-cali-fw-cali2d7243dcff6 meta mark & 0x10000 == 0x10000", "filter-cali-fw-cali2d7243dcff6 meta mark & 0x40000 == 0x40000"),
        ("a rule lets through what it is to drop", "filter-cali-pi-gnp/security.base meta mark & 0x40000 == 0x40000 counter drop", "filter-cali-pi-gnp/security.base meta mark & 0x40000 == 0x40000 counter accept"),
        ("a policy of the other direction is asked", "== 0 counter jump filter-cali-pi-np/shop/db", "== 0 counter jump filter-cali-po-np/shop/db"),
        ("an interface is dispatched to the chain of another pod", "{ cali551b05c3e54 : goto filter-cali-tw-cali551b05c3e54 }", "{ cali551b05c3e54 : goto filter-cali-tw-cali2d7243dcff6 }"),
        ("an interface is not dispatched", "add element ip calico filter-cali-from-wl-dispatch { cali551b05c3e54 : goto filter-cali-fw-cali551b05c3e54 }\n", ""),
        ("packets to pods are passed by", "add rule ip calico filter-cali-FORWARD oifname cali* counter jump filter-cali-to-wl-dispatch\n", ""),
        ("connections are not followed", "add rule ip calico filter-cali-fw-cali2d7243dcff6 ct state related,established counter accept\n", ""),
        ("packets that belong to no connection get through", "add rule ip calico filter-cali-fw-cali2d7243dcff6 ct state invalid counter drop\n", ""),
    ];

    public static (string Name, string From, string To)[] Ios { get; } =
    [
        ("a line is missing", " 10 permit tcp host 10.0.1.1 host 10.0.0.2 eq 5432\n", ""),
        ("a port is another", "host 10.0.0.2 eq 5432 5434", "host 10.0.0.2 eq 5432 5435"),
        ("a range is wider", "host 10.0.0.2 range 1000 1010", "host 10.0.0.2 range 1000 1011"),
        ("a mask is wider", " 30 permit udp 192.0.2.128 0.0.0.127", " 30 permit udp 192.0.2.0 0.0.0.255"),
        ("source and destination are exchanged", "permit udp host 10.0.0.2 any eq 53", "permit udp any eq 53 host 10.0.0.2"),
        ("another protocol is given", "permit udp host 10.0.0.2 any eq 53", "permit tcp host 10.0.0.2 any eq 53"),
        ("a permit denies", "80 permit ip any host 10.0.0.1", "80 deny ip any host 10.0.0.1"),
        ("the deny at the end is missing", " 210 deny ip any host 10.0.0.2 log\n", ""),
        ("others are denied", " 220 permit ip any any\n", ""),
        ("replies are not asked to be such", "permit tcp host 10.0.0.2 eq 5432 host 10.0.0.1 established", "permit tcp host 10.0.0.2 eq 5432 host 10.0.0.1"),
        ("replies are dropped", " 90 permit tcp host 10.0.0.2 eq 5432 host 10.0.0.1 established\n", ""),
        ("lines stand in another order", " 140 deny tcp any host 10.0.0.2\n", " 5 deny tcp any host 10.0.0.2\n"),
        ("an exception is missing", " 130 deny icmp any host 10.0.0.2 8\n", ""),
        ("an exception is of another message", "deny icmp any host 10.0.0.2 8", "deny icmp any host 10.0.0.2 0"),
        ("an exception is of all messages", "deny icmp any host 10.0.0.2 8", "deny icmp any host 10.0.0.2"),
        ("an exception is of more ports", "deny tcp host 10.0.0.2 any range 0 442", "deny tcp host 10.0.0.2 any range 0 443"),
        ("an exception comes before a permit", " 180 deny tcp any host 10.0.0.1\n", " 75 deny tcp any host 10.0.0.1\n"),
        ("an exception comes behind its permit", " 150 deny icmp host 10.0.0.2 198.51.100.0 0.0.0.255 8\n", " 175 deny icmp host 10.0.0.2 198.51.100.0 0.0.0.255 8\n"),
        ("all but exceptions is permitted of a wider block", "permit ip 198.51.100.0 0.0.0.255 host 10.0.0.2", "permit ip 198.51.100.0 0.0.1.255 host 10.0.0.2"),
    ];

    public static (string Name, string From, string To)[] Rfc8519 { get; } =
    [
        ("a port is another", "\"port\": 5432", "\"port\": 5433"),
        ("a range is wider", "\"upper-port\": 1010", "\"upper-port\": 1011"),
        ("a block is wider", "\"source-ipv4-network\": \"192.0.2.128/25\"", "\"source-ipv4-network\": \"192.0.2.0/24\""),
        ("another protocol is given", "\"protocol\": 6", "\"protocol\": 132"),
        ("an entry rejects", "\"forwarding\": \"ietf-access-control-list:accept\"", "\"forwarding\": \"ietf-access-control-list:drop\""),
        ("an exception is of another message", "\"type\": 8", "\"type\": 0"),
        ("an exception is of more ports", "\"operator\": \"lte\",\n                    \"port\": 442", "\"operator\": \"lte\",\n                    \"port\": 443"),
        ("a list is missing", "\"name\": \"np-policy-out-v4\"", "\"name\": \"np-policy-other-v4\""),
    ];

    public static (string Name, string From, string To)[] Hns { get; } =
    [
        ("a port is another", "\"LocalPorts\": \"5432,5434\"", "\"LocalPorts\": \"5432,5435\""),
        ("a block is wider", "192.0.2.128/25,198.51.100.0/25", "192.0.2.128/25,198.51.100.0/24"),
        ("another protocol is given", "\"Protocol\": 17", "\"Protocol\": 6"),
        ("a policy blocks", "\"Id\": \"permit-in-0\",\n    \"Protocol\": 6,\n    \"Action\": \"Allow\"", "\"Id\": \"permit-in-0\",\n    \"Protocol\": 6,\n    \"Action\": \"Block\""),
        ("a policy is of the other direction", "\"Id\": \"permit-in-2\",\n    \"Protocol\": 17,\n    \"Action\": \"Allow\",\n    \"Direction\": \"In\"", "\"Id\": \"permit-in-2\",\n    \"Protocol\": 17,\n    \"Action\": \"Allow\",\n    \"Direction\": \"Out\""),
        ("an exception is of more ports", "\"RemotePorts\": \"0-442,444-65535\"", "\"RemotePorts\": \"0-443,445-65535\""),
        ("an exception is of no protocol in particular", "\"Protocol\": 132,\n    \"Action\": \"Block\"", "\"Protocol\": 256,\n    \"Action\": \"Block\""),
        ("an exception permits", "\"Protocol\": 132,\n    \"Action\": \"Block\"", "\"Protocol\": 132,\n    \"Action\": \"Allow\""),
        ("a policy comes after the end", "\"Priority\": 1000", "\"Priority\": 9000"),
    ];

    public static (string Name, string From, string To)[] Tiers { get; } =
    [
        ("a pass allows", "\"TierAclRuleAction\": \"Pass\",\n          \"RemoteAddresses\"", "\"TierAclRuleAction\": \"Allow\",\n          \"RemoteAddresses\""),
        ("a pass blocks", "\"TierAclRuleAction\": \"Pass\",\n          \"RemoteAddresses\"", "\"TierAclRuleAction\": \"Block\",\n          \"RemoteAddresses\""),
        ("a block passes", "\"TierAclRuleAction\": \"Block\",\n          \"RemoteAddresses\": \"10.0.1.0/24\"", "\"TierAclRuleAction\": \"Pass\",\n          \"RemoteAddresses\": \"10.0.1.0/24\""),
        ("a tier comes before another", "\"Order\": 2", "\"Order\": 8"),
        ("two tiers have one order", "\"Order\": 3", "\"Order\": 2"),
        ("a rule comes behind the end of its tier", "\"LocalPorts\": \"5432-5434\",\n          \"Priority\": 1001", "\"LocalPorts\": \"5432-5434\",\n          \"Priority\": 2001"),
        ("a port is another", "\"LocalPorts\": \"5432-5434\"", "\"LocalPorts\": \"5432-5435\""),
        ("a block is wider", "\"192.0.2.128/25,198.51.100.0/25\"", "\"192.0.2.0/24,198.51.100.0/25\""),
        ("another protocol is given", "\"Protocols\": \"17\"", "\"Protocols\": \"6\""),
        ("a tier is of the other direction", "\"Name\": \"default\",\n      \"Direction\": \"In\"", "\"Name\": \"default\",\n      \"Direction\": \"Out\""),
    ];

    public static (string Name, string From, string To)[] Groups { get; } =
    [
        ("a group has wildcards", "255.255.255.128", "0.0.0.127"),
        ("a mask is wider", " 192.0.2.128 255.255.255.128", " 192.0.2.0 255.255.255.0"),
        ("a member is missing", " 192.0.2.128 255.255.255.128\n", ""),
        ("a group is called otherwise", "object-group network OG-POLICY-1", "object-group network OG-POLICY-9"),
        ("a line names another group", "udp object-group OG-POLICY-1", "udp object-group OG-POLICY-2"),
    ];
}
