using System.Text.Json;
using PolicyEngine.Dataplane.Kernel;

namespace Dataplane.Tests;

/// <summary>Sees to it that nothing in a case of the corpus is passed over.</summary>
internal static class CorpusShape
{
    private static readonly string[] Always = ["id", "title", "kind", "truth", "source", "expect"];

    public static void HasOnly(JsonElement element, params string[] known) =>
        Assert.Empty(element.EnumerateObject().Select(member => member.Name).Except(known, StringComparer.Ordinal));

    public static void CaseHasOnly(JsonElement element, params string[] known) => HasOnly(element, [.. Always, .. known]);

    /// <summary>Compares lists of lines, so that a difference shows where they part.</summary>
    public static void HasLines(IEnumerable<string> expected, IEnumerable<string> actual) => Assert.Equal(string.Join('\n', expected), string.Join('\n', actual));

    /// <summary>The text of a member; null where it is missing or null.</summary>
    public static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    /// <summary>Ports as the corpus has them, which is how iptables does; empty for none.</summary>
    public static string InIptables(PortRange? ports) => $"{ports}".Replace(':', '-');

    public static IEnumerable<JsonElement> ListOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];
}
