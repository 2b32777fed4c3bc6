namespace Microboxes.Host.Functions;

/// <summary>What control wants of an NF's adapter; carried out on the adapter's lane, between two batches.</summary>
internal abstract class NfCommand
{
    /// <summary>Calls the adapter's method for this command.</summary>
    internal abstract void Deliver(NfAdapter adapter);
}
