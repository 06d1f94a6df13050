using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.AspNetCore.Api;

internal sealed class PolicyApiOptionsValidator : IValidateOptions<PolicyApiOptions>
{
    public ValidateOptionsResult Validate(string? name, PolicyApiOptions options)
    {
        var problems = new OptionProblems(nameof(PolicyApiOptions));
        foreach ((string option, int most) in new[]
        {
            (nameof(options.MaxBodyBytes), options.MaxBodyBytes),
            (nameof(options.MaxQuestions), options.MaxQuestions),
            (nameof(options.MaxRows), options.MaxRows),
            (nameof(options.MaxDocuments), options.MaxDocuments),
            (nameof(options.MaxNames), options.MaxNames),
            (nameof(options.MaxConcurrentQuestions), options.MaxConcurrentQuestions),
            (nameof(options.MaxConcurrentReports), options.MaxConcurrentReports),
            (nameof(options.MaxFollowers), options.MaxFollowers),
        })
        {
            problems.Check(most > 0, option, "must be positive");
        }

        problems.Check(options.MaxWaiting >= 0, nameof(options.MaxWaiting), "must not be negative");
        problems.Check(options.Timeout > TimeSpan.Zero, nameof(options.Timeout), "must be positive");
        problems.Check(options.KeepAlive > TimeSpan.Zero, nameof(options.KeepAlive), "must be positive");
        return problems.ToResult();
    }
}
