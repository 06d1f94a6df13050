using PolicyEngine.Connectivity;

namespace PolicyEngine.Cli.Output.Matrix;

/// <summary>Says in words what passes.</summary>
internal static class ConnectionWords
{
    /// <summary>What passes, such as <c>TCP 80,443</c>; what only some pods may do is marked.</summary>
    public static string Of(Passing passing)
    {
        string unknown = passing.Unknown.IsEmpty ? "" : $"unknown: {passing.Unknown.Describe()}";
        if (passing.Allowed.IsEmpty)
        {
            return unknown.Length == 0 ? "nothing" : unknown;
        }

        string allowed = passing.Allowed.IsAll ? "any" : passing.Allowed.Describe();
        string marked = !passing.IsPartial ? allowed
            : passing.Throughout.IsEmpty ? $"{allowed} (some pods)"
            : $"{allowed} (some pods; all: {passing.Throughout.Describe()})";
        return unknown.Length == 0 ? marked : $"{marked}; {unknown}";
    }
}
