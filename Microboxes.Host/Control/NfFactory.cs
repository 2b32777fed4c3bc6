using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control;

/// <summary>Makes a new instance of a named NF.</summary>
internal delegate NetworkFunction NfFactory(string name);
