using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Addressing.Properties;

/// <summary>A command under way, whatever it answers.</summary>
internal sealed record RunningCommand(Action Step, Func<bool> IsDone, Func<IEnumerable<IpAddress>> Obtained)
{
    public static RunningCommand Begin(CalicoIpam ipam, IpamCommand command) => command switch
    {
        Assign assign => Of(ipam.BeginAssign(assign.Request), result => result.V4.Addresses.Select(assigned => assigned.Address)),
        ReleaseHandle release => Of(ipam.BeginReleaseByHandle(release.Handle), _ => []),
        ReleaseHost release => Of(ipam.BeginReleaseHostAffinities(release.Node, release.MustBeEmpty), _ => []),
        ClaimRange claim => Of(ipam.BeginClaimAffinity(claim.Node, claim.Range), _ => []),
        _ => throw new InvalidOperationException($"{command} has no steps"),
    };

    public void RunToEnd()
    {
        while (!IsDone())
        {
            Step();
        }
    }

    private static RunningCommand Of<T>(SteppedOperation<T> operation, Func<T, IEnumerable<IpAddress>> obtained) =>
        new(operation.Step, () => operation.IsDone, () => obtained(operation.Result));
}
