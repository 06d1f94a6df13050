using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>Makes the class of an address of which nothing is known but that it is no endpoint's, and its domain name.</summary>
internal static class NamedOutsiders
{
    // Of no graph, and so never the number of another class.
    private const int Id = int.MaxValue;

    /// <summary>The class: what holds for every address that it may be is certain, and what holds for any is possible.</summary>
    /// <param name="graph">The rules and what they tell apart.</param>
    /// <param name="addresses">The addresses it may be, those of endpoints aside.</param>
    /// <param name="family">The family.</param>
    /// <param name="domainName">The name.</param>
    public static AddressClass Of(EvaluationGraph graph, AddressSet addresses, IpFamily family, string domainName)
    {
        AddressClass[] any = [.. graph.Representatives(addresses)
            .Where(address => address.Family == family)
            .Select(graph.Find)
            .Where(found => found.Endpoint < 0)
            .Select(found => graph.Classes[found.Class])
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
