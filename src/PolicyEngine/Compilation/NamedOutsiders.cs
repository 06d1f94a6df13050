using System.Numerics;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>Makes the class of an address of which nothing is known but that it is no endpoint's, and its domain name.</summary>
internal static class NamedOutsiders
{
    // Of no graph, and so never the number of another class.
    private const int Id = int.MaxValue;

    public static AddressClass Of(EvaluationGraph graph, IpFamily family, string domainName) => family == IpFamily.V4
        ? Of(graph, graph.Atlas.V4, family, domainName)
        : Of(graph, graph.Atlas.V6, family, domainName);

    /// <summary>What holds for every address that it may have is certain, and what holds for any is possible.</summary>
    private static AddressClass Of<T>(EvaluationGraph graph, AtlasPlane<T> plane, IpFamily family, string domainName)
        where T : struct, IComparable<T>, IComparisonOperators<T, T, bool>, IIncrementOperators<T>, IDecrementOperators<T>, IMinMaxValue<T>
    {
        AddressClass[] any = [.. Enumerable.Range(0, plane.Count)
            .Select(plane.Range)
            .Where(range => range.Endpoint < 0)
            .Select(range => graph.Classes[range.Class])
            .Distinct()];
        return new AddressClass
        {
            Id = Id,
            Family = family,
            IsAddressKnown = false,
            DomainName = domainName,
            Selectors = InAll(any, candidate => candidate.Selectors),
            AddressSets = InAll(any, candidate => candidate.AddressSets),
            PossibleSelectors = InAny(any, candidate => candidate.Selectors),
            PossibleAddressSets = InAny(any, candidate => candidate.AddressSets),
            Owners = [],
        };
    }

    private static Signature InAll(AddressClass[] classes, Func<AddressClass, Signature> signature) =>
        Sign(signature(classes[0]).Numbers.ToArray().Where(number => classes.All(candidate => signature(candidate).Contains(number))));

    private static Signature InAny(AddressClass[] classes, Func<AddressClass, Signature> signature) =>
        Sign(classes.SelectMany(candidate => signature(candidate).Numbers.ToArray()));

    private static Signature Sign(IEnumerable<int> numbers) => new(Id, [.. numbers.Distinct().Order()]);
}
