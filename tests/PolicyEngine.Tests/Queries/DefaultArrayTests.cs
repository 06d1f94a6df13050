using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Connectivity;
using PolicyEngine.Connectivity.Gates;
using PolicyEngine.Documents;
using PolicyEngine.Expectations;
using PolicyEngine.Json;
using PolicyEngine.Linting;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Queries.Futures;
using TestKit;

namespace PolicyEngine.Tests.Queries;

/// <summary>What callers hand in takes an array that was never made for an empty one.</summary>
public sealed class DefaultArrayTests
{
    [Theory]
    [InlineData(typeof(Query))]
    [InlineData(typeof(EverQuery))]
    [InlineData(typeof(MatrixQuery))]
    [InlineData(typeof(Gate))]
    [InlineData(typeof(GateFile))]
    [InlineData(typeof(Expectation))]
    [InlineData(typeof(ExpectedConnection))]
    [InlineData(typeof(ExpectedTraffic))]
    [InlineData(typeof(LintOptions))]
    [InlineData(typeof(LintParameters))]
    [InlineData(typeof(LintReport))]
    [InlineData(typeof(LintFix))]
    [InlineData(typeof(Finding))]
    [InlineData(typeof(MappingNode))]
    [InlineData(typeof(SequenceNode))]
    public void What_is_handed_in_takes_a_default_array_for_an_empty_one(Type type) => Assert.Empty(DefaultArrays.GivenOutBy(type));

    [Fact]
    public void All_that_may_pass_can_be_a_default_array() =>
        Assert.Equal([], Assert.NotNull(new Expectation { Only = default(ImmutableArray<ExpectedConnection>) }.Only));

    [Fact]
    public void Methods_take_a_default_array_for_an_empty_one()
    {
        var text = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(text);
        new EndpointJson(json, new PolicyLoader().Load([]).Snapshot).Write(default(ImmutableArray<Endpoint>));
        json.Flush();

        Assert.Equal("[]"u8.ToArray(), text.WrittenSpan.ToArray());
        Assert.Empty(PartyNames.StartingWith(default, "shop/"));
    }
}
