namespace PolicyEngine.Renderers.Reading.Iptables;

/// <summary><c>conntrack</c> and its older form <c>state</c>: what connection tracking says.</summary>
internal sealed class ConnectionMatch : MatchReader
{
    public override bool TryRead(Flag flag, RuleDraft rule)
    {
        if (flag.Name is not ("--ctstate" or "--state"))
        {
            return false;
        }

        bool isNegated = flag.Negated | rule.Words.TakeNegation();
        if (rule.TryTake(flag, out Word value))
        {
            ConnectionStates[] states = [.. value.Text.Split(',').Select(State)];
            if (states.Contains(ConnectionStates.None))
            {
                rule.NotUnderstood(value, $"`{value.Text}` is not a list of states");
            }
            else
            {
                rule.Conditions.Add(new StateCondition(states.Aggregate((one, other) => one | other)) { Negated = isNegated });
            }
        }

        return true;
    }

    private static ConnectionStates State(string name) => name.ToUpperInvariant() switch
    {
        "INVALID" => ConnectionStates.Invalid,
        "NEW" => ConnectionStates.New,
        "ESTABLISHED" => ConnectionStates.Established,
        "RELATED" => ConnectionStates.Related,
        "UNTRACKED" => ConnectionStates.Untracked,
        "SNAT" => ConnectionStates.SourceTranslated,
        "DNAT" => ConnectionStates.DestinationTranslated,
        _ => ConnectionStates.None,
    };
}
