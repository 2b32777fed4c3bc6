using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microboxes.Plugins.Functions;

/// <summary>Finds out where the fields of an unmanaged struct lie, by the rules of sequential and explicit layout.</summary>
internal sealed class PayloadFields
{
    private readonly List<string> names = [];

    internal PayloadFields(Type payload) => (Size, Alignment) = Place(payload, 0);

    internal int Size { get; }

    internal int Alignment { get; }

    internal IReadOnlyList<string> Names => names;

    internal static NfConfigurationException NotFixed(Type payload) => new(
        $"The payload {payload.Name} has a layout that other builds need not share: use a struct of numbers, enums and fixed arrays, with LayoutKind.Sequential or Explicit.");

    private (int Size, int Alignment) Place(Type type, int start)
    {
        StructLayoutAttribute layout = type.StructLayoutAttribute ?? throw NotFixed(type);
        if (layout.Value == LayoutKind.Auto) throw NotFixed(type);
        int pack = layout.Pack == 0 ? 8 : layout.Pack;
        int end = 0;
        int alignment = 1;
        foreach (FieldInfo field in FieldsOf(type))
        {
            (int size, int natural) = Measure(field);
            int fieldAlignment = Math.Min(natural, pack);
            int offset = layout.Value == LayoutKind.Explicit
                ? field.GetCustomAttribute<FieldOffsetAttribute>()!.Value
                : (end + fieldAlignment - 1) / fieldAlignment * fieldAlignment;
            Name(field, start + offset, size);
            end = Math.Max(end, offset + size);
            alignment = Math.Max(alignment, fieldAlignment);
        }

        return (Math.Max(Math.Max(layout.Size, 1), (end + alignment - 1) / alignment * alignment), alignment);
    }

    private static IEnumerable<FieldInfo> FieldsOf(Type type) => type
        .GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .OrderBy(field => field.MetadataToken);

    private static (int Size, int Alignment) Measure(FieldInfo field)
    {
        Type type = Plain(field.FieldType);
        if (type.IsPrimitive) return (SizeOf(type), SizeOf(type));
        PayloadFields inner = new(type);
        return (inner.Size * LengthOf(type), inner.Alignment);
    }

    private void Name(FieldInfo field, int offset, int size)
    {
        Type type = Plain(field.FieldType);
        if (type.IsPrimitive) names.Add($"{type.Name} {field.Name} at {offset}");
        else if (LengthOf(type) > 1 || field.IsDefined(typeof(FixedBufferAttribute))) names.Add($"{size} bytes of {Plain(FieldsOf(type).First().FieldType).Name} {field.Name} at {offset}");
        else Place(type, offset);
    }

    private static Type Plain(Type type) => type.IsEnum ? Enum.GetUnderlyingType(type) : type;

    private static int LengthOf(Type type) => type.GetCustomAttribute<InlineArrayAttribute>()?.Length ?? 1;

    private static int SizeOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean or TypeCode.SByte or TypeCode.Byte => 1,
        TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 2,
        TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
        TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Double => 8,
        _ => throw NotFixed(type),
    };
}
