using Microsoft.Extensions.Options;

namespace PolicyEngine.AspNetCore.Snapshots;

internal sealed class SnapshotOptionsValidator : IValidateOptions<SnapshotOptions>
{
    public ValidateOptionsResult Validate(string? name, SnapshotOptions options)
    {
        var problems = new OptionProblems(nameof(SnapshotOptions));
        problems.Check(options.StartTimeout >= TimeSpan.Zero, nameof(SnapshotOptions.StartTimeout), "must not be negative");
        problems.CheckPauses(options.FirstPause, options.LongestPause);
        return problems.ToResult();
    }
}
