namespace PolicyEngine.Selectors;

/// <summary>The operators of a Kubernetes label selector's <c>matchExpressions</c>.</summary>
public enum LabelOperator
{
    /// <summary>The label is present and its value is listed.</summary>
    In,

    /// <summary>The label is absent or its value is not listed.</summary>
    NotIn,

    /// <summary>The label is present.</summary>
    Exists,

    /// <summary>The label is absent.</summary>
    DoesNotExist,
}
