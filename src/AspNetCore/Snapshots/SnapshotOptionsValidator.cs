using Microsoft.Extensions.Options;

namespace PolicyEngine.AspNetCore.Snapshots;

internal sealed class SnapshotOptionsValidator : IValidateOptions<SnapshotOptions>
{
    public ValidateOptionsResult Validate(string? name, SnapshotOptions options)
    {
        var problems = new OptionProblems(nameof(SnapshotOptions));
        problems.Check(options.StartTimeout >= TimeSpan.Zero, nameof(SnapshotOptions.StartTimeout), "must not be negative");
        problems.Check(options.FirstPause > TimeSpan.Zero, nameof(SnapshotOptions.FirstPause), "must be positive");
        problems.Check(options.LongestPause >= options.FirstPause, nameof(SnapshotOptions.LongestPause), "must not be shorter than the first pause");
        return problems.ToResult();
    }
}
