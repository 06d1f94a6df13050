using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.AspNetCore.Admission;

internal sealed class AdmissionOptionsValidator : IValidateOptions<AdmissionOptions>
{
    // What the API server waits at most.
    private static readonly TimeSpan s_longestDeadline = TimeSpan.FromSeconds(30);

    public ValidateOptionsResult Validate(string? name, AdmissionOptions options)
    {
        var problems = new OptionProblems(nameof(AdmissionOptions));
        problems.Check(options.FailureMode is AdmissionFailureMode.Open or AdmissionFailureMode.Closed, nameof(AdmissionOptions.FailureMode), "must be chosen: Open or Closed");
        problems.Check(options.Deadline > TimeSpan.Zero && options.Deadline < s_longestDeadline, nameof(AdmissionOptions.Deadline), "must be positive and less than 30 s");
        problems.Check(options.MaxBytes > 0, nameof(AdmissionOptions.MaxBytes), "must be positive");
        return problems.ToResult();
    }
}
