namespace PolicyEngine.Specification;

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

        SpecifiedOutcome egress = Half(questions => new Passage(world, questions, packet).Departure());
        SpecifiedOutcome ingress = Half(questions => new Passage(world, questions, packet).Arrival());
        return new SpecifiedVerdict(Whole(egress, ingress), egress, ingress);
    }

    private static SpecifiedOutcome Half(Func<OpenQuestions, PassageEnd> evaluate)
    {
        IReadOnlyCollection<PassageEnd> results = OpenQuestions.Results(evaluate);
        return results.Count > 1 ? SpecifiedOutcome.Unknown : results.Single() switch
        {
            PassageEnd.Accepted => SpecifiedOutcome.Allowed,
            PassageEnd.Denied => SpecifiedOutcome.Denied,
            _ => SpecifiedOutcome.Unknown,
        };
    }

    private static SpecifiedOutcome Whole(SpecifiedOutcome egress, SpecifiedOutcome ingress) => (egress, ingress) switch
    {
        (SpecifiedOutcome.Denied, _) or (_, SpecifiedOutcome.Denied) => SpecifiedOutcome.Denied,
        (SpecifiedOutcome.Allowed, SpecifiedOutcome.Allowed) => SpecifiedOutcome.Allowed,
        _ => SpecifiedOutcome.Unknown,
    };
}
