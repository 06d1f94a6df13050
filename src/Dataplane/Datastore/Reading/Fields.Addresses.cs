using System.Collections.Immutable;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Documents;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Reading;

internal readonly partial record struct Fields
{
    public IpAddress? Address(string field) => Value(field) is { } value ? Parse<IpAddress>(value, PathOf(field), IsAddress, "an address") : null;

    public IpAddress? Address(string field, IpFamily family) =>
        Value(field) is { } value ? Parse(value, PathOf(field), (string text, out IpAddress address) => IsAddress(text, out address) && address.Family == family, Words(family)) : null;

    /// <summary>An address with the length of its subnet; one alone is its own subnet.</summary>
    public InterfaceAddress? Interface(string field, IpFamily family) => Value(field) is { } value
        ? Parse(
            value,
            PathOf(field),
            (string text, out InterfaceAddress own) => InterfaceAddress.TryParse(text, out own) && own.Address.Family == family,
            $"{Words(family)} with the length of its subnet")
        : null;

    public IpPrefix? Prefix(string field) => Value(field) is { } value ? Parse<IpPrefix>(value, PathOf(field), IsPrefix, "an address block") : null;

    public MacAddress? Mac(string field) => Value(field) is { } value ? Parse<MacAddress>(value, PathOf(field), IsMac, "an Ethernet address") : null;

    public ImmutableArray<IpAddress> Addresses(string field) => Parsed<IpAddress>(field, IsAddress, "an address");

    public ImmutableArray<IpPrefix> Prefixes(string field) => Parsed<IpPrefix>(field, IsPrefix, "an address block");

    public Selector? Selector(string field)
    {
        if (Text(field) is not { } text)
        {
            return null;
        }

        if (Selectors.Selector.TryParse(text, out Selector? selector, out SelectorError? error))
        {
            return selector;
        }

        Report(DatastoreDiagnostics.MalformedSelector, Value(field)!.Span, $"`{PathOf(field)}`: {error.Message}");
        return null;
    }

    private ImmutableArray<T> Parsed<T>(string field, Parser<T> parser, string expected)
        where T : struct
    {
        ImmutableArray<T>.Builder parsed = ImmutableArray.CreateBuilder<T>();
        foreach (DocumentNode item in Items(field))
        {
            if (Parse(item, PathOf(field), parser, expected) is { } value)
            {
                parsed.Add(value);
            }
        }

        return parsed.ToImmutable();
    }

    private T? Parse<T>(DocumentNode value, string path, Parser<T> parser, string expected)
        where T : struct
    {
        if (value is ScalarNode scalar && parser(scalar.Text, out T parsed))
        {
            return parsed;
        }

        string found = value is ScalarNode text ? $"`{text.Text}`" : value.Describe();
        Report(DatastoreDiagnostics.MalformedAddress, value.Span, $"`{path}` is {found}, expected {expected}");
        return null;
    }

    private static string Words(IpFamily family) => family == IpFamily.V4 ? "an IPv4 address" : "an IPv6 address";

    private static bool IsAddress(string text, out IpAddress address) => IpAddress.TryParse(text, out address);

    private static bool IsPrefix(string text, out IpPrefix prefix) => IpPrefix.TryParse(text, out prefix);

    private static bool IsMac(string text, out MacAddress address) => MacAddress.TryParse(text, out address);
}
