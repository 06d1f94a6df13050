using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Selectors;

namespace PolicyEngine.Linting.Facts;

/// <summary>A port that a rule names.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Rule">Its rule.</param>
/// <param name="Port">The name, and the protocol where the rule gives one.</param>
/// <param name="Numbers">The numbers that the name has on the endpoints the rule is about, each with the first such endpoint.</param>
/// <param name="Candidates">The endpoints the rule is about; empty where it is about addresses that none has.</param>
internal sealed record NamedPortUse(Policy Policy, Rule Rule, NamedPort Port, ImmutableArray<(ushort Number, Endpoint Endpoint)> Numbers, ImmutableArray<Endpoint> Candidates);

/// <summary>What the port names of rules stand for, as far as the input can tell.</summary>
internal sealed class NamedPortUses
{
    private readonly LintContext _context;
    private readonly Dictionary<(Selector, Selector?, NamedPort), ImmutableArray<(ushort, Endpoint)>> _known = [];

    public NamedPortUses(LintContext context)
    {
        _context = context;
        All = [.. context.Policies.SelectMany(UsesOf)];
    }

    public ImmutableArray<NamedPortUse> All { get; }

    private IEnumerable<NamedPortUse> UsesOf(Policy policy)
    {
        foreach ((Directions direction, Rule rule) in policy.RulesThatCount())
        {
            foreach ((PeerMatch side, bool isOwn) in new[] { (rule.Destination, direction == Directions.Ingress), (rule.Source, direction == Directions.Egress) })
            {
                foreach (NamedPort port in side.Ports is { Names: { IsDefaultOrEmpty: false } names } ? names : [])
                {
                    if (Find(policy, rule, side, isOwn, port) is { } use)
                    {
                        yield return use;
                    }
                }
            }
        }
    }

    /// <summary>Null where it is not known whom the rule is about, or it is about nobody.</summary>
    private NamedPortUse? Find(Policy policy, Rule rule, PeerMatch side, bool isOwn, NamedPort port)
    {
        if (side.Nodes is not null || !side.Domains.IsEmpty || side.NotSelector is not null)
        {
            return null;
        }

        if (side.Nets is not null && side.Selector is null)
        {
            return FindByAddress(policy, rule, side, port);
        }

        Selector selector = side.Selector ?? (isOwn ? policy.Subject : Selector.All);
        Selector? also = isOwn && side.Selector is not null ? policy.Subject : null;
        ImmutableArray<Endpoint> candidates = _context.EndpointsOf(selector);
        if (candidates.IsEmpty || (also is not null && !candidates.Any(endpoint => also.Matches(endpoint.Labels))))
        {
            return null;
        }

        if (!_known.TryGetValue((selector, also, port), out ImmutableArray<(ushort, Endpoint)> numbers))
        {
            numbers = NumbersOn(also is null ? candidates : candidates.Where(endpoint => also.Matches(endpoint.Labels)), port);
            _known.Add((selector, also, port), numbers);
        }

        return new NamedPortUse(policy, rule, port, numbers, candidates);
    }

    /// <summary>Addresses have port names where they are those of endpoints. One whose address is not known may be meant.</summary>
    private NamedPortUse? FindByAddress(Policy policy, Rule rule, PeerMatch side, NamedPort port)
    {
        var numbers = NumbersOn(_context.Model.Endpoints.Where(endpoint => endpoint.LendsLabels && (endpoint.Addresses.IsEmpty || endpoint.Addresses.Any(side.Addresses()!.Contains))), port);
        return numbers.IsEmpty ? new NamedPortUse(policy, rule, port, [], []) : null;
    }

    private static ImmutableArray<(ushort Number, Endpoint Endpoint)> NumbersOn(IEnumerable<Endpoint> endpoints, NamedPort port)
    {
        var numbers = new SortedDictionary<ushort, Endpoint>();
        foreach (Endpoint endpoint in endpoints)
        {
            foreach (EndpointPort own in endpoint.Ports)
            {
                if (own.Name == port.Name && (port.Protocol is null || own.Protocol == port.Protocol))
                {
                    numbers.TryAdd(own.Number, endpoint);
                }
            }
        }

        return [.. numbers.Select(entry => (entry.Key, entry.Value))];
    }
}
