using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;
using TestKit;

namespace PolicyEngine.Specification;

/// <summary>A world and what the engine made of its documents.</summary>
public sealed class LoadedWorld
{
    private LoadedWorld? _pending;

    public LoadedWorld(World world)
        : this(world, WorldYaml.Print(world))
    {
    }

    /// <summary>The world as some other text that should mean the same.</summary>
    public LoadedWorld(World world, string text)
    {
        World = world;
        Snapshot = new PolicyLoader(Options(world)).LoadText(text).Snapshot;
    }

    /// <summary>The world in two parts, the second laid over the first, without some objects.</summary>
    public LoadedWorld(World world, string below, string over, params string[] without)
        : this(world, below)
    {
        Snapshot = Snapshot.With(over.Length == 0 ? [] : [PolicySource.FromText("over.yaml", over)]).Snapshot;
        Snapshot = without.Length == 0 ? Snapshot : Snapshot.With([], without).Snapshot;
    }

    private LoadedWorld(World world, PolicySnapshot snapshot)
    {
        World = world;
        Snapshot = snapshot;
    }

    /// <summary>How the world asks to be read.</summary>
    public static LoadOptions Options(World world) => new()
    {
        Profile = world.Enforcement switch
        {
            Enforcement.Kubernetes => EnforcementProfile.Kubernetes,
            Enforcement.ApplicationLayer => EnforcementProfile.CalicoApplicationLayer,
            _ => EnforcementProfile.CalicoIptables,
        },
    };

    public World World { get; }

    public PolicySnapshot Snapshot { get; }

    /// <summary>The world with its staged policies in force, and what the engine makes of that.</summary>
    public LoadedWorld Pending => _pending ??= new LoadedWorld(PendingView.Of(World), Snapshot.Pending);

    public Flow Flow(WorldFlow flow) =>
        new(Snapshot.PartyOf(flow.Source), Snapshot.PartyOf(flow.Destination), Traffic(flow)) { Http = Request(flow) };

    public static TrafficPoint Traffic(WorldFlow flow) => new(new Protocol((byte)flow.Protocol), (ushort)flow.Major, (ushort)flow.Minor);

    public static HttpRequest? Request(WorldFlow flow) => flow.Http is { } request ? new HttpRequest(request.Method, request.Path) : null;

    public SpecifiedVerdict Evaluate(WorldFlow flow) => Of(Snapshot.Evaluate(Flow(flow)));

    public SpecifiedVerdict Specify(WorldFlow flow) => SpecificationEvaluator.Evaluate(
        World, new Packet(End(flow.Source), End(flow.Destination), flow.Protocol, flow.Major, flow.Minor) { Http = flow.Http });

    public static SpecifiedVerdict Of(Verdict verdict) => verdict.Kind == VerdictKind.NotApplicable
        ? new SpecifiedVerdict(SpecifiedOutcome.NotApplicable, SpecifiedOutcome.NotApplicable, SpecifiedOutcome.NotApplicable)
        : new SpecifiedVerdict(
            Enum.Parse<SpecifiedOutcome>(verdict.Kind.ToString()), Of(verdict.Egress.Outcome), Of(verdict.Ingress.Outcome));

    private static SpecifiedOutcome Of(Outcome outcome) => outcome switch
    {
        Outcome.Allow => SpecifiedOutcome.Allowed,
        Outcome.Deny => SpecifiedOutcome.Denied,
        _ => SpecifiedOutcome.Unknown,
    };

    // Which family a pod without address speaks is the engine's assumption.
    private End End(string text) => Specification.End.Of(World, text, text.Contains('/', StringComparison.Ordinal) ? (int)Snapshot.PartyOf(text).Family : 0);
}
