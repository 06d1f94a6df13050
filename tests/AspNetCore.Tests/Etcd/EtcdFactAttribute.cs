namespace AspNetCore.Tests.Etcd;

/// <summary>A fact about etcd, skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EtcdFactAttribute : FactAttribute
{
    public EtcdFactAttribute() => Skip = EtcdServer.Missing;
}
