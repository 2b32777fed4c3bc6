using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control.Planning;

/// <summary>What an NF says of itself.</summary>
/// <param name="Name">The name it is configured by.</param>
/// <param name="Mode">How it runs unless the configuration says otherwise.</param>
/// <param name="IsSingle">Whether one instance follows all stack lines, unless the configuration says otherwise.</param>
/// <param name="Ports">What it subscribes to.</param>
/// <param name="Publications">What it publishes.</param>
internal sealed record DeclaredFunction(string Name, NfMode Mode, bool IsSingle, IReadOnlyList<Port> Ports, IReadOnlyList<Publication> Publications);
