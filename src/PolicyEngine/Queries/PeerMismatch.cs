using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>Finds which condition on one side one party fails.</summary>
/// <param name="side"><c>source</c> or <c>destination</c>.</param>
/// <param name="endpoint">The party's endpoint; null for an address that is none's.</param>
/// <param name="address">The party's address; null where it is not known.</param>
/// <param name="addressClass">The class of the address.</param>
internal sealed class PeerMismatch(string side, Endpoint? endpoint, IpAddress? address, AddressClass addressClass)
{
    private const int MaxNets = 4;

    private static readonly CompiledPeer s_any = new(PredicateTable.None, PredicateTable.None, PredicateTable.None, PredicateTable.None, IsByName: false, Domains: []);

    private string? _name;

    /// <summary>The party in words, such as <c>source shop/batch-1</c>.</summary>
    public string Name => _name ??= endpoint is not null ? $"{side} {endpoint}"
        : address is { } known ? $"{side} {known}"
        : $"{side} {addressClass.DomainName}".TrimEnd();

    /// <summary>The first condition that fails, with the number of those that do as its distance; null where none certainly fails.</summary>
    public RuleMismatch? Find(PeerMatch match, in CompiledPeer compiled)
    {
        if (addressClass.Satisfies(compiled) != Certainty.No)
        {
            return null;
        }

        RuleMismatch? first = null;
        int failures = 0;
        if (Fails(s_any with { Selector = compiled.Selector }))
        {
            first = OfSelector(match);
            failures += first.Distance;
        }

        if (Fails(s_any with { NotSelector = compiled.NotSelector }))
        {
            first ??= new RuleMismatch(
                RuleCondition.NotSelector, $"{Name} has labels that the rule excludes", ShortText.Of($"labels that do not match {match.NotSelector!.Text}"));
            failures++;
        }

        if (Fails(s_any with { Nets = compiled.Nets }))
        {
            first ??= OfNets(match);
            failures++;
        }

        if (Fails(s_any with { NotNets = compiled.NotNets }))
        {
            first ??= new RuleMismatch(RuleCondition.NotNets, WithAddress, $"address not in {Nets(match.NotNets!)}");
            failures++;
        }

        if (!compiled.Domains.IsEmpty && Fails(s_any with { IsByName = true, Domains = compiled.Domains }))
        {
            first ??= new RuleMismatch(RuleCondition.DomainNames, Name, ShortText.Of($"one of the domain names {string.Join(", ", match.Domains)}"));
            failures++;
        }

        return first! with { Distance = failures };
    }

    private string WithAddress => endpoint is not null && address is { } known ? $"{Name} has address {known}" : Name;

    private bool Fails(in CompiledPeer condition) => addressClass.Satisfies(condition) == Certainty.No;

    private RuleMismatch OfNets(PeerMatch match) => match.Nodes is { } nodes
        ? new RuleMismatch(RuleCondition.Nodes, WithAddress, ShortText.Of($"address of a node with {nodes.Text}"))
        : new RuleMismatch(RuleCondition.Nets, WithAddress, $"address in {Nets(match.Nets!)}");

    private string Nets(AddressSet nets)
    {
        IpPrefix[] first = [.. nets.Prefixes.Where(prefix => prefix.Family == addressClass.Family).Take(MaxNets + 1)];
        string listed = string.Join(", ", first.Take(MaxNets));
        return first.Length > MaxNets ? $"{listed} and more" : listed;
    }

    private RuleMismatch OfSelector(PeerMatch match)
    {
        Selector selector = match.Selector!;
        if (endpoint is null || !endpoint.IsGoverned)
        {
            string observed = endpoint is null ? $"{Name} is an address outside the cluster" : $"{Name} is on its node's network, where selectors do not find it";
            return new RuleMismatch(RuleCondition.Selector, observed, Words(match)) { Distance = Math.Max(1, selector.Requirements.Length) };
        }

        LabelMismatch? first = null;
        int failures = 0;
        foreach (LabelRequirement requirement in selector.Requirements)
        {
            if (LabelMismatch.Of(requirement, endpoint.Labels) is { } mismatch)
            {
                first ??= mismatch;
                failures++;
            }
        }

        return first is not { } label
            ? new RuleMismatch(RuleCondition.Selector, $"{Name} has other labels", Words(match)) { Distance = 1 }
            : new RuleMismatch(label.Condition, $"{Name}: {label.Observed}", label.Required) { Distance = failures };
    }

    private static string Words(PeerMatch match) => ShortText.Of(match.Description is { Length: > 0 } words ? words : match.Selector!.Text);
}
