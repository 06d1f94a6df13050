using System.Text;
using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Node;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>The policy or profile whose rules are lowered, in one direction.</summary>
/// <param name="Direction">The direction.</param>
/// <param name="Letter">What stands for the kind of owner in flow logs.</param>
/// <param name="Id">The id in flow logs.</param>
internal sealed record RuleOwner(Direction Direction, char Letter, string Id)
{
    /// <summary>The prefix of lines that its rules log.</summary>
    public required string LogPrefix { get; init; }

    /// <summary>What the first rule of the chain says about it.</summary>
    public required string Comment { get; init; }

    public bool IsUntracked { get; init; }

    public static RuleOwner Of(NodePolicy policy, Direction direction, LoweringContext context)
    {
        PolicyId id = policy.Id;
        string fullName = id.Namespace.Length == 0 ? id.Name : $"{id.Namespace}/{id.Name}";
        return new RuleOwner(direction, 'P', id.ToString())
        {
            LogPrefix = Expand(context.Settings.LogPrefix, policy.Tier, id.ShortKind, id.Name, fullName),
            Comment = $"{id.Kind} {fullName} {direction.Word()}",
            IsUntracked = policy.IsUntracked,
        };
    }

    public static RuleOwner Of(NodeProfile profile, Direction direction, LoweringContext context) => new(direction, 'R', profile.Name)
    {
        LogPrefix = Expand(context.Settings.LogPrefix, "", "pro", profile.Name, profile.Name),
        Comment = $"Profile {profile.Name} {direction.Word()}",
    };

    /// <summary>Fills in a prefix. What is filled in is not looked at again.</summary>
    private static string Expand(string prefix, string tier, string kind, string name, string fullName)
    {
        if (!prefix.Contains('%', StringComparison.Ordinal))
        {
            return prefix;
        }

        StringBuilder text = new();
        for (int i = 0; i < prefix.Length; i++)
        {
            string? value = prefix[i] != '%' || i + 1 == prefix.Length ? null : prefix[i + 1] switch
            {
                't' => tier,
                'k' => kind,
                'n' => name,
                'p' => fullName,
                _ => null,
            };
            if (value is null)
            {
                text.Append(prefix[i]);
            }
            else
            {
                text.Append(value);
                i++;
            }
        }

        return text.ToString();
    }
}
