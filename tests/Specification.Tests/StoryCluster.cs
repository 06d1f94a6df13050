using System.Text.Json.Nodes;

namespace PolicyEngine.Specification.Tests;

/// <summary>What a story is about.</summary>
/// <param name="Start">The documents that are there at its start; of those with one name the last counts.</param>
/// <param name="Pool">The documents its steps lay over them.</param>
/// <param name="Options">How they ask to be read.</param>
internal sealed record StoryCluster(JsonObject[] Start, JsonObject[] Pool, LoadOptions Options)
{
    private const int CrowdAtStart = 30;
    private const int CrowdToCome = 60;

    public static StoryCluster OfWorlds(int seed)
    {
        World first = WorldBuilder.Build(seed);
        return new([.. WorldDocuments.Of(first)], StoryDocuments.Of(first, seed), LoadedWorld.Options(first));
    }

    public static StoryCluster Crowded(int seed)
    {
        var crowd = new CrowdedDocuments(new Dice(seed));
        JsonObject[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => crowd.Any())];
        return new([.. CrowdedDocuments.Nodes(), .. Draw(CrowdAtStart)], Draw(CrowdToCome), new LoadOptions());
    }
}
