namespace PolicyEngine.Model;

/// <summary>What endpoints of a list stand in the order of: their names, and their numbers where those are the same.</summary>
internal readonly record struct EndpointKey(string Namespace, string Name, string Workload, int Number)
{
    public static IComparer<EndpointKey> Order { get; } = Comparer<EndpointKey>.Create(Compare);

    public static EndpointKey Of(Endpoint endpoint, int number) => new(endpoint.Namespace, endpoint.Name, endpoint.Workload, number);

    /// <summary>What stands before all endpoints of a namespace and name.</summary>
    public static EndpointKey Before(string @namespace, string name) => new(@namespace, name, "", int.MinValue);

    private static int Compare(EndpointKey left, EndpointKey right) =>
        string.CompareOrdinal(left.Namespace, right.Namespace) is not 0 and var byNamespace ? byNamespace
        : string.CompareOrdinal(left.Name, right.Name) is not 0 and var byName ? byName
        : string.CompareOrdinal(left.Workload, right.Workload) is not 0 and var byWorkload ? byWorkload
        : left.Number.CompareTo(right.Number);
}
