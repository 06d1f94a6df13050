using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Benchmarks.Comparison;
using PolicyEngine.Benchmarks.Quick;
using PolicyEngine.Benchmarks.Workloads;

if (args is ["--quick", .. var sections])
{
    return QuickRun.Run(sections);
}

if (args is ["--questions", var size, var folder])
{
    return ClusterFiles.Write(size, folder);
}

if (args is ["--write", var workload, var directory])
{
    return Workload.Write(workload, directory);
}

if (args is ["--compare", var before, var after, .. var rest])
{
    double factor = rest is [var text] ? double.Parse(text, CultureInfo.InvariantCulture) : RunComparison.DefaultFactor;
    return RunComparison.Run(before, after, factor, Console.Out);
}

IConfig config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithIterationCount(9));
BenchmarkSwitcher.FromAssembly(typeof(QuickRun).Assembly).Run(args, config);
return 0;
