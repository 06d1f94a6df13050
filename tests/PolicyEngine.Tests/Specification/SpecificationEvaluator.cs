namespace PolicyEngine.Tests.Specification;

public enum SpecifiedOutcome
{
    Allowed,
    Denied,
    Unknown,
    NotApplicable,
}

/// <summary>The outcome of both halves of a flow and of the whole.</summary>
public sealed record SpecifiedVerdict(SpecifiedOutcome Whole, SpecifiedOutcome Egress, SpecifiedOutcome Ingress);

/// <summary>
/// What policies make of one packet, read straight from the reference documents of Kubernetes and Calico: slow, plain and
/// sharing nothing with the library.
/// </summary>
public static class SpecificationEvaluator
{
    public static SpecifiedVerdict Evaluate(World world, Packet packet)
    {
        packet = packet.InOneFamily();
        if (packet.Source.Family != packet.Destination.Family || (packet.Source.Pod is { } pod && pod == packet.Destination.Pod))
        {
            return new SpecifiedVerdict(SpecifiedOutcome.NotApplicable, SpecifiedOutcome.NotApplicable, SpecifiedOutcome.NotApplicable);
        }

        SpecifiedOutcome egress = Half(world, packet, packet.Source.Pod, ingress: false);
        SpecifiedOutcome ingress = Half(world, packet, packet.Destination.Pod, ingress: true);
        return new SpecifiedVerdict(Whole(egress, ingress), egress, ingress);
    }

    private static SpecifiedOutcome Half(World world, Packet packet, PodObject? pod, bool ingress)
    {
        if (pod is null)
        {
            return SpecifiedOutcome.Allowed;
        }

        IReadOnlyCollection<bool> results = OpenQuestions.Results(questions =>
            (ingress && NodeTraffic.IsLocal(world, questions, packet.Source, pod)) || new TierWalk(world, questions, pod, packet, ingress).Run());
        return results.Count == 2 ? SpecifiedOutcome.Unknown : results.Single() ? SpecifiedOutcome.Allowed : SpecifiedOutcome.Denied;
    }

    private static SpecifiedOutcome Whole(SpecifiedOutcome egress, SpecifiedOutcome ingress) => (egress, ingress) switch
    {
        (SpecifiedOutcome.Denied, _) or (_, SpecifiedOutcome.Denied) => SpecifiedOutcome.Denied,
        (SpecifiedOutcome.Allowed, SpecifiedOutcome.Allowed) => SpecifiedOutcome.Allowed,
        _ => SpecifiedOutcome.Unknown,
    };
}
