namespace Fuzzing.Tests;

/// <summary>Requests to the API.</summary>
internal sealed class ApiTarget : ServerTarget
{
    public override string Name => "api";
}
