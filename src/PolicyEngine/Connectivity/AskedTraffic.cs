using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>The traffic that a matrix is about, for each class of destinations.</summary>
internal sealed class AskedTraffic
{
    private readonly TrafficSet[] _byClass;
    private readonly int[] _numbers;

    public AskedTraffic(PolicySnapshot snapshot, TrafficQuestion[] questions, PartyClasses destinations)
    {
        IsAtLarge = questions.Any(question => question.IsAtLarge);
        _byClass = [.. destinations.Select(members => TrafficSet.Union(questions.Select(question => question.To(members[0], EndpointOf(snapshot.Model, members[0])))))];
        var numbers = new Dictionary<TrafficSet, int>();
        _numbers = [.. _byClass.Select(traffic => numbers.TryGetValue(traffic, out int known) ? known : numbers[traffic] = numbers.Count)];
    }

    /// <summary>The number of what is asked about a class; the same where it is the same traffic.</summary>
    public int NumberOf(int destination) => _numbers[destination];

    /// <summary>Whether it is traffic at large, in which nobody means packets that only nodes send each other.</summary>
    public bool IsAtLarge { get; }

    public TrafficSet To(int destination) => _byClass[destination];

    private static Endpoint? EndpointOf(PolicyModel model, in Party party) => party.Endpoint == Party.NoEndpoint ? null : model.Endpoints[party.Endpoint];
}
