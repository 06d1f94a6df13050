namespace PolicyEngine.Linting;

/// <summary>A rule's findings that are accepted.</summary>
/// <param name="Rule">The rule's id or name; <c>*</c> for every rule.</param>
/// <param name="Objects">The object, such as <c>NetworkPolicy/shop/redis</c>, with <c>*</c> for any text; <c>*</c> for all.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">The last day it is in force; null for ever.</param>
public sealed record LintSuppression(string Rule, string Objects, string Reason, DateOnly? Until = null);
