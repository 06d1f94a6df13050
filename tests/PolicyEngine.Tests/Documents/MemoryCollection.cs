namespace PolicyEngine.Tests.Documents;

/// <summary>Tests that measure the memory of the process, and so run while no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class MemoryCollection
{
    public const string Name = "documents memory";
}
