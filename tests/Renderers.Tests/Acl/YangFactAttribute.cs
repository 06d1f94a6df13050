namespace PolicyEngine.Renderers.Tests.Acl;

/// <summary>A test that validates with real YANG modules; skipped where they or the tool are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class YangFactAttribute : FactAttribute
{
    public YangFactAttribute() => Skip = YangValidation.Missing;
}
