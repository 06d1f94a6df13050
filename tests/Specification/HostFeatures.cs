namespace PolicyEngine.Specification;

/// <summary>What worlds may have of host endpoints and of what goes with them.</summary>
public static class HostFeatures
{
    public static (string Name, Func<World, bool> Uses)[] All { get; } =
    [
        ("host endpoint", world => !world.HostEndpoints.IsEmpty),
        ("host endpoint for all interfaces", world => world.HostEndpoints.Any(host => host.IsForAll)),
        ("host endpoint for all interfaces with addresses", world => world.HostEndpoints.Any(host => host is { IsForAll: true, ExpectedAddresses.IsEmpty: false })),
        ("host endpoint for all interfaces beside one of its own", world => Any(world, (all, own) => all.IsForAll && !own.IsForAll)),
        ("two host endpoints for all interfaces", world => Any(world, (one, other) => one.IsForAll && other.IsForAll)),
        ("host endpoint by interface", world => world.HostEndpoints.Any(host => host.Interface == "eth0")),
        ("host endpoint by address", world => world.HostEndpoints.Any(host => host.Interface is null)),
        ("two host endpoints of one interface", world => Any(world, (one, other) => one.Interface == "eth0" && other.Interface is null)),
        ("two of one interface, the smaller by address", world => Any(world, (one, other) => one.Interface == "eth0" && other.Interface is null && string.CompareOrdinal(other.Name, one.Name) < 0)),
        ("node without host endpoint beside one with", world => !world.HostEndpoints.IsEmpty && world.Nodes.Any(node => world.HostEndpoints.All(host => host.Node != node.Name))),
        ("node of two families", world => world.Nodes.Any(node => node.First(4) is not null && node.First(6) is not null)),
        ("node with two addresses of a family", world => world.Nodes.Any(node => node.Addresses.Count(address => Address.Parse(address).Family == 4) > 1)),
        ("pod on the network of a host with a host endpoint", world => !world.HostEndpoints.IsEmpty && world.Pods.Any(pod => pod.HostNetwork)),
        ("host endpoint without profile", world => world.HostEndpoints.Any(host => host.Profiles.IsEmpty)),
        ("host endpoint with a declared profile", world => world.HostEndpoints.Any(host => host.Profiles.Any(name => world.Profiles.Any(profile => profile.Name == name)))),
        ("host endpoint with a missing profile", world => world.HostEndpoints.Any(host => host.Profiles.Contains("missing", StringComparer.Ordinal))),
        ("host endpoint with a namespace's profile", world => world.HostEndpoints.Any(host => host.Profiles.Any(name => name.StartsWith("kns.", StringComparison.Ordinal)))),
        ("host endpoint with the label of a namespace", world => world.HostEndpoints.Any(host => host.Labels.ContainsKey(EffectiveLabels.Namespace))),
        ("host endpoint with named ports", world => world.HostEndpoints.Any(host => !host.Ports.IsEmpty)),
        ("host endpoint that Calico's agent refuses", world => world.HostEndpoints.Any(host => host.IsRefused)),
        ("pool with IP in IP", world => world.Pools.Any(pool => pool.Ipip == "Always")),
        ("pool with VXLAN", world => world.Pools.Any(pool => pool.Vxlan == "Always")),
        ("pool without encapsulation", world => world.Pools.Any(pool => !pool.IsEncapsulated)),
        ("pool with natOutgoing", world => world.Pools.Any(pool => pool.NatOutgoing)),
        ("settings of one node beside those of all", world => world.Felix.Any(felix => felix.Node is null) && world.Felix.Any(felix => felix.Node is not null)),
        ("failsafe ports with a net", world => Failsafes(world).Any(failsafe => failsafe.Net is not null)),
        ("failsafe ports without a net", world => Failsafes(world).Any(failsafe => failsafe.Net is null)),
        ("no failsafe ports", world => world.Felix.Any(felix => felix.Inbound is { IsEmpty: true } || felix.Outbound is { IsEmpty: true })),
        ("Calico's failsafe ports", world => !world.HostEndpoints.IsEmpty && world.Felix.All(felix => felix.Inbound is null)),
        .. new[] { "Drop", "Accept", "Return" }.Select(action => ((string, Func<World, bool>))($"defaultEndpointToHostAction {action}", world => world.Felix.Any(felix => felix.ToHost == action))),
        ("pods that may send VXLAN", world => world.Felix.Any(felix => felix.AllowsVxlan == true)),
        ("pods that may send IP in IP", world => world.Felix.Any(felix => felix.AllowsIpip == true)),
        ("VXLAN by another port", world => world.Felix.Any(felix => felix.VxlanPort is not null)),
        ("IPv6 that is not policed", world => world.Felix.Any(felix => felix.Ipv6Support == false)),
        ("nodes exempt from translation", world => world.Felix.Any(felix => felix.NatOutgoingExclusions == "IPPoolsAndHostIPs")),
        .. new[] { PacketFamily.Untracked, PacketFamily.PreDnat, PacketFamily.Forward }.SelectMany(family => ((string, Func<World, bool>)[])
        [
            ($"{family} policy of a host endpoint", world => Selected(world, family).Any()),
            ($"{family} policy of a host endpoint that passes", world => Selected(world, family).Any(policy => policy.Rules(ingress: true).Any(rule => rule.Action == "Pass"))),
            ($"{family} policy of a host endpoint in another tier", world => Selected(world, family).Any(policy => policy.Tier is not (null or "default"))),
        ]),
        ("staged forward policy of a host endpoint", world => Selected(world, PacketFamily.Forward).Any(policy => policy.Staged)),
        ("forward policies in one direction only", world => Selected(world, PacketFamily.Forward).Any(policy => policy.Types is { Length: 1 })),
    ];

    private static IEnumerable<FailsafeObject> Failsafes(World world) => world.Felix.SelectMany(felix => (IEnumerable<FailsafeObject>)[.. felix.Inbound ?? [], .. felix.Outbound ?? []]);

    /// <summary>Two host endpoints of one node that are so to each other.</summary>
    private static bool Any(World world, Func<HostEndpointObject, HostEndpointObject, bool> are) =>
        world.HostEndpoints.Any(one => world.HostEndpoints.Any(other => one != other && one.Node == other.Node && are(one, other)));

    /// <summary>The global policies of a family whose selector, which is all they have, selects a host endpoint.</summary>
    private static IEnumerable<CalicoPolicy> Selected(World world, PacketFamily family) => PolicyOrder.InFamily(world.CalicoPolicies, family).Where(policy =>
        policy is { NamespaceSelector: null, ServiceAccountSelector: null } && WellFormed.AreSelectorsOf(policy)
        && world.HostEndpoints.Any(host => policy.Selector?.Matches(EffectiveLabels.OfHostEndpoint(world, host).GetValueOrDefault) != false));
}
