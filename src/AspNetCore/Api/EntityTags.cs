using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>Tells clients what an answer is of, and spares them what they have, as the API does. For a host's own answers from a snapshot.</summary>
public static class EntityTags
{
    private const string RevisionHeader = "Policy-Revision";
    private const string AlwaysAskAgain = "no-cache";

    // Tells this run of the host from others, which may read the same documents in another way.
    private static readonly string s_run = Guid.NewGuid().ToString("n");

    /// <summary>The tag of all that is answered from a snapshot by this run of the host.</summary>
    /// <param name="published">The snapshot.</param>
    public static string Of(PublishedSnapshot published)
    {
        ArgumentNullException.ThrowIfNull(published);
        return $"\"{published.RevisionId}.{s_run}\"";
    }

    /// <summary>Names the revision that an answer is of, in the header <c>Policy-Revision</c>, and has clients ask again each time.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="published">The snapshot.</param>
    public static void NameRevision(HttpResponse response, PublishedSnapshot published)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(published);
        response.Headers[RevisionHeader] = published.RevisionId;
        response.Headers.CacheControl = AlwaysAskAgain;
    }

    /// <summary>Tags an answer, and makes it 304 where the client has it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="entityTag">The tag, in its quotes.</param>
    /// <returns>Whether the client has it: there is nothing more to send.</returns>
    public static bool IsKnown(HttpContext http, string entityTag)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(entityTag);
        http.Response.Headers.ETag = entityTag;
        http.Response.Headers.CacheControl = AlwaysAskAgain;
        bool isKnown = http.Request.Headers.IfNoneMatch is { Count: > 0 } had
            && EntityTagHeaderValue.TryParseList(had!, out IList<EntityTagHeaderValue>? tags)
            && tags.Any(tag => tag.Tag == entityTag || tag.Equals(EntityTagHeaderValue.Any));
        if (isKnown)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
        }

        return isKnown;
    }
}
