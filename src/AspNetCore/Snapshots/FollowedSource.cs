using Microsoft.Extensions.DependencyInjection;

namespace PolicyEngine.AspNetCore.Snapshots;

/// <summary>Finds the source that a host follows.</summary>
internal static class FollowedSource
{
    /// <summary>What to say where a host follows none.</summary>
    public const string Missing =
        $"the host follows no policies: {nameof(SnapshotServiceCollectionExtensions.AddPolicyDirectory)}, {nameof(SnapshotServiceCollectionExtensions.AddKubernetesPolicies)}, "
        + $"{nameof(SnapshotServiceCollectionExtensions.AddCalicoEtcdPolicies)} or {nameof(SnapshotServiceCollectionExtensions.AddPolicySource)} has to be called";

    /// <summary>The snapshots that a host follows.</summary>
    /// <exception cref="InvalidOperationException">It follows none.</exception>
    public static IPolicySnapshotProvider Of(IServiceProvider services) => services.GetService<IPolicySnapshotProvider>() ?? throw new InvalidOperationException(Missing);
}
