using PolicyEngine.Dataplane.Terway.Addressing;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Terway;

/// <summary>The rules of Terway's address pool, one by one.</summary>
public sealed class EniPoolTests
{
    private static readonly EniPoolSettings Small = new(3, 4) { MinIdle = 1, MaxIdle = 3 };

    [Theory]
    [InlineData(4, 1.0, 0, 3)]
    [InlineData(8, 0.5, 1, 4)]
    [InlineData(1, 1.0, 0, 0)]
    public void One_adapter_is_the_machines_own(int adapters, double ratio, int shift, int expected) =>
        Assert.Equal(expected, EniPoolSettings.MaxEnisOf(adapters, ratio, shift));

    [Fact]
    public void A_pod_waits_for_the_cloud_and_keeps_the_address_it_got()
    {
        (EniPool pool, Cloud cloud) = Start(Small);

        Assert.Equal(EniOutcome.Waiting, pool.Allocate("a").Outcome);
        cloud.AnswerAll();

        EniAllocation first = pool.Allocate("a");
        Assert.Equal((EniOutcome.Allocated, "eni-1"), (first.Outcome, first.Eni));
        Assert.Equal(first, pool.Allocate("a"));
    }

    [Fact]
    public void A_pod_that_comes_back_gets_its_previous_address_if_that_is_idle()
    {
        (EniPool pool, Cloud cloud) = Start(Small);
        IpAddress a = Given(pool, cloud, "a");
        IpAddress b = Given(pool, cloud, "b");
        pool.Release("a");
        pool.Release("b");

        Assert.Equal(b, pool.Allocate("b").Address);
        Assert.Equal(a, pool.Allocate("c").Address);
        Assert.Equal(EniOutcome.Waiting, pool.Allocate("a").Outcome);
    }

    [Theory]
    [InlineData(EniChoice.MostAddresses, new[] { "eni-1", "eni-1", "eni-1", "eni-1", "eni-2" })]
    [InlineData(EniChoice.FewestAddresses, new[] { "eni-1", "eni-2", "eni-3", "eni-1", "eni-2" })]
    public void The_next_address_is_of_the_interface_that_the_policy_chooses(EniChoice choice, string[] expected)
    {
        (EniPool pool, Cloud cloud) = Start(Small with { Choice = choice, MinIdle = 0 });

        Assert.Equal(expected, expected.Select((_, number) =>
        {
            Given(pool, cloud, $"pod-{number}");
            return pool.Allocate($"pod-{number}").Eni!;
        }), StringComparer.Ordinal);
    }

    [Fact]
    public void An_interface_that_is_being_made_is_asked_for_more()
    {
        (EniPool pool, Cloud _) = Start(Small);
        pool.Allocate("a");
        pool.Allocate("b");

        CloudRequest request = Assert.Single(pool.Requests);
        Assert.Equal((CloudRequestKind.CreateEni, 2), (request.Kind, request.Count));
    }

    [Fact]
    public void A_full_node_says_so()
    {
        (EniPool pool, Cloud cloud) = Start(new EniPoolSettings(1, 2));
        Given(pool, cloud, "a");
        Given(pool, cloud, "b");

        Assert.Equal(EniOutcome.Exhausted, pool.Allocate("c").Outcome);
        Assert.Empty(pool.Waiting);
    }

    [Fact]
    public void A_sync_fills_up_to_the_least_number_of_idle_addresses()
    {
        (EniPool pool, Cloud cloud) = Start(Small);
        pool.Sync();
        cloud.AnswerAll();

        Assert.Equal(1, pool.Idle);
        pool.Sync();
        Assert.Empty(pool.Requests);
    }

    [Fact]
    public void A_sync_gives_back_what_is_above_the_most_and_an_unused_interface_as_a_whole()
    {
        (EniPool pool, Cloud cloud) = Start(Small with { MinIdle = 0, MaxIdle = 1 });
        Array.ForEach(["a", "b", "c", "d", "e"], pod => Given(pool, cloud, pod));
        Array.ForEach(["b", "c", "e"], pool.Release);
        pool.Sync();

        Assert.Equal([(CloudRequestKind.DeleteEni, "eni-2", 1), (CloudRequestKind.UnassignAddresses, "eni-1", 1)], pool.Requests.Select(request => (request.Kind, request.Eni, request.Addresses.Length)));
        cloud.AnswerAll();
        Assert.Equal((1, 2, 1), (pool.Idle, pool.Used, pool.Enis.Length));
    }

