using PolicyEngine.Connectivity;

namespace PolicyEngine.Cli.Output.Diff;

/// <summary>Says what a change comes from.</summary>
internal static class CauseWords
{
    public static string Of(ChangeCause cause) => cause.Kind switch
    {
        ChangeCauseKind.PolicyAdded => $"{cause.Name} is new",
        ChangeCauseKind.PolicyRemoved => $"{cause.Name} is gone",
        ChangeCauseKind.PolicyEdited => $"{cause.Name} says something else",
        ChangeCauseKind.EndpointAdded => $"{cause.Name} is new",
        ChangeCauseKind.EndpointRemoved => $"{cause.Name} is gone",
        ChangeCauseKind.LabelsChanged => $"the labels of {cause.Name} are others",
        _ => "the cluster is another",
    };

    /// <summary>The stable word for machines.</summary>
    public static string Code(ChangeCauseKind kind) => kind switch
    {
        ChangeCauseKind.PolicyAdded => "policy-added",
        ChangeCauseKind.PolicyRemoved => "policy-removed",
        ChangeCauseKind.PolicyEdited => "policy-edited",
        ChangeCauseKind.EndpointAdded => "endpoint-added",
        ChangeCauseKind.EndpointRemoved => "endpoint-removed",
        ChangeCauseKind.LabelsChanged => "labels-changed",
        _ => "cluster-changed",
    };
}
