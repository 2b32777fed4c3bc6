using System.Runtime.CompilerServices;
using System.Text;

namespace Microboxes.Plugins.Functions;

/// <summary>
/// How a payload lies in memory. Plugins are built apart, so that each may have its own struct for the same payload: they match when their fields do,
/// and a payload may begin with that of the event type it extends.
/// </summary>
public sealed class PayloadLayout
{
    private PayloadLayout(int size, IReadOnlyList<string> fields)
    {
        Size = size;
        Fields = fields;
        Fingerprint = Hash(size, fields);
    }

    /// <summary>No payload.</summary>
    public static PayloadLayout None { get; } = new(0, []);

    /// <summary>Bytes.</summary>
    public int Size { get; }

    /// <summary>The fields in the order they lie, nested structs opened, as "uint Severity at 0".</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>Equal for layouts that are equal.</summary>
    public ulong Fingerprint { get; }

    /// <summary>The layout of a struct.</summary>
    /// <exception cref="NfConfigurationException">The struct's layout is not the same in every build.</exception>
    public static PayloadLayout Of<TPayload>()
        where TPayload : unmanaged
    {
        PayloadFields fields = new(typeof(TPayload));
        int size = Unsafe.SizeOf<TPayload>();
        if (fields.Size != size) throw PayloadFields.NotFixed(typeof(TPayload));
        return new(size, fields.Names);
    }

    // As somebody wrote it down.
    internal static PayloadLayout Of(int size, IReadOnlyList<string> fields) => size == 0 && fields.Count == 0 ? None : new(size, fields);

    /// <summary>True when whoever expects <paramref name="expected"/> can read this: its fields come first, as they are there.</summary>
    public bool BeginsWith(PayloadLayout expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        return Size >= expected.Size && Fields.Take(expected.Fields.Count).SequenceEqual(expected.Fields);
    }

    /// <summary>The fields in one line.</summary>
    public override string ToString() => Fields.Count == 0 ? "no payload" : string.Join(", ", Fields);

    // FNV-1a: the same in every process, unlike the hash codes of strings.
    private static ulong Hash(int size, IReadOnlyList<string> fields)
    {
        ulong hash = 14695981039346656037;
        foreach (byte value in Encoding.UTF8.GetBytes($"{size}\n{string.Join('\n', fields)}")) hash = (hash ^ value) * 1099511628211;
        return hash;
    }
}
