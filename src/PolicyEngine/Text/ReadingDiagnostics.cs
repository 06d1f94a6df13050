namespace PolicyEngine.Text;

/// <summary>The diagnostics of reading text into documents.</summary>
internal static class ReadingDiagnostics
{
    public static readonly DiagnosticDescriptor TooManyDiagnostics = new(
        "PE1000", Severity.Note, "diagnostics suppressed", "mend the first ones and run again");

    public static readonly DiagnosticDescriptor MalformedYaml = new(
        "PE1001", Severity.Error, "malformed YAML", "check indentation, quotes and brackets at and before this place");

    public static readonly DiagnosticDescriptor MalformedJson = new(
        "PE1002", Severity.Error, "malformed JSON", "check quotes, commas and brackets at and before this place; JSON has no comments");

    public static readonly DiagnosticDescriptor DuplicateKey = new(
        "PE1003", Severity.Error, "duplicate key", "join the two values under one key, or delete one of them");

    public static readonly DiagnosticDescriptor LimitExceeded = new(
        "PE1004", Severity.Error, "limit exceeded", "split the input, or raise the limit if the input is to be trusted");

    public static readonly DiagnosticDescriptor FaultyAlias = new(
        "PE1005", Severity.Error, "faulty alias or merge key", "write the value out in place of the alias");

    public static readonly DiagnosticDescriptor InvalidEncoding = new(
        "PE1006", Severity.Error, "invalid encoding", "save the file as UTF-8");

    public static readonly DiagnosticDescriptor ForbiddenCharacter = new(
        "PE1007", Severity.Error, "forbidden character", "delete the character, or write it as an escape in double quotes");

    public static readonly DiagnosticDescriptor NotAnObject = new(
        "PE1008", Severity.Error, "not an object", "every document and every list item is a mapping with `apiVersion` and `kind`");

    public static readonly DiagnosticDescriptor UnreadableFile = new(
        "PE1009", Severity.Error, "file cannot be read", "check the path and its permissions");

    public static readonly DiagnosticDescriptor Utf16Input = new(
        "PE1010", Severity.Warning, "UTF-16 input", "save the file as UTF-8; other tools may refuse it");

    public static readonly DiagnosticDescriptor FaultyKey = new(
        "PE1011", Severity.Error, "key is not a plain scalar", "a key is one string; a template that rendered to nothing leaves an empty key");

    public static readonly DiagnosticDescriptor FaultyListItem = new(
        "PE1012", Severity.Error, "list item is not an object", "every item of a list is a mapping with `apiVersion` and `kind`");

    /// <summary>Every diagnostic of this stage, for the catalogue.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        TooManyDiagnostics,
        MalformedYaml,
        MalformedJson,
        DuplicateKey,
        LimitExceeded,
        FaultyAlias,
        InvalidEncoding,
        ForbiddenCharacter,
        NotAnObject,
        UnreadableFile,
        Utf16Input,
        FaultyKey,
        FaultyListItem,
    ];

    /// <summary>Whether part of the input could not be used because of it.</summary>
    public static bool LosesContent(DiagnosticDescriptor descriptor) =>
        descriptor.Severity == Severity.Error && descriptor != DuplicateKey && descriptor != NotAnObject && descriptor != FaultyListItem;
}
