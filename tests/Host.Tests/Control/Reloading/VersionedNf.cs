namespace Microboxes.Host.Tests.Control.Reloading;

/// <summary>Source of an NF in versions: it counts packets per flow in the flow's state, and in all under its version's name.</summary>
internal static class VersionedNf
{
    /// <param name="name">The NF's name.</param>
    /// <param name="version">The name of the counter.</param>
    /// <param name="port">What it subscribes to.</param>
    /// <param name="state">The fields of a flow's state.</param>
    /// <param name="members">More members of the class.</param>
    /// <param name="onPacket">Statements run for each event.</param>
    internal static string Source(string name, string version, string port = "PKT", string state = "public long Packets;", string members = "", string onPacket = "") => $$"""
        using System;
        using Microboxes.Plugins.Events;
        using Microboxes.Plugins.Functions;
        public struct State { {{state}} }
        [NetworkFunction("{{name}}")]
        public class {{name}}Nf : NetworkFunction<State>
        {
            private NfCounter packets, most;
            protected override void Declare(NfDeclaration declaration) => declaration.Subscribe("{{port}}");
            protected override void OnStart() { packets = Services.Counters.Counter("{{version}}"); most = Services.Counters.Counter("most"); Started(); }
            protected override void OnBatch(EventBatch batch)
            {
                while (batch.MoveNext())
                {
                    packets.Add();
                    long inFlow = ++StateOf(batch.Current).Packets;
                    if (inFlow > most.Value) most.Add(inFlow - most.Value);
                    {{onPacket}}
                }
            }
            partial void Started();
            {{members}}
        }
        """.Replace("public class", "public partial class", StringComparison.Ordinal);
}
