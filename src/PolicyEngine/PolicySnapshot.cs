using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using PolicyEngine.Compilation;
using PolicyEngine.Connectivity;
using PolicyEngine.Fixes;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Queries.Futures;
using PolicyEngine.Queries.Hooks;
using PolicyEngine.Queries.Stages;
using PolicyEngine.Sets;

namespace PolicyEngine;

/// <summary>
/// A cluster and its policies, compiled: an immutable value that any number of threads may ask. Make one with
/// <see cref="PolicyLoader"/>.
/// </summary>
public sealed class PolicySnapshot
{
    private readonly EvaluationGraph _graph;
    private readonly HalfEvaluator _halves;
    private readonly Lazy<PolicySnapshot> _pending;
    private readonly Lazy<PolicyHooks> _hooks;
    private readonly NodeInterfaces _interfaces;

    // Made with the first question: changes make many snapshots that nobody asks any. Of those that threads make at once, one stays.
    private PlainAnswerer? _plain;
    private OwnDecisions? _ownDecisions;
    private RequestViews? _requests;

    private PolicySnapshot(PolicyModel model, EvaluationGraph graph, SnapshotOrigin? origin, PolicySnapshot? basis)
    {
        (Model, Origin) = (model, origin);
        _graph = graph;
        bool sharesRules = basis?._graph.SharesWith(graph) == true;
        Nodes = basis?._graph.Cluster.Hosts == graph.Cluster.Hosts ? basis.Nodes : new NodeIndex(model);
        _pending = new Lazy<PolicySnapshot>(() => model.Pending is var pending && ReferenceEquals(pending, model) ? this : Compile(pending, this, null, CancellationToken.None));
        _interfaces = sharesRules ? basis!._interfaces : new NodeInterfaces(model, graph, Nodes);
        Parties = new Parties(model, graph, Nodes, _interfaces);
        _halves = new HalfEvaluator(model, graph, new StagePlanner(model, Parties, Nodes, _interfaces, graph.Tunnels));
        _hooks = new Lazy<PolicyHooks>(() => new PolicyHooks(model, graph, _interfaces, Nodes));
    }

    /// <summary>The model that was compiled.</summary>
    public PolicyModel Model { get; }

    /// <summary>
    /// The cluster as it would be if all staged policies were applied; this snapshot itself where none is staged. Compiled
    /// when it is first asked for. Parties belong to the snapshot they were got from.
    /// </summary>
    public PolicySnapshot Pending => _pending.Value;

    /// <summary>What the policies decide at each point of a packet's way through a node.</summary>
    public PolicyHooks Hooks => _hooks.Value;

    /// <summary>What it was made of; null where it was compiled from a model.</summary>
    internal SnapshotOrigin? Origin { get; }

    /// <summary>The namespace of objects that give none.</summary>
    internal string DefaultNamespace => (Origin?.Options ?? LoadOptions.Default).DefaultNamespace;

    internal EvaluationGraph Graph => _graph;

    internal NodeIndex Nodes { get; }

    internal Parties Parties { get; }

    /// <summary>The addresses of endpoints, nodes and services: all others are outside.</summary>
    internal AddressSet HeldAddresses => AddressSet.FromAddresses(Model.Endpoints.SelectMany(endpoint => endpoint.Addresses)
        .Concat(Model.Services.SelectMany(service => service.Addresses))
        .Concat(Nodes.Addresses));

    internal HalfEvaluator Halves => _halves;

    /// <summary>Decisions of profiles as endpoints name them.</summary>
    internal OwnDecisions OwnDecisions => _ownDecisions ?? LazyInitializer.EnsureInitialized(ref _ownDecisions);

    private PlainAnswerer Plain => _plain ?? LazyInitializer.EnsureInitialized(ref _plain, () => new PlainAnswerer(this, _halves));

    private RequestViews Requests => _requests ?? LazyInitializer.EnsureInitialized(ref _requests, () => new RequestViews(this));

    /// <summary>Compiles a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Stops the compilation.</param>
    /// <exception cref="OperationCanceledException">The compilation was stopped.</exception>
    public static PolicySnapshot Compile(PolicyModel model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Compile(model, null, null, cancellationToken);
    }

    internal static PolicySnapshot Compile(PolicyModel model, PolicySnapshot? basis, SnapshotOrigin? origin, CancellationToken cancellationToken) =>
        new(model, GraphCompiler.Compile(model, basis?._graph, cancellationToken), origin, basis);

