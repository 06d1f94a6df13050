using PolicyEngine.Connectivity;

namespace PolicyEngine.Cli.Output.Matrix;

/// <summary>Says a connection in words.</summary>
internal static class ConnectionWords
{
    /// <summary>What passes, such as <c>TCP 80,443</c>; what only some pods may do is marked.</summary>
    public static string Of(Connection connection)
    {
        string unknown = connection.Unknown.IsEmpty ? "" : $"unknown: {connection.Unknown.Describe()}";
        if (connection.Allowed.IsEmpty)
        {
            return unknown.Length == 0 ? "nothing" : unknown;
        }

        string allowed = connection.Allowed.IsAll ? "any" : connection.Allowed.Describe();
        string marked = !connection.IsPartial ? allowed
            : connection.Throughout.IsEmpty ? $"{allowed} (some pods)"
            : $"{allowed} (some pods; all: {connection.Throughout.Describe()})";
        return unknown.Length == 0 ? marked : $"{marked}; {unknown}";
    }
}
