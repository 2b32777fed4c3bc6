using System.Reflection;
using System.Runtime.CompilerServices;

namespace Microboxes.Host.Loading;

/// <summary>Compiles a plugin's methods ahead of their first call, so that no packet waits for the JIT. Code that can be unloaded is compiled once, optimized.</summary>
internal static class CodePreparation
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    internal static void Prepare(Assembly assembly)
    {
        foreach (Type type in assembly.GetTypes().Where(t => !t.ContainsGenericParameters))
        {
            foreach (MethodBase method in type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All)).Where(m => !m.IsAbstract && !m.ContainsGenericParameters)) Prepare(method);
        }
    }

    // What cannot be compiled fails when it is called, if it ever is.
    private static void Prepare(MethodBase method)
    {
        try
        {
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
        }
        catch (Exception e) when (e is NotSupportedException or InvalidProgramException or TypeLoadException or MissingMemberException or IOException or BadImageFormatException)
        {
        }
    }
}
