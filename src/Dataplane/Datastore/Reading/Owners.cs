using PolicyEngine.Dataplane.Addressing;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Reads whom a block belongs to: <c>host:node-a</c>, <c>virtual:load-balancer</c>.</summary>
internal static class Owners
{
    private const string Host = "host:";
    private const string Virtual = "virtual:";

    /// <summary>The owner; null where the text names none.</summary>
    public static AffinityOwner? Read(string? text) => text switch
    {
        null => null,
        _ when text.StartsWith(Host, StringComparison.Ordinal) => new AffinityOwner(text[Host.Length..]),
        _ when text.StartsWith(Virtual, StringComparison.Ordinal) => new AffinityOwner(text[Virtual.Length..], IsVirtual: true),
        _ => null,
    };
}
