namespace Microboxes.Host.Lanes;

/// <summary>
/// What a lane does when its duty cycles found nothing: a few spins, then yields, then short sleeps. Longer spins starve whoever shares the core
/// (8 loops on 2 cores: 0.027 M events/s spinning, 20–37 M yielding).
/// </summary>
internal struct IdleStrategy
{
    private const int Spins = 10;
    private const int Yields = 200;
    private int idleRounds;

    internal void Reset() => idleRounds = 0;

    /// <param name="polls">How work that comes without anybody saying so is waited for.</param>
    internal void Idle(Polling polls = Polling.No)
    {
        if (idleRounds < Spins + Yields + 1) idleRounds++;
        if (idleRounds <= Spins || polls == Polling.Spinning) Thread.SpinWait(8);
        else if (polls == Polling.Yielding || idleRounds <= Spins + Yields) Thread.Yield();
        else Thread.Sleep(TimeSpan.FromMicroseconds(100));
    }
}
