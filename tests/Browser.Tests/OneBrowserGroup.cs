namespace Browser.Tests;

/// <summary>The tests that share a browser; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class OneBrowserGroup : ICollectionFixture<OneBrowser>
{
    public const string Name = "one browser";
}
