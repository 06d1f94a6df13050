namespace PolicyEngine.AspNetCore.Following;

/// <summary>Objects that can be listed, and then watched from the version of the list on.</summary>
internal interface IFollowed
{
    /// <summary>What they are called in logs.</summary>
    string Name { get; }

    /// <summary>Whether nothing may be told without them.</summary>
    bool IsNeeded { get; }

    /// <summary>All objects; null where there can be none for now, such as those of a kind that is not installed.</summary>
    /// <exception cref="ExpiredException">The list has to be begun anew.</exception>
    /// <exception cref="ForbiddenException">They may not be listed.</exception>
    /// <exception cref="HttpRequestException">They cannot be had.</exception>
    Task<Listing?> ListAsync(CancellationToken cancellation);

    /// <summary>What becomes of them from a version on, until that is ended.</summary>
    /// <exception cref="ExpiredException">The version has been forgotten.</exception>
    /// <exception cref="ForbiddenException">They may not be watched.</exception>
    /// <exception cref="HttpRequestException">They cannot be watched.</exception>
    IAsyncEnumerable<FollowedEvent> WatchAsync(string version, CancellationToken cancellation);
}
