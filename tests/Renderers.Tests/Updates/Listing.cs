using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Renderers.Tests.Updates;

/// <summary>What tools list of the kernel, in an order of names, and without what differs from one loading to the next.</summary>
internal static partial class Listing
{
    public static string OfIptables(string text)
    {
        var chains = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        string table = "";
        foreach (string line in text.Split('\n'))
        {
            string[] words = line.Split(' ');
            if (line.StartsWith('*'))
            {
                table = line;
            }
            else if (line.StartsWith(':'))
            {
                chains[$"{table} {words[0][1..]}"] = [words[1]];
            }
            else if (line.StartsWith("-A ", StringComparison.Ordinal))
            {
                chains[$"{table} {words[1]}"].Add(line);
            }
        }

        // A table that was once used is still there when it is empty.
        return string.Join('\n', chains.Where(chain => chain.Value is not ["ACCEPT"]).Select(chain => $"{chain.Key} {string.Join('\n', chain.Value)}"));
    }

    public static string OfSets(string text) => string.Join('\n', Chance().Replace(text, "").Split('\n').Order(StringComparer.Ordinal));

    public static string OfNft(string json)
    {
        var things = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (JsonObject entry in JsonNode.Parse(json)!["nftables"]!.AsArray().Select(entry => entry!.AsObject()))
        {
            (string kind, JsonNode? content) = entry.Single();
            if (kind == "metainfo")
            {
                continue;
            }

            JsonObject thing = content!.AsObject();
            thing.Remove("handle");
            if (thing["elem"] is JsonArray elements)
            {
                thing["elem"] = new JsonArray([.. elements.Select(element => element!.DeepClone()).OrderBy(element => element.ToJsonString(), StringComparer.Ordinal)]);
            }

            string key = $"{thing["family"]} {thing["table"]} {(kind == "rule" ? thing["chain"] : thing["name"])} {kind}";
            if (!things.TryGetValue(key, out List<string>? list))
            {
                things.Add(key, list = []);
            }

            list.Add(thing.ToJsonString());
        }

        return string.Join('\n', things.Select(thing => $"{thing.Key}: {string.Join('\n', thing.Value)}"));
    }

    [GeneratedRegex(" (hashsize|bucketsize) [0-9]+| initval 0x[0-9a-f]+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Chance();
}
