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
    private volatile Reading? _now;
    private Exception? _broken;

    /// <summary>Reads all inputs.</summary>
    /// <returns>What failed, a line for each kind of failure.</returns>
    public IReadOnlyCollection<string> Run()
    {
        var thread = new Thread(ReadAll, StackSize) { IsBackground = true, Name = $"fuzzing {target.Name}" };
        thread.Start();
        Reading? seen = null;
        while (!thread.Join(s_patience))
        {
            if (_now is { } now && ReferenceEquals(now, seen))
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
            foreach (string name in FuzzSettings.Replay is { } one ? [one.Name] : _inputs.Kept.Concat(Numbers()))
            {
                Read(name, _inputs.Find(name));
            }
        }
        catch (Exception exception)
        {
            _broken = exception;
        }
    }

    private IEnumerable<string> Numbers()
    {
        for (long number = 0; number < FuzzSettings.Inputs / target.Share && _failures.Count < MostKinds; number++)
        {
            yield return number.ToString(CultureInfo.InvariantCulture);
        }
    }

    private void Read(string name, FuzzInput input)
    {
        _now = new Reading(name, input);
        if (_probe.Try(input) is { } failure && !_failures.ContainsKey(failure.Kind))
        {
            _failures.Add(failure.Kind, Told(name, Shrinker.Shrink(input, failure, _probe), failure));
        }
    }

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

    /// <summary>What is being read.</summary>
    private sealed record Reading(string Name, FuzzInput Input);
}
