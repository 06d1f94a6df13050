using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Reading.Nft;

/// <summary>Turns the statements of a rule into conditions and effects.</summary>
internal sealed class NftRuleBuilder(TableBuilder table, int line, ProblemList problems)
{
    private readonly NftMatches _matches = new(table);
    private readonly List<Condition> _conditions = [];
    private readonly List<Effect> _effects = [];

    public void Add(NftStatement statement)
    {
        switch (statement)
        {
            case NftMatch match:
                AddMatch(match);
                break;
            case NftMapLookup lookup:
                AddLookup(lookup);
                break;
            case NftMangle mangle:
                AddMangle(mangle);
                break;
            case NftGiven given:
                AddCondition(given.Column, given.Condition);
                break;
            case NftDone done:
                if (done.Requirement is { } requirement)
                {
                    AddCondition(done.Column, requirement);
                }

                _effects.Add(done.Effect);
                break;
            case NftStrange strange:
                NotUnderstood(strange.Column, strange.Text, strange.Message);
                break;
        }
    }

    public LoadedRule Build(ImmutableArray<string> comments) => new(0, line, [.. _conditions], [.. _effects], comments);

    private void AddMatch(NftMatch match)
    {
        foreach (Condition requirement in NftFields.Requirements(match.Left, table.Family))
        {
            AddCondition(match.Column, requirement);
        }

        if (_matches.Read(match.Left, match.Operator, match.Right) is { } condition)
        {
            AddCondition(match.Column, condition);
        }
        else
        {
            NotUnderstood(match.Column, "", "the comparison is not understood");
        }
    }

    // What is asked after the packet has changed would be asked of the changed packet.
    private void AddCondition(int column, Condition condition)
    {
        if (_effects.All(effect => effect is NoteEffect))
        {
            _conditions.Add(condition);
        }
        else
        {
            NotUnderstood(column, "", "a condition behind an effect is not understood");
        }
    }

    private void AddLookup(NftMapLookup lookup)
    {
        foreach (Condition requirement in NftFields.Requirements(lookup.Key, table.Family))
        {
            AddCondition(lookup.Column, requirement);
        }

        if (_matches.Place(lookup.Key, lookup.Map) is var (fields, map))
        {
            _effects.Add(new VerdictMapEffect(fields, map));
        }
        else
        {
            NotUnderstood(lookup.Column, "", "the verdict map is not understood");
        }
    }

    private void AddMangle(NftMangle mangle)
    {
        Effect? effect = mangle.Target switch
        {
            _ when NftMarks.OwnerOf(mangle.Target) is { } owner => NftMarks.Change(owner, mangle.Value),
            { Header: "ip" or "ip6", Key: "dscp" or "ecn" or "ttl" or "hoplimit" } => new NoteEffect(mangle.Target.Key),
            { Header: "meta", Key: "nftrace" or "priority" } => new NoteEffect(mangle.Target.Key),
            _ => null,
        };
        if (effect is not null)
        {
            _effects.Add(effect);
        }
        else
        {
            NotUnderstood(mangle.Column, mangle.Target.Key, $"setting `{mangle.Target.Header} {mangle.Target.Key}` to this is not understood");
        }
    }

    private void NotUnderstood(int column, string text, string message)
    {
        problems.Add(line, column, message);
        _conditions.Add(new UnknownCondition(text));
    }
}
