using System.Collections.Immutable;
using PolicyEngine.Documents;
using PolicyEngine.Model;

namespace PolicyEngine.Binding.Calico;

/// <summary>Reads the <c>http</c> of a Calico rule.</summary>
internal static class CalicoHttpMatch
{
    private const int MaxEntries = 20;
    private const int MaxPathLength = 1024;

    public static HttpMatch? Bind(FieldReader rule, RuleAction action, string ruleList)
    {
        if (rule.Object("http") is not { } http)
        {
            return null;
        }

        bool isTcp = rule.Value("protocol") is null or ScalarNode { Text: "TCP" };
        if (action != RuleAction.Allow || ruleList != "ingress" || !isTcp)
        {
            http.Error(BindingDiagnostics.HttpConstraint, http.Span, $"`{http.Path}` stands in ingress rules that allow TCP only");
        }

        string[] methods = [.. http.Strings("methods").Select(method => method.Text)];
        HttpPath[] paths = [.. http.Objects("paths").Select(BindPath)];
        http.RejectUnknownFields();
        foreach (string field in (ReadOnlySpan<string>)["methods", "paths"])
        {
            if (http.List(field).Length > MaxEntries)
            {
                http.Error(BindingDiagnostics.HttpConstraint, http.Value(field)!.Span, $"`{http.Field(field)}` has more than {MaxEntries} entries");
            }
        }

        if (methods.Distinct(StringComparer.Ordinal).Count() < methods.Length)
        {
            http.Error(BindingDiagnostics.HttpConstraint, http.Value("methods")!.Span, $"`{http.Field("methods")}` names a method twice");
        }

        if (!http.Context.Profile.EnforcesHttp)
        {
            http.Warn(BindingDiagnostics.UnsupportedField, http.Span, $"`{http.Path}` is enforced by an application-layer proxy only; packet filters let the connection through");
        }

        return new HttpMatch([.. methods], [.. paths]);
    }

    private static HttpPath BindPath(FieldReader path)
    {
        string? exact = path.String("exact");
        string? prefix = path.String("prefix");
        path.RejectUnknownFields();
        string text = exact ?? prefix ?? "";
        if (exact is null == prefix is null)
        {
            path.Error(BindingDiagnostics.HttpConstraint, path.Span, $"`{path.Path}` needs one of `exact` and `prefix`");
        }
        else if (!text.StartsWith('/') || text.Length > MaxPathLength || text.AsSpan().ContainsAny("?# \t"))
        {
            path.Error(BindingDiagnostics.HttpConstraint, path.Span, $"`{text}` is not a path: it begins with `/` and has no `?`, `#` or blank");
        }

        return new HttpPath(text, prefix is not null);
    }
}
