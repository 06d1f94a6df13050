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

    /// <summary>Proves a text that was read, and adds what differs to a result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="snapshot">The policies and the cluster.</param>
    /// <param name="state">The node.</param>
    /// <param name="ruleset">Its rules.</param>
    /// <param name="family">The family of the packets.</param>
    /// <param name="part">What the text is called.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static RenderResult Prove(
        RenderResult result, PolicySnapshot snapshot, NodeState state, LoadedRuleset ruleset, IpFamily family, string part, CancellationToken cancellationToken)
    {
        try
        {
            var witness = new NodeWitness(snapshot, ruleset, part);
            return result with { Differences = [.. result.Differences, .. Find(snapshot, state, ruleset, family, cancellationToken).Select(witness.Tell)] };
        }
        catch (TooComplexException complex)
        {
            return result with { Unproved = result.Unproved.Add($"{part}: {complex.Message}") };
        }
    }

    /// <summary>Packets that are treated differently, one at most for each pair of pods' interfaces and kind of difference.</summary>
    /// <exception cref="TooComplexException">The rules are more than can be proved.</exception>
    public static ImmutableArray<NodeDifference> Find(PolicySnapshot snapshot, NodeState state, LoadedRuleset ruleset, IpFamily family, CancellationToken cancellationToken)
    {
        var bits = new PacketBits(family, InterfaceNames.Of([ruleset], NodeSides.InterfacesOf(state)));
        var expectation = new NodeExpectation(snapshot, state, bits);
        var differences = ImmutableArray.CreateBuilder<NodeDifference>();
        Diagrams diagrams = bits.Diagrams;
        var pods = state.Workloads.Select(pod => pod.Interface).ToHashSet(StringComparer.Ordinal);
        foreach (PacketPath path in s_paths)
        {
            Diagram allowed = diagrams.Or(expectation.Allowed(path), expectation.AllowedReplies(path));
            Diagram denied = diagrams.Or(expectation.Denied(path), expectation.DeniedReplies(path));
            RulesetEffect effect = RulesetEffect.Of(ruleset, path, bits, cancellationToken);
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
                packets = diagrams.Minus(packets, diagrams.And(Link(isIncoming: true, packet.InInterface), Link(isIncoming: false, packet.OutInterface)));
            }
        }

        Diagram Link(bool isIncoming, string name)
        {
            if (name.Length == 0)
            {
                return Diagram.All;
            }

            Diagram link = bits.Interface(isIncoming, [new InterfacePattern(name, IsPrefix: false)]);
            return pods.Contains(name) ? link : diagrams.Not(bits.Interface(isIncoming, [.. pods.Select(pod => new InterfacePattern(pod, IsPrefix: false))]));
        }
    }
}
