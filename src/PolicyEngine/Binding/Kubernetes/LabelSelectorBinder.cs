using PolicyEngine.Documents;
using PolicyEngine.Selectors;

namespace PolicyEngine.Binding.Kubernetes;

/// <summary>Reads a Kubernetes LabelSelector.</summary>
internal static class LabelSelectorBinder
{
    /// <param name="reader">The LabelSelector.</param>
    /// <param name="labelPrefix">Put before each label name, to ask for labels lent by a namespace.</param>
    public static LabelRequirements Bind(FieldReader reader, string labelPrefix = "") =>
        reader.Context.LabelSelectors.Bind(reader, reader.Node, labelPrefix, BindAnew);

    private static LabelRequirements BindAnew(FieldReader reader, string labelPrefix)
    {
        var requirements = new List<Selector>();
        if (reader.Object("matchLabels") is { } labels)
        {
            BindMatchLabels(labels, labelPrefix, requirements);
            labels.RejectRepeatedKeys();
        }

        foreach (FieldReader expression in reader.Objects("matchExpressions"))
        {
            if (BindExpression(expression, labelPrefix) is { } requirement)
            {
                requirements.Add(requirement);
            }
        }

        reader.RejectUnknownFields();
        return new LabelRequirements(requirements);
    }

    private static void BindMatchLabels(FieldReader labels, string labelPrefix, List<Selector> requirements)
    {
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (MappingEntry entry in labels.Node.Entries)
        {
            if (entry.Key.Kind == ScalarKind.Boolean)
            {
                labels.Error(BindingDiagnostics.InvalidLabel, entry.Key.Span, $"label key `{entry.Key.Text}` is read as a boolean", $"write `\"{entry.Key.Text}\"`");
            }
            else if (entry.Value is ScalarNode { Kind: ScalarKind.String or ScalarKind.Null } scalar)
            {
                string value = scalar.Kind == ScalarKind.Null ? "" : scalar.Text;
                CheckValue(labels, scalar, value);
                if (IsKey(labels, entry.Key))
                {
                    pairs[entry.Key.Text] = value;
                }
            }
            else
            {
                labels.Error(
                    BindingDiagnostics.InvalidLabel, entry.Value.Span, $"`{labels.Field(entry.Key.Text)}` is {entry.Value.Describe()}, expected a string");
            }
        }

        foreach ((string key, string value) in pairs)
        {
            requirements.Add(Selector.LabelEquals(labelPrefix + key, value));
        }
    }

    private static Selector? BindExpression(FieldReader expression, string labelPrefix)
    {
        string? key = expression.String("key");
        string? operation = expression.String("operator");
        List<string> values = [];
        foreach (ScalarNode value in expression.Strings("values"))
        {
            CheckValue(expression, value, value.Text);
            values.Add(value.Text);
        }

        expression.RejectUnknownFields();
        if (key is null || operation is null)
        {
            if (!expression.Has("key") || !expression.Has("operator"))
            {
                expression.Error(BindingDiagnostics.MissingField, expression.Span, $"`{expression.Path}` needs `key` and `operator`");
            }

            return null;
        }

        bool isKey = IsKey(expression, (ScalarNode)expression.Value("key")!);
        bool needsValues = operation is "In" or "NotIn";
        if (operation is not ("In" or "NotIn" or "Exists" or "DoesNotExist"))
        {
            expression.Error(
                BindingDiagnostics.InvalidLabelSelector,
                expression.Value("operator")!.Span,
                $"operator `{operation}` does not exist",
                "the operators are `In`, `NotIn`, `Exists` and `DoesNotExist`");
            return null;
        }

        if (needsValues != expression.List("values").Length > 0)
        {
            expression.Error(
                BindingDiagnostics.InvalidLabelSelector,
                expression.Span,
                needsValues ? $"operator `{operation}` needs values" : $"operator `{operation}` takes no values");
            return null;
        }

        string label = labelPrefix + key;
        return !isKey ? null : operation switch
        {
            "In" => Selector.LabelIn(label, values),
            "NotIn" => Selector.LabelNotIn(label, values),
            "Exists" => Selector.HasLabel(label),
            _ => Selector.Not(Selector.HasLabel(label)),
        };
    }

    private static bool IsKey(FieldReader reader, ScalarNode key)
    {
        if (LabelSyntax.IsKey(key.Text))
        {
            return true;
        }

        reader.Error(BindingDiagnostics.InvalidLabelSelector, key.Span, $"`{key.Text}` is not a label key");
        return false;
    }

    private static void CheckValue(FieldReader reader, ScalarNode node, string value)
    {
        if (!LabelSyntax.IsValue(value))
        {
            reader.Error(BindingDiagnostics.InvalidLabelSelector, node.Span, $"`{value}` is not a label value");
        }
    }
}
