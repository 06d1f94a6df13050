using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>The traffic that questions are about, for each class of destinations.</summary>
internal sealed class AskedTraffic
{
    private readonly TrafficSet[] _byClass;

    public AskedTraffic(TrafficQuestion[] questions, PartyClasses destinations)
    {
        IsAtLarge = questions.Any(question => question.IsAtLarge);
        ToUnknown = TrafficSet.Union(questions.Select(question => question.To(default, null)));
        _byClass = [.. destinations.Select(members => TrafficSet.Union(questions.Select(question => question.To(members[0], members[0].KnownEndpoint))))];
    }

    /// <summary>Whether it is traffic at large, in which nobody means packets that only nodes send each other.</summary>
    public bool IsAtLarge { get; }

    /// <summary>That to a destination that declares no ports by name.</summary>
    public TrafficSet ToUnknown { get; }

    /// <summary>Whether any of it is among other traffic.</summary>
    public bool Meets(TrafficSet traffic) => _byClass.Any(traffic.Overlaps);

    public TrafficSet To(int destination) => _byClass[destination];
}
