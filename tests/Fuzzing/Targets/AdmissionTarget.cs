namespace Fuzzing.Tests;

/// <summary>Reviews that an API server asks for.</summary>
internal sealed class AdmissionTarget : ServerTarget
{
    public override string Name => "admission";
}
