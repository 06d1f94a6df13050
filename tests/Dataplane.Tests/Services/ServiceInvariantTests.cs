using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Services.Chains;
using PolicyEngine.Sets;
using static Dataplane.Tests.Services.ServiceLab;

namespace Dataplane.Tests.Services;

/// <summary>The invariants of Services that one packet shows.</summary>
public sealed class ServiceInvariantTests
{
    [Fact]
    public void S1_a_packet_to_a_Service_ends_at_a_selected_backend_or_not_at_all() => TestKit.Property.Holds(Situation.Any, situation =>
    {
        ServiceWorld world = situation.World;
        Translation outcome = world.Proxy().Ask(world.Packet, situation.Draw);

        Assert.IsNotType<Translation.LeftAlone>(outcome);
        ImmutableArray<ServiceBackend> possible = world.Proxy().PossibleBackends(world.Packet);
        Assert.Equal(outcome is Translation.ToBackend, !possible.IsEmpty);
        if (outcome is Translation.ToBackend translated)
        {
            Assert.Same(world.Target, translated.Port);
            Assert.Contains(translated.Backend, possible);
            Assert.Same(translated.Backend, possible[translated.Choice.Index]);
            Assert.Subset(world.Target.Backends.ToHashSet(), possible.ToHashSet());
        }
    });

    [Fact]
    public void S3_the_chances_of_the_rules_give_each_backend_the_same_share()
    {
        const double WrittenPrecision = 1e-10;
        for (int count = 1; count <= 200; count++)
        {
            double passed = 1;
            for (int index = 0; index < count; index++)
            {
                // Passed by all rules before and taken by this one, with the chances as the rules have them.
                double chance = double.Parse(EndpointProbability.Text(count - index), CultureInfo.InvariantCulture);
                Assert.Equal(1.0 / count, passed * chance, count * WrittenPrecision);
                passed *= 1 - chance;
            }
        }
    }

    [Fact]
    public void S3_draws_are_divided_evenly_among_backends() => TestKit.Property.Holds<ushort>(number =>
    {
        int count = 1 + (number % 2000);
        int previous = 0;
        for (int index = 1; index < count; index++)
        {
            ulong first = (ulong)(((((UInt128)1 << 64) * (uint)index) + (uint)count - 1) / (uint)count);
            Assert.Equal((previous, index), (EndpointProbability.Choose(first - 1, count), EndpointProbability.Choose(first, count)));
            previous = index;
        }

        Assert.Equal((0, count - 1), (EndpointProbability.Choose(0, count), EndpointProbability.Choose(ulong.MaxValue, count)));
    });

    [Fact]
    public void S5_a_reply_comes_from_the_address_that_was_dialled() => TestKit.Property.Holds(Situation.Any, situation =>
    {
        ServiceWorld world = situation.World;
        if (world.Proxy().Ask(world.Packet, situation.Draw) is Translation.ToBackend translated)
        {
            TranslatedConnection connection = TranslatedConnection.Of(world.Packet, translated, ServiceWorld.Nodes[0].Addresses[0], 61000);

            Assert.Equal((world.Packet.Destination, world.Packet.DestinationPort), (connection.ReplyAtClient.Source, connection.ReplyAtClient.SourcePort));
            Assert.Equal((world.Packet.Source, world.Packet.SourcePort), (connection.ReplyAtClient.Destination, connection.ReplyAtClient.DestinationPort));
            Assert.Equal((world.Packet.Source, translated.Backend.Address), (connection.SeenByFilters.Source, connection.SeenByFilters.Destination));
            Assert.Equal((connection.Delivered.Source, translated.Backend.Address), (connection.Reply.Destination, connection.Reply.Source));
        }
    });

    [Fact]
    public void S6_backends_that_are_not_ready_are_used_only_where_none_is_and_they_serve_to_their_end() => TestKit.Property.Holds(Situation.Any, situation =>
    {
        ServiceWorld world = situation.World;
        ImmutableArray<ServiceBackend> possible = world.Proxy().PossibleBackends(world.Packet);
        if (possible.Any(backend => !backend.IsReady))
        {
            bool staysLocal = world.Target.InternalPolicy == TrafficPolicy.Local && world.Entrance == 0
                || world.Target.ExternalPolicy == TrafficPolicy.Local && world.Entrance != 0 && world.IsFromOutside;
            Assert.All(possible, backend => Assert.True(backend is { IsReady: false, IsServing: true, IsTerminating: true }));
            Assert.DoesNotContain(Distinct(world.Target), backend => backend.IsReady && (!staysLocal || backend.Node == "node-1"));
        }
    });

