using System.Text.Json;
using TestKit;

namespace Dataplane.Tests.Services;

/// <summary>The cases of a corpus file that are about Services.</summary>
internal static class ServiceCase
{
    /// <summary>The names of the cases that begin with one of the prefixes.</summary>
    public static TheoryData<string> NamesOf(string file, params string[] prefixes)
    {
        TheoryData<string> names = [];
        if (Corpus.Missing("dataplane") is null)
        {
            names.AddRange([.. IpamCase.Read(file).Select(IdOf).Where(id => prefixes.Any(prefix => id.StartsWith(prefix, StringComparison.Ordinal)))]);
        }

        return names;
    }

    public static JsonElement Named(string file, string id) => IpamCase.Read(file).Single(entry => IdOf(entry) == id);

    /// <summary>Fails on a field that the test would pass over.</summary>
    public static void AssertFields(JsonElement value, params string[] known) =>
        Assert.Empty(value.EnumerateObject().Select(field => field.Name).Except(known, StringComparer.Ordinal));

    private static string IdOf(JsonElement entry) => entry.GetProperty("id").GetString()!;
}
