namespace PolicyEngine.Cli.Output;

/// <summary>The form of a result.</summary>
internal enum OutputFormat
{
    Text,
    Json,
    Csv,
    Markdown,
    Dot,
    Mermaid,
    Svg,
    Sarif,
    JUnit,
    GitHub,
    GitLab,
    Azure,
}
