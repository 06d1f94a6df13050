using PolicyEngine.Renderers.Acl.Yang;
using PolicyEngine.Renderers.Tests.Proof;

namespace PolicyEngine.Renderers.Tests.Acl;

/// <summary>Lists of RFC 8519 are valid by the module they are written for.</summary>
public sealed class YangValidationTests
{
    [YangFact]
    public void Lists_are_valid() => Assert.Empty(YangValidation.ErrorsOf(Text()));

    [YangFact]
    public void An_operator_that_the_module_does_not_have_is_found() =>
        Assert.NotEmpty(YangValidation.ErrorsOf(Text().Replace("\"operator\": \"eq\"", "\"operator\": \"lt\"", StringComparison.Ordinal)));

    private static string Text() => new YangAclRenderer().Render(ShopWorld.Load(), new RenderRequest { Node = ShopWorld.Node }).Parts.Single().Text;
}
