using System.CommandLine;
using PolicyEngine.Selectors.Algebra;

namespace PolicyEngine.Cli.Commands;

/// <summary>The option that says which labels there could be.</summary>
internal sealed class UniverseOption
{
    private readonly Option<bool> _anyText = new("--any-text")
    {
        Description = "Labels may have any name and text, not only those that Kubernetes accepts.",
    };

    public void AddTo(Command command) => command.Add(_anyText);

    public SelectorAlgebra Read(ParseResult parsed) => parsed.GetValue(_anyText) ? SelectorAlgebra.Any : SelectorAlgebra.Kubernetes;
}
