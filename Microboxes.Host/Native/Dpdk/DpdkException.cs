namespace Microboxes.Host.Native.Dpdk;

/// <summary>DPDK is missing or refused something; the message is one sentence for the user.</summary>
internal sealed class DpdkException(string sentence, Exception? cause = null) : Exception(sentence, cause);
