using System.Text.RegularExpressions;
using PolicyEngine.Binding;

namespace PolicyEngine.Tests.Binding;

public sealed class ObjectNameTests
{
    private const string Alphabet = "a9-.A_";

    // As Kubernetes states the rule.
    private static readonly Regex s_subdomain = new(
        @"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));

    [Fact]
    public void Every_short_name_is_judged_as_the_rule_of_Kubernetes_judges_it()
    {
        IEnumerable<string> names = [""];
        for (int length = 1; length <= 5; length++)
        {
            names = [.. names.SelectMany(name => Alphabet.Select(character => name + character)).Append("")];
            Assert.All(names, name => Assert.Equal(s_subdomain.IsMatch(name), ObjectName.IsValid(name)));
        }
    }

    [Theory]
    [InlineData(253, true)]
    [InlineData(254, false)]
    public void A_name_has_at_most_253_characters(int length, bool valid) => Assert.Equal(valid, ObjectName.IsValid(new string('a', length)));
}
