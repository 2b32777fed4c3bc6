using System.Reflection;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control.Planning;

/// <summary>Makes the NF instances of one plan and asks each, once, what it declares; the one that the planner asked becomes the first to be wired.</summary>
internal sealed class InstanceDeclarations(NfFactory createFunction)
{
    private readonly Dictionary<string, DeclaredFunction> asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (NetworkFunction, NfDeclaration)> unused = new(StringComparer.Ordinal);

    /// <exception cref="PlanException">The NF declares what nothing can be made of.</exception>
    internal DeclaredFunction Of(string name)
    {
        if (asked.TryGetValue(name, out DeclaredFunction? declared)) return declared;
        (NetworkFunction function, NfDeclaration declaration) = Make(name);
        NetworkFunctionAttribute? attribute = function.GetType().GetCustomAttribute<NetworkFunctionAttribute>();
        declared = new(name, attribute?.Mode ?? NfMode.Tap, IsSingle(name, attribute?.Replicas ?? "stack"), declaration.Ports, declaration.Publications);
        asked.Add(name, declared);
        unused.Add(name, (function, declaration));
        return declared;
    }

    /// <summary>An instance that nobody has yet, with what it declared.</summary>
    internal (NetworkFunction Function, NfDeclaration Declaration) Take(string name) => unused.Remove(name, out (NetworkFunction, NfDeclaration) first) ? first : Make(name);

    private (NetworkFunction, NfDeclaration) Make(string name)
    {
        NetworkFunction function = createFunction(name);
        NfDeclaration declaration = new();
        try
        {
            function.Declare(declaration);
            return (function, declaration);
        }
        catch (NfConfigurationException mistake)
        {
            throw new PlanException($"{name} cannot be planned: {mistake.Message}", mistake);
        }
    }

    private static bool IsSingle(string name, string replicas) => replicas switch
    {
        "stack" => false,
        "single" => true,
        _ => throw new PlanException($"{name} declares Replicas = \"{replicas}\": correct it to \"stack\" or \"single\"."),
    };
}
