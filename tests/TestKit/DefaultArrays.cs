using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace TestKit;

/// <summary>What becomes of arrays that were never made (<c>default</c>) where they are handed in.</summary>
public static class DefaultArrays
{
    /// <summary>The properties that take such an array, be it from an initializer or a constructor, and give it out as it is.</summary>
    public static IEnumerable<string> GivenOutBy(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        PropertyInfo[] arrays = [.. type.GetProperties().Where(property => IsArray(property.PropertyType))];
        foreach (PropertyInfo array in arrays.Where(property => property.SetMethod is not null))
        {
            object set = RuntimeHelpers.GetUninitializedObject(type);
            array.SetValue(set, Activator.CreateInstance(array.PropertyType));
            if (IsDefault(array, set))
            {
                yield return $"{array.Name} {{ init }}";
            }
        }

        foreach (ConstructorInfo constructor in type.GetConstructors().Where(constructor => constructor.GetParameters().Any(parameter => IsArray(parameter.ParameterType))))
        {
            object made = constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null)]);
            foreach (PropertyInfo array in arrays.Where(property => IsDefault(property, made)))
            {
                yield return array.Name;
            }
        }
    }

    private static bool IsArray(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>);

    private static bool IsDefault(PropertyInfo array, object owner) => (bool)array.PropertyType.GetProperty(nameof(ImmutableArray<int>.IsDefault))!.GetValue(array.GetValue(owner))!;
}
