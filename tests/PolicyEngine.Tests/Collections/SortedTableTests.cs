using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Collections;
using Property = TestKit.Property;

namespace PolicyEngine.Tests.Collections;

/// <summary>The table of a sorted dictionary, whatever is put and taken away; and older tables stay as they were.</summary>
public sealed class SortedTableTests
{
    // Few keys meet often; many make a tree of three levels.
    private static readonly Arbitrary<(int Start, int[] Changes)> Stories =
        (from keys in Gen.Elements(10, 200, 10_000)
         from start in Gen.Choose(0, keys)
         from changes in Gen.Choose(-keys, keys).ArrayOf(100)
         select (start, changes)).ToArbitrary();

    [Fact]
    public void A_changed_table_has_what_a_dictionary_has() => Property.Holds(Stories, story =>
    {
        (SortedTable<int, int> table, SortedDictionary<int, int> expected) = Start(story.Start);
        foreach (int change in story.Changes)
        {
            table = Changed(table, expected, change);
        }

        Assert.Equal(expected, table);
        Assert.Equal(expected.Count, table.Count);
    });

    [Fact]
    public void An_older_table_stays_as_it_was() => Property.Holds(Stories, story =>
    {
        (SortedTable<int, int> table, SortedDictionary<int, int> expected) = Start(story.Start);
        SortedTable<int, int> first = table;
        KeyValuePair<int, int>[] before = [.. table];
        foreach (int change in story.Changes)
        {
            table = Changed(table, expected, change);
        }

        Assert.Equal(before, first);
    });

    [Fact]
    public void Every_entry_is_found_by_its_key_and_by_its_place() => Property.Holds(Stories, story =>
    {
        (SortedTable<int, int> table, SortedDictionary<int, int> expected) = Start(story.Start);
        foreach (int change in story.Changes)
        {
            table = Changed(table, expected, change);
        }

        int place = 0;
        foreach (KeyValuePair<int, int> entry in expected)
        {
            Assert.Equal(entry, table[place]);
            Assert.Equal(place++, table.PlaceOf(entry.Key));
            Assert.True(table.TryGet(entry.Key, out int value) && value == entry.Value);
        }
    });

    [Fact]
    public void From_a_key_on_stand_those_not_before_it() => Property.Holds(Stories, story =>
    {
        (SortedTable<int, int> table, SortedDictionary<int, int> expected) = Start(story.Start);
        Assert.All(story.Changes, key =>
        {
            Assert.Equal(expected.Where(entry => entry.Key >= key), table.From(key));
            Assert.Equal(expected.ContainsKey(key), table.TryGet(key, out _));
            Assert.Equal(expected.ContainsKey(key) ? expected.Keys.Count(other => other < key) : ~expected.Keys.Count(other => other < key), table.PlaceOf(key));
        });
    }, 20);

    [Fact]
    public void What_is_emptied_can_be_filled_again()
    {
        SortedTable<int, int> table = Start(5000).Table;
        table = Enumerable.Range(0, 5000).Aggregate(table, (rest, number) => rest.Without(number * 7919 % 5000));
        Assert.Empty(table);
        Assert.Equal([new(3, 4)], table.With(3, 4));
    }

    private static (SortedTable<int, int> Table, SortedDictionary<int, int> Expected) Start(int count)
    {
        KeyValuePair<int, int>[] entries = [.. Enumerable.Range(0, count).Select(key => KeyValuePair.Create(key, -key))];
        return (SortedTable<int, int>.Of(entries, Comparer<int>.Default), new(entries.ToDictionary()));
    }

    /// <summary>Puts what is positive, takes away what is not.</summary>
    private static SortedTable<int, int> Changed(SortedTable<int, int> table, SortedDictionary<int, int> expected, int change)
    {
        if (change > 0)
        {
            expected[change] = expected.Count;
            return table.With(change, expected[change]);
        }

        expected.Remove(-change);
        return table.Without(-change);
    }
}
