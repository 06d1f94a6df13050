using PolicyEngine.Queries;
using PolicyEngine.Tests.Semantics;

namespace PolicyEngine.Tests.Queries;

public sealed class AskCancellationTests
{
    [Fact]
    public void A_question_can_be_stopped()
    {
        PolicySnapshot snapshot = Scenario.Of("").Loaded.Snapshot;
        var query = new Query { From = "ns/shop", To = "ns/bank" };

        Assert.Equal(VerdictKind.Allowed, snapshot.Ask(query).Verdict);
        Assert.Throws<OperationCanceledException>(() => snapshot.Ask(query, new CancellationToken(canceled: true)));
    }
}
