using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Architecture.Tests;

/// <summary>Prints what an assembly shows to its users, sorted, one member a line.</summary>
internal static class ApiSurface
{
    private const BindingFlags Members =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Print(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(Name(type, qualified: true)).Append('\n');
            foreach (string member in type.GetMembers(Members).Select(Describe).Where(line => line.Length > 0).Order(StringComparer.Ordinal))
            {
                text.Append("  ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : type.IsInterface ? "interface"
        : type.IsValueType ? "struct"
        : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : type.IsSealed ? "sealed class"
        : "class";

    private static string Describe(MemberInfo member) => member switch
    {
        _ when member.GetCustomAttribute<CompilerGeneratedAttribute>() is not null => "",
        FieldInfo { IsLiteral: true } constant => $"{constant.Name} = {constant.GetRawConstantValue()}",
        FieldInfo field when field.Name != "value__" => $"{Name(field.FieldType)} {field.Name}",
        PropertyInfo property => $"{Static(property.GetMethod)}{Name(property.PropertyType)} {property.Name} {{ {Accessors(property)} }}",
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo { IsSpecialName: false } method => $"{Static(method)}{Name(method.ReturnType)} {method.Name}({Parameters(method)})",
        _ => "",
    };

    private static string Static(MethodInfo? method) => method?.IsStatic == true ? "static " : "";

    private static string Accessors(PropertyInfo property) =>
        (property.GetMethod?.IsPublic == true ? "get;" : "") + (property.SetMethod?.IsPublic == true ? " set;" : "");

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}"));

    private static string Name(Type type, bool qualified = false)
    {
        if (type.IsByRef)
        {
            return "ref " + Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        string name = qualified && !type.IsGenericParameter ? type.FullName ?? type.Name : type.Name;
        int tick = name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? name : $"{name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(argument => Name(argument)))}>";
    }
}
