using PolicyEngine.Collections;

namespace PolicyEngine.Tests.Collections;

public class SparseTableTests
{
    [Fact]
    public void What_was_put_is_found_and_nothing_else()
    {
        var table = new SparseTable<string>();
        int[] numbers = [0, 1, 1023, 1024, 70_000, 3];

        foreach (int number in numbers)
        {
            table.Put(number, $"{number}");
        }

        Assert.All(numbers, number => Assert.Equal($"{number}", table[number]));
        Assert.All([2, 1022, 1025, 69_999, 70_001, 1_000_000], number => Assert.Null(table[number]));
    }

    [Fact]
    public void The_last_item_put_stays()
    {
        var table = new SparseTable<string>();

        table.Put(5, "first");
        table.Put(5, "second");

        Assert.Equal("second", table[5]);
    }
}
