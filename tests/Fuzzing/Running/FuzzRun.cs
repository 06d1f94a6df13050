using System.Globalization;
using System.Text;
using TestKit;

namespace Fuzzing.Tests;

/// <summary>Gives inputs to a target, on a thread with a small stack and under a watch.</summary>
internal sealed class FuzzRun(FuzzTarget target)
{
    private const int StackSize = 1 << 20;
    private const int MostKinds = 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly InputSource _inputs = new(target, FuzzSettings.Seed);
    private readonly FuzzProbe _probe = new(target);
    private readonly Dictionary<string, string> _failures = new(StringComparer.Ordinal);
    private (string Name, FuzzInput Input)? _now;
    private Exception? _broken;

    /// <summary>Reads all inputs.</summary>
    /// <returns>What failed, a line for each kind of failure.</returns>
    public IReadOnlyCollection<string> Run()
    {
        var thread = new Thread(ReadAll, StackSize) { IsBackground = true, Name = $"fuzzing {target.Name}" };
        thread.Start();
        (string Name, FuzzInput Input)? seen = null;
        while (!thread.Join(s_patience))
        {
            if (_now is { } now && ReferenceEquals(now.Input, seen?.Input))
            {
                return [.. _failures.Values, Told(now.Name, now.Input, new FuzzFailure("hang: it does not end", null))];
            }

            seen = _now;
        }

        return _broken is null ? _failures.Values : throw new InvalidOperationException("the run itself failed", _broken);
    }

    private void ReadAll()
    {
        try
        {
            if (FuzzSettings.Replay is { } one)
            {
                Read(NameOf(one.Number), _inputs.Make(one.Number));
                return;
            }

            foreach (string file in _inputs.Kept)
            {
                Read(Path.GetFileName(file), new FuzzInput(RawText.Decode(File.ReadAllBytes(file))));
            }

            for (long number = 0; number < FuzzSettings.Inputs / target.Share && _failures.Count < MostKinds; number++)
            {
                Read(NameOf(number), _inputs.Make(number));
            }
        }
        catch (Exception exception)
        {
            _broken = exception;
        }
    }

    private void Read(string name, FuzzInput input)
    {
        _now = (name, input);
        if (_probe.Try(input) is { } failure && !_failures.ContainsKey(failure.Kind))
        {
            _failures.Add(failure.Kind, Told(name, Shrinker.Shrink(input, failure, _probe), failure));
        }
    }

    private static string NameOf(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Keeps an input that fails, and says how to see it again.</summary>
    private string Told(string name, FuzzInput input, FuzzFailure failure)
    {
        string folder = Directory.CreateDirectory(RepositoryRoot.PathOf("artifacts", "fuzzing")).FullName;
        string file = Path.Combine(folder, $"{target.Name}-{FuzzSettings.Seed}-{name}.txt");
        File.WriteAllBytes(file, input.Bytes);
        return new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"{target.Name}: {failure.What}")
            .AppendLine(CultureInfo.InvariantCulture, $"  made small: {file}")
            .AppendLine(CultureInfo.InvariantCulture, $"  again: FUZZ_SEED={FuzzSettings.Seed} FUZZ_REPLAY={target.Name}:{name}")
            .AppendLine(failure.Cause?.StackTrace)
            .ToString();
    }
}
