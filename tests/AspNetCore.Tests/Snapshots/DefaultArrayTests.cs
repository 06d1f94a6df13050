using PolicyEngine.AspNetCore.Admission;
using PolicyEngine.AspNetCore.Kubernetes;
using PolicyEngine.AspNetCore.Snapshots;
using TestKit;

namespace AspNetCore.Tests.Snapshots;

public sealed class DefaultArrayTests
{
    [Theory]
    [InlineData(typeof(SnapshotUpdate))]
    [InlineData(typeof(SnapshotStatus))]
    [InlineData(typeof(PublishedSnapshot))]
    [InlineData(typeof(KubernetesKind))]
    [InlineData(typeof(AdmissionOptions))]
    public void What_hosts_hand_in_takes_a_default_array_for_an_empty_one(Type type) => Assert.Empty(DefaultArrays.GivenOutBy(type));
}
