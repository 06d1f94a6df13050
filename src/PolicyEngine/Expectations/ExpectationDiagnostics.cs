using PolicyEngine.Text;

namespace PolicyEngine.Expectations;

/// <summary>The diagnostics of files of expectations. Codes are stable and never reused.</summary>
internal static class ExpectationDiagnostics
{
    public static readonly DiagnosticDescriptor UnknownKey = new(
        "PE7001", Severity.Error, "unknown key in an expectation", "correct the spelling or the indentation");

    public static readonly DiagnosticDescriptor WrongType = new(
        "PE7002", Severity.Error, "wrong type in an expectation", "write a value of the expected type");

    public static readonly DiagnosticDescriptor MissingKey = new(
        "PE7003", Severity.Error, "expectation lacks a key", "add the key");

    public static readonly DiagnosticDescriptor InvalidValue = new(
        "PE7004", Severity.Error, "value not allowed in an expectation", "write one of the values that are allowed");

    public static readonly DiagnosticDescriptor NotAnswerable = new(
        "PE7005", Severity.Error, "expectation names what is not there", "name endpoints and ports as `netpol can` takes them");

    public static readonly DiagnosticDescriptor AsksNothing = new(
        "PE7006", Severity.Error, "expectation about nothing", "name a source and a destination that are not one endpoint");

    public static readonly DiagnosticDescriptor NoExpectations = new(
        "PE7007", Severity.Error, "no expectations", "write them as a list under `tests`");

    /// <summary>Every diagnostic of expectations, for the catalogue.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
        [UnknownKey, WrongType, MissingKey, InvalidValue, NotAnswerable, AsksNothing, NoExpectations];
}
