using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Connectivity;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Specification.Tests;

/// <summary>A snapshot that was changed object by object against one that is read at once.</summary>
public sealed class ChangedSnapshotTests
{
    private const int MaxSteps = 8;

    // Workloads, their pods, pods and records of the same names, and a pod on a node's network with another's address.
    private static readonly JsonObject[] s_workloads =
    [
        .. new[]
        {
            """{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "w", "namespace": "ns1"}, "spec": {"template": {"metadata": {"labels": {"app": "a"}}, "spec": {}}}}""",
            """{"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "w", "namespace": "ns1"}, "spec": {"template": {"metadata": {"labels": {"app": "ab"}}, "spec": {"hostNetwork": true}}}}""",
            """{"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": {"name": "w-1", "namespace": "ns1", "ownerReferences": [{"kind": "Deployment", "name": "w", "controller": true}]}, "spec": {"template": {"metadata": {"labels": {"app": "a"}}, "spec": {}}}}""",
            """{"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": {"name": "w-1", "namespace": "ns1"}, "spec": {"template": {"metadata": {"labels": {"role": "a"}}, "spec": {}}}}""",
            """{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "w", "namespace": "ns1", "labels": {"app": "a"}}, "status": {"podIP": "10.0.0.2"}}""",
            """{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "w-1-a", "namespace": "ns1", "labels": {"app": "a"}, "ownerReferences": [{"kind": "ReplicaSet", "name": "w-1", "controller": true}]}, "status": {"podIP": "10.0.0.3"}}""",
            """{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "w-h", "namespace": "ns1", "ownerReferences": [{"kind": "DaemonSet", "name": "w", "controller": true}]}, "spec": {"hostNetwork": true, "nodeName": "node0"}, "status": {"podIP": "10.0.0.1"}}""",
            """{"apiVersion": "projectcalico.org/v3", "kind": "WorkloadEndpoint", "metadata": {"name": "n-k8s-w-eth0", "namespace": "ns1", "labels": {"env": "a"}}, "spec": {"node": "node0", "pod": "w", "endpoint": "eth0", "profiles": [], "ipNetworks": ["10.0.0.129/32"]}}""",
        }.Select(text => (JsonObject)JsonNode.Parse(text)!),
    ];

    [Fact]
    public void A_snapshot_changed_step_by_step_says_what_one_read_at_once_says() => TestKit.Property.Holds(Stories(), story => story.Play((_, snapshot, atOnce) => Difference(snapshot, atOnce())));

    [Fact]
    public void Verdicts_that_differ_are_in_the_change_set() => TestKit.Property.Holds(Stories(), story => story.Play((before, snapshot, _) => Missed(before, snapshot)));

    private static Arbitrary<Story> Stories() => Arb.From(
        from seed in Gen.Choose(0, int.MaxValue)
        from steps in Gen.Choose(0, int.MaxValue).ListOf(MaxSteps)
        select new Story(seed, [.. steps]),
        story => story.Steps.Length == 0 ? [] : Enumerable.Range(0, story.Steps.Length).Select(left => story with { Steps = [.. story.Steps.Where((_, index) => index != left)] }));

    /// <summary>Objects of three worlds; each step lays some over what there is or takes some away.</summary>
    private sealed record Story(int Seed, int[] Steps)
    {
        public override string ToString() => $"world {Seed}, steps {string.Join(' ', Steps)}";

