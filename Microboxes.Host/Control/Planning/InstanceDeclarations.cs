using System.Reflection;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control.Planning;

/// <summary>Asks an instance of each NF what it declares: once per name, whatever the number of lines and applications.</summary>
internal sealed class InstanceDeclarations(NfFactory createFunction)
{
    private readonly Dictionary<string, DeclaredFunction> asked = new(StringComparer.Ordinal);

    /// <exception cref="PlanException">The NF declares what nothing can be made of.</exception>
    internal DeclaredFunction Of(string name)
    {
        if (asked.TryGetValue(name, out DeclaredFunction? declared)) return declared;
        NetworkFunction function = createFunction(name);
        NetworkFunctionAttribute? attribute = function.GetType().GetCustomAttribute<NetworkFunctionAttribute>();
        NfDeclaration declaration = new();
        Ask(name, function, declaration);
        declared = new(name, attribute?.Mode ?? NfMode.Tap, IsSingle(name, attribute?.Replicas ?? "stack"), declaration.Ports, declaration.Publications);
        asked.Add(name, declared);
        return declared;
    }

    private static void Ask(string name, NetworkFunction function, NfDeclaration declaration)
    {
        try
        {
            function.Declare(declaration);
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
