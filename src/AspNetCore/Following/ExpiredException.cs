namespace PolicyEngine.AspNetCore.Following;

/// <summary>The version to go on from has been forgotten: all has to be listed anew.</summary>
internal sealed class ExpiredException() : Exception("the version is too old");
