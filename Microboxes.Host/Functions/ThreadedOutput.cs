using System.Collections.Concurrent;

namespace Microboxes.Host.Functions;

/// <summary>
/// An output whose I/O is done by a thread of its own. Each NF instance has its own <see cref="Writer"/> and fills blocks of bounded number; the thread takes full
/// blocks, and at short intervals those that are not full yet.
/// </summary>
internal abstract class ThreadedOutput : IDisposable
{
    private const int BlockSize = 1 << 18;
    private const int BlocksOfAWriter = 4;
    private const int MostFull = 1024;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly List<Writer> writers = [];
    private readonly BlockingCollection<OutputBlock> full = new(MostFull);
    private readonly BlockingCollection<OutputBlock> free = [];
    private readonly Thread thread;
    private long waits;
    private long dropped;

    protected ThreadedOutput(string name, WhenFull policy)
    {
        Policy = policy;
        thread = new(Run) { IsBackground = true, Name = name };
    }

    internal WhenFull Policy { get; }

    /// <summary>How often a writer had to wait for the writing thread.</summary>
    internal long Waits => Volatile.Read(ref waits);

    /// <summary>Records that were dropped: the thread lagged behind or could not write.</summary>
    internal long Dropped => Volatile.Read(ref dropped);

    /// <summary>Why nothing is written any more, in one sentence, or null.</summary>
    internal string? Fault { get; private set; }

    /// <summary>What was lost, in one sentence, or null.</summary>
    internal string? Loss => Fault ?? (Dropped == 0 ? null : $"{Dropped} records were dropped because {thread.Name} could not follow: use a faster disk or fewer records.");

    /// <summary>Makes the writer of one NF instance.</summary>
    internal Writer NewWriter()
    {
        lock (gate)
        {
            if (writers.Count == 0) thread.Start();
            for (int i = 0; i < BlocksOfAWriter; i++) free.Add(new(BlockSize));
            Writer writer = new(this);
            writers.Add(writer);
            return writer;
        }
    }

    /// <summary>Writes what is left and ends the thread. Writers must not be used afterwards.</summary>
    public void Dispose()
    {
        Flush();
        full.CompleteAdding();
        if (thread.IsAlive) thread.Join();
        full.Dispose();
        free.Dispose();
        CloseGuarded();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes the records of a block. Called by the thread only.</summary>
    protected abstract void WriteBlock(OutputBlock block);

    /// <summary>All that was written so far should reach its place. Called by the thread only.</summary>
    protected abstract void FlushWritten();

    /// <summary>Called once after the thread has ended.</summary>
    protected abstract void CloseFiles();

    private void Run()
    {
        while (!full.IsCompleted)
        {
            if (full.TryTake(out OutputBlock? block, Interval)) Handle(block);
            else if (!full.IsAddingCompleted) Flush();
            if (full.Count == 0) Guarded(FlushWritten);
        }
    }

    private void Flush()
    {
        lock (gate)
            foreach (Writer writer in writers) writer.Surrender();
    }

    private void Handle(OutputBlock block)
    {
        Guarded(() => WriteBlock(block));
        block.Clear();
        if (block.HasSize(BlockSize)) free.Add(block);
    }

    // A full disk must not end the process: the records are counted as dropped and the reason is kept.
    private void Guarded(Action write)
    {
        if (Fault != null) return;
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fault = Explain(e);
        }
    }

    private void CloseGuarded()
    {
        try
        {
            CloseFiles();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fault ??= Explain(e);
        }
    }

    /// <summary>The sentence for an error of the I/O.</summary>
    protected abstract string Explain(Exception e);

    private OutputBlock? TakeFree()
    {
        if (free.TryTake(out OutputBlock? block)) return block;
        if (Policy == WhenFull.Drop) return null;
        Interlocked.Increment(ref waits);
        return free.Take();
    }

    // For a record that is larger than a block. The bound of the full ones bounds these too.
    private OutputBlock? TakeLarge(int size) => Policy == WhenFull.Drop && full.Count >= MostFull / 2 ? null : new(size);

    private void CountDropped() => Interlocked.Increment(ref dropped);

    /// <summary>One NF instance's end of the output.</summary>
    internal sealed class Writer(ThreadedOutput output) : IRenewableOutput
    {
        // Nobody else wants it but the writing thread, ten times a second.
        private readonly Lock gate = new();
        private OutputBlock? block;
        private volatile bool retired;
        private volatile bool waiting;

        public bool IsWaiting => waiting;

        public Microboxes.Plugins.Functions.INfOutput Renew()
        {
            retired = true;
            return output.NewWriter();
        }

        public void Write(long order, ReadOnlySpan<byte> record)
        {
            lock (gate)
            {
                if (retired) return;
                if (output.Fault == null && MakeRoom(record.Length)) block!.Add(order, record);
                else output.CountDropped();
            }
        }

        /// <summary>Hands over what is there. Not from a writer that is busy: it may be waiting for the very thread that asks.</summary>
        internal void Surrender()
        {
            if (!gate.TryEnter()) return;
            if (block != null && !block.IsEmpty)
            {
                output.full.Add(block);
                block = null;
            }

            gate.Exit();
        }

        private bool MakeRoom(int length)
        {
            if (block != null && block.Fits(length)) return true;
            if (block != null) output.full.Add(block);
            waiting = true;
            block = output.TakeFree();
            waiting = false;
            if (block == null || block.Fits(length)) return block != null;
            output.free.Add(block);
            block = output.TakeLarge(OutputBlock.HeaderSize + length);
            return block != null;
        }
    }
}
