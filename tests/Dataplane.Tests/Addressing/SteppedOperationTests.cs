using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Selectors;

namespace Dataplane.Tests.Addressing;

public sealed class SteppedOperationTests
{
    private readonly CalicoIpam _ipam = new();

    public SteppedOperationTests()
    {
        _ipam.PutNode("node-a", LabelSet.Empty);
        _ipam.PutNode("node-b", LabelSet.Empty);
        _ipam.PutPool(new("p", IpamReplay.Prefix("10.0.0.0/29")) { BlockSize = 29 });
    }

    [Fact]
    public void A_request_writes_affinity_block_confirmation_handle_and_addresses_in_turn()
    {
        SteppedOperation<AssignResult> request = Begin("node-a");
        List<string> writes = [];
        while (!request.IsDone)
        {
            writes.AddRange(request.NextWrite is { } next ? [next] : []);
            request.Step();
        }

        Assert.Equal(
            [
                "create /calico/ipam/v2/host/node-a/ipv4/block/10.0.0.0-29",
                "create 10.0.0.0/29",
                "update /calico/ipam/v2/host/node-a/ipv4/block/10.0.0.0-29",
                "create h-node-a",
                "update 10.0.0.0/29",
            ],
            writes);
        Assert.Single(request.Result.V4.Addresses);
    }

    [Fact]
    public void Of_two_hosts_that_claim_a_block_the_first_to_write_it_has_it_and_the_other_borrows()
    {
        SteppedOperation<AssignResult> first = Begin("node-a");
        SteppedOperation<AssignResult> second = Begin("node-b");
        while (second.NextWrite is not "create 10.0.0.0/29")
        {
            second.Step();
        }

        Finish(first);
        Finish(second);

        Assert.Equal("host:node-a", Assert.Single(_ipam.Read().Affinities).Owner.ToString());
        Assert.Equal("10.0.0.1/29", Assert.Single(second.Result.V4.Addresses).ToString());
    }

    [Fact]
    public void A_claim_that_was_left_pending_is_finished_by_the_next_request()
    {
        SteppedOperation<AssignResult> dying = Begin("node-a");
        dying.Step();
        dying.Step();
        Assert.Equal(AffinityState.Pending, Assert.Single(_ipam.Read().Affinities).State);

        Assert.Single(_ipam.Assign(new("node-a") { V4Count = 1 }).V4.Addresses);
        Assert.Equal(AffinityState.Confirmed, Assert.Single(_ipam.Read().Affinities).State);
    }

    [Fact]
    public void An_answer_is_there_only_at_the_end()
    {
        SteppedOperation<AssignResult> request = Begin("node-a");

        Assert.Throws<InvalidOperationException>(() => request.Result);
        request.Step();
        Assert.Throws<InvalidOperationException>(() => request.Result);
        Finish(request);
        request.Step();
        Assert.True(request.IsDone);
    }

    private static void Finish(SteppedOperation<AssignResult> request)
    {
        while (!request.IsDone)
        {
            request.Step();
        }
    }

    private SteppedOperation<AssignResult> Begin(string node) => _ipam.BeginAssign(new(node) { V4Count = 1, Handle = $"h-{node}" });
}
