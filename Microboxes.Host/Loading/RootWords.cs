using Microsoft.Diagnostics.Runtime;

namespace Microboxes.Host.Loading;

/// <summary>A root of the garbage collector in words.</summary>
internal static class RootWords
{
    internal static string Of(ClrRoot root) => root switch
    {
        ClrStackRoot stack => $"a thread in {stack.StackFrame?.Method?.Signature ?? "native code"}",
        _ => root.RootKind switch
        {
            ClrRootKind.FinalizerQueue => "the queue of finalizers",
            ClrRootKind.PinnedHandle => "a pinned handle",
            _ => "a strong handle",
        },
    };

    /// <summary>The static field that holds an object, or null: fields lie in arrays that handles hold, which alone tells little.</summary>
    internal static string? StaticFieldOf(ClrRuntime runtime, ulong address)
    {
        foreach (ClrModule module in runtime.EnumerateModules())
        {
            foreach ((ulong methodTable, int _) in module.EnumerateTypeDefToMethodTableMap())
            {
                ClrStaticField? field = runtime.GetTypeByMethodTable(methodTable)?.StaticFields.FirstOrDefault(f => f.IsObjectReference && Holds(f, module, address));
                if (field != null) return $"the static field {field.ContainingType.Name}.{field.Name}";
            }
        }

        return null;
    }

    private static bool Holds(ClrStaticField field, ClrModule module, ulong address) => field.IsInitialized(module.AppDomain) && field.ReadObject(module.AppDomain).Address == address;
}
