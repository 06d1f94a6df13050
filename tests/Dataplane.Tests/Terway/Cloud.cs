using PolicyEngine.Dataplane.Terway.Addressing;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Terway;

/// <summary>A cloud that hands out addresses one after the other.</summary>
internal sealed class Cloud(EniPool pool)
{
    private uint _last;

    /// <summary>Does the next thing that was asked.</summary>
    public void Answer(bool isKept = false) =>
        pool.Complete(pool.Requests[0].Number, [.. Enumerable.Range(0, pool.Requests[0].Count).Select(_ => IpAddress.V4(0x0a00_0000 + ++_last))], isKept);

    /// <summary>Does everything that was asked.</summary>
    public void AnswerAll()
    {
        while (!pool.Requests.IsEmpty)
        {
            Answer();
        }
    }

    /// <summary>Refuses the next thing that was asked.</summary>
    public void Refuse(CloudFailure failure) => pool.Fail(pool.Requests[0].Number, failure);
}
