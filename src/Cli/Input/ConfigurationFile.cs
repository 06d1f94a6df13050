using System.Collections.Immutable;
using System.Security.Cryptography;
using PolicyEngine.Cli.Output.Rendering;
using PolicyEngine.Documents;
using PolicyEngine.Hosting;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Input;

/// <summary>The project's configuration and where it stands.</summary>
/// <param name="Settings">What it says.</param>
/// <param name="Path">The file; null where there is none.</param>
internal sealed record ConfigurationFile(ProjectConfiguration Settings, string? Path)
{
    /// <summary>The file that is read where none is named.</summary>
    public const string DefaultName = "netpol.yaml";


    /// <summary>No configuration.</summary>
    public static ConfigurationFile None { get; } = new(ProjectConfiguration.Default, null);

    /// <summary>The digest of its text; null where there is none.</summary>
    public string? Digest { get; private init; }

    /// <summary>The inputs it names; they stand beside it.</summary>
    public IReadOnlyList<string> Inputs => [.. Settings.Inputs.Select(Beside)];

    /// <summary>The baseline it names.</summary>
    public string? Baseline => Settings.Baseline is { } file ? Beside(file) : null;

    /// <summary>Reads the file that is named, or else the one in the working directory, if there is one.</summary>
    /// <exception cref="CommandFailedException">It cannot be read, or something in it means nothing.</exception>
    public static ConfigurationFile Read(string? path, CommandContext context)
    {
        if (path is null && !File.Exists(DefaultName))
        {
            return None;
        }

        string file = path ?? DefaultName;
        var settings = ProjectConfiguration.Read(SourceOf(file, out string? digest), out ImmutableArray<Diagnostic> diagnostics, context.Rules.Select(rule => rule.Descriptor));
        RendererTable.Check(settings.Lint.RenderFor, $"{file}: lint.renderFor");
        return diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error)
            ? throw new CommandFailedException($"the configuration `{file}` cannot be used")
            {
                Detail = [.. diagnostics.SelectMany(diagnostic => new[] { diagnostic.ToString(), $"  hint: {diagnostic.Hint}" })],
            }
            : new ConfigurationFile(settings, file) { Digest = digest };
    }

    /// <summary>The configuration and what belongs to it, none of which describes the cluster.</summary>
    public IEnumerable<string> Files => new[] { Path, Baseline }.OfType<string>();

    /// <summary>Whether a file is the configuration or belongs to it, and so describes no cluster.</summary>
    public bool IsPartOf(string file) => Files.Any(own => IsSame(file, own));

    /// <summary>A file's text, read once. Where it cannot be read, reading the source says why.</summary>
    private static PolicySource SourceOf(string file, out string? digest)
    {
        try
        {
            byte[] text = WholeInput.ReadFile(file, WholeInput.MostOfSettings);
            digest = Convert.ToHexStringLower(SHA256.HashData(text));
            return PolicySource.FromStream(file, new MemoryStream(text, writable: false));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            digest = null;
            return PolicySource.FromFile(file);
        }
    }

    private static bool IsSame(string left, string right) =>
        string.Equals(System.IO.Path.GetFullPath(left), System.IO.Path.GetFullPath(right), StringComparison.Ordinal);

    private string Beside(string file) =>
        file == StandardStreams.Sign || System.IO.Path.GetDirectoryName(Path) is not { Length: > 0 } folder ? file : System.IO.Path.Combine(folder, file);
}
