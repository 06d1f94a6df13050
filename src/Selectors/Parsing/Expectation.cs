namespace PolicyEngine.Selectors.Parsing;

/// <summary>What a message says could have stood in a place; literal text in backticks.</summary>
internal static class Expectation
{
    public const string Label = "a label";
    public const string QuotedValue = "a quoted value";
    public const string RightParenthesis = "`)`";

    public static readonly string[] Operators =
        ["`==`", "`!=`", "`in`", "`not in`", "`contains`", "`starts with`", "`ends with`"];

    public static readonly string[] Operand =
        [Label, "`has(`", "`all()`", "`global()`", "`!`", "`(`"];

    public static readonly string[] Text = [QuotedValue];

    public static readonly string[] Set = ["a set in `{}`"];

    public static readonly string[] AfterSetValue = ["`,`", "`}`"];

    public static readonly string[] SetValueOrEnd = [QuotedValue, "`}`"];

    public static readonly string[] GroupEnd = ["`&&`", "`||`", RightParenthesis];

    public static readonly string[] SelectorEnd = ["`&&`", "`||`", "the end of the selector"];
}
