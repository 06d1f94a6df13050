using PolicyEngine.Dataplane.Addressing.Records;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

public sealed partial class CalicoIpam
{
    /// <summary><see cref="Assign"/>, write by write.</summary>
    public SteppedOperation<AssignResult> BeginAssign(AssignRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Begin(() => AssignFamilies(request));
    }

    /// <summary><see cref="ReleaseByHandle"/>, write by write.</summary>
    public SteppedOperation<IpamError?> BeginReleaseByHandle(string handle) => Begin(() => ReleaseHandle(handle));

    /// <summary><see cref="ClaimAffinity"/>, write by write.</summary>
    public SteppedOperation<ClaimResult> BeginClaimAffinity(string node, IpPrefix range) => Begin(() => ClaimRange(node, range));

    /// <summary><see cref="ReleaseHostAffinities"/>, write by write.</summary>
    public SteppedOperation<IpamError?> BeginReleaseHostAffinities(string node, bool mustBeEmpty = false) =>
        Begin(() => ReleaseAll(_store.AffinitiesOf(new AffinityOwner(node)), mustBeEmpty));

    private SteppedOperation<T> Begin<T>(Func<Operation<T>> start) => new(_store.Gate, start);
}
