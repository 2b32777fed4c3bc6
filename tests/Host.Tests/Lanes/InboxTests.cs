using Microboxes.Host.Lanes;
using Xunit;

namespace Microboxes.Host.Tests.Lanes;

public sealed class InboxTests
{
    [Fact]
    public void Take_AfterPosts_GivesThemInOrderAndThenNothing()
    {
        Inbox<string> inbox = new(4);
        for (int round = 0; round < 3; round++)
        {
            Assert.False(inbox.HasMessages);
            foreach (string message in (string[])["a", "b", "c"]) Assert.True(inbox.TryPost(message));
            Assert.True(inbox.HasMessages);
            Assert.Equal("abc", $"{inbox.Take()}{inbox.Take()}{inbox.Take()}");
            Assert.Null(inbox.Take());
        }
    }

    [Fact]
    public void TryPost_IntoAFullInbox_IsRefusedAndCounted()
    {
        Inbox<string> inbox = new(3);
        for (int i = 0; i < 4; i++) Assert.True(inbox.TryPost($"{i}"));
        Assert.False(inbox.TryPost("too much"));
        Assert.Equal(1, inbox.Refused);
        Assert.Equal("0", inbox.Take());
        Assert.True(inbox.TryPost("4"));
        Assert.Equal(["1", "2", "3", "4", null], Enumerable.Range(0, 5).Select(_ => inbox.Take()));
    }

    [Fact]
    public void TryPost_FromSeveralThreads_LosesNothingAndKeepsEachOnesOrder()
    {
        const int Producers = 3;
        const int Each = 20_000;
        Inbox<int[]> inbox = new(16);
        Thread[] threads = [.. Enumerable.Range(0, Producers).Select(p => new Thread(() => Produce(inbox, p, Each)))];
        foreach (Thread thread in threads) thread.Start();
        int[] next = new int[Producers];
        for (int taken = 0; taken < Producers * Each;)
        {
            if (inbox.Take() is not { } message)
            {
                Thread.Yield();
                continue;
            }

            Assert.Equal(next[message[0]]++, message[1]);
            taken++;
        }

        foreach (Thread thread in threads) thread.Join();
        Assert.Null(inbox.Take());
    }

    private static void Produce(Inbox<int[]> inbox, int producer, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int[] message = [producer, i];
            while (!inbox.TryPost(message)) Thread.Yield();
        }
    }
}
