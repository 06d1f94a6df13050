using System.Collections.Immutable;
using System.Text.Json;
using Kernel.Tests.Loading;
using Kernel.Tests.Packets;
using Kernel.Tests.Probing;
using PolicyEngine;

namespace Kernel.Tests.Recorded;

/// <summary>A cluster of the corpus with flows in it.</summary>
internal sealed record RecordedCase(string Name, PolicySnapshot Snapshot, ImmutableArray<RecordedFlow> Flows)
{
    public static RecordedCase Read(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement;
        string name = root.GetProperty("id").GetString()!;
        PolicySnapshot snapshot = new PolicyLoader().LoadText(root.GetProperty("world").GetString()!, name + ".yaml").Snapshot;
        return new RecordedCase(name, snapshot, [.. root.GetProperty("results").EnumerateArray().Select(result => RecordedFlow.Read(name, result, snapshot)).OfType<RecordedFlow>()]);
    }

    /// <summary>Sends each flow through the nodes on its way; what came out otherwise than is recorded, and which rules it met.</summary>
    public IEnumerable<string> Differences(NodeLab lab, RuleLoader loader)
    {
        var passing = new HashSet<RecordedFlow>(Flows);
        NodeMap[] maps = [.. Snapshot.Model.Endpoints.Select(endpoint => endpoint.Node).Distinct(StringComparer.Ordinal).Select(node => new NodeMap(Snapshot, node))];
        foreach (NodeMap map in maps.Where(map => Flows.Any(flow => flow.Meets(map))))
        {
            Place(lab, loader, map);
            passing.ExceptWith(Flows.Where(flow => flow.Meets(map) && !Passes(lab, flow)));
        }

        return Flows.Where(flow => flow.Passes != passing.Contains(flow)).Select(flow => $"{Name}: {flow}, but the kernel does otherwise:\n{Way(lab, loader, maps, flow)}");
    }

    private static bool Passes(NodeLab lab, RecordedFlow flow)
    {
        lab.ForgetConnections();
        return new Prober(lab).Passes(flow.Source, flow.Destination, flow.Traffic, PacketKind.First, flow.Passes);
    }

    private string Way(NodeLab lab, RuleLoader loader, NodeMap[] maps, RecordedFlow flow) => string.Join('\n', maps.Where(flow.Meets).SelectMany(map =>
    {
        Place(lab, loader, map);
        string[] before = [.. loader.Listing()];
        string outcome = Passes(lab, flow) ? "accepts" : "drops";
        return CounterChange.Between(before, loader.Listing()).Prepend($"{map.Node} {outcome} it:");
    }));

    private void Place(NodeLab lab, RuleLoader loader, NodeMap map)
    {
        lab.Arrange(map);
        loader.Load(Snapshot, map.Node);
    }
}
