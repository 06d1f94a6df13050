using PolicyEngine.Documents;
using PolicyEngine.Model;

namespace PolicyEngine.Binding;

/// <summary>Reads what a staged policy would do; <c>Set</c> where it does not say.</summary>
internal static class StagedActionReader
{
    public static StagedAction Read(FieldReader spec)
    {
        string? written = spec.String("stagedAction");
        if (string.IsNullOrEmpty(written))
        {
            return StagedAction.Set;
        }

        if (Enum.TryParse(written, out StagedAction action) && Enum.GetName(action) == written)
        {
            if (action == StagedAction.Delete)
            {
                RejectContent(spec);
            }

            return action;
        }

        spec.Error(
            BindingDiagnostics.InvalidValue,
            spec.Value("stagedAction")!.Span,
            $"`{spec.Field("stagedAction")}` is `{written}`, expected `Set`, `Delete`, `Learn` or `Ignore`");
        return StagedAction.Set;
    }

    /// <summary>A deletion says nothing but the tier of what it deletes.</summary>
    private static void RejectContent(FieldReader spec)
    {
        foreach (MappingEntry entry in spec.Node.Entries)
        {
            bool isEmpty = entry.Value is ScalarNode { Kind: ScalarKind.Null } or SequenceNode { Items.Length: 0 } or MappingNode { Entries.Length: 0 };
            if (!isEmpty && entry.Key.Text is not ("stagedAction" or "tier"))
            {
                spec.Context.Diagnostics.Add(BindingDiagnostics.StagedDeletionContent, entry.Key.Span, $"a staged deletion has no `{entry.Key.Text}`");
            }
        }
    }
}
