using CustomLintRule;
using PolicyEngine;
using PolicyEngine.Linting;

LoadResult loaded = new PolicyLoader().LoadPaths(args);
foreach (var diagnostic in loaded.Diagnostics)
{
    Console.Error.WriteLine(diagnostic);
}

if (loaded.HasErrors)
{
    return 2;
}

// The engine's own rules and one more. In a host: services.AddPolicyEngine().AddLintRule<WholeNamespaceRule>().
var linter = new Linter([.. BuiltInRules.All, new WholeNamespaceRule()]);
LintReport report = linter.Run(loaded);
foreach (Finding finding in report.Findings.Where(finding => finding.Rule.Id == "SHOP01"))
{
    Console.WriteLine(finding);
    Console.WriteLine($"  {finding.Hint}");
}

Console.WriteLine($"{report.Ran.Length} rules ran");
return 0;
