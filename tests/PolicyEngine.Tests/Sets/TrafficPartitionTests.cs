using PolicyEngine.Sets;
using TestKit;

namespace PolicyEngine.Tests.Sets;

public class TrafficPartitionTests
{
    private const string Default = "default";

    [Fact]
    public void Find_agrees_with_a_scan_of_the_regions() =>
        Property.Holds(SetGenerators.Triples(SetGenerators.Traffic), triple =>
        {
            List<(TrafficSet Region, string Value)> regions = Disjoint(triple);
            TrafficPartition<string> partition = Build(regions);
            foreach (TrafficPoint point in SetGenerators.SamplePoints)
            {
                string expected = regions.Where(entry => entry.Region.Contains(point)).Select(entry => entry.Value).SingleOrDefault() ?? Default;
                Assert.Equal(expected, partition.Find(point));
            }
        });

    [Fact]
    public void Regions_are_disjoint_total_and_hold_the_points_of_their_value() =>
        Property.Holds(SetGenerators.Triples(SetGenerators.Traffic), triple =>
        {
            TrafficPartition<string> partition = Build(Disjoint(triple));
            TrafficSet sum = TrafficSet.Empty;
            foreach ((string value, TrafficSet region) in partition.Regions)
            {
                Assert.False(region.IsEmpty);
                Assert.False(region.Overlaps(sum));
                Assert.Equal(region, partition.Where(other => other.Equals(value, StringComparison.Ordinal)));
                Assert.Equal(value, partition.Find(region.Lowest!.Value));
                sum = sum.Union(region);
            }

            Assert.Same(TrafficSet.All, sum);
            Assert.Same(TrafficSet.All, partition.Where(_ => true));
            Assert.Same(TrafficSet.Empty, partition.Where(_ => false));
        });

    [Fact]
    public void Equal_maps_have_one_form_however_they_were_given() =>
        Property.Holds(SetGenerators.Triples(SetGenerators.Traffic), triple =>
        {
            List<(TrafficSet Region, string Value)> regions = Disjoint(triple);
            TrafficPartition<string> partition = Build(regions);

            var pieces = regions.SelectMany(entry => entry.Region.Boxes.Select(box => (TrafficSet.Of(box), entry.Value))).Reverse().ToList();
            Assert.Equal(partition, Build(pieces));
            Assert.Equal(partition.GetHashCode(), Build(pieces).GetHashCode());
            Assert.Equal(partition, Build([.. partition.Regions.Select(entry => (entry.Region, entry.Value))]));

            bool isChanged = !regions[0].Region.IsEmpty;
            regions[0] = (regions[0].Region, "other");
            Assert.Equal(isChanged, !partition.Equals(Build(regions)));
        });

    [Fact]
    public void The_ends_of_the_universe_are_found()
    {
        var corner = TrafficSet.Of(TrafficPoint.Ports(Protocol.Tcp, 65535, 65535));
        var type = TrafficSet.Icmp(Protocol.Icmp, 255, 255);
        var last = TrafficSet.ForProtocol(new Protocol(255));
        TrafficPartition<string> partition = Build([(corner, "corner"), (type, "type"), (last, "last")]);
        Assert.Equal("corner", partition.Find(TrafficPoint.Ports(Protocol.Tcp, 65535, 65535)));
        Assert.Equal(Default, partition.Find(TrafficPoint.Ports(Protocol.Tcp, 65535, 65534)));
        Assert.Equal(Default, partition.Find(TrafficPoint.Ports(Protocol.Tcp, 65534, 65535)));
        Assert.Equal(Default, partition.Find(TrafficPoint.Ports(Protocol.Tcp, 0, 0)));
        Assert.Equal("type", partition.Find(TrafficPoint.Icmp(Protocol.Icmp, 255, 255)));
        Assert.Equal("last", partition.Find(TrafficPoint.Other(new Protocol(255))));
    }

    [Fact]
    public void One_value_for_everything_is_one_region()
    {
        TrafficPartition<string> partition = Build([(TrafficSet.ForProtocol(Protocol.Icmp), Default), (TrafficSet.Icmp(Protocol.IcmpV6, 1, null), Default)]);
        Assert.Equal(Build([]), partition);
        Assert.Equal((Default, TrafficSet.All), Assert.Single(partition.Regions));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(1)]
    [InlineData(47)]
    public void Regions_that_overlap_are_refused(byte number) =>
        Assert.Throws<InvalidOperationException>(() => Build([(TrafficSet.ForProtocol(new Protocol(number)), "one"), (TrafficSet.All, "two")]));

    [Fact]
    public void Find_does_not_allocate()
    {
        List<(TrafficSet, string)> regions = [.. Enumerable.Range(0, 300).Select(i => (TrafficSet.Ports(Protocol.Tcp, IntervalSet<ushort>.Of((ushort)(i * 7)), IntervalSet<ushort>.Of(1024, (ushort)(2000 + i))), $"v{i % 5}"))];
        TrafficPartition<string> partition = Build(regions);
        string found = "";
        Assert.Equal(0, Allocation.Of(() =>
        {
            for (int port = 0; port < 2000; port++)
            {
                found = partition.Find(TrafficPoint.Ports(Protocol.Tcp, (ushort)port, 1500));
            }
        }));
        Assert.Equal(Default, found);
    }

    private static List<(TrafficSet Region, string Value)> Disjoint((TrafficSet First, TrafficSet Second, TrafficSet Third) triple) =>
    [
        (triple.First, "first"),
        (triple.Second.Subtract(triple.First), "second"),
        (triple.Third.Subtract(triple.First).Subtract(triple.Second), "third"),
    ];

    private static TrafficPartition<string> Build(List<(TrafficSet Region, string Value)> regions)
    {
        var builder = new TrafficPartitionBuilder<string>(Default);
        foreach ((TrafficSet region, string value) in regions)
        {
            builder.Add(region, value);
        }

        return builder.Build();
    }
}
