using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Selectors;

namespace PolicyEngine.Linting.Facts;

/// <summary>What several rules need to know of an input, each fact worked out when it is first asked for.</summary>
internal sealed class InputFacts
{
    private readonly Lazy<SelectedEndpoints> _ungoverned;
    private readonly Lazy<NearLabels> _near;
    private readonly Lazy<ServiceBackends> _backends;
    private readonly Lazy<ClusterAddresses> _addresses;
    private readonly Lazy<EmptySelectors> _empty;
    private readonly Lazy<NamedPortUses> _portNames;
    private readonly Lazy<RulesInForce> _inForce;
    private readonly Lazy<GovernedPods> _pods;
    private readonly Lazy<Strangers> _strangers;
    private readonly Lazy<Openness> _openness;
    private readonly Lazy<ImmutableArray<NamespaceOpenness>> _namespaces;
    private readonly Lazy<OpenRules> _open;
    private readonly Lazy<PeerClasses> _peers;
    private readonly Lazy<SystemPods> _system;
    private readonly Lazy<GainedConnections> _gained;

    /// <param name="context">The input.</param>
    /// <param name="earlier">Those of an input that it came from; null where there is none.</param>
    public InputFacts(LintContext context, InputFacts? earlier)
    {
        (SelectedEndpoints? earlierUngoverned, NearLabels? earlierNear) = (LintContext.Known(earlier?._ungoverned), LintContext.Known(earlier?._near));
        _ungoverned = new Lazy<SelectedEndpoints>(() => new SelectedEndpoints(context.Model, endpoint => !endpoint.LendsLabels, earlierUngoverned, context.Cancellation));
        _near = new Lazy<NearLabels>(() => new NearLabels(context.Model.Endpoints, earlierNear));
        _backends = new Lazy<ServiceBackends>(() => new ServiceBackends(context.Model));
        _addresses = new Lazy<ClusterAddresses>(() => new ClusterAddresses(context.Snapshot));
        _empty = new Lazy<EmptySelectors>(() => new EmptySelectors(context));
        _portNames = new Lazy<NamedPortUses>(() => new NamedPortUses(context));
        _inForce = new Lazy<RulesInForce>(() => new RulesInForce(context.Snapshot));
        _pods = new Lazy<GovernedPods>(() => new GovernedPods(context));
        _strangers = new Lazy<Strangers>(() => new Strangers(context));
        _openness = new Lazy<Openness>(() => new Openness(context));
        _namespaces = new Lazy<ImmutableArray<NamespaceOpenness>>(() => NamespaceOpenness.In(context));
        _open = new Lazy<OpenRules>(() => new OpenRules(context));
        _peers = new Lazy<PeerClasses>(() => new PeerClasses(context));
        _system = new Lazy<SystemPods>(() => new SystemPods(context));
        _gained = new Lazy<GainedConnections>(() => new GainedConnections(context));
    }

    /// <summary>The labels that selectors narrowly miss.</summary>
    public NearLabels NearLabels => _near.Value;

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

    /// <summary>All pods that policies can govern, with what decides about them.</summary>
    public GovernedPods Pods => _pods.Value;

    /// <summary>Peers that no policy knows.</summary>
    public Strangers Strangers => _strangers.Value;

    /// <summary>Which pods are open.</summary>
    public Openness Openness => _openness.Value;

    /// <summary>Which namespaces have open pods.</summary>
    public ImmutableArray<NamespaceOpenness> Namespaces => _namespaces.Value;

    /// <summary>The rules that allow everybody, or the internet.</summary>
    public OpenRules OpenRules => _open.Value;

    /// <summary>What rules can tell apart of the peers there are.</summary>
    public PeerClasses PeerClasses => _peers.Value;

    /// <summary>The pods of the cluster's own machinery.</summary>
    public SystemPods SystemPods => _system.Value;

    /// <summary>What passes that did not before; nothing where there is no earlier state.</summary>
    public GainedConnections Gained => _gained.Value;

    /// <summary>The pods that a selector holds for and policy does not govern: those on their node's network, and those that have finished.</summary>
    public ImmutableArray<Endpoint> UngovernedOf(Selector selector) => _ungoverned.Value.Of(selector);
}