        /// <param name="check">What is wrong with the snapshots before and after a step, and one read at once; null where nothing is.</param>
        public void Play(Func<PolicySnapshot, PolicySnapshot, Func<PolicySnapshot>, string?> check)
        {
            World first = WorldBuilder.Build(Seed);
            JsonObject[] pool = [.. new[] { first, WorldBuilder.Build(unchecked(Seed + 1)), WorldBuilder.Build(unchecked(Seed + 2)) }.SelectMany(WorldDocuments.Of), .. s_workloads, .. HostPods(first)];
            var there = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
            foreach (JsonObject document in WorldDocuments.Of(first))
            {
                there[NameOf(document)] = document;
            }

            var loader = new PolicyLoader(LoadedWorld.Options(first));
            PolicySnapshot snapshot = loader.LoadText(WorldYaml.Print(there.Values)).Snapshot;
            var told = new List<string>();
            foreach (int step in Steps)
            {
                var dice = new Dice(step);
                JsonObject[] laid = dice.Chance(70) ? [.. dice.Some(1, 3, () => dice.Pick(pool)).DistinctBy(NameOf, StringComparer.Ordinal)] : [];
                string[] gone = laid.Length > 0 && dice.Chance(60) ? []
                    : [.. dice.Some(1, 3, () => dice.Pick(there.Keys.DefaultIfEmpty("pod/ns1/none").ToArray())).Except(laid.Select(NameOf), StringComparer.Ordinal).Distinct(StringComparer.Ordinal)];
                Touch(snapshot, dice);
                PolicySnapshot sibling = snapshot.With([PolicySource.FromText("sibling.yaml", WorldYaml.Print([dice.Pick(pool)]))]).Snapshot;
                Touch(sibling, dice);
                string said = Verdicts(snapshot);
                told.Add($"+ {string.Join(' ', laid.Select(NameOf))} - {string.Join(' ', gone)}");
                PolicySnapshot before = snapshot;
                snapshot = snapshot.With([PolicySource.FromText("over.yaml", WorldYaml.Print(laid))], gone).Snapshot;
                Touch(snapshot, dice);
                Assert.Equal(said, Verdicts(before));
                foreach (JsonObject document in laid)
                {
                    there[NameOf(document)] = document;
                }

                foreach (string name in gone)
                {
                    there.Remove(name);
                }

                if (check(before, snapshot, () => loader.LoadText(WorldYaml.Print(there.Values)).Snapshot) is { } difference)
                {
                    Assert.Fail($"{difference}\nafter {string.Join("\n", told)}\n{WorldYaml.Print(there.Values)}");
                }
            }
        }

        /// <summary>Pods on the networks of nodes: with the node's address, with none yet, and with that of another node.</summary>
        private static IEnumerable<JsonObject> HostPods(World world)
        {
            for (int number = 0; number < world.Nodes.Length; number++)
            {
                (NodeObject node, NodeObject next) = (world.Nodes[number], world.Nodes[(number + 1) % world.Nodes.Length]);
                yield return HostPod($"agent-{number}", node.Name, node.Addresses);
                yield return HostPod($"agent-{number}", node.Name, []);
                yield return HostPod($"proxy-{number}", node.Name, node.Addresses);
                yield return HostPod($"proxy-{number}", node.Name, next.Addresses);
            }
        }

