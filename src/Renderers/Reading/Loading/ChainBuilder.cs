namespace PolicyEngine.Renderers.Reading;

/// <summary>A chain that is being read.</summary>
internal sealed class ChainBuilder(string name)
{
    public string Name => name;

    public BaseChain? Base { get; set; }

    /// <summary>The rules so far; their numbers are given at the end.</summary>
    public List<LoadedRule> Rules { get; } = [];

    public LoadedChain Build(bool loops) =>
        new(name, Base, [.. Rules.Select((rule, index) => rule with { Number = index + 1 })]) { Loops = loops };
}
