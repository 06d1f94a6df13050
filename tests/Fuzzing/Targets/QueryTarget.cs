using PolicyEngine;
using PolicyEngine.Json;
using PolicyEngine.Queries;

namespace Fuzzing.Tests;

/// <summary>A line of a file of queries, and the answer to it.</summary>
internal sealed class QueryTarget : FuzzTarget
{
    private readonly PolicySnapshot _cluster = SmallCluster.Load().Snapshot;
    private readonly QuestionReader _reader = new("default");

    public override string Name => "query";

    public override void Read(FuzzInput input)
    {
        QueryLine quick = _reader.Read(input.Text);
        QueryLine slow = QueryLine.Parse(input.Text, "default");
        Require(Words(quick.Query) == Words(slow.Query) && quick.Error == slow.Error && quick.IdJson == slow.IdJson, "both readers read the same");
        if (quick.Query is { } query)
        {
            _ = _cluster.Ask(query);
        }
    }

    private static string Words(Query? query) =>
        query is null ? "" : $"{query.From}|{query.To}|{string.Join(',', query.Protocols)}|{query.Port}|{query.SourcePort}|{query.IcmpType}|{query.IcmpCode}|{query.Http}";
}
