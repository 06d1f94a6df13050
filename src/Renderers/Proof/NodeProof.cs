using System.Collections.Immutable;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Evaluation;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Proof;

/// <summary>Proves that rules of a node treat every packet that begins a connection as policies say, or finds packets that they do not.</summary>
internal static class NodeProof
{
    private const int MostOfAWay = 20;

    private static readonly PacketPath[] s_paths = [PacketPath.Forward, PacketPath.Input, PacketPath.Output];

    /// <summary>Packets that are treated differently, one at most for each pair of interfaces and kind of difference.</summary>
    /// <param name="snapshot">The policies and the cluster.</param>
    /// <param name="node">The node.</param>
    /// <param name="uplinks">Its interfaces towards other machines.</param>
    /// <param name="ruleset">Its rules.</param>
    /// <param name="family">The family of the packets.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="TooComplexException">The rules are more than can be proved.</exception>
    public static ImmutableArray<NodeDifference> Find(
        PolicySnapshot snapshot, string node, ImmutableArray<NodeInterface> uplinks, LoadedRuleset ruleset, IpFamily family, CancellationToken cancellationToken)
    {
        var bits = new PacketBits(family, InterfaceNames.Of([ruleset], NodeSides.InterfacesOf(snapshot, node, uplinks)));
        var expectation = new NodeExpectation(snapshot, node, new NodeSides(snapshot, node, uplinks, bits), bits);
        var differences = ImmutableArray.CreateBuilder<NodeDifference>();
        foreach (PacketPath path in s_paths)
        {
            Diagram allowed = expectation.Allowed(path);
            Diagram denied = expectation.Denied(path);
            RulesetEffect effect = RulesetEffect.Of(ruleset, path, bits, cancellationToken);
            Diagrams diagrams = bits.Diagrams;
            Add(path, diagrams.And(diagrams.Or(allowed, denied), effect.Unknown), null);
            Add(path, diagrams.And(denied, effect.Accepted), true);
            Add(path, diagrams.Minus(allowed, diagrams.Or(effect.Accepted, effect.Unknown)), false);
        }

        return differences.ToImmutable();

        void Add(PacketPath path, Diagram packets, bool? isAccepted)
        {
            for (int count = 0; count < MostOfAWay && !packets.IsEmpty; count++)
            {
                Packet packet = bits.Pick(packets, path);
                differences.Add(new NodeDifference(path, packet, isAccepted));
                packets = bits.Diagrams.Minus(packets, bits.Diagrams.And(Link(isIncoming: true, packet.InInterface), Link(isIncoming: false, packet.OutInterface)));
            }
        }

        Diagram Link(bool isIncoming, string name) => name.Length == 0 ? Diagram.All : bits.Interface(isIncoming, [new InterfacePattern(name, IsPrefix: false)]);
    }
}
