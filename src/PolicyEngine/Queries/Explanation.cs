namespace PolicyEngine.Queries;

/// <summary>A verdict on one flow with the whole way to it.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Verdict">The verdict; equal to what evaluation gives.</param>
/// <param name="Egress">The source's half.</param>
/// <param name="Ingress">The destination's half.</param>
public sealed record Explanation(Flow Flow, Verdict Verdict, HalfExplanation Egress, HalfExplanation Ingress);
