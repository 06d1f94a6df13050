using System.Reflection;
using PolicyEngine.Text;
using Xunit;

namespace PolicyEngine.Tests.Documents;

public sealed class ReadingDiagnosticsTests
{
    [Fact]
    public void The_catalogue_holds_every_descriptor_once_in_the_order_of_codes()
    {
        IEnumerable<DiagnosticDescriptor> fields = typeof(ReadingDiagnostics)
            .GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(field => field.GetValue(null))
            .OfType<DiagnosticDescriptor>();
        Assert.Equal(fields, ReadingDiagnostics.All);
        for (int i = 0; i < ReadingDiagnostics.All.Count; i++)
        {
            Assert.Equal($"PE{1000 + i}", ReadingDiagnostics.All[i].Code);
        }

        Assert.All(ReadingDiagnostics.All, d => Assert.False(d.Hint.EndsWith('.') || d.Title.EndsWith('.')));
    }
}
