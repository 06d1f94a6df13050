using System.Globalization;
using PolicyEngine.Fixes;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Specification;
using TestKit;

namespace PolicyEngine.Tests.Fixes;

/// <summary>Whatever is proposed in random worlds does what it says, and nothing it does not say.</summary>
public sealed class FixPropertyTests
{
    private const int FlowsOfAWorld = 6;

    [Fact]
    public void A_fix_turns_the_verdict_over_and_tells_of_every_pair_that_changes_besides()
    {
        int fixes = 0;
        new FlowLaw(world =>
        {
            PolicySnapshot snapshot = new LoadedWorld(world).Snapshot;
            int asked = 0;
            return flow =>
            {
                if (asked++ > FlowsOfAWorld)
                {
                    return null;
                }

                Query query = QueryOf(flow);
                FixAnswer answer = snapshot.Fix(query);
                if (answer.Fixes is not [var fix])
                {
                    return answer.Obstacle is null ? "neither a fix nor an obstacle" : null;
                }

                fixes++;
                return WhatIsWrong(snapshot, query, flow, fix);
            };
        }).HoldsEverywhere(60);
        Assert.True(fixes > 50, $"only {fixes} fixes were proposed");
    }

    private static string? WhatIsWrong(PolicySnapshot before, Query query, WorldFlow flow, PolicyFix fix)
    {
        LoadResult result = before.With([PolicySource.FromText("fix.yaml", fix.Yaml)]);
        if (result.HasErrors)
        {
            return $"{string.Join('\n', result.Diagnostics)}\n{fix.Yaml}";
        }

        PolicySnapshot after = result.Snapshot;
        Answer answer = after.Ask(query);
        if (answer.Verdict != fix.Verdict || answer.Verdict == before.Ask(query).Verdict)
        {
            return $"promised {fix.Verdict}, got {answer.Verdict}\n{fix.Yaml}";
        }

        HashSet<(string, string)> changed = [.. Changes(before, after, flow)];
        long told = fix.SideEffects.Where(effect => IsEndpoint(effect.Source) && IsEndpoint(effect.Destination)).Sum(effect => effect.Pairs);
        if (told != changed.Count)
        {
            return $"told of {told} pairs: {string.Join("; ", fix.SideEffects)}\nfound {changed.Count}: {string.Join("; ", changed)}\n{fix.Yaml}";
        }

        return fix.SideEffects.IsEmpty ? ChangedOutside(before, after, flow) : null;
    }

    /// <summary>An address outside and an endpoint between which anything changes, though nobody told; null where nothing does.</summary>
    private static string? ChangedOutside(PolicySnapshot before, PolicySnapshot after, WorldFlow flow)
    {
        IEnumerable<IpAddress> addresses = WorldBuilder.Nets.Select(net => IpPrefix.TryParse(net, out IpPrefix prefix) ? prefix.Last : default);
        foreach (IpAddress address in addresses.Where(address => address.ToString() != flow.Source && address.ToString() != flow.Destination))
        {
            foreach (Endpoint endpoint in before.Model.Endpoints.Where(endpoint => before.PartiesOf(endpoint).Length > 0))
            {
                (Party outside, Party inside) = (before.PartyAt(address), before.PartiesOf(endpoint)[0]);
                (Party outsideAfter, Party insideAfter) = (after.PartyAt(address), after.PartiesOf(after.Model.Endpoints[before.Model.Endpoints.NumberOf(endpoint)])[0]);
                if (outside.Endpoint == Party.NoEndpoint
                    && (before.Connections(outside, inside) != after.Connections(outsideAfter, insideAfter) || before.Connections(inside, outside) != after.Connections(insideAfter, outsideAfter)))
                {
                    return $"{address} and {endpoint} changed, and no side effect was told";
                }
            }
        }

        return null;
    }

    /// <summary>The pairs of endpoints between which other traffic than that asked about changes.</summary>
    private static IEnumerable<(string, string)> Changes(PolicySnapshot before, PolicySnapshot after, WorldFlow flow)
    {
        Endpoint[] endpoints = [.. before.Model.Endpoints];
        for (int from = 0; from < endpoints.Length; from++)
        {
            for (int to = 0; to < endpoints.Length; to++)
            {
                foreach (Party source in before.PartiesOf(endpoints[from]))
                {
                    foreach (Party destination in before.PartiesOf(endpoints[to]).Where(party => (from != to || endpoints[from].Kind == EndpointKind.Workload) && party.Family == source.Family))
                    {
                        ConnectionSet old = before.Connections(source, destination);
                        ConnectionSet changed = after.Connections(
                            after.PartiesOf(after.Model.Endpoints[from]).Single(party => party.Family == source.Family),
                            after.PartiesOf(after.Model.Endpoints[to]).Single(party => party.Family == destination.Family));
                        bool isAsked = Is(before, source, flow.Source) && Is(before, destination, flow.Destination);
                        TrafficSet concerned = isAsked ? Asked(flow).Complement() : TrafficSet.All;
                        if (old.Allowed.Intersect(concerned) != changed.Allowed.Intersect(concerned) || old.Denied.Intersect(concerned) != changed.Denied.Intersect(concerned))
                        {
                            yield return ($"{endpoints[from]} {source.Family}", $"{endpoints[to]} {source.Family}");
                        }
                    }
                }
            }
        }
    }

    /// <summary>A pod asked about by name is asked about in each of its families.</summary>
    private static bool Is(PolicySnapshot snapshot, Party party, string name)
    {
        Party asked = snapshot.PartyOf(name);
        return party.Endpoint == asked.Endpoint && (name.Contains('/', StringComparison.Ordinal) || party.Family == asked.Family);
    }

    private static TrafficSet Asked(WorldFlow flow)
    {
        var protocol = new Protocol((byte)flow.Protocol);
        return protocol.HasPorts ? TrafficSet.Ports(protocol, IntervalSet<ushort>.Of((ushort)flow.Major))
            : protocol.IsIcmp ? TrafficSet.Icmp(protocol, (byte)flow.Major, (byte)flow.Minor)
            : TrafficSet.ForProtocol(protocol);
    }

    private static Query QueryOf(WorldFlow flow)
    {
        var protocol = new Protocol((byte)flow.Protocol);
        return new Query
        {
            From = flow.Source,
            To = flow.Destination,
            Protocol = protocol,
            Port = protocol.HasPorts ? flow.Major.ToString(CultureInfo.InvariantCulture) : null,
            IcmpType = protocol.IsIcmp ? (byte)flow.Major : null,
            IcmpCode = protocol.IsIcmp ? (byte)flow.Minor : null,
        };
    }

    private static bool IsEndpoint(string name) => !IpAddress.TryParse(name, out _);
}