    [Fact]
    public void S7_external_traffic_under_Local_keeps_the_client_and_stays_on_the_node() => TestKit.Property.Holds(Situation.Any, situation =>
    {
        ServiceWorld world = situation.World;
        if (world is { Entrance: not 0, IsFromOutside: true, Target.ExternalPolicy: TrafficPolicy.Local })
        {
            switch (world.Proxy().Ask(world.Packet, situation.Draw))
            {
                case Translation.ToBackend translated:
                    Assert.False(translated.IsMasqueraded);
                    Assert.Equal("node-1", translated.Backend.Node);
                    break;
                case Translation.Refused:
                    Assert.DoesNotContain(Distinct(world.Target), IsUsable);
                    break;
                case var outcome:
                    Assert.IsType<Translation.Discarded>(outcome);
                    Assert.True(world.IsHeldBack || !Distinct(world.Target).Any(backend => backend.Node == "node-1" && IsUsable(backend)));
                    break;
            }
        }
    });

    [Fact]
    public void S8_external_traffic_under_Cluster_arrives_with_an_address_of_the_node() => TestKit.Property.Holds(Situation.Any, situation =>
    {
        ServiceWorld world = situation.World;
        if (world is { Entrance: not 0, IsFromOutside: true, Target.ExternalPolicy: TrafficPolicy.Cluster }
            && world.Proxy().Ask(world.Packet, situation.Draw) is Translation.ToBackend translated)
        {
            IpAddress node = ServiceWorld.Nodes[0].Addresses[0];
            Assert.Equal(node, TranslatedConnection.Of(world.Packet, translated, node, 61000).Delivered.Source);
        }
    });

    [Fact]
    public void S9_a_pod_keeps_its_address_at_the_cluster_address_unless_it_is_its_own_backend() => TestKit.Property.Holds(Situation.Any, situation =>
    {
        ServiceWorld world = situation.World;
        if (world is { Entrance: 0, IsFromPod: true } && world.Proxy().Ask(world.Packet, situation.Draw) is Translation.ToBackend translated)
        {
            Assert.Equal(translated.Backend.Address == world.Packet.Source || world.Settings.MasqueradeAll, translated.IsMasqueraded);
        }
    });

    [Fact]
    public void S16_names_of_chains_follow_from_name_and_protocol_and_are_short() => TestKit.Property.Holds<(string Namespace, string Service, string Port, bool IsUdp)>(parts =>
    {
        ServicePortName name = new(parts.Namespace ?? "", parts.Service ?? "", parts.Port ?? "");
        Protocol protocol = parts.IsUdp ? Protocol.Udp : Protocol.Tcp;
        foreach (string prefix in (string[])["KUBE-SVC-", "KUBE-SVL-", "KUBE-EXT-", "KUBE-FW-"])
        {
            Assert.InRange(IptablesChains.Of(prefix, name, protocol).Length, 1, 28);
            Assert.Equal(IptablesChains.Of(prefix, name, protocol), IptablesChains.Of(prefix, name with { }, new(protocol.Number)));
        }

        Assert.InRange(IptablesChains.Endpoint(name, protocol, Backend("fd00:2::1")).Length, 1, 28);
    });

    [Fact]
    public void S17_no_packet_leaves_with_the_mark_for_masquerading() => TestKit.Property.Holds(Situation.Any, situation =>
    {
        ServiceWorld world = situation.World;
        if (world.Proxy().Ask(world.Packet, situation.Draw) is Translation.ToBackend translated)
        {
            uint other = (uint)(situation.Draw >> 32) & ~0x4000u;
            Assert.Equal(new Postrouting(other, translated.IsMasqueraded), Postrouting.Of(world.Settings, translated.Mark | other));
        }
    });

    private static bool IsUsable(ServiceBackend backend) => backend.IsReady || backend is { IsServing: true, IsTerminating: true };

    private static IEnumerable<ServiceBackend> Distinct(ProxiedPort port) => port.Backends.DistinctBy(backend => backend.Address);
}
