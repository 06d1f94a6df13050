namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Reads how Flannel's daemon is started.</summary>
internal static class FlannelDaemonReader
{
    private const string Program = "flanneld";
    private const string Flag = "ip-masq";
    private const string Variable = "FLANNELD_IP_MASQ";

    private static readonly char[] s_blanks = [' ', '\t', '\n', ';'];

    /// <summary>Whether the daemon among a pod's containers masquerades; null where that is not told.</summary>
    public static bool? Masquerades(Fields pod)
    {
        foreach (Fields container in pod.Objects("containers"))
        {
            // A command may be a line for a shell.
            string[] words = [.. container.Texts("command").Concat(container.Texts("args")).SelectMany(text => text.Split(s_blanks, StringSplitOptions.RemoveEmptyEntries))];
            if (words.Length > 0 && (container.Text("name") == "kube-flannel" || words.Any(word => word.EndsWith(Program, StringComparison.Ordinal))))
            {
                return words.Select(FlagOf).LastOrDefault(flag => flag is not null) ?? VariableOf(container);
            }
        }

        return null;
    }

    private static bool? FlagOf(string word)
    {
        string name = word.TrimStart('-');
        return name.Length == word.Length || !name.StartsWith(Flag, StringComparison.Ordinal) ? null
            : name.Length == Flag.Length ? true
            : name[Flag.Length] == '=' ? IsTrue(name[(Flag.Length + 1)..])
            : null;
    }

    /// <summary>What the environment says in place of the flag; null where that stands elsewhere.</summary>
    private static bool? VariableOf(Fields container)
    {
        foreach (Fields variable in container.Objects("env"))
        {
            if (variable.Text("name") == Variable)
            {
                return variable.Value("valueFrom") is null ? IsTrue(variable.Text("value") ?? "") : null;
            }
        }

        return false;
    }

    private static bool IsTrue(string text) => text is "1" or "t" or "T" or "true" or "True" or "TRUE";
}
