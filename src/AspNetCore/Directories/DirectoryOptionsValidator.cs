using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.AspNetCore.Directories;

internal sealed class DirectoryOptionsValidator : IValidateOptions<DirectoryOptions>
{
    public ValidateOptionsResult Validate(string? name, DirectoryOptions options)
    {
        var problems = new OptionProblems(nameof(DirectoryOptions));
        problems.Check(options.Paths.Count > 0, nameof(DirectoryOptions.Paths), "must name a file or a directory");
        problems.Check(!options.Paths.Any(string.IsNullOrWhiteSpace), nameof(DirectoryOptions.Paths), "must not be blank");
        problems.Check(options.QuietPeriod >= TimeSpan.Zero, nameof(DirectoryOptions.QuietPeriod), "must not be negative");
        problems.Check(options.LookEvery > TimeSpan.Zero, nameof(DirectoryOptions.LookEvery), "must be positive");
        return problems.ToResult();
    }
}
