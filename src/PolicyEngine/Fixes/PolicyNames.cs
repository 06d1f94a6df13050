using System.Globalization;
using System.Text;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Fixes;

/// <summary>Names new policies after the question; never as one that is there.</summary>
internal sealed class PolicyNames(PolicyModel model, Query query)
{
    private const int LongestPart = 24;

    private readonly HashSet<string> _taken = [.. model.Policies.Select(policy => policy.Name.Name)];

    public string Next(RuleAction action, Directions direction)
    {
        string verb = action == RuleAction.Allow ? "allow" : "deny";
        string side = direction == Directions.Ingress ? "ingress" : "egress";
        string name = $"{verb}-{Part(query.From)}-to-{Part(query.To)}-{side}";
        string free = name;
        for (int number = 2; IsTaken(free); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
        }

        _taken.Add(free);
        return free;
    }

    // In a tier of its own it has the tier's name before it.
    private bool IsTaken(string name) => _taken.Any(taken => taken == name || taken.EndsWith("." + name, StringComparison.Ordinal));

    /// <summary>What object names may hold of a reference.</summary>
    private static string Part(string reference)
    {
        var part = new StringBuilder();
        foreach (char character in reference.ToLowerInvariant())
        {
            bool isPlain = char.IsAsciiLetterOrDigit(character);
            if (isPlain || (part.Length > 0 && part[^1] != '-'))
            {
                part.Append(isPlain ? character : '-');
            }
        }

        string text = part.ToString(0, Math.Min(part.Length, LongestPart)).Trim('-');
        return text.Length == 0 ? "any" : text;
    }
}
