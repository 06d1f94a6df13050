using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Tests.Scenarios;

/// <summary>One line of a story's <c>questions.jsonl</c>: a query as <c>netpol can --queries</c> takes it, and what is expected.</summary>
internal sealed record StoryQuestion
{
    public string Id { get; private init; } = "";

    public required Query Query { get; init; }

    /// <summary>Files of the story that are read after its policies.</summary>
    public ImmutableArray<string> With { get; private init; } = [];

    public EnforcementProfile Profile { get; private init; } = EnforcementProfile.CalicoIptables;

    /// <summary>The expected verdict.</summary>
    public string Expect { get; private init; } = "";

    /// <summary>The verdict expected once all that is staged is applied; null where nothing is.</summary>
    public string? Pending { get; private init; }

    /// <summary>The expected reason of the whole answer; null for any.</summary>
    public string? Reason { get; private init; }

    /// <summary>The expected reason of the egress half of a part; null for any.</summary>
    public string? Egress { get; private init; }

    /// <summary>As <see cref="Egress"/>, of the ingress half.</summary>
    public string? Ingress { get; private init; }

    /// <summary>Words that one of the assumptions has; null for any.</summary>
    public string? Assumption { get; private init; }

    /// <summary>What is expected to decide one half or the other: policies, each with its rule where it is one.</summary>
    public ImmutableArray<string> Rules { get; private init; } = [];

    /// <summary>Reads a line. A member that is not known would be an expectation that nobody looks at.</summary>
    public static StoryQuestion Parse(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        var question = new StoryQuestion { Query = new Query { From = "", To = "" } };
        foreach (JsonProperty member in document.RootElement.EnumerateObject())
        {
            JsonElement value = member.Value;
            question = member.Name switch
            {
                "id" => question with { Id = Text(value) },
                "from" => question with { Query = question.Query with { From = Text(value) } },
                "to" => question with { Query = question.Query with { To = Text(value) } },
                "protocol" => question with { Query = question.Query with { Protocol = ProtocolOf(Text(value)) } },
                "port" => question with { Query = question.Query with { Port = Text(value) } },
                "icmpType" => question with { Query = question.Query with { IcmpType = value.GetByte() } },
                "icmpCode" => question with { Query = question.Query with { IcmpCode = value.GetByte() } },
                "with" => question with { With = Texts(value) },
                "profile" => question with { Profile = EnforcementProfile.All.Single(profile => profile.Name == Text(value)) },
                "expect" => question with { Expect = Text(value) },
                "pending" => question with { Pending = Text(value) },
                "reason" => question with { Reason = Text(value) },
                "egress" => question with { Egress = Text(value) },
                "ingress" => question with { Ingress = Text(value) },
                "assumption" => question with { Assumption = Text(value) },
                "rule" => question with { Rules = Texts(value) },
                _ => throw new JsonException($"`{member.Name}` is not a member of a question"),
            };
        }

        return question;
    }

    private static Protocol ProtocolOf(string text) =>
        Protocol.TryParse(text, out Protocol protocol) ? protocol : throw new JsonException($"`{text}` is not a protocol");

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static ImmutableArray<string> Texts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Text)] : [Text(value)];
}
