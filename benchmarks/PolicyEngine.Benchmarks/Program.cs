using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Benchmarks.Quick;

if (args is ["--quick", .. var sections])
{
    return QuickRun.Run(sections);
}

if (args is ["--write", var size, var folder])
{
    return ClusterFiles.Write(size, folder);
}

IConfig config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithIterationCount(9));
BenchmarkSwitcher.FromAssembly(typeof(QuickRun).Assembly).Run(args, config);
return 0;
