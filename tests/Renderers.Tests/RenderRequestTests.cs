namespace PolicyEngine.Renderers.Tests;

public sealed class RenderRequestTests
{
    [Fact]
    public void Endpoints_that_were_never_set_are_none() => Assert.Empty(new RenderRequest { Endpoints = default }.Endpoints);
}
