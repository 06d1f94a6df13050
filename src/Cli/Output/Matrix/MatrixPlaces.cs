using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Cli.Sharding;
using PolicyEngine.Connectivity;
using PolicyEngine.Sets;

namespace PolicyEngine.Cli.Output.Matrix;

/// <summary>Where connections stand in a matrix: by source, and behind those the ones from outside, by range and destination.</summary>
internal sealed class MatrixPlaces
{
    private readonly Dictionary<string, int> _sources;
    private readonly Dictionary<string, int> _destinations;

    /// <param name="matrix">The whole matrix.</param>
    /// <param name="rows">The piece, which is told of all parties: pieces of one matrix know the same.</param>
    public MatrixPlaces(ConnectivityMatrix matrix, RowWriter rows) =>
        (_sources, _destinations) = (PlacesOf(matrix.Sources, rows), PlacesOf(matrix.Destinations, rows));

    /// <summary>The place as text; all connections from one pod have one, and stand in it in their order.</summary>
    public string Of(Connection connection) => connection.From.Range is { } range
        ? $"r{TextOf(range.First)}{TextOf(range.Last)}{RowWriter.PlaceOf(_destinations[connection.To.Name])}"
        : $"p{RowWriter.PlaceOf(_sources[connection.From.Name])}";

    private static Dictionary<string, int> PlacesOf(ImmutableArray<MatrixParty> parties, RowWriter rows)
    {
        var places = new Dictionary<string, int>(parties.Length, StringComparer.Ordinal);
        foreach (MatrixParty party in parties)
        {
            rows.Note(party.Name);
            places.Add(party.Name, places.Count);
        }

        return places;
    }

    private static string TextOf(IpAddress address) =>
        string.Create(CultureInfo.InvariantCulture, $"{(address.Family == IpFamily.V6 ? 6 : 4)}{address.Value.High:x16}{address.Value.Low:x16}");
}