        private static JsonObject HostPod(string name, string node, IEnumerable<string> addresses) => new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "ns1", ["labels"] = new JsonObject { ["app"] = "a" } },
            ["spec"] = new JsonObject { ["hostNetwork"] = true, ["nodeName"] = node },
            ["status"] = new JsonObject { ["podIPs"] = new JsonArray([.. addresses.Select(address => new JsonObject { ["ip"] = address })]) },
        };

        /// <summary>What a snapshot says must not change with others that are made of it.</summary>
        private static string Verdicts(PolicySnapshot snapshot)
        {
            Party[] parties = Parties(snapshot);
            return string.Join('\n', parties.SelectMany(from => parties.Select(to => snapshot.Connections(from, to).Allowed)));
        }

        /// <summary>What was asked before must not matter.</summary>
        private static void Touch(PolicySnapshot snapshot, Dice dice)
        {
            foreach (Endpoint endpoint in snapshot.Model.Endpoints.Where(_ => dice.Chance(50)))
            {
                foreach (Party party in snapshot.PartiesOf(endpoint))
                {
                    snapshot.Connections(party, snapshot.PartyAt(IpAddress.V4(0x0A000001)));
                }
            }
        }

        private static string NameOf(JsonObject document)
        {
            string kind = (string)document["kind"]!;
            string version = (string)document["apiVersion"]!;
            var metadata = (JsonObject)document["metadata"]!;
            string group = version.Contains('/', StringComparison.Ordinal) && kind.EndsWith("Policy", StringComparison.Ordinal) ? $".{version[..version.IndexOf('/', StringComparison.Ordinal)]}" : "";
            string name = (string)metadata["name"]!;
            return metadata["namespace"] is { } home ? $"{kind}{group}/{(string)home!}/{name}" : $"{kind}{group}/{name}";
        }
    }

    private static string? Difference(PolicySnapshot changed, PolicySnapshot atOnce)
    {
        (string[] left, string[] right) = (Contents(changed.Model), Contents(atOnce.Model));
        if (!left.SequenceEqual(right, StringComparer.Ordinal))
        {
            return $"the changed one has {string.Join("\n", left.Except(right, StringComparer.Ordinal))}\nand not {string.Join("\n", right.Except(left, StringComparer.Ordinal))}";
        }

        (Party[] ours, Party[] theirs) = (Parties(changed), Parties(atOnce));
        for (int from = 0; from < ours.Length; from++)
        {
            for (int to = 0; to < ours.Length; to++)
            {
                ConnectionSet one = changed.Connections(ours[from], ours[to]);
                ConnectionSet other = atOnce.Connections(theirs[from], theirs[to]);
                if (one != other)
                {
                    return $"{ours[from].KnownEndpoint} {ours[from].Address} -> {ours[to].KnownEndpoint} {ours[to].Address}: {one} changed, {other} at once";
                }
            }
        }

        return null;
    }

    /// <summary>A pair whose verdicts differ though the change set does not say so; null where there is none.</summary>
    private static string? Missed(PolicySnapshot before, PolicySnapshot after)
    {
        var changes = ChangeSet.Between(before, after);
        Dictionary<string, Party> earlier = Parties(before).DistinctBy(Shown, StringComparer.Ordinal).ToDictionary(Shown, StringComparer.Ordinal);
        Party[] parties = Parties(after);
        foreach (Party from in parties)
        {
            foreach (Party to in parties.Where(to => !changes.MayConcern(from, to)))
            {
                if (!earlier.TryGetValue(Shown(from), out Party oldFrom) || !earlier.TryGetValue(Shown(to), out Party oldTo))
                {
                    return $"{Shown(from)} -> {Shown(to)}: one is new and not in the change set";
                }

                (ConnectionSet was, ConnectionSet now) = (before.Connections(oldFrom, oldTo), after.Connections(from, to));
                if (was != now)
                {
                    return $"{Shown(from)} -> {Shown(to)}: {was} before, {now} after, and not in the change set";
                }
            }
        }

        return null;
    }

    private static string Shown(Party party) => $"{party.KnownEndpoint} {party.Family} {party.Address}";

    private static Party[] Parties(PolicySnapshot snapshot) =>
    [
        .. snapshot.Model.Endpoints.SelectMany(endpoint => snapshot.PartiesOf(endpoint)),
        .. snapshot.Model.Nodes.SelectMany(node => node.Addresses).Select(address => snapshot.PartyAt(address)),
        .. WorldBuilder.PodAddresses(4).Concat(WorldBuilder.PodAddresses(6)).Concat(["192.0.2.7", "200.0.0.1"]).Select(text => snapshot.PartyAt(IpAddress.TryParse(text, out IpAddress address) ? address : default)),
    ];

    private static string[] Contents(PolicyModel model) =>
    [
        .. model.Tiers.Select(tier => $"tier {tier.Name} {tier.Order} {tier.DefaultAction}"),
        .. model.Policies.Select(policy => $"policy {policy.Name} {policy.Tier} {policy.Order} {policy.Subject}"),
        .. model.PendingDeletions.Select(policy => $"deletion of {policy}"),
        .. model.Endpoints.Select(endpoint => $"{endpoint.Kind} {endpoint} of {endpoint.Workload} as {endpoint.ServiceAccount} on {endpoint.Node} {endpoint.InterfaceName} {endpoint.Labels} {string.Join(' ', endpoint.Addresses)} {string.Join(' ', endpoint.Ports)} {string.Join(' ', endpoint.Profiles.Select(profile => $"{profile.Name} {profile.Labels}"))}"),
        .. model.NetworkSets.Select(set => $"set {set.Namespace}/{set.Name} {set.Labels} {set.Addresses}"),
        .. model.Namespaces.Select(known => $"namespace {known.Name} {known.Labels} {known.IsDeclared}"),
        .. model.Services.Select(service => $"service {service.Namespace}/{service.Name} {string.Join(' ', service.Addresses)}"),
        .. model.EndpointSlices.Select(slice => $"slice {slice.Namespace}/{slice.ServiceName} {string.Join(' ', slice.Addresses)}"),
        .. model.Nodes.Select(node => $"node {node.Name} {node.Labels} {string.Join(' ', node.Addresses)} {string.Join(' ', node.TunnelAddresses)}"),
        .. model.IpPools.Select(pool => $"pool {pool.Name} {pool.Cidr}"),
        .. model.HostsInDoubt.Select(host => $"doubt on {host.Node}"),
        $"services at {model.ServiceAddresses}",
    ];
}
