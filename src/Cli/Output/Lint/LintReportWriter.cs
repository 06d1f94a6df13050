using System.Diagnostics;
using PolicyEngine.Cli.Linting;
using PolicyEngine.Cli.Output.Lint.Sarif;
using PolicyEngine.Json;
using PolicyEngine.Linting;

namespace PolicyEngine.Cli.Output.Lint;

/// <summary>Writes a run of the linter in the form that is asked for.</summary>
/// <param name="context">Where to.</param>
/// <param name="sarif">What is said about SARIF.</param>
/// <param name="threshold">From which severity on findings are failures.</param>
internal sealed class LintReportWriter(CommandContext context, SarifArguments sarif, LintThreshold threshold)
{
    private readonly RepositoryPaths _paths = new();

    /// <exception cref="CommandFailedException">The file cannot be written.</exception>
    public void Write(LintRun run, OutputArguments report)
    {
        using (ResultWriter result = ResultWriter.Open(report, context.Streams))
        {
            Write(run, report.Format, result);
        }

        if (report.Format == OutputFormat.GitHub && context.StepSummary is { } summary)
        {
            AppendSummary(run, summary);
        }
    }

    private void Write(LintRun run, OutputFormat format, ResultWriter result)
    {
        switch (format)
        {
            case OutputFormat.Text:
                LintText.Write(result.Page, run);
                break;
            case OutputFormat.Json:
                result.Writer.Write(JsonText.Document(json => LintJson.Write(json, run)));
                break;
            case OutputFormat.Sarif:
                result.Writer.Write(JsonText.Document(json => SarifLog.Write(json, run, sarif)));
                break;
            case OutputFormat.GitLab:
                result.Writer.Write(JsonText.Document(json => GitLabReport.Write(json, run, _paths)));
                break;
            case OutputFormat.JUnit:
                JUnitReport.Write(result.Writer, run, threshold, _paths);
                break;
            case OutputFormat.GitHub:
                GitHubAnnotations.Write(result.Writer, run, _paths);
                break;
            case OutputFormat.Azure:
                AzureIssues.Write(result.Writer, run, _paths);
                break;
            case OutputFormat.Markdown:
                result.Writer.Write(LintMarkdown.Of(run, _paths));
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void AppendSummary(LintRun run, string file)
    {
        try
        {
            File.AppendAllText(file, LintMarkdown.Of(run, _paths));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"the summary of the job cannot be written: {exception.Message}", exception);
        }
    }
}
