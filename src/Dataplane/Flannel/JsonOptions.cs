using System.Text;
using System.Text.Json;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel;

/// <summary>
/// The members of a JSON object by name, in whatever case, as Go reads them: the last of a name counts, unknown ones do not,
/// and null leaves a flag or a number as it is. The first member of a wrong kind is kept as the error.
/// </summary>
internal sealed class JsonOptions
{
    private readonly Dictionary<string, Member> _members = new(StringComparer.OrdinalIgnoreCase);

    private JsonOptions(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in element.EnumerateObject())
            {
                _members[member.Name] = Member.Of(member.Value);
            }
        }
        else if (element.ValueKind != JsonValueKind.Null)
        {
            Error = "an object is expected";
        }
    }

    /// <summary>What is wrong; null if nothing was found so far.</summary>
    public string? Error { get; private set; }

    /// <summary>Reads a text; never throws.</summary>
    public static JsonOptions? Parse(string text, out string? error)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(Encoding.UTF8.GetBytes(text));
            JsonOptions options = new(document.RootElement.Clone());
            error = options.Error;
            return error is null ? options : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A name or text with half a surrogate pair is well-formed JSON that no string can hold: the second kind.
            error = "the text is not JSON";
            return null;
        }
    }

    /// <summary>The object of a name; null where there is none.</summary>
    public JsonOptions? Object(string name)
    {
        if (!_members.TryGetValue(name, out Member member))
        {
            return null;
        }

        JsonOptions options = member.Options ?? new(member.Element);
        Error ??= options.Error is null ? null : $"`{name}`: {options.Error}";
        return options;
    }

    public bool Flag(string name, bool unset = false) => Find(name) is not { } member ? unset : member.Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => Refuse(name, "a flag", unset),
    };

    /// <summary>A number from 0 up; what no option admits is cut at the highest number.</summary>
    public int Number(string name, int unset = 0) => Find(name) is not { } member
        ? unset
        : member.Element.ValueKind == JsonValueKind.Number && member.Element.TryGetUInt64(out ulong value)
            ? (int)Math.Min(value, int.MaxValue)
            : Refuse(name, "a number from 0 up", unset);

    public string? Text(string name) => Find(name) is not { } member ? null : member.Text ?? Refuse<string?>(name, "a text", null);

    public IpPrefix? Prefix(string name, IpFamily family)
    {
        if (!_members.TryGetValue(name, out Member member))
        {
            return null;
        }

        return member.Text is { } text && text.Contains('/', StringComparison.Ordinal)
            && IpPrefix.TryParse(text, out IpPrefix prefix) && prefix.Family == family
            ? prefix
            : Refuse<IpPrefix?>(name, $"a block of IPv{(int)family} addresses", null);
    }

    public IpAddress? Address(string name, IpFamily family)
    {
        if (!_members.TryGetValue(name, out Member member) || (family == IpFamily.V6 && member.Element.ValueKind == JsonValueKind.Null))
        {
            return null;
        }

        return member.Text is { } text && IpAddress.TryParse(text, out IpAddress address) && address.Family == family
            ? address
            : Refuse<IpAddress?>(name, $"an IPv{(int)family} address", null);
    }

    /// <summary>Keeps an error that the caller found in a member.</summary>
    public T Refuse<T>(string name, string expected, T instead)
    {
        Error ??= $"`{name}` is not {expected}";
        return instead;
    }

    private Member? Find(string name) =>
        _members.TryGetValue(name, out Member member) && member.Element.ValueKind != JsonValueKind.Null ? member : null;

    /// <summary>A member, with all texts in it made strings: that can fail, and only <see cref="Parse"/> expects it to.</summary>
    private readonly record struct Member(JsonElement Element, string? Text, JsonOptions? Options)
    {
        public static Member Of(JsonElement element) => new(
            element,
            element.ValueKind == JsonValueKind.String ? element.GetString() : null,
            element.ValueKind == JsonValueKind.Object ? new JsonOptions(element) : null);
    }
}
