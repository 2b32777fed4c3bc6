using Microboxes.Microbenchmarks;
using Xunit;

namespace Microboxes.Perf.Tests;

public sealed class AllowedBytesTests
{
    public static TheoryData<string> Names => [.. AllowedBytes.Methods().Select(m => m.Method.Name)];

    [Fact]
    public void File_NamesEveryOperation_AndNothingElse() => Assert.Equal(AllowedBytes.Methods().Select(m => m.Method.Name).Order(), AllowedBytes.Load().Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Operation_AllocatesNoMore_ThanTheFileAllows(string name)
    {
        using Operations operations = new();
        (System.Reflection.MethodInfo method, int count) = AllowedBytes.Methods().Single(m => m.Method.Name == name);

        double bytes = AllowedBytes.Measure(method.CreateDelegate<Action>(operations), count);

        Assert.InRange(bytes, 0, AllowedBytes.Load()[name]);
    }

    [Fact]
    public void Measure_OfWhatAllocates_SaysHowMuch() => Assert.Equal(32, AllowedBytes.Measure(() => GC.KeepAlive(new byte[8]), 1));
}
