using System.Buffers;

namespace PolicyEngine.Documents;

/// <summary>Reads the text under <c>|</c> and <c>|-</c>, whose lines are kept as they are but for their indentation.</summary>
internal sealed class PlainYamlLiteral(PlainYamlText text)
{
    private readonly ArrayBufferWriter<byte> _content = new();

    public int Length => _content.WrittenCount;

    public string Text => text.Decode(_content.WrittenSpan);

    /// <summary>
    /// The number of lines of the text under <paramref name="header"/> and their <paramref name="length"/>; 0 where they
    /// are not plain.
    /// </summary>
    public int Read(ReadOnlySpan<byte> header, ReadOnlySpan<byte> rest, int parentColumn, out int length)
    {
        _content.ResetWrittenCount();
        length = 0;
        bool strips = header.StartsWith("|-"u8);
        if (header[(strips ? 2 : 1)..].ContainsAnyExcept((byte)' '))
        {
            return 0;
        }

        int indent = 0;
        int breaks = 0;
        int lines = 0;
        while (length < rest.Length)
        {
            int newline = rest[length..].IndexOf((byte)'\n');
            if (newline < 0)
            {
                // Whether the text ends in a line break then depends on more than its lines.
                return 0;
            }

            ReadOnlySpan<byte> line = rest.Slice(length, newline);
            int first = PlainYamlTokens.SkipSpaces(line, 0);
            bool isBlank = first == line.Length;
            if (lines == 0 && !isBlank)
            {
                indent = first;
            }

            if (isBlank ? first > indent || lines == 0 : indent <= parentColumn)
            {
                return 0;
            }

            if (!isBlank && first < indent)
            {
                break;
            }

            if (!isBlank)
            {
                AddBreaks(breaks);
                _content.Write(line[indent..]);
                breaks = 0;
            }

            breaks++;
            lines++;
            length += newline + 1;
        }

        AddBreaks(strips ? 0 : 1);
        return lines;
    }

    private void AddBreaks(int count)
    {
        _content.GetSpan(count)[..count].Fill((byte)'\n');
        _content.Advance(count);
    }
}
