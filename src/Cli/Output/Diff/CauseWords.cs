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
}
