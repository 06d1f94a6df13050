using System.Collections.Immutable;
using PolicyEngine.Connectivity;
using PolicyEngine.Json;
using PolicyEngine.Sets;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>The parameters that say which connections are meant, as the options of <c>netpol matrix</c>.</summary>
internal static class MatrixParameters
{
    private const string Group = "group";
    private const string Self = "self";

    public static ImmutableArray<string> Names { get; } = ["from", "to", "port", "protocol", Group, Self];

    /// <summary>Reads them.</summary>
    /// <returns>Null where <paramref name="problem"/> says what is wrong.</returns>
    public static MatrixQuery? Read(ApiCall call, out Problem? problem)
    {
        string? wrong = null;
        ImmutableArray<Protocol> protocols = call.Parameter("protocol") is { } list ? TrafficWords.ParseProtocols(list, out wrong) : [];
        string? port = call.Parameter("port");
        wrong ??= port is null ? null : TrafficWords.CheckPort(port);
        Grouping? grouping = GroupingOf(call.Parameter(Group));
        bool? self = ApiParameters.Flag(call, Self);
        problem = wrong is not null ? Problem.Parameter(wrong)
            : grouping is null ? Problem.Parameter($"`{Group}` is none of `workload`, `namespace` and `pod`")
            : self is null ? ApiParameters.NoFlag(Self)
            : null;
        return problem is not null ? null : new MatrixQuery
        {
            From = call.Parameter("from"),
            To = call.Parameter("to"),
            Grouping = grouping!.Value,
            Protocols = protocols,
            Port = port,
            IncludesOwn = self!.Value,
            DefaultNamespace = call.Api.DefaultNamespace,
        };
    }

    private static Grouping? GroupingOf(string? name) => name switch
    {
        null or "workload" => Grouping.Workload,
        "namespace" => Grouping.Namespace,
        "pod" => Grouping.Pod,
        _ => null,
    };
}
