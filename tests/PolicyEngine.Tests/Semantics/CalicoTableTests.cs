using System.Globalization;
using System.Reflection;

namespace PolicyEngine.Tests.Semantics;

/// <summary>Every row of Calico's table of corner cases has a test named after it.</summary>
public sealed class CalicoTableTests
{
    private const int LastRow = 105;
    private const int LastSelectorRow = 15;

    private static readonly string[] s_tables = ["Calico", "HostEndpoint"];

    /// <summary>Those about selector expressions are among the selectors' own tests.</summary>
    [Fact]
    public void Every_row_but_those_of_selectors_has_a_test()
    {
        IEnumerable<int> rows = Enumerable.Range(LastSelectorRow + 1, LastRow - LastSelectorRow);
        Assert.Empty(rows.Except(TestedRows()));
    }

    [Fact]
    public void No_test_is_named_after_a_row_the_table_does_not_have() => Assert.DoesNotContain(TestedRows(), row => row is <= LastSelectorRow or > LastRow);

    private static int[] TestedRows() =>
    [
        .. typeof(CalicoTableTests).Assembly.GetTypes()
            .Where(type => s_tables.Any(table => type.Name.StartsWith(table, StringComparison.Ordinal)))
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(FactAttribute)) && method.Name.StartsWith("Row_", StringComparison.Ordinal))
            .Select(method => int.Parse(method.Name.Split('_')[1], CultureInfo.InvariantCulture))
            .Distinct(),
    ];
}
