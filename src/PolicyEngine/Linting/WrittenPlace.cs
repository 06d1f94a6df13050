using PolicyEngine.Documents;

namespace PolicyEngine.Linting;

/// <summary>What stands at a place of the input.</summary>
/// <param name="Target">The object it is in, as far as it is known, and the way to it.</param>
/// <param name="Document">The document of the object; null where it is not known.</param>
/// <param name="Scalar">The key or value that stands there; null where it is not one.</param>
internal readonly record struct WrittenPlace(LintTarget Target, MappingNode? Document, ScalarNode? Scalar);
