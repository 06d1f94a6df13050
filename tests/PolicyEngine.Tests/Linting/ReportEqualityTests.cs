using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Tests.Linting;

public sealed class ReportEqualityTests
{
    private const string Yaml = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a, namespace: shop}, spec: {podSelector: {}, ingress: [{ports: [{port: 80}]}]}}";

    [Fact]
    public void Reports_that_say_the_same_are_equal()
    {
        LintReport one = Report(Yaml);
        LintReport other = Report(Yaml);

        Assert.NotEmpty(one.Findings);
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, Report(Yaml.Replace("80", "81", StringComparison.Ordinal)));
    }

    [Fact]
    public void So_are_findings_with_other_places_and_a_fix()
    {
        Assert.Equal(Finding("see here", "remove it"), Finding("see here", "remove it"));
        Assert.Equal(Finding("see here", "remove it").GetHashCode(), Finding("see here", "remove it").GetHashCode());
        Assert.NotEqual(Finding("see here", "remove it"), Finding("see there", "remove it"));
        Assert.NotEqual(Finding("see here", "remove it"), Finding("see here", "leave it"));
    }

    private static Finding Finding(string place, string replacement) => BuiltInRules.All[0].Descriptor.At(LintTarget.Of("Pod", "shop", "a", SourceSpan.None), "is wrong") with
    {
        Related = [new RelatedPlace(SourceSpan.None, place)],
        Fix = new LintFix("mend it", [new TextEdit(SourceSpan.None, 1, 1, replacement)]),
    };

    private static LintReport Report(string yaml) => new Linter(BuiltInRules.All).Run(new PolicyLoader().LoadText(yaml));
}
