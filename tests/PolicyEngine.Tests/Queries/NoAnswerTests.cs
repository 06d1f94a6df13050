using PolicyEngine.Queries;

namespace PolicyEngine.Tests.Queries;

/// <summary>Who forgets to look whether there is an answer must not take that for leave.</summary>
public sealed class NoAnswerTests
{
    [Theory]
    [InlineData("shop/nobody", "shop/db", "80")]
    [InlineData("shop/web", "svc/shop/nothing", "80")]
    [InlineData("shop/web", "shop/db", "no-such-port")]
    [InlineData("shop/web", "shop/db", "99999")]
    public void A_question_without_an_answer_has_no_verdict(string from, string to, string port)
    {
        PolicySnapshot snapshot = new PolicyLoader().LoadText("""
            {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop}, status: {podIP: 10.0.0.1}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: db, namespace: shop}, status: {podIP: 10.0.0.2}}
            """).Snapshot;

        Answer answer = snapshot.Ask(new Query { From = from, To = to, Port = port });

        Assert.NotNull(answer.Error);
        Assert.Equal(VerdictKind.Unknown, answer.Verdict);
    }

    [Fact]
    public void A_verdict_that_nobody_gave_is_unknown() => Assert.Equal(VerdictKind.Unknown, default(Verdict).Kind);
}
