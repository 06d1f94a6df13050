namespace PolicyEngine.Renderers.Reading.Evaluation;

/// <summary>Whether something holds.</summary>
internal enum Answer
{
    No,
    Yes,
    Unknown,
}
