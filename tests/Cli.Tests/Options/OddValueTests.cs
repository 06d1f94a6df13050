using System.Runtime.Versioning;

namespace Cli.Tests.Options;

/// <summary>
/// What nobody would give: each value of the command lines that <see cref="EveryOptionTests"/> runs is replaced by others. Whatever comes of
/// it, the program does not fail, and says in words what is wrong.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class OddValueTests : IClassFixture<OptionFolder>, IDisposable
{
    private const string Nonsense = "no-such-thing";

    /// <summary>What files are written to. Nothing may be written where tests run.</summary>
    private static readonly string[] s_written = ["-o", "--baseline"];

    /// <summary>Options that take any word. A port's name is of none in a matrix where nobody has it, and of what comes in a difference.</summary>
    private static readonly string[] s_free = ["matrix --port", "diff --port", "-n", "--http-method", "--http-path", "--name", "--category", "--stdin-filename", "--context", "--skip", "--labels"];

    /// <summary>The places of values in the lines: of each option of a command, the first.</summary>
    private static readonly ILookup<string, int> s_places = CommandLines.All
        .SelectMany(line => PlacesIn(line.Line.Split(' ')).Select(place => (line.Line, Place: place, Before: line.Line.Split(' ')[place - 1])))
        .DistinctBy(value => (value.Line.Split(' ')[0], value.Before))
        .ToLookup(value => value.Line, value => value.Place, StringComparer.Ordinal);

    private readonly OptionFolder _folder;
    private readonly TemporaryFolder _odd = new();
    private readonly string[] _values;

    public OddValueTests(OptionFolder folder)
    {
        _folder = folder;
        string binary = Path.Combine(_odd.Path, "binary");
        File.WriteAllBytes(binary, [0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 0xff, 0xfe, 0, 0x0a, 0x80]);
        string latin = Path.Combine(_odd.Path, "latin.yaml");
        File.WriteAllBytes(latin, [.. "kind: Pod\nmetadata: {name: Caf"u8, 0xe9, .. "}\n"u8]);
        _values = ["", "-1", "99999999999999999999", "a=b=c,", "\ud83e\udd8a\ud800", new('x', 5_000), new('(', 5_000), _odd.Path, Path.Combine(_odd.Path, "missing", "file"), binary, latin, _odd.Write("empty.yaml", "")];
    }

    public static TheoryData<string> Lines => [.. s_places.Select(places => places.Key)];

    public void Dispose() => _odd.Dispose();

    [Theory]
    [MemberData(nameof(Lines))]
    public void Are_answered_in_words(string line)
    {
        foreach ((string[] args, string _) in Changed(line, _values))
        {
            CommandResult result = Run(args);
            string told = $"{Shown(args)}: {result.Status}: {result.Error}";
            Assert.True(result.Status is >= 0 and <= 3, told);
            Assert.True(result.Status != 2 || IsExplained(result), told);
            Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", result.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_word_that_means_nothing_is_an_error(string line)
    {
        foreach ((string[] args, string before) in Changed(line, [Nonsense]))
        {
            Assert.True(s_free.Intersect([before, $"{args[0]} {before}"], StringComparer.Ordinal).Any() || (Run(args) is { Status: 2 } result && IsExplained(result)), Shown(args));
        }
    }

    /// <summary>The line with one of its values replaced, and the option that the value is of.</summary>
    private IEnumerable<(string[] Args, string Before)> Changed(string line, string[] values)
    {
        string[] args = CommandLines.Arguments(line, _folder.Path);
        foreach (int place in s_places[line])
        {
            foreach (string value in s_written.Contains(args[place - 1], StringComparer.Ordinal) ? ["", _odd.Path] : values)
            {
                string[] changed = [.. args];
                changed[place] = value;
                yield return (changed, args[place - 1]);
            }
        }
    }

    private static IEnumerable<int> PlacesIn(string[] args) =>
        Enumerable.Range(1, args.Length - 1).Where(place => !args[place].StartsWith('-') && !(place == 1 && args[0] == "selector"));

    // To the linter, a file that cannot be read is a finding, in any form.
    private static bool IsExplained(CommandResult result) =>
        result.Error.Contains("netpol: ", StringComparison.Ordinal) || result.Error.Contains(": error ", StringComparison.Ordinal) || result.Output.Contains("error", StringComparison.Ordinal);

    private CommandResult Run(string[] args) =>
        Netpol.RunWith(context => context with { Kubectl = Path.Combine(_folder.Path, "bin", "kubectl") }, "", args);

    private static string Shown(string[] args) => string.Join(' ', args.Select(argument => argument.Length > 100 ? $"{argument[..20]}...({argument.Length})" : argument));
}
