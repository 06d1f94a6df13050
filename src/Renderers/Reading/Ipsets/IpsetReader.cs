using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Ipsets;

/// <summary>Reads what <c>ipset save</c> prints and <c>ipset restore</c> takes.</summary>
internal sealed class IpsetReader
{
    private readonly ProblemList _problems = new();
    private readonly Dictionary<string, SetBuilder> _sets = new(StringComparer.Ordinal);

    private IpsetReader()
    {
    }

    /// <summary>Reads the sets.</summary>
    public static LoadedIpsets Read(string text)
    {
        var reader = new IpsetReader();
        foreach ((int number, string line) in TextLines.Of(text))
        {
            reader.ReadLine(number, ShellWords.Split(line, number, reader._problems));
        }

        return new LoadedIpsets(
            reader._sets.ToImmutableDictionary(set => set.Key, set => set.Value.Build(set.Key), StringComparer.Ordinal),
            reader._problems.ToImmutable());
    }

    /// <summary>Whether a text is what is printed of sets: it makes one, or is empty, since there may be none.</summary>
    public static bool IsSaved(string text) => string.IsNullOrWhiteSpace(text) || Read(text).Sets.Count > 0;

    private void ReadLine(int line, ImmutableArray<Word> words)
    {
        words = [.. words.Where(word => word.Text is not ("-exist" or "-!"))];
        string command = words.Length > 0 ? words[0].Text : "";
        switch (command)
        {
            case "create" or "-N" or "n" when words.Length > 2:
                Create(line, words);
                break;
            case "add" or "-A" when words.Length > 2:
                Add(line, words);
                break;
            case "del" or "-D" when words.Length == 3:
                Remove(line, words);
                break;
            case "flush" or "-F" when words.Length == 2 && _sets.TryGetValue(words[1].Text, out SetBuilder? flushed):
                flushed.Elements.Clear();
                break;
            case "flush" when words.Length == 1:
                _sets.Values.ToList().ForEach(set => set.Elements.Clear());
                break;
            case "destroy" or "-X" when words.Length == 2 && _sets.Remove(words[1].Text):
                break;
            case "destroy" when words.Length == 1:
                _sets.Clear();
                break;
            case "swap" or "-W" when words.Length == 3 && _sets.ContainsKey(words[1].Text) && _sets.ContainsKey(words[2].Text):
                (_sets[words[1].Text], _sets[words[2].Text]) = (_sets[words[2].Text], _sets[words[1].Text]);
                break;
            case "COMMIT" when words.Length == 1:
                break;
            default:
                _problems.Add(line, words.Length > 0 ? words[0].Column : 1, $"`{command}` is not understood, or names a set that is not there");
                break;
        }
    }

    private void Create(int line, ImmutableArray<Word> words)
    {
        Word type = words[2];
        ImmutableArray<SetField>? fields = IpsetTypes.FieldsOf(type.Text);
        if (fields is null)
        {
            _problems.Add(line, type.Column, $"the type `{type.Text}` is not understood");
        }

        int family = words.ToList().FindIndex(word => word.Is("family"));
        bool isV6 = family > 0 && family + 1 < words.Length && words[family + 1].Text is "inet6" or "ipv6";
        bool hasAddresses = fields is not { } known || known.Contains(SetField.Address);
        _sets[words[1].Text] = new SetBuilder(hasAddresses ? isV6 ? IpFamily.V6 : IpFamily.V4 : null, fields ?? [SetField.Unknown]);
    }

    private void Add(int line, ImmutableArray<Word> words)
    {
        if (!_sets.TryGetValue(words[1].Text, out SetBuilder? set))
        {
            _problems.Add(line, words[1].Column, $"there is no set `{words[1].Text}`");
        }
        else if (MemberReader.TryRead(words[2].Text, set, out SetElement? member))
        {
            set.Elements.Add(member with { IsException = words.Skip(3).Any(word => word.Is("nomatch")) });
        }
        else
        {
            _problems.Add(line, words[2].Column, $"`{words[2].Text}` cannot be a member of this set");
            set.Elements.Add(new SetElement([]));
        }
    }

    private void Remove(int line, ImmutableArray<Word> words)
    {
        if (_sets.TryGetValue(words[1].Text, out SetBuilder? set) && MemberReader.TryRead(words[2].Text, set, out SetElement? member))
        {
            set.Elements.RemoveAll(element => element.Values.SequenceEqual(member.Values));
        }
        else
        {
            _problems.Add(line, words[2].Column, $"`{words[2].Text}` cannot be taken out of this set");
        }
    }
}
