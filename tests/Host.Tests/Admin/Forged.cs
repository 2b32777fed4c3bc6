namespace Microboxes.Host.Tests.Admin;

/// <summary>A message under the number of our serializer, with any manifest and text.</summary>
internal sealed record Forged(string Manifest, string Json);
