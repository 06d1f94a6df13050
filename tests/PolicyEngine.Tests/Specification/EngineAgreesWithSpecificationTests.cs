namespace PolicyEngine.Tests.Specification;

/// <summary>The engine against the specification, and against itself asked in other ways.</summary>
public sealed class EngineAgreesWithSpecificationTests
{
    [Fact]
    public void The_engine_says_what_the_specification_says() => new FlowLaw(world =>
    {
        var loaded = new LoadedWorld(world);
        return flow =>
        {
            SpecifiedVerdict specified = loaded.Specify(flow);
            SpecifiedVerdict actual = loaded.Evaluate(flow);
            return specified == actual ? null : $"specified: {specified}\nactual:    {actual}";
        };
    }).HoldsEverywhere();
}