    [Fact]
    public void An_interface_that_carries_more_than_addresses_is_never_given_back()
    {
        (EniPool pool, Cloud cloud) = Start(Small with { MinIdle = 0, MaxIdle = 0 });
        pool.Allocate("a");
        cloud.Answer(isKept: true);
        pool.Release("a");
        pool.Sync();

        Assert.Equal(CloudRequestKind.UnassignAddresses, Assert.Single(pool.Requests).Kind);
    }

    [Theory]
    [InlineData(CloudFailure.EniQuotaExceeded, 1)]
    [InlineData(CloudFailure.SwitchExhausted, 10)]
    public void After_a_refusal_the_cloud_is_left_alone_for_a_while(CloudFailure failure, int minutes)
    {
        (EniPool pool, Cloud cloud) = Start(Small);
        pool.Allocate("a");
        cloud.Refuse(failure);

        pool.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromTicks(1));
        Assert.Equal(EniOutcome.BackedOff, pool.Allocate("b").Outcome);
        pool.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(EniOutcome.Waiting, pool.Allocate("b").Outcome);
    }

    [Fact]
    public void An_interface_quota_does_not_keep_addresses_from_interfaces_that_are_there()
    {
        (EniPool pool, Cloud cloud) = Start(Small with { MinIdle = 0, Choice = EniChoice.FewestAddresses });
        Given(pool, cloud, "a");
        pool.Allocate("b");
        cloud.Refuse(CloudFailure.EniQuotaExceeded);

        Assert.Equal(EniOutcome.Waiting, pool.Allocate("b").Outcome);
        Assert.Equal((CloudRequestKind.AssignAddresses, "eni-1"), (pool.Requests[0].Kind, pool.Requests[0].Eni));
    }

    [Fact]
    public void An_address_that_the_cloud_does_not_have_any_more_is_given_to_no_pod()
    {
        (EniPool pool, Cloud cloud) = Start(Small);
        IpAddress a = Given(pool, cloud, "a");
        pool.Compare(new HashSet<IpAddress>());

        Assert.Equal(EniAddressStatus.Invalid, pool.Enis[0].Addresses[0].Status);
        pool.Release("a");
        Assert.Empty(pool.Enis[0].Addresses);
        Assert.NotEqual(a, Given(pool, cloud, "a"));
    }

    [Fact]
    public void Addresses_of_pods_that_are_gone_are_collected_and_sticky_ones_a_round_later()
    {
        (EniPool pool, Cloud cloud) = Start(Small);
        Array.ForEach(["live", "gone", "sticky"], pod => Given(pool, cloud, pod));
        Func<string, bool> isSticky = pod => pod == "sticky";

        pool.Collect(pod => pod == "live", isSticky);
        Assert.Equal(["live", "sticky"], Pods(pool), StringComparer.Ordinal);
        pool.Collect(pod => pod == "live", isSticky);
        Assert.Equal(["live"], Pods(pool), StringComparer.Ordinal);
    }

    [Fact]
    public void What_is_idle_for_too_long_is_given_back_five_at_a_time_down_to_the_least()
    {
        (EniPool pool, Cloud cloud) = Start(new EniPoolSettings(1, 10) { MinIdle = 2, MaxIdle = 10, IdleFor = TimeSpan.FromHours(1) });
        string[] pods = [.. Enumerable.Range(0, 9).Select(number => $"pod-{number}")];
        Array.ForEach(pods, pod => Given(pool, cloud, pod));
        Array.ForEach(pods, pool.Release);

        pool.Reclaim();
        Assert.Empty(pool.Requests);
        pool.Advance(TimeSpan.FromHours(2));
        Assert.Equal([4, 2, 2], Enumerable.Range(0, 3).Select(_ =>
        {
            pool.Reclaim();
            cloud.AnswerAll();
            return pool.Idle;
        }));
    }

    private static IEnumerable<string> Pods(EniPool pool) => pool.Enis.SelectMany(eni => eni.Addresses).Select(held => held.Pod).OfType<string>();

    private static IpAddress Given(EniPool pool, Cloud cloud, string pod)
    {
        pool.Allocate(pod);
        cloud.AnswerAll();
        return pool.Allocate(pod).Address!.Value;
    }

    private static (EniPool Pool, Cloud Cloud) Start(EniPoolSettings settings) => new EniPool(settings) is var pool ? (pool, new Cloud(pool)) : default;
}
