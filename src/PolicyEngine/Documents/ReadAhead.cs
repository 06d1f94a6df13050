using System.Collections.Concurrent;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Documents;

/// <summary>
/// Reads an input on another thread, ahead of who takes its objects: those come as they would without it, each after what was
/// said while it was read.
/// </summary>
internal sealed class ReadAhead : IDisposable
{
    private const int PartLength = 256;
    private const int MaxParts = 8;

    private readonly BlockingCollection<Part> _parts = new(MaxParts);
    private readonly CancellationTokenSource _stop;
    private readonly Task _reading;
    private readonly string _name;
    private int _unkept;

    /// <summary>Begins to read.</summary>
    /// <param name="name">The name of the input.</param>
    /// <param name="open">Opens it.</param>
    /// <param name="limits">What it may at most be.</param>
    /// <param name="cancellation">Stops the work.</param>
    public ReadAhead(string name, Func<Stream> open, ReadLimits limits, CancellationToken cancellation)
    {
        _name = name;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _reading = Task.Factory.StartNew(() => Read(open, limits), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>What was lost; known when all objects have been taken.</summary>
    public IReadOnlyList<Fault> Losses { get; private set; } = [];

    /// <summary>Takes the objects.</summary>
    /// <param name="diagnostics">Told what there is to say about them.</param>
    /// <exception cref="IOException">The input cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The input may not be read.</exception>
    public IEnumerable<MappingNode> Take(DiagnosticBag diagnostics)
    {
        foreach (Part part in _parts.GetConsumingEnumerable(_stop.Token))
        {
            int said = 0;
            for (int place = 0; place < part.Documents.Count; place++)
            {
                said = Say(part, said, place, diagnostics);
                yield return part.Documents[place];
            }

            Say(part, said, part.Documents.Count, diagnostics);
        }

        _reading.GetAwaiter().GetResult();
        diagnostics.AddUnkept(_name, _unkept);
    }

    /// <summary>Stops reading, if that goes on.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        Task.WaitAny(_reading);
        _parts.Dispose();
        _stop.Dispose();
    }

    private static int Say(Part part, int said, int place, DiagnosticBag diagnostics)
    {
        for (; said < part.Said.Count && part.Said[said].Place <= place; said++)
        {
            diagnostics.Add(part.Said[said].Diagnostic);
        }

        return said;
    }

    private void Read(Func<Stream> open, ReadLimits limits)
    {
        try
        {
            var diagnostics = new DiagnosticBag(limits.MaxDiagnosticsPerFile);
            var reader = new DocumentReader(limits, diagnostics);
            using Stream stream = open();
            var part = new Part();
            foreach (MappingNode document in reader.Read(_name, stream, _stop.Token))
            {
                part.Say(diagnostics.TakeNew());
                part.Documents.Add(document);
                if (part.Documents.Count == PartLength)
                {
                    _parts.Add(part, _stop.Token);
                    part = new Part();
                }
            }

            part.Say(diagnostics.TakeNew());
            (Losses, _unkept) = (reader.Losses, diagnostics.UnkeptOf(_name));
            _parts.Add(part, _stop.Token);
        }
        finally
        {
            _parts.CompleteAdding();
        }
    }

    /// <summary>Some of the objects, and what there is to say before which of them.</summary>
    private sealed class Part
    {
        public List<MappingNode> Documents { get; } = new(PartLength);

        public List<(int Place, Diagnostic Diagnostic)> Said { get; } = [];

        public void Say(IEnumerable<Diagnostic> diagnostics) => Said.AddRange(diagnostics.Select(diagnostic => (Documents.Count, diagnostic)));
    }
}
