using PolicyEngine.Compilation;

namespace PolicyEngine.Queries.Stages;

/// <summary>Puts stages in a row, where some may be missing.</summary>
internal static class StageRow
{
    /// <summary>A stage behind another that traffic passes first.</summary>
    public static T Behind<T>(this IStages<T> stages, T? before, T stage)
        where T : class => before is null ? stage : stages.Combine(Combination.Then, before, stage);

    /// <summary>A stage and what traffic passes behind it; where both allow, the stage speaks.</summary>
    public static T Also<T>(this IStages<T> stages, T stage, T? behind)
        where T : class => behind is null ? stage : stages.Combine(Combination.ThenAlso, stage, behind);

    /// <summary>A stage, and others for what it leaves open.</summary>
    public static T OrElse<T>(this IStages<T> stages, T? stage, T rest)
        where T : class => stage is null ? rest : stages.Combine(Combination.OrElse, stage, rest);

    /// <summary>One of two, and what the input does not give decides which. One at least is there.</summary>
    public static T Either<T>(this IStages<T> stages, Combination how, T? one, T? other)
        where T : class => one is null || other is null || ReferenceEquals(one, other) ? (one ?? other)! : stages.Combine(how, one, other);
}
