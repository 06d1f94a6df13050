namespace PolicyEngine.Renderers.Drift;

/// <summary>Something in saved rules that is not understood.</summary>
/// <param name="Text">The text that it is in: <c>iptables</c>, <c>ip6tables</c>, <c>ipset</c> or <c>nft</c>.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record DriftProblem(string Text, int Line, int Column, string Message);
