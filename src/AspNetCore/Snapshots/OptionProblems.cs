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

    public ValidateOptionsResult ToResult() => _problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_problems);
}
