using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Queries;

/// <summary>Finds the kinds of HTTP requests that rules tell apart.</summary>
internal static class RequestKinds
{
    private static readonly string[] s_methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "TRACE", "OTHER"];

    /// <summary>Which of the criteria a request fulfils: requests with the same key are of one kind.</summary>
    public static string KeyOf(ImmutableArray<HttpMatch> matches, HttpRequest request)
    {
        var known = new KnownRequest(request);
        return string.Create(matches.Length, (matches, known), static (key, of) =>
        {
            for (int index = 0; index < key.Length; index++)
            {
                key[index] = (char)('0' + (int)of.known.Holds(of.matches[index]));
            }
        });
    }

    /// <summary>One request of each kind, with what is known of it already.</summary>
    /// <param name="matches">The criteria.</param>
    /// <param name="known">What is known.</param>
    /// <param name="most">How many to find at the most.</param>
    public static ImmutableArray<HttpRequest> Of(ImmutableArray<HttpMatch> matches, HttpRequest? known, int most)
    {
        string[] methods = known?.Method is { } method ? [method] : Methods(matches);
        string[] paths = known?.Path is { } path ? [path] : Paths(matches);
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. paths
                .SelectMany(path => methods.Select(method => new HttpRequest(method, path)))
                .Where(request => kinds.Add(KeyOf(matches, request)))
                .Take(most),
        ];
    }

    /// <summary>Every method that is named, and one that is not.</summary>
    private static string[] Methods(ImmutableArray<HttpMatch> matches)
    {
        HashSet<string> named = [.. matches.SelectMany(match => match.Methods)];
        string other = s_methods.Concat(Enumerable.Range(0, named.Count + 1).Select(number => $"OTHER{number}")).First(candidate => !named.Contains(candidate));
        return [.. named.Where(method => method != "*").Order(StringComparer.Ordinal), other];
    }

    /// <summary>Every path that is named, one below each, and one that is neither.</summary>
    private static string[] Paths(ImmutableArray<HttpMatch> matches)
    {
        string[] named =
        [
            .. matches
                .SelectMany(match => match.Paths)
                .Select(path => path.Text)
                .Where(path => HttpPaths.Normalize(path) is not null)
                .Append("/")
                .DistinctBy(HttpPaths.Normalize, StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
        HashSet<string> segments = [.. named.SelectMany(path => HttpPaths.Normalize(path)!.Split('/'))];
        string other = Enumerable.Range(0, segments.Count + 1).Select(number => number == 0 ? "other" : $"other{number}").First(candidate => !segments.Contains(candidate));
        return [.. named.SelectMany(path => (string[])[path, $"{path.TrimEnd('/')}/{other}"])];
    }
}
