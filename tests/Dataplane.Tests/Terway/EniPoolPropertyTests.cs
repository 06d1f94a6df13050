using PolicyEngine.Dataplane.Terway.Addressing;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Terway;

/// <summary>What holds of Terway's address pool whatever happens to it, in whatever order.</summary>
public sealed class EniPoolPropertyTests
{
    [Fact]
    public void I31_idle_and_used_never_exceed_the_capacity_and_a_quiet_pool_is_within_its_bounds() =>
        TestKit.Property.Holds<(byte Shape, (byte Kind, byte Pod)[] Steps)>(run =>
        {
            EniPoolSettings settings = SettingsOf(run.Shape);
            EniPool pool = new(settings);
            Cloud cloud = new(pool);
            foreach ((byte kind, byte pod) in run.Steps ?? [])
            {
                Do(pool, cloud, kind, pod);
                AssertSound(pool, settings);
            }

            Quiet(pool, cloud);
            AssertSound(pool, settings);
            Assert.InRange(pool.Idle, 0, settings.MaxIdle);
            Assert.True(pool.Idle >= settings.MinIdle || pool.Idle + pool.Used == settings.Capacity);
            Assert.True(pool.Waiting.IsEmpty || pool.Used == settings.Capacity);
        });

    [Fact]
    public void I31_a_pod_that_has_an_address_keeps_it_until_it_is_released() =>
        TestKit.Property.Holds<(byte Shape, (byte Kind, byte Pod)[] Steps)>(run =>
        {
            EniPool pool = new(SettingsOf(run.Shape));
            Cloud cloud = new(pool);
            foreach ((byte kind, byte pod) in run.Steps ?? [])
            {
                Dictionary<string, IpAddress> before = Holders(pool);
                Do(pool, cloud, kind, pod);
                Assert.All(before.Where(held => kind % 8 is not (1 or 7)), held => Assert.Equal(held.Value, Holders(pool)[held.Key]));
            }
        });

    private static EniPoolSettings SettingsOf(byte shape)
    {
        EniPoolSettings size = new(1 + (shape % 3), 1 + (shape / 3 % 5));
        int least = shape % (size.Capacity + 1);
        return size with { MinIdle = least, MaxIdle = least + ((size.Capacity - least) / 2), Choice = (EniChoice)(shape % 2) };
    }

    private static void Do(EniPool pool, Cloud cloud, byte kind, byte pod)
    {
        switch (kind % 8)
        {
            case 0: pool.Allocate($"pod-{pod % 9}"); break;
            case 1: pool.Release($"pod-{pod % 9}"); break;
            case 2: pool.Sync(); break;
            case 3: pool.Advance(TimeSpan.FromSeconds(pod * 3)); break;
            case 4 when !pool.Requests.IsEmpty: cloud.Refuse((CloudFailure)(pod % 3)); break;
            case 5: pool.Compare(pool.Enis.SelectMany(eni => eni.Addresses).Select(held => held.Address).Where((_, place) => place != pod % 7).ToHashSet()); break;
            case 6 when !pool.Requests.IsEmpty: cloud.Answer(pod % 5 == 0); break;
            case 7: pool.Collect(name => name != $"pod-{pod % 9}", _ => pod > 127); break;
        }
    }

    private static void Quiet(EniPool pool, Cloud cloud)
    {
        for (int round = 0; round < 10; round++)
        {
            pool.Advance(TimeSpan.FromMinutes(11));
            pool.Sync();
            cloud.AnswerAll();
        }
    }

    private static void AssertSound(EniPool pool, EniPoolSettings settings)
    {
        EniAddress[] all = [.. pool.Enis.SelectMany(eni => eni.Addresses)];
        Assert.InRange(pool.Idle + pool.Used, 0, settings.Capacity);
        Assert.InRange(pool.Enis.Length, 0, settings.MaxEnis);
        Assert.All(pool.Enis, eni => Assert.InRange(eni.Addresses.Length + eni.Awaited, 0, settings.AddressesPerEni));
        Assert.Distinct(all.Select(held => held.Address));
        Assert.Distinct(all.Select(held => held.Pod).OfType<string>().Concat(pool.Waiting), StringComparer.Ordinal);
        Assert.DoesNotContain(all, held => held is { Status: EniAddressStatus.Deleting, Pod: not null });
    }

    private static Dictionary<string, IpAddress> Holders(EniPool pool) =>
        pool.Enis.SelectMany(eni => eni.Addresses).Where(held => held.Pod is not null).ToDictionary(held => held.Pod!, held => held.Address, StringComparer.Ordinal);
}
