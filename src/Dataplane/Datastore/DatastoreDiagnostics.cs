using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Datastore;

/// <summary>The diagnostics of reading the network's own resources. What a value says is left out; the rest of its object counts.</summary>
internal static class DatastoreDiagnostics
{
    public static readonly DiagnosticDescriptor WrongType = new(
        "PE6001", Severity.Error, "network setting of another type", "write the value as the resource's schema has it");

    public static readonly DiagnosticDescriptor MalformedAddress = new(
        "PE6002", Severity.Error, "network setting is no address", "write an address, a block or an Ethernet address");

    public static readonly DiagnosticDescriptor OutOfRange = new(
        "PE6003", Severity.Error, "network setting out of range", "write a number within the range");

    public static readonly DiagnosticDescriptor UnknownWord = new(
        "PE6004", Severity.Error, "unknown word in a network setting", "write one of the words that the setting has");

    public static readonly DiagnosticDescriptor MalformedSelector = new(
        "PE6005", Severity.Error, "malformed selector in a network resource", "write a Calico selector, such as `zone == 'a'`");

    public static readonly DiagnosticDescriptor Incomplete = new(
        "PE6006", Severity.Error, "network resource lacks a field", "give the field; without it the object says nothing");

    public static readonly DiagnosticDescriptor BrokenBlock = new(
        "PE6007", Severity.Error, "IPAM block contradicts itself", "compare it with `calicoctl ipam check`");

    public static readonly DiagnosticDescriptor MalformedText = new(
        "PE6008", Severity.Error, "malformed configuration within a ConfigMap or annotation", "mend the text that the key holds");

    public static readonly DiagnosticDescriptor FlannelFails = new(
        "PE6009", Severity.Error, "Flannel's configuration does not work", "name a backend that there is, and settings that it serves");

    /// <summary>Every diagnostic of reading, for the catalogue.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
        [WrongType, MalformedAddress, OutOfRange, UnknownWord, MalformedSelector, Incomplete, BrokenBlock, MalformedText, FlannelFails];
}
