using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Selectors;

namespace PolicyEngine.Linting.Facts;

/// <summary>What several rules need to know of an input, each fact worked out when it is first asked for.</summary>
internal sealed class InputFacts
{
    private readonly Lazy<SelectedEndpoints> _ungoverned;
    private readonly Lazy<ServiceBackends> _backends;
    private readonly Lazy<ClusterAddresses> _addresses;
    private readonly Lazy<EmptySelectors> _empty;
    private readonly Lazy<NamedPortUses> _portNames;
    private readonly Lazy<RulesInForce> _inForce;

    public InputFacts(LintContext context)
    {
        _ungoverned = new Lazy<SelectedEndpoints>(() => new SelectedEndpoints(context.Model, context.Model.Endpoints.Where(endpoint => !endpoint.LendsLabels), context.Cancellation));
        _backends = new Lazy<ServiceBackends>(() => new ServiceBackends(context.Model));
        _addresses = new Lazy<ClusterAddresses>(() => new ClusterAddresses(context.Snapshot));
        _empty = new Lazy<EmptySelectors>(() => new EmptySelectors(context));
        _portNames = new Lazy<NamedPortUses>(() => new NamedPortUses(context));
        _inForce = new Lazy<RulesInForce>(() => new RulesInForce(context.Snapshot));
    }

    /// <summary>The pods behind services.</summary>
    public ServiceBackends Backends => _backends.Value;

    /// <summary>Whose addresses are known.</summary>
    public ClusterAddresses Addresses => _addresses.Value;

    /// <summary>Which selectors hold for nothing.</summary>
    public EmptySelectors Empty => _empty.Value;

    /// <summary>What the port names of rules stand for.</summary>
    public NamedPortUses PortNames => _portNames.Value;

    /// <summary>What decides about endpoints.</summary>
    public RulesInForce InForce => _inForce.Value;

    /// <summary>The pods that a selector holds for and policy does not govern: those on their node's network, and those that have finished.</summary>
    public ImmutableArray<Endpoint> UngovernedOf(Selector selector) => _ungoverned.Value.Of(selector);
}
