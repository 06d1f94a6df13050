namespace PolicyEngine.Queries;

/// <summary>A part of an answer in the making.</summary>
internal sealed class PartDraft(AnswerPart part)
{
    /// <summary>The part as its first pair has it.</summary>
    public AnswerPart Part { get; } = part;

    /// <summary>How many pairs it is about.</summary>
    public long Pairs { get; set; }

    /// <summary>The classes of sources it is about, where classes stand for ranges of addresses.</summary>
    public SortedSet<int> Sources { get; } = [];

    /// <summary>The classes of destinations it is about, where classes stand for ranges of addresses.</summary>
    public SortedSet<int> Destinations { get; } = [];
}
