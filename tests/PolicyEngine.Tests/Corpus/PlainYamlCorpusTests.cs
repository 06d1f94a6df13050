using PolicyEngine.Tests.Documents;
using TestKit;
using Xunit.Abstractions;

namespace PolicyEngine.Tests.Corpus;

/// <summary>Real manifests are read the same as plain ones and through the library.</summary>
public sealed class PlainYamlCorpusTests(ITestOutputHelper output)
{
    [CorpusTheory("k8s")]
    [InlineData("real", 0.9)]
    [InlineData("npguard", 0.9)]
    [InlineData("k8s", 0.1)] // most of its objects are written on one line
    public void Documents_read_as_plain_are_what_the_library_reads(string folder, double leastPlain)
    {
        int plain = 0;
        int all = 0;
        foreach (string file in Directory.EnumerateFiles(Path.Combine(TestKit.Corpus.Folder!, folder), "*.y*ml", SearchOption.AllDirectories))
        {
            (int Plain, int All) read = YamlSlices.AssertAlike(File.ReadAllBytes(file));
            plain += read.Plain;
            all += read.All;
        }

        output.WriteLine($"{folder}: {plain} of {all} documents are plain");
        Console.WriteLine($"corpus {folder}: {plain} of {all} documents are plain");
        Assert.True(plain >= all * leastPlain);
    }
}
