using PolicyEngine.Collections;

namespace PolicyEngine.Tests.Collections;

/// <summary>Values that generations take over from each other.</summary>
public sealed class GenerationTests
{
    [Fact]
    public void What_is_asked_for_is_taken_over_and_the_rest_goes()
    {
        var first = new Generation<string, int>(null);
        Assert.Equal([1, 2], [first.GetOrAdd("asked", _ => 1), first.GetOrAdd("forgotten", _ => 2)]);
        var second = new Generation<string, int>(first);
        Assert.Equal(1, second.GetOrAdd("asked", _ => 3));
        var third = new Generation<string, int>(second);
        Assert.Equal([1, 4], [third.GetOrAdd("asked", _ => 3), third.GetOrAdd("forgotten", _ => 4)]);
    }

    [Fact]
    public void One_that_is_never_asked_hands_on_what_it_had()
    {
        var first = new Generation<string, int>(null);
        first.GetOrAdd("asked", _ => 1);
        Assert.Equal(1, new Generation<string, int>(new Generation<string, int>(first)).GetOrAdd("asked", _ => 2));
    }
}
