using Xunit;

namespace Microboxes.Host.Tests.Architecture;

/// <summary>A rule without exceptions; one that is broken lists everything that breaks it.</summary>
internal static class Rule
{
    internal static void HasNoException<T>(IEnumerable<T> exceptions)
    {
        List<T> all = [.. exceptions];
        if (all.Count > 0) Assert.Fail(string.Join(Environment.NewLine, all.Take(40)));
    }
}
