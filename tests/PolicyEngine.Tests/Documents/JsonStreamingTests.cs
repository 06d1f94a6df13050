using System.Text;
using PolicyEngine.Documents;
using PolicyEngine.Text;
using Xunit;

namespace PolicyEngine.Tests.Documents;

[Collection(MemoryCollection.Name)]
public sealed class JsonStreamingTests
{
    private const long Size = 200L << 20;
    private const long PermittedGrowth = 64L << 20;

    [Theory]
    [InlineData("in.json", """{"apiVersion": "v1", "items": [""", """], "kind": "List"}""")]
    [InlineData("<stdin>", """{"apiVersion": "v1", "items": [""", """], "kind": "List"}""")]
    [InlineData("in.json", "[", "]")]
    public void A_dump_of_200_megabytes_is_not_held_in_memory(string file, string before, string after)
    {
        var bag = new DiagnosticBag(10);
        using var dump = new DumpStream(before, after, Size);
        long atStart = GC.GetTotalMemory(forceFullCollection: true);
        long largest = 0;
        int count = 0;
        foreach (MappingNode document in new DocumentReader(ReadLimits.Default, bag).Read(file, dump, CancellationToken.None))
        {
            Assert.Equal(3, document.Entries.Length);
            if (++count % 20_000 == 0)
            {
                largest = Math.Max(largest, GC.GetTotalMemory(forceFullCollection: true) - atStart);
            }
        }

        Assert.Empty(bag.ToImmutable());
        Assert.Equal(dump.ItemCount, count);
        Assert.InRange(largest, long.MinValue, PermittedGrowth);
    }

    /// <summary>Makes up a list of pods while it is read.</summary>
    private sealed class DumpStream(string before, string after, long size) : Stream
    {
        private byte[] _piece = Encoding.UTF8.GetBytes(before);
        private int _at;
        private long _given;
        private bool _ended;

        public int ItemCount { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_at == _piece.Length && !TryMakePiece())
            {
                return 0;
            }

            int read = Math.Min(count, _piece.Length - _at);
            _piece.AsSpan(_at, read).CopyTo(buffer.AsSpan(offset));
            _at += read;
            _given += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private bool TryMakePiece()
        {
            if (_ended)
            {
                return false;
            }

            _at = 0;
            _ended = _given >= size;
            string item = $$"""
                {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "pod-{{ItemCount}}", "namespace": "ns", "uid": "{{ItemCount:x32}}",
                  "annotations": {"text": "{{new string('x', 1500)}}"}, "labels": {"app": "a", "tier": "front"} } }
                """;
            _piece = Encoding.UTF8.GetBytes(_ended ? after : (ItemCount == 0 ? "" : ",\n") + item);
            ItemCount += _ended ? 0 : 1;
            return true;
        }
    }
}