    /// <summary>
    /// The snapshot with documents laid over those it was made of: an object of the same kind, namespace and name is replaced,
    /// others are added, and those named are taken away. This snapshot stays as it is, and what the change does not
    /// concern is shared.
    /// </summary>
    /// <param name="documents">The documents.</param>
    /// <param name="without">Objects to take away, such as <c>networkpolicy/shop/redis</c>; one that is not there is an error among the diagnostics.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The new snapshot and what there is to say about the documents.</returns>
    /// <exception cref="InvalidOperationException">This snapshot was not made by a <see cref="PolicyLoader"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public LoadResult With(IEnumerable<PolicySource> documents, IEnumerable<string>? without = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return Origin is { } origin
            ? SnapshotReader.ReadOver(this, origin, documents, without ?? [], cancellationToken)
            : throw new InvalidOperationException("only a snapshot that was loaded from documents can have others laid over them");
    }

    /// <summary>
    /// The snapshot as it is when sources have changed, without reading the others again: what a source holds takes the place of what the one of
    /// its name held.
    /// </summary>
    /// <param name="sources">Sources that are new or have changed, whole.</param>
    /// <param name="gone">The names of sources that are no longer there.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>
    /// The new snapshot and what there is to say about the sources given. Null where only reading all of them tells: an object is in several
    /// sources, a tier or profile is named that is nowhere declared, or documents were laid over this snapshot.
    /// </returns>
    /// <exception cref="InvalidOperationException">This snapshot was not made by a <see cref="PolicyLoader"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public LoadResult? WithSources(IEnumerable<PolicySource> sources, IEnumerable<string>? gone = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        return Origin is { } origin
            ? SnapshotReader.ReadInPlace(this, origin, sources, gone ?? [], cancellationToken)
            : throw new InvalidOperationException("only a snapshot that was loaded from documents can have sources changed");
    }

    /// <summary>
    /// Whether another snapshot is of objects that say the same, wherever they are written. Costs little where the one came from the other by
    /// <see cref="With"/>; where it is not plain that they say the same, the answer is no.
    /// </summary>
    /// <param name="other">The other snapshot.</param>
    public bool HasContentsOf(PolicySnapshot other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ReferenceEquals(this, other) || (Origin?.Kept is null && other.Origin?.Kept is null && ModelContents.AreSame(Model, other.Model));
    }

    /// <summary>
    /// The verdict on one flow. Allocates nothing once the tables it needs have been made; what is asked again and again
    /// costs two look-ups.
    /// </summary>
    /// <exception cref="ArgumentException">A party belongs to another snapshot.</exception>
    public Verdict Evaluate(in Flow flow)
    {
        CheckOwner(flow.Source);
        CheckOwner(flow.Destination);
        if (flow.Http is { } request && Requests.Of(request) is var view && !ReferenceEquals(view, this))
        {
            return view.Evaluate(view.Parties.Counterpart(flow));
        }

        return Verdict.Of(
            _halves.Decide(flow.Source, flow.Destination, Directions.Egress, flow.Traffic),
            _halves.Decide(flow.Destination, flow.Source, Directions.Ingress, flow.Traffic));
    }

    /// <summary>The verdict on one flow with every tier, policy and rule that was considered on the way.</summary>
    /// <exception cref="ArgumentException">A party belongs to another snapshot.</exception>
    public Explanation Explain(in Flow flow)
    {
        CheckOwner(flow.Source);
        CheckOwner(flow.Destination);
        if (flow.Http is { } request && Requests.Of(request) is var view && !ReferenceEquals(view, this))
        {
            return view.Explain(view.Parties.Counterpart(flow)) with { Flow = flow };
        }

        HalfExplanation egress = _halves.Explain(flow, Directions.Egress);
        HalfExplanation ingress = _halves.Explain(flow, Directions.Ingress);
        return new Explanation(flow, Verdict.Of(egress.Decision, ingress.Decision), egress, ingress);
    }

    /// <summary>All traffic from one party to another by what becomes of it.</summary>
    /// <exception cref="ArgumentException">A party belongs to another snapshot.</exception>
    public ConnectionSet Connections(in Party source, in Party destination)
    {
        CheckOwner(source);
        CheckOwner(destination);
        DecisionTable egress = _halves.Table(source, destination, Directions.Egress);
        DecisionTable ingress = _halves.Table(destination, source, Directions.Ingress);
        TrafficSet allowed = egress.Allowed.Intersect(ingress.Allowed);
        TrafficSet denied = egress.Denied.Union(ingress.Denied);
        return new ConnectionSet(allowed, denied, allowed.Union(denied).Complement());
    }

    /// <summary>Answers a question asked in words, also for the cluster with all that is staged applied.</summary>
    /// <param name="query">The question.</param>
    /// <param name="cancellationToken">Stops the work, which is long where groups of very many different endpoints are asked about.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public Answer Ask(Query query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (HypotheticalPod.IsReference(query.From) || HypotheticalPod.IsReference(query.To))
        {
            (PolicySnapshot snapshot, Query named, QueryError? error) = HypotheticalPod.Lay(this, query, cancellationToken);
            return (error is null ? snapshot.Ask(named, cancellationToken) : new Answer { Query = query, Snapshot = this, Error = error }) with { Query = query };
        }

        Answer answer = AskEnforced(query, cancellationToken);
        return ReferenceEquals(Pending, this) || answer.Error is not null
            ? answer
            : answer with { Pending = Pending.Ask(query, cancellationToken) };
    }

    /// <summary>
    /// Whether a pod that meets conditions could ever exchange traffic with something that exists: about all pods there could be,
    /// not only those that are there. Staged policies have no part in it.
    /// </summary>
    /// <param name="query">The question.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public EverAnswer Ever(EverQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new EverFinder(this, query, cancellationToken).Find();
    }

    /// <summary>Who reaches whom, with all that is staged left out.</summary>
    /// <param name="query">What the matrix is to show.</param>
    /// <param name="error">Why there is no matrix; null where there is one.</param>
    /// <returns>The matrix; null where <paramref name="error"/> says why there is none.</returns>
    public ConnectivityMatrix? Matrix(MatrixQuery query, out QueryError? error)
    {
        ArgumentNullException.ThrowIfNull(query);
        ConnectivityMatrix? matrix = ConnectivityMatrix.Of(this, query, null, out error);
        error ??= matrix?.NoPort;
        return error is null ? matrix : null;
    }

    /// <summary>Everybody in the cluster and around it by class, and what each half decides between classes, with all that is staged left out.</summary>
    public ClassTable Classes() => ClassTable.Of(this);

    /// <summary>
    /// Looks for new policies that turn the verdict on a question over: that allow what is denied, at least in part, or deny
    /// what is allowed, with the fewest side effects. Staged policies have no part in it.
    /// </summary>
    /// <param name="query">The question.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidOperationException">This snapshot was not made by a <see cref="PolicyLoader"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public FixAnswer Fix(Query query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (!HypotheticalPod.IsReference(query.From) && !HypotheticalPod.IsReference(query.To))
        {
            return new FixFinder(this, query, cancellationToken).Find();
        }

        (PolicySnapshot snapshot, Query named, QueryError? error) = HypotheticalPod.Lay(this, query, cancellationToken);
        return error is null ? snapshot.Fix(named, cancellationToken) : FixAnswer.None(error.Message);
    }

    /// <summary>The pod <c>namespace/name</c>, with its IPv4 address where it has one.</summary>
    /// <param name="pod">The pod as <c>namespace/name</c>.</param>
    /// <param name="party">The party.</param>
    /// <returns>False where there is no such pod.</returns>
    public bool TryGetParty(string pod, out Party party)
    {
        ArgumentNullException.ThrowIfNull(pod);
        int slash = pod.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0 && TryGetPod(pod[..slash], pod[(slash + 1)..], out int index))
        {
            party = Parties.OfAny(index)[0];
            return true;
        }

        party = default;
        return false;
    }

    /// <summary>The party behind an address: the endpoint that holds it, or the address itself.</summary>
    public Party PartyAt(IpAddress address) => Parties.At(address);

    /// <summary>An endpoint of <see cref="Model"/> with each of its addresses.</summary>
    /// <exception cref="ArgumentException">The endpoint is not one of this snapshot's model.</exception>
    public ImmutableArray<Party> PartiesOf(Endpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        int index = Model.Endpoints.NumberOf(endpoint);
        return index >= 0 ? Parties.Of(index) : throw new ArgumentException("the endpoint is not part of this snapshot", nameof(endpoint));
    }

    internal Answer AskEnforced(Query query, CancellationToken cancellationToken) => new RequestAnswerer(this, cancellationToken).Answer(query);

    /// <summary>The answer where nothing more is known of HTTP requests than the model says.</summary>
    internal Answer AskPlainly(Query query, CancellationToken cancellationToken) => Plain.Answer(query) ?? AskAtLength(query, cancellationToken);

    /// <summary>The same, without the short way that plain questions may take.</summary>
    internal Answer AskAtLength(Query query, CancellationToken cancellationToken) => new QueryAnswerer(this, _halves, cancellationToken).Answer(query);

    /// <summary>The snapshot as it is for connections that carry a request.</summary>
    internal PolicySnapshot For(HttpRequest request) => Requests.Of(request);

    internal PolicySnapshot WithRequest(HttpRequest request) => Compile(Model with { Request = request }, this, null, CancellationToken.None);

    internal bool TryGetPod(string @namespace, string name, out int index)
    {
        index = Model.Endpoints.NumberOf(@namespace, name, endpoint => endpoint.Kind is not (EndpointKind.Workload or EndpointKind.HostEndpoint));
        return index >= 0;
    }

    private void CheckOwner(in Party party)
    {
        if (!ReferenceEquals(party.Graph, _graph))
        {
            ThrowForeign(nameof(party));
        }
    }

    [DoesNotReturn]
    private static void ThrowForeign(string parameter) => throw new ArgumentException("the party belongs to another snapshot", parameter);
}
