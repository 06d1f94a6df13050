using Microsoft.Extensions.Options;

namespace PolicyEngine.AspNetCore.Snapshots;

/// <summary>Gathers what is wrong with options.</summary>
internal sealed class OptionProblems(string options)
{
    private readonly List<string> _problems = [];

    public void Check(bool isRight, string option, string requirement)
    {
        if (!isRight)
        {
            _problems.Add($"{options}.{option} {requirement}");
        }
    }

    /// <summary>Checks the options that all have who try again.</summary>
    public void CheckPauses(TimeSpan first, TimeSpan longest)
    {
        Check(first > TimeSpan.Zero, nameof(SnapshotOptions.FirstPause), "must be positive");
        Check(longest >= first, nameof(SnapshotOptions.LongestPause), "must not be shorter than the first pause");
    }

    public ValidateOptionsResult ToResult() => _problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_problems);
}
