using PolicyEngine.Collections;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Documents;

/// <summary>
/// Reads an input on another thread, ahead of who takes its objects: those come as they would without it, each after what was
/// said while it was read. What has been read and not taken is bounded by what it weighs, but for single objects that are heavier.
/// </summary>
internal sealed class ReadAhead : IDisposable
{
    private const long PartWeight = 1 << 20;
    private const long MaxWeight = 8 * PartWeight;

    private readonly WeighedQueue<Part> _parts = new(MaxWeight);
    private readonly CancellationToken _cancellation;
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
        (_name, _cancellation) = (name, cancellation);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _stop.Token.UnsafeRegister(static parts => ((WeighedQueue<Part>)parts!).End(), _parts);
        _reading = Task.Factory.StartNew(() => Read(open, limits, _stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>What was lost; known when all objects have been taken.</summary>
    public IReadOnlyList<Fault> Losses { get; private set; } = [];

    /// <summary>Takes the objects.</summary>
    /// <param name="diagnostics">Told what there is to say about them.</param>
    /// <exception cref="IOException">The input cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The input may not be read.</exception>
    public IEnumerable<MappingNode> Take(DiagnosticBag diagnostics)
    {
        while (_parts.TryTake(out Part? part))
        {
            int said = 0;
            for (int place = 0; place < part.Documents.Count; place++)
            {
                said = Say(part, said, place, diagnostics);
                yield return part.Documents[place];
            }

            Say(part, said, part.Documents.Count, diagnostics);
        }

        _cancellation.ThrowIfCancellationRequested();
        _reading.GetAwaiter().GetResult();
        diagnostics.AddUnkept(_name, _unkept);
    }

    /// <summary>Stops reading, if that goes on. Nobody waits for a source that blocks: its reader ends when it gets on.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _ = _reading.ContinueWith(
            static (reading, stop) =>
            {
                // Whoever takes the objects was told already, or does not want to know.
                _ = reading.Exception;
                ((CancellationTokenSource)stop!).Dispose();
            },
            _stop,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private static int Say(Part part, int said, int place, DiagnosticBag diagnostics)
    {
        for (; said < part.Said.Count && part.Said[said].Place <= place; said++)
        {
            diagnostics.Add(part.Said[said].Diagnostic);
        }

        return said;
    }

    private void Read(Func<Stream> open, ReadLimits limits, CancellationToken stop)
    {
        try
        {
            var diagnostics = new DiagnosticBag(limits.MaxDiagnosticsPerFile);
            var reader = new DocumentReader(limits, diagnostics);
            using Stream stream = open();
            var part = new Part();
            foreach (MappingNode document in reader.Read(_name, stream, stop))
            {
                part.Say(diagnostics.TakeNew());
                part.Add(document);
                if (part.Weight >= PartWeight)
                {
                    if (!_parts.TryAdd(part, part.Weight))
                    {
                        return;
                    }

                    part = new Part();
                }
            }

            part.Say(diagnostics.TakeNew());
            (Losses, _unkept) = (reader.Losses, diagnostics.UnkeptOf(_name));
            _parts.TryAdd(part, part.Weight);
        }
        finally
        {
            _parts.End();
        }
    }

    /// <summary>Some of the objects, and what there is to say before which of them.</summary>
    private sealed class Part
    {
        public List<MappingNode> Documents { get; } = [];

        public List<(int Place, Diagnostic Diagnostic)> Said { get; } = [];

        public long Weight { get; private set; }

        public void Add(MappingNode document)
        {
            Documents.Add(document);
            Weight += DocumentWeight.Of(document);
        }

        public void Say(IEnumerable<Diagnostic> diagnostics) => Said.AddRange(diagnostics.Select(diagnostic => (Documents.Count, diagnostic)));
    }
}
