using System.Security.Cryptography;
using PolicyEngine;
using PolicyEngine.Benchmarks.Workloads;
using PolicyEngine.Connectivity;

namespace Benchmarks.Tests;

public sealed class WorkloadTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("workload");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("list-50", "a679c02405533b34")]
    [InlineData("list-1000", "d7292018ee241a38")]
    public void Pods_of_the_connectivity_list_are_byte_for_byte_what_the_other_tool_was_measured_with(string name, string sum)
    {
        string directory = Write(name);
        Assert.Equal(sum, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(directory, "pods.yaml"))))[..16]);
    }

    [Fact]
    public void The_connectivity_list_has_as_many_rows_as_the_other_tool_shows() => Assert.Equal(361, Rows(Write("list-50"), new MatrixQuery()));

    [Fact]
    public void The_table_has_as_many_allowed_pairs_as_the_other_tools_show() =>
        Assert.Equal(350, Rows(Path.Combine(Write("table-50"), "cluster.yaml"), new MatrixQuery { IncludesOwn = true, Grouping = Grouping.Pod, Port = "80" }));

    [Fact]
    public void Every_workload_can_be_read() => Assert.All(
        ["sets-1000", "customers-1000", "label-index-1000", "world-w"],
        name => Assert.Empty(new PolicyLoader().LoadPaths([Write(name)]).Diagnostics));

    [Fact]
    public void A_name_that_is_no_workload_is_refused() => Assert.Equal(2, Workload.Write("tables", _directory.FullName));

    private static int Rows(string path, MatrixQuery query) => new PolicyLoader().LoadPaths([path]).Snapshot.Matrix(query, out _)!.Connections().Count();

    private string Write(string name)
    {
        string directory = Path.Combine(_directory.FullName, name);
        Assert.Equal(0, Workload.Write(name, directory));
        return directory;
    }
}
