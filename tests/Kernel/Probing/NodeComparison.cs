using Kernel.Tests.Packets;
using PolicyEngine;
using PolicyEngine.Compilation;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace Kernel.Tests.Probing;

/// <summary>What a node's kernel does with packets, compared with evaluation. Only one node's rules are there to meet.</summary>
internal sealed class NodeComparison(PolicySnapshot snapshot, NodeMap map, Prober prober)
{
    private readonly ushort _vxlan = snapshot.Model.Felix.Of(map.Node).VxlanPort;
    private readonly bool _isTracked = snapshot.Model.Policies.All(policy => policy.Stage != PolicyEngine.Model.PolicyStage.Untracked);

    /// <summary>How many packets were judged by both.</summary>
    public int Judged { get; private set; }

    /// <summary>How many of them came through.</summary>
    public int Accepted { get; private set; }

    /// <summary>What evaluation says that the node does; null where that is open.</summary>
    public bool? Expected(IpAddress source, IpAddress destination, TrafficPoint traffic)
    {
        Verdict verdict = snapshot.Evaluate(new Flow(snapshot.PartyAt(source), snapshot.PartyAt(destination), traffic));
        if (verdict.Kind == VerdictKind.NotApplicable
            || verdict.Egress.Outcome is not (Outcome.Allow or Outcome.Deny)
            || verdict.Ingress.Outcome is not (Outcome.Allow or Outcome.Deny))
        {
            return null;
        }

        return (!map.IsHere(source) || verdict.Egress.Outcome == Outcome.Allow) && (!map.IsHere(destination) || verdict.Ingress.Outcome == Outcome.Allow);
    }

    /// <summary>Sends a packet, and where it passes its answer; what is different than evaluation says, or null.</summary>
    public Difference? Compare(IpAddress source, IpAddress destination, TrafficPoint traffic, PacketKind kind = PacketKind.First)
    {
        if (Expected(source, destination, traffic) is not { } expected)
        {
            return null;
        }

        bool passes = prober.Passes(source, destination, traffic, kind, expected);
        Judged++;
        Accepted += passes ? 1 : 0;
        return passes != expected ? new Difference(source, destination, traffic, kind, expected)
            : passes && kind == PacketKind.First && HasTrackedAnswer(traffic) && prober.AnswerPasses(source, destination) == false
                ? new Difference(source, destination, traffic, PacketKind.Reply, true)
            : null;
    }

    /// <summary>No packet to the port of VXLAN is tracked.</summary>
    private bool HasTrackedAnswer(TrafficPoint traffic) => _isTracked && !(traffic.Protocol == Protocol.Udp && (traffic.Minor == _vxlan || traffic.Major == _vxlan));
}
