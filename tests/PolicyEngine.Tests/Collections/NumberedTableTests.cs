using PolicyEngine.Collections;

namespace PolicyEngine.Tests.Collections;

public class NumberedTableTests
{
    private readonly NumberedTable<string> _table = NumberedTable<string>.Of([.. Enumerable.Range(0, 1000).Select(number => $"{number}")]);

    [Fact]
    public void Only_what_is_other_differs()
    {
        NumberedTable<string> changed = _table.With(3, "other").With(256, null).With(999, "other");

        Assert.Equal([3, 256, 999], changed.Differences(_table));
        Assert.Equal([3, 256, 999], _table.Differences(changed));
        Assert.Empty(_table.Differences(_table));
    }

    [Fact]
    public void What_only_the_longer_one_has_differs()
    {
        NumberedTable<string> longer = _table;
        for (int number = 1000; number < 1100; number++)
        {
            longer = longer.With(number, $"{number}");
        }

        Assert.Equal(Enumerable.Range(1000, 100), longer.Differences(_table));
        Assert.Equal(Enumerable.Range(1000, 100), _table.Differences(longer));
    }
}
