namespace Fuzzing.Tests;

/// <summary>All targets, by name.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyDictionary<string, Func<FuzzTarget>> All { get; } = new Func<FuzzTarget>[]
    {
        () => new SelectorTarget(),
        () => new PolicyTarget("policies", "input.yaml"),
        () => new PolicyTarget("objects", "input.json"),
        () => new LintTarget(),
        () => new RenderingTarget(),
        () => new NetworkTarget(),
        () => new FlannelTarget(),
        () => new ExpectationTarget(),
        () => new GateTarget(),
        () => new ConfigurationTarget(),
        () => new BaselineTarget(),
        () => new QueryTarget(),
        () => new PieceTarget(),
        () => new CaptureTarget(),
        () => new CommandTarget(),
        () => new IptablesTarget(),
        () => new IpsetTarget(),
        () => new NftTarget(),
        () => new NftJsonTarget(),
        () => new KubernetesTarget(),
        () => new EtcdTarget(),
        () => new ApiTarget(),
        () => new AdmissionTarget(),
    }.ToDictionary(create => NameOf(create), StringComparer.Ordinal);

    private static string NameOf(Func<FuzzTarget> create)
    {
        using FuzzTarget target = create();
        return target.Name;
    }
}
