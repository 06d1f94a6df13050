using System.Globalization;
using PolicyEngine.Connectivity;

namespace PolicyEngine.Cli.Output.Matrix;

/// <summary>The parties of a matrix as nodes of a graph, with short names that need no quoting.</summary>
internal sealed class MatrixNodes
{
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    /// <param name="matrix">The matrix.</param>
    /// <param name="drawn">What of it is drawn.</param>
    public MatrixNodes(ConnectivityMatrix matrix, IEnumerable<Connection> drawn)
    {
        Connection[] connections = [.. drawn];
        MatrixParty[] all =
        [
            .. matrix.Sources.Concat(matrix.Destinations).Concat(connections.SelectMany(connection => (MatrixParty[])[connection.From, connection.To])).DistinctBy(party => party.Name, StringComparer.Ordinal),
        ];
        foreach (MatrixParty party in all)
        {
            _ids.Add(party.Name, string.Create(CultureInfo.InvariantCulture, $"n{_ids.Count}"));
        }

        Edges = [.. connections.Where(connection => !connection.Allowed.IsEmpty || !connection.Unknown.IsEmpty)];
        Outside = [.. all.Where(party => party.IsOutside || party.IsToCome)];
        ByNamespace = [.. all.Where(party => !party.IsOutside && !party.IsToCome).GroupBy(party => party.Namespace, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)];
    }

    /// <summary>The ranges of addresses outside the cluster.</summary>
    public IReadOnlyList<MatrixParty> Outside { get; }

    /// <summary>The pods.</summary>
    public IReadOnlyList<IGrouping<string, MatrixParty>> ByNamespace { get; }

    /// <summary>The connections by which something passes, or may.</summary>
    public IReadOnlyList<Connection> Edges { get; }

    /// <summary>The short name of a party.</summary>
    public string Of(MatrixParty party) => _ids[party.Name];
}
