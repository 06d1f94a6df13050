using PolicyEngine;
using PolicyEngine.Connectivity;
using PolicyEngine.Renderers;

namespace CustomRenderer;

/// <summary>A renderer of one's own: the table of a firewall that knows nothing but who may connect to whom, in CSV.</summary>
internal sealed class AllowTableRenderer : IRenderer
{
    public const string Name = "allow-table";

    public string Target => Name;

    public RenderResult Render(PolicySnapshot snapshot, RenderRequest request, CancellationToken cancellationToken = default)
    {
        ConnectivityMatrix matrix = snapshot.Matrix(new MatrixQuery { Grouping = Grouping.Pod }, out _)!;
        IEnumerable<string> lines =
            from connection in matrix.Connections(cancellationToken)
            where connection.To.Endpoints.Any(endpoint => request.Endpoints.IsEmpty || request.Endpoints.Contains(endpoint))
            select $"{AddressOf(connection.From)},{AddressOf(connection.To)},{connection.Allowed.Describe()}";
        return new RenderResult([new RenderedPart($"{request.Name}.csv", string.Join('\n', lines.Prepend("from,to,traffic")))], []);
    }

    private static string AddressOf(MatrixParty party) => party.IsOutside ? party.Name : string.Join(' ', party.Endpoints.SelectMany(endpoint => endpoint.Addresses));
}
