using Xunit;

namespace Microboxes.Host.Tests.Control.Actors;

/// <summary>Tests that set limits of the whole process run while no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    internal const string Name = "alone";
}
