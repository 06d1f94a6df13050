namespace PolicyEngine.Dataplane.Convergence;

/// <content>Virtual machines that move from pod to pod, stage by stage; agents hear of each stage when it is delivered to them.</content>
public sealed partial class ClusterRollout
{
    /// <summary>The second pod is there, and its node tells of it with the elevated priority (<see cref="PodMigration.Begin"/>).</summary>
    public ClusterRollout Begin(PodMigration migration)
    {
        ArgumentNullException.ThrowIfNull(migration);
        return Write(migration.Begin(Datastore));
    }

    /// <summary>The first pod ends, and its node withdraws its routes (<see cref="PodMigration.Withdraw"/>).</summary>
    public ClusterRollout Withdraw(PodMigration migration)
    {
        ArgumentNullException.ThrowIfNull(migration);
        return Write(migration.Withdraw(Datastore));
    }

    /// <summary>The addresses are the second pod's as any pod's are (<see cref="PodMigration.Complete"/>).</summary>
    public ClusterRollout Complete(PodMigration migration)
    {
        ArgumentNullException.ThrowIfNull(migration);
        return Write(migration.Complete(Datastore));
    }
}
