namespace PolicyEngine.AspNetCore.Directories;

/// <summary>Which files a host follows.</summary>
public sealed class DirectoryOptions
{
    /// <summary>Files, and directories with all <c>*.yaml</c>, <c>*.yml</c> and <c>*.json</c> below them.</summary>
    public IList<string> Paths { get; } = [];

    /// <summary>Files that are passed over wherever they stand, for they describe no cluster, such as a configuration.</summary>
    public IList<string> PassedOver { get; } = [];

    /// <summary>For how long nothing must change before files are read, so that what is written together is read together; 200 ms unless said otherwise.</summary>
    public TimeSpan QuietPeriod { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How often to look at files of which the system tells no changes, as on some mounted volumes; 15 s unless said otherwise.</summary>
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(15);
}
