using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.AspNetCore.Following;

/// <summary>What a watch tells.</summary>
/// <param name="WatchVersion">The version that the watch has got to; empty where another event of the same version may follow.</param>
/// <param name="Present">The object that is there, new or changed; null where none is.</param>
/// <param name="Gone">The name of the document of the object that is gone; null where none is.</param>
internal readonly record struct FollowedEvent(string WatchVersion, FollowedObject? Present, string? Gone);
