using PolicyEngine.Documents;

namespace PolicyEngine.Tests.Documents;

/// <summary>Inputs whose text is kept are read whole, and may have no end.</summary>
public sealed class WholeInputTests
{
    private const string Pod = "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}}\n";

    private static readonly ReadLimits s_limits = ReadLimits.Default with { MaxYamlBytes = 100_000 };

    [Fact]
    public void What_is_larger_than_the_limit_is_not_read()
    {
        using var endless = new EndlessStream();

        IOException exception = Assert.Throws<IOException>(() => PolicySource.FromStream("x", endless).Read(s_limits));

        Assert.Equal("it is larger than 100000 bytes", exception.Message);
        Assert.InRange(endless.Given, 100_001, 300_000);
    }

    [Fact]
    public void A_load_that_keeps_texts_tells_so_and_reads_the_others()
    {
        using var endless = new EndlessStream();

        LoadResult result = new PolicyLoader(new LoadOptions { KeepsText = true, Limits = s_limits })
            .Load([PolicySource.FromStream("endless.yaml", endless), PolicySource.FromText("pod.yaml", Pod)]);

        Assert.Equal("`endless.yaml` cannot be read: it is larger than 100000 bytes", Assert.Single(result.Diagnostics).Message);
        Assert.Single(result.Snapshot.Model.Endpoints);
    }

    [Fact]
    public void As_much_as_the_limit_is_read()
    {
        string text = Pod.PadRight(100_000, '\n');

        Assert.Single(new PolicyLoader(new LoadOptions { KeepsText = true, Limits = s_limits }).Load([PolicySource.FromText("x", text)]).Snapshot.Model.Endpoints);
    }

    private sealed class EndlessStream : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => Given;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Clear(buffer, offset, count);
            Given += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
