using System.Collections.Immutable;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Renderers.Text;

namespace PolicyEngine.Renderers.Iptables;

/// <summary>Writes what changes of a program's rules as input of <c>iptables-restore --noflush</c>.</summary>
internal sealed class IptablesText
{
    private const int LongestComment = 256;

    // What rules behind those of others are hashed as: two lists of one chain must not look alike.
    private const string Appends = "*appends*";

    private readonly ProgramChange _change;
    private readonly TextBuffer _text = new();
    private readonly TextBuffer _hashed = new();
    private readonly RuleHash _hash = new();

    private IptablesText(ProgramChange change) => _change = change;

    /// <summary>All rules of a program, to be loaded where nothing of Calico is.</summary>
    public static string Write(FilterProgram program) => Write(ProgramChange.To(program));

    /// <summary>The tables in which something changes; nothing where nothing does.</summary>
    public static string Write(ProgramChange change)
    {
        IptablesText writer = new(change);
        foreach (TableChange table in change.Tables.Where(table => table.IsNew || !table.IsEmpty))
        {
            writer.AppendTable(table);
        }

        return writer._text.Drain();
    }

    private void AppendTable(TableChange table)
    {
        _text.Append('*').Append(table.Kind.Name()).Append('\n');
        foreach (FilterChain chain in table.Written.Concat(table.Removed))
        {
            // It makes the chain, or empties it.
            _text.Append(':').Append(chain.Name).Append(" - -\n");
        }

        foreach (FilterChain chain in table.Written)
        {
            AppendRules("-A ", chain.Name, "", chain.Rules);
        }

        AppendHooks(table);
        foreach (FilterChain chain in table.Removed)
        {
            _text.Append("-X ").Append(chain.Name).Append('\n');
        }

        _text.Append("COMMIT\n");
    }

    private void AppendHooks(TableChange table)
    {
        foreach (KernelHook hook in table.Hooks.Select(change => change.Before).OfType<KernelHook>())
        {
            AppendRules("-D ", hook.Chain, "", Inserted(hook, _change.Before));
            AppendRules("-D ", hook.Chain, Appends, hook.Appended);
        }

        ImmutableArray<KernelHook> hooks = [.. table.Hooks.Select(change => change.After).OfType<KernelHook>()];
        foreach (KernelHook hook in hooks)
        {
            AppendRules(_change.After.AppendsOnly ? "-A " : "-I ", hook.Chain, "", Inserted(hook, _change.After));
        }

        foreach (KernelHook hook in hooks)
        {
            AppendRules("-A ", hook.Chain, Appends, hook.Appended);
        }
    }

    /// <summary>Each inserted rule comes before those already there, so the last is written first.</summary>
    private static ImmutableArray<FilterRule> Inserted(KernelHook hook, FilterProgram program) =>
        program.AppendsOnly || hook.Inserted.Length < 2 ? hook.Inserted : [.. hook.Inserted.Reverse()];

    private void AppendRules(string command, string chain, string hashSuffix, ImmutableArray<FilterRule> rules)
    {
        _hash.Start(chain, hashSuffix);
        foreach (FilterRule rule in rules)
        {
            _hashed.Clear();
            _hashed.Append("-A ").Append(chain).Append(hashSuffix).Append(" HASH");
            int start = _hashed.Written.Length;
            AppendRule(rule);
            _text.Append(command).Append(chain).Append(" -m comment --comment \"cali:").Append(_hash.Next(_hashed)).Append('"')
                .Append(_hashed.Written[start..]).Append('\n');
        }
    }

    private void AppendRule(FilterRule rule)
    {
        foreach (string comment in rule.Comments)
        {
            _hashed.Append(" -m comment --comment \"");
            CommentText.Append(_hashed, comment, LongestComment);
            _hashed.Append('"');
        }

        foreach (Match match in rule.Matches)
        {
            IptablesMatches.Append(_hashed.Append(' '), match, _change.After.Family);
        }

        if (rule.Verb is { } verb)
        {
            IptablesVerbs.Append(_hashed.Append(' '), verb);
        }
    }
}
