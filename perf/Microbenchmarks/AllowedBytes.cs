using System.Reflection;
using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace Microboxes.Microbenchmarks;

/// <summary>How many managed bytes each operation may allocate: the file allowed-bytes.json beside the program.</summary>
internal static class AllowedBytes
{
    private const string File = "allowed-bytes.json";

    internal static IReadOnlyDictionary<string, long> Load()
    {
        using JsonDocument document = JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, File)));
        return document.RootElement.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetInt64());
    }

    /// <summary>Every operation by name, and how many of it one call does.</summary>
    internal static IEnumerable<(MethodInfo Method, int Operations)> Methods() => typeof(Operations).GetMethods()
        .Select(method => (Method: method, Attribute: method.GetCustomAttribute<BenchmarkAttribute>()))
        .Where(m => m.Attribute != null).Select(m => (m.Method, m.Attribute!.OperationsPerInvoke));

    /// <summary>Managed bytes that one operation allocates, once everything is compiled and every table filled.</summary>
    internal static double Measure(Action operation, int operations)
    {
        const int WarmUp = 200;
        const int Calls = 500;
        for (int i = 0; i < WarmUp; i++) operation();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Calls; i++) operation();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)(Calls * operations);
    }
}
