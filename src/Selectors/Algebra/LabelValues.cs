namespace PolicyEngine.Selectors.Algebra;

/// <summary>Which values a label can have.</summary>
public enum LabelValues
{
    /// <summary>None: nothing carries the label.</summary>
    None,

    /// <summary>Any text at all.</summary>
    Any,

    /// <summary>
    /// The value of a Kubernetes label: empty, or at most 63 of <c>[A-Za-z0-9._-]</c> that begin and end alphanumerically.
    /// </summary>
    Label,

    /// <summary>The name of a namespace: 1 to 63 of <c>[a-z0-9-]</c> that begin and end alphanumerically.</summary>
    Name,

    /// <summary>The name of most other objects: such names with dots between them, at most 253 characters in all.</summary>
    DottedName,
}
