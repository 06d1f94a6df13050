namespace PolicyEngine.Tests.Linting.Input;

/// <summary>NP1012: exceptions that leave nothing.</summary>
public sealed class ExceptCoversCidrTests
{
    [Theory]
    [InlineData("ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0, except: [0.0.0.0/1, 128.0.0.0/1]}}]}]", "`0.0.0.0/0`")]
    [InlineData("egress: [{to: [{ipBlock: {cidr: 10.0.0.0/30, except: [10.0.0.0/32, 10.0.0.1/32, 10.0.0.2/31]}}]}]", "`10.0.0.0/30`")]
    [InlineData("egress: [{to: [{podSelector: {}}, {ipBlock: {cidr: '::/0', except: ['::/1', '8000::/1']}}]}]", "`::/0`")]
    public void A_block_of_which_nothing_is_left_is_found(string rules, string block) =>
        Assert.Equal($"`except` takes every address of {block} away", Assert.Single(Found(rules)));

    [Theory]
    [InlineData("ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0, except: [0.0.0.0/1, 128.0.0.0/2]}}]}]")]
    [InlineData("ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/8]}}]}]")]
    [InlineData("ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]")]
    public void What_is_left_or_not_understood_is_not_told_of(string rules) => Assert.Empty(Found(rules));

    private static string[] Found(string rules) => Lint.Messages(
        "NP1012", $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: a, namespace: shop}}\nspec: {{podSelector: {{}}, {rules}}}");
}
