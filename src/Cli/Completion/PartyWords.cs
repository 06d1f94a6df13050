using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Completion;

/// <summary>Names of endpoints as they may be typed: without the namespace that the line gives, and of services with their ports.</summary>
internal static class PartyWords
{
    public static IEnumerable<string> StartingWith(NamedInput input, string word)
    {
        ImmutableArray<string> names = PartyNames.Of(input.Snapshot.Model);
        return Short(names, input.Namespace, word).Concat(PartyNames.StartingWith(names, word)).Concat(WithPorts(input, word));
    }

    /// <summary><c>redis-0</c> and <c>svc/redis</c>. A set of networks that gives no namespace is in none.</summary>
    private static IEnumerable<string> Short(ImmutableArray<string> names, string? @namespace, string word)
    {
        if (@namespace is null)
        {
            return [];
        }

        int start = word.IndexOf('/', StringComparison.Ordinal) + 1;
        string kind = word[..start];
        return PartyNames.StartingWith(names, $"{kind}{@namespace}/{word[start..]}")
            .Where(name => start == 0 ? EndpointFinder.KindOf(name).Length == 0 : name.Count(letter => letter == '/') == 2 && EndpointFinder.KindOf(name) != "NetworkSet")
            .Select(name => name.Remove(kind.Length, @namespace.Length + 1));
    }

    /// <summary><c>svc/shop/redis:6379</c> and <c>svc/shop/redis:redis</c>, where the service is named already.</summary>
    private static IEnumerable<string> WithPorts(NamedInput input, string word)
    {
        int colon = word.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || EndpointFinder.KindOf(word) is not ("Service" or "NodePort"))
        {
            return [];
        }

        string[] parts = word[..colon].Split('/');
        string? @namespace = parts.Length == 3 ? parts[1] : input.Namespace;
        return input.Snapshot.Model.Services
            .Where(service => service.Namespace == @namespace && service.Name == parts[^1])
            .SelectMany(service => service.Ports)
            .SelectMany(port => new[] { port.Number.ToString(CultureInfo.InvariantCulture), port.Name })
            .Where(port => port.Length > 0)
            .Select(port => $"{word[..(colon + 1)]}{port}");
    }
}
