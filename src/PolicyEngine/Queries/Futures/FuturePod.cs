using PolicyEngine.Selectors;

namespace PolicyEngine.Queries.Futures;

/// <summary>A pod that does not exist, and what it would need beside it.</summary>
/// <param name="Labels">Its own labels.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="IsNewNamespace">Whether the input does not declare the namespace.</param>
/// <param name="NamespaceLabels">Of the namespace's labels, those that matter.</param>
/// <param name="ServiceAccount">The service account it runs as.</param>
/// <param name="ServiceAccountLabels">Of the service account's labels, those that matter.</param>
public sealed record FuturePod(
    LabelSet Labels,
    string Namespace,
    bool IsNewNamespace,
    LabelSet NamespaceLabels,
    string ServiceAccount,
    LabelSet ServiceAccountLabels);
