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

    [Fact]
    public void Of_a_change_that_opens_everything_it_is_told_that_there_is_more()
    {
        Gate gate = GateFile.Read(PolicySource.FromText("gates.yaml", "gates: [{name: shop, to: {namespace: shop}}]")).Gates[0];
        PolicySnapshot closed = new PolicyLoader().Load([PolicySource.FromText("pods.yaml", Pods(GateReview.Most + 1))]).Snapshot;
        PolicySnapshot open = closed.With([], ["NetworkPolicy/shop/closed"]).Snapshot;

        string told = DenialText.Of("closed", [], GateReview.Of(closed, open, new MatrixQuery(), [gate], CancellationToken.None));

        Assert.Contains("  default/pod-0 -> shop/web ", told, StringComparison.Ordinal);
        Assert.Contains($"\n  and at least {GateReview.Most - 5} more\n", told, StringComparison.Ordinal);
    }

    private static string Pods(int count)
    {
        IEnumerable<string> pods = Enumerable.Range(0, count).Select(number => $"{{apiVersion: v1, kind: Pod, metadata: {{name: pod-{number}, namespace: default}}, status: {{podIP: 10.0.{number >> 8}.{number & 255}}}}}");
        return string.Join("\n---\n", [
            .. pods,
            "{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop}, status: {podIP: 10.1.0.1}}",
            "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: closed, namespace: shop}, spec: {podSelector: {}}}",
        ]);
    }
}
