using Microboxes.Paper.Chains;
using Microboxes.Paper.Figures;
using Microboxes.Paper.Functions;
using Microboxes.Paper.Workloads;
using Microboxes.Plugins.Functions;
using Xunit;

namespace Microboxes.Perf.Tests;

/// <summary>Whether contenders that answer wrong are found out, and those that answer right allocate nothing.</summary>
public sealed class ChainTests
{
    private const string Traffic = "flows=200,concurrent=100,size=3000";

    [Fact]
    public void ChainOfSix_OnOneStack_AllocatesNothing()
    {
        using Workload workload = Workload.Generate("w", Traffic);
        using Contender contender = Contenders.Consolidated(workload, new(), NfKind.Both.Chain(6));
        contender.WarmUp();
        for (int i = 0; i < 5; i++) contender.Pass();
        Assert.Null(contender.Wrong);
        Assert.Equal(0, contender.Allocated);
    }

    [Fact]
    public void StackPerNf_GivesEveryNf_AllPacketsAndBytes()
    {
        using Workload workload = Workload.Generate("w", Traffic);
        ChainFunction[] functions = NfKind.Both.Chain(6);
        using Contender contender = Contenders.StackPerNf(workload, new(), functions);
        contender.Pass();
        contender.Pass();
        Assert.Null(contender.Wrong);
        Assert.All(functions, f => Assert.Equal((2 * workload.Count, 2 * workload.StreamBytes), (f.Packets, f.StreamBytes)));
        Assert.True(workload.StreamBytes > 200 * 3000);
    }

    [Fact]
    public void Halves_OfAWorkload_HoldAllOfIt()
    {
        using Workload workload = Workload.Generate("w", Traffic);
        Workload[] halves = workload.Split(2);
        Assert.Equal((workload.Count, workload.PayloadBytes, workload.StreamBytes), (halves.Sum(h => h.Count), halves.Sum(h => h.PayloadBytes), halves.Sum(h => h.StreamBytes)));
        Assert.All(halves, half => Assert.True(half.Count > workload.Count / 3));
        foreach (Workload half in halves) half.Dispose();
    }

    [Fact]
    public void NfThatMissesBytes_IsFoundOut()
    {
        using Workload workload = Workload.Generate("w", Traffic);
        using Contender contender = Contenders.Consolidated(workload, new(), [new Forgetful()]);
        contender.Pass();
        Assert.Contains("bytes", contender.Wrong, StringComparison.Ordinal);
    }

    private sealed class Forgetful : ChainFunction
    {
        protected internal override void Declare(NfDeclaration declaration) => declaration.Subscribe("PKT/TCP", half: "receiving");

        protected internal override void OnBatch(EventBatch batch)
        {
            while (batch.MoveNext())
            {
                Packets++;
                PayloadBytes += batch.Current.Length / 2;
            }
        }
    }
}
