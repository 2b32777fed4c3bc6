using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Loading;

/// <summary>What of an NF must stay as it is for one version to take another's place between two batches.</summary>
/// <param name="Declared">Its ports and publications, in words.</param>
/// <param name="FlowStates">How it lays the state of a flow out, in words.</param>
/// <param name="Migrates">True when it takes over states that are laid out otherwise.</param>
internal sealed record NfShape(string Declared, string FlowStates, bool Migrates)
{
    internal static NfShape Of(NetworkFunction function)
    {
        NfDeclaration declaration = new();
        function.Declare(declaration);
        return new(
            string.Join('\n', declaration.Ports.Select(p => p.ToString()).Concat(declaration.Publications.Select(p => p.ToString()))),
            FlowStateLayout.Of(function.GetType()),
            FlowStateLayout.Migrates(function.GetType()));
    }
}
