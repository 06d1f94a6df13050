using PolicyEngine;
using PolicyEngine.AspNetCore.Admission;
using PolicyEngine.Connectivity;
using PolicyEngine.Connectivity.Gates;

namespace AspNetCore.Tests.Admission;

public sealed class GateReviewTests
{
    [Fact]
    public void A_question_without_an_answer_is_a_failure_and_no_leave()
    {
        PolicySnapshot snapshot = new PolicyLoader().Load([PolicySource.FromText("none.yaml", "")]).Snapshot;
        Gate[] gates = [.. GateFile.Read(PolicySource.FromText("gates.yaml", "gates: [{name: nobody, to: {namespace: shop}}]")).Gates];

        Assert.Empty(GateReview.Of(snapshot, snapshot, new MatrixQuery(), [.. gates], CancellationToken.None));
        InvalidOperationException failure = Assert.Throws<InvalidOperationException>(
            () => GateReview.Of(snapshot, snapshot, new MatrixQuery { From = "shop/nobody" }, [.. gates], CancellationToken.None));
        Assert.Contains("the gates cannot be asked", failure.Message, StringComparison.Ordinal);
    }
}
