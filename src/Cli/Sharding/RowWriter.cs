using System.Diagnostics;
using System.Globalization;

namespace PolicyEngine.Cli.Sharding;

/// <summary>Writes a result row by row, whole or as a piece that <c>netpol merge</c> joins with others.</summary>
/// <param name="writer">Where to.</param>
internal abstract class RowWriter(TextWriter writer)
{
    /// <summary>Where a row goes between <see cref="Begin"/> and <see cref="Close"/>.</summary>
    public TextWriter Writer { get; } = writer;

    /// <summary>Writes a whole result, or a piece of it.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="form">The form of the whole.</param>
    /// <param name="piece">The piece; null for the whole.</param>
    public static RowWriter Of(TextWriter writer, RowForm form, ShardedRun? piece) => piece is not null ? new ShardWriter(writer, piece.HeaderOf(form)) : form switch
    {
        RowForm.Array => new ArrayWriter(writer),
        RowForm.Lines => new LineWriter(writer),
        _ => throw new UnreachableException(),
    };

    /// <summary>A place in a list, as text that is in the order of places.</summary>
    public static string PlaceOf(long place) => place.ToString("x12", CultureInfo.InvariantCulture);

    /// <summary>Whether the row of a place in the list is to be written.</summary>
    public virtual bool Takes(long place) => true;

    /// <summary>Tells of something in the list that is split. All pieces are told of the same.</summary>
    public virtual void Note(string item)
    {
    }

    /// <summary>Begins a row.</summary>
    /// <param name="at">Its place in the whole; places are in ordinal order.</param>
    public abstract void Begin(string at);

    /// <summary>Ends a row.</summary>
    public abstract void Close();

    /// <summary>Ends the result.</summary>
    public abstract void End();
}
