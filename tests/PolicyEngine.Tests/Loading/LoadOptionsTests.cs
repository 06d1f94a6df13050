using PolicyEngine.Connectivity;
using PolicyEngine.Queries;

namespace PolicyEngine.Tests.Loading;

public sealed class LoadOptionsTests
{
    [Fact]
    public void Options_that_cannot_be_are_refused_where_they_are_set()
    {
        Assert.Throws<ArgumentNullException>(() => new LoadOptions { Limits = null! });
        Assert.Throws<ArgumentOutOfRangeException>(() => LoadOptions.Default with { Parallelism = -1 });
        Assert.Equal(0, new LoadOptions { Parallelism = 0 }.Parallelism);
    }

    [Fact]
    public void Protocols_that_were_never_set_are_none()
    {
        Assert.Empty(new Query { From = "shop/web", To = "shop/redis", Protocols = default }.Protocols);
        Assert.Empty(new MatrixQuery { Protocols = default }.Protocols);
    }
}
