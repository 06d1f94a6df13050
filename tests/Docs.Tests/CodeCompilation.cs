using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Docs.Tests;

/// <summary>All code of the documentation as one assembly: a namespace with a method for each block, and the namespaces that blocks name.</summary>
public sealed class CodeCompilation
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // A block without `await` is no fault of the page.
    private const string LacksAwait = "CS1998";

    private readonly Lazy<Assembly> _assembly;

    public CodeCompilation()
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Docs.Code",
            [CSharpSyntaxTree.ParseText(ImplicitUsings), .. CodeBlock.All.Select((block, index) => CSharpSyntaxTree.ParseText(SourceOf(block, index)))],
            [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Problems = [.. compilation.GetDiagnostics().Where(problem => problem.Severity >= DiagnosticSeverity.Warning && problem.Id != LacksAwait).Select(problem => problem.ToString())];
        _assembly = new Lazy<Assembly>(() => Emit(compilation));
    }

    /// <summary>What the compiler complains of, with page and line.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Runs a block.</summary>
    internal Task RunAsync(CodeBlock block)
    {
        int index = CodeBlock.All.Index().Single(item => item.Item == block).Index;
        Type program = _assembly.Value.GetType($"{NamespaceOf(index)}.Program", throwOnError: true)!;
        return (Task)program.GetMethod("Main")!.Invoke(null, [Array.Empty<string>()])!;
    }

    private static Assembly Emit(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image).Success);
        return Assembly.Load(image.ToArray());
    }

    private static string NamespaceOf(int index) => $"Block{index}";

    /// <summary>A file with the types of a block, and its statements in a method.</summary>
    private static string SourceOf(CodeBlock block, int index)
    {
        (string usings, string statements, string types, string namespaces) = PartsOf(block.Text, line => $"#line {block.Line + line} \"{block.Path}\"\n");
        (string givenUsings, string given, string givenTypes, string givenNamespaces) = PartsOf(block.Given, _ => "#line default\n");
        return $$"""
            {{givenUsings}}{{usings}}
            namespace {{NamespaceOf(index)}}
            {
            {{givenTypes}}{{types}}
            static class Program
            {
            public static async Task Main(string[] args)
            {
            {{given}}{{statements}}
            }
            }
            }
            {{givenNamespaces}}{{namespaces}}
            """;
    }

    /// <summary>Usings, statements, types and namespaces of a program, each behind a directive that says where it stands in the page.</summary>
    private static (string Usings, string Statements, string Types, string Namespaces) PartsOf(string code, Func<int, string> directive)
    {
        CompilationUnitSyntax unit = CSharpSyntaxTree.ParseText(code).GetCompilationUnitRoot();
        string Text(IEnumerable<SyntaxNode> nodes) => string.Concat(nodes.Select(node => $"{directive(node.SyntaxTree.GetLineSpan(node.FullSpan).StartLinePosition.Line)}{node.ToFullString()}\n"));
        return (
            Text(unit.Usings),
            Text(unit.Members.OfType<GlobalStatementSyntax>()),
            Text(unit.Members.Where(member => member is not (GlobalStatementSyntax or BaseNamespaceDeclarationSyntax))),
            string.Concat(unit.Members.OfType<BaseNamespaceDeclarationSyntax>().Select(space => $"namespace {space.Name}\n{{\n{Text(space.Members)}}}\n")));
    }
}
