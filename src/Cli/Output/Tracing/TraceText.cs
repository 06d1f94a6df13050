using System.Collections.Immutable;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Output.Tracing;

/// <summary>Writes the way of a packet for people: how it ends in one line, then each hop under the place where it is.</summary>
internal sealed class TraceText(TextPage page)
{
    public void Write(Query query, ImmutableArray<string> notes, int assumptions, PacketTrace there, PacketTrace? back)
    {
        Head($"{query.From} -> {query.To}", there);
        foreach (string note in notes)
        {
            page.Line($"  note: {note}");
        }

        if (assumptions > 0)
        {
            page.Line($"  note: {assumptions} thing{(assumptions == 1 ? "" : "s")} that the input does not say {(assumptions == 1 ? "is" : "are")} assumed; --verbose tells what");
        }

        Steps(there);
        if (there.Answer is { } told)
        {
            Head("the sender is told", told);
            Steps(told);
        }

        if (back is not null)
        {
            Head("the answer", back);
            Steps(back);
        }
    }

    private void Head(string what, PacketTrace trace)
    {
        page.Write(WalkWords.Of(trace.End), trace.IsDelivered ? Ink.Good : Ink.Bad).Write($": {what}, {trace.Packet}").Line();
        if (trace.Reason.Length > 0)
        {
            page.Line($"  at {trace.Stack}: {trace.Reason}");
        }

        if ((trace.Remedy ?? WalkWords.Remedy(trace.End)) is { } remedy)
        {
            page.Line($"  hint: {remedy}");
        }
    }

    private void Steps(PacketTrace trace)
    {
        string place = "";
        foreach (WalkStep step in trace.Steps)
        {
            if (step.Stack != place)
            {
                page.Line($"  {step.Stack}");
                place = step.Stack;
            }

            page.Line($"    {step.Text}");
        }
    }
}
