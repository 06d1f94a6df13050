namespace Docs.Tests;

public sealed class CodeTests(CodeCompilation code) : IClassFixture<CodeCompilation>
{
    public static TheoryData<string> WithOutput => [.. CodeBlock.All.Where(block => block.Output is not null).Select(block => block.Name)];

    [Fact]
    public void Every_block_of_code_compiles_without_warnings() => Assert.Empty(code.Problems);

    [Theory]
    [MemberData(nameof(WithOutput))]
    public async Task Code_prints_what_stands_below_it(string name)
    {
        CodeBlock block = CodeBlock.All.Single(block => block.Name == name);
        TextWriter console = Console.Out;
        using var output = new StringWriter { NewLine = "\n" };
        try
        {
            Console.SetOut(output);
            await code.RunAsync(block);
        }
        finally
        {
            Console.SetOut(console);
        }

        Assert.Equal(block.Output, output.ToString());
    }
}
