using System.Collections.Immutable;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Renderers.Text;

namespace PolicyEngine.Renderers.Iptables;

/// <summary>Writes a program as input of <c>iptables-restore --noflush</c>, to be loaded where nothing of Calico is.</summary>
internal sealed class IptablesText
{
    private const int LongestComment = 256;

    // What rules behind those of others are hashed as: two lists of one chain must not look alike.
    private const string Appends = "*appends*";

    private readonly FilterProgram _program;
    private readonly TextBuffer _text = new(1 << 20);
    private readonly TextBuffer _hashed = new();
    private readonly RuleHash _hash = new();

    private IptablesText(FilterProgram program) => _program = program;

    public static string Write(FilterProgram program)
    {
        IptablesText writer = new(program);
        foreach (FilterTable table in program.Tables)
        {
            writer.AppendTable(table);
        }

        return writer._text.ToString();
    }

    private void AppendTable(FilterTable table)
    {
        _text.Append('*').Append(table.Kind.Name()).Append('\n');
        foreach (FilterChain chain in table.Chains)
        {
            _text.Append(':').Append(chain.Name).Append(" - -\n");
        }

        foreach (FilterChain chain in table.Chains)
        {
            AppendRules("-A ", chain.Name, "", chain.Rules);
        }

        foreach (KernelHook hook in table.Hooks)
        {
            AppendRules(_program.AppendsOnly ? "-A " : "-I ", hook.Chain, "", _program.AppendsOnly ? hook.Inserted : InReverse(hook.Inserted));
        }

        foreach (KernelHook hook in table.Hooks)
        {
            AppendRules("-A ", hook.Chain, Appends, hook.Appended);
        }

        _text.Append("COMMIT\n");
    }

    /// <summary>Each inserted rule comes before those already there, so the last is written first.</summary>
    private static ImmutableArray<FilterRule> InReverse(ImmutableArray<FilterRule> rules) => rules.Length < 2 ? rules : [.. rules.Reverse()];

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
            IptablesMatches.Append(_hashed.Append(' '), match, _program.Family);
        }

        if (rule.Verb is { } verb)
        {
            IptablesVerbs.Append(_hashed.Append(' '), verb);
        }
    }
}
