using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Acl.Proof;

/// <summary>What a reader makes of rendered lists.</summary>
/// <param name="Lists">The lists by name, each with its lines in order.</param>
/// <param name="Problems">What it does not understand.</param>
internal sealed record AclReading(ImmutableDictionary<string, ImmutableArray<AclLine>> Lists, ImmutableArray<string> Problems);
