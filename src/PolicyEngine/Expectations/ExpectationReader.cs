using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Queries;
using PolicyEngine.Text;

namespace PolicyEngine.Expectations;

/// <summary>Reads expectations from documents; what cannot be read is a diagnostic, and all others are read.</summary>
internal sealed class ExpectationReader(DiagnosticBag diagnostics)
{
    /// <summary>Each is a question of its own; lists that make more are a mistake.</summary>
    private const int MaxQuestions = 10_000;

    private static readonly ImmutableArray<(string Word, VerdictKind Verdict)> s_verdicts =
    [
        ("allow", VerdictKind.Allowed),
        ("deny", VerdictKind.Denied),
        ("partial", VerdictKind.Partial),
        ("unknown", VerdictKind.Unknown),
        ("ambiguous", VerdictKind.Ambiguous),
    ];

    private readonly List<Expectation> _expectations = [];
    private readonly List<string> _inputs = [];

    public ImmutableArray<Expectation> Expectations => [.. _expectations];

    public ImmutableArray<string> Inputs => [.. _inputs];

    /// <summary>Reads a document: a file's mapping, or one expectation of a bare list.</summary>
    public void Read(MappingNode document)
    {
        if (((string[])["from", "to", "expect", "only"]).Any(key => document[key] is not null))
        {
            ReadExpectation(document);
            return;
        }

        var fields = new ExpectationFields(document, "the file", diagnostics);
        ImmutableArray<MappingNode>? tests = fields.Mappings("tests");
        _inputs.AddRange(fields.Scalars("inputs").Select(input => input.Text));
        fields.RejectUnknownKeys();
        foreach (MappingNode test in tests ?? [])
        {
            ReadExpectation(test);
        }
    }

    /// <summary>Reads one expectation.</summary>
    public void ReadExpectation(MappingNode node)
    {
        var fields = new ExpectationFields(node, "an expectation", diagnostics);
        ImmutableArray<ExpectedParty> from = Parties(fields, "from");
        ImmutableArray<ExpectedParty> to = Parties(fields, "to");
        var expectation = new Expectation
        {
            Name = fields.Text("name"),
            From = from,
            To = to,
            Traffic = ExpectedTrafficReader.Read(fields),
            Verdict = Verdict(fields),
            Why = fields.Text("why"),
            Span = node.Span,
        };
        if (fields.Mappings("only") is { } entries)
        {
            expectation = expectation with { Only = [.. entries.Select(entry => ReadEntry(entry, expectation, fields))] };
        }

        fields.RejectUnknownKeys();
        Check(expectation, fields);
        if (!fields.HasFailed)
        {
            _expectations.Add(expectation);
        }
    }

    private ExpectedConnection ReadEntry(MappingNode node, Expectation whole, ExpectationFields owner)
    {
        var fields = new ExpectationFields(node, "an entry of `only`", diagnostics);
        var entry = new ExpectedConnection(Parties(fields, "from"), Parties(fields, "to"), ExpectedTrafficReader.Read(fields), node.Span);
        fields.RejectUnknownKeys();
        if (entry.From.IsEmpty && whole.From.IsEmpty)
        {
            fields.Fail(ExpectationDiagnostics.MissingKey, node.Span, "an entry of `only` needs `from`");
        }

        if (entry.To.IsEmpty && whole.To.IsEmpty)
        {
            fields.Fail(ExpectationDiagnostics.MissingKey, node.Span, "an entry of `only` needs `to`");
        }

        if (entry.Traffic.Http is not null)
        {
            fields.Fail(ExpectationDiagnostics.InvalidValue, node.Span, "`only` is about whole connections, not HTTP requests", "leave out `httpMethod` and `httpPath`");
        }

        if (fields.HasFailed)
        {
            owner.MarkFailed();
        }

        return entry;
    }

    private static void Check(Expectation expectation, ExpectationFields fields)
    {
        if (expectation.Only is null)
        {
            foreach ((string key, bool isMissing) in ((string, bool)[])[("from", expectation.From.IsEmpty), ("to", expectation.To.IsEmpty)])
            {
                if (isMissing && !fields.HasFailed)
                {
                    fields.Fail(ExpectationDiagnostics.MissingKey, expectation.Span, $"an expectation needs `{key}`");
                }
            }

            if (expectation.Verdict is null && !fields.HasFailed)
            {
                fields.Fail(ExpectationDiagnostics.MissingKey, expectation.Span, "an expectation needs `expect` or `only`");
            }
        }
        else if (expectation.Verdict is not null)
        {
            fields.Fail(ExpectationDiagnostics.InvalidValue, expectation.Span, "`expect` and `only` are both given", "write two expectations");
        }
        else if (expectation.From.IsEmpty && expectation.To.IsEmpty && !fields.HasFailed)
        {
            fields.Fail(ExpectationDiagnostics.MissingKey, expectation.Span, "`only` needs `from` or `to` beside it");
        }
        else if (expectation.Traffic.Http is not null)
        {
            fields.Fail(ExpectationDiagnostics.InvalidValue, expectation.Span, "`only` is about whole connections, not HTTP requests", "leave out `httpMethod` and `httpPath`");
        }

        long questions = Questions(expectation.From, expectation.To, expectation.Traffic)
            + (expectation.Only ?? []).Sum(entry => Questions(
                entry.From.IsEmpty ? expectation.From : entry.From, entry.To.IsEmpty ? expectation.To : entry.To, entry.Traffic.IsAny ? expectation.Traffic : entry.Traffic));
        if (questions > MaxQuestions)
        {
            fields.Fail(
                ExpectationDiagnostics.InvalidValue,
                expectation.Span,
                string.Create(CultureInfo.InvariantCulture, $"the lists of the expectation make {questions} questions, at most {MaxQuestions} are allowed"),
                "use patterns such as `shop/*` and ranges of ports in place of lists");
        }
    }

    private static long Questions(ImmutableArray<ExpectedParty> from, ImmutableArray<ExpectedParty> to, ExpectedTraffic traffic) =>
        Math.Max(1L, from.Length) * Math.Max(1, to.Length) * Math.Max(1, traffic.Ports.Length);

    private static ImmutableArray<ExpectedParty> Parties(ExpectationFields fields, string key)
    {
        ImmutableArray<ScalarNode> names = fields.Scalars(key);
        foreach (ScalarNode empty in names.Where(name => name.Text.Length == 0))
        {
            fields.Fail(ExpectationDiagnostics.InvalidValue, empty.Span, $"`{key}` is empty", "name an endpoint");
        }

        return [.. names.Select(name => new ExpectedParty(name.Text, name.Span))];
    }

    private static VerdictKind? Verdict(ExpectationFields fields)
    {
        if (fields.Scalar("expect") is not { } word)
        {
            return null;
        }

        foreach ((string name, VerdictKind verdict) in s_verdicts)
        {
            if (name == word.Text)
            {
                return verdict;
            }
        }

        IEnumerable<string> words = s_verdicts.Select(known => known.Word);
        string? nearest = NearestName.Of(word.Text, words);
        fields.Fail(
            ExpectationDiagnostics.InvalidValue,
            word.Span,
            $"`expect` is {MessageText.Quote(word.Text)}",
            nearest is null ? $"write one of {string.Join(", ", words)}" : $"did you mean `{nearest}`?");
        return null;
    }
}
