using System.Text;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Nf.Tests.Captures;

/// <summary>Writes every packet it is shown, from its IP header on: its number, then its bytes in hexadecimal.</summary>
[NetworkFunction("PacketRecorder")]
internal sealed partial class PacketRecorder : NetworkFunction
{
    [Subscribe("PKT", Half = "sending")]
    private void OnPacket(in Event e)
    {
        Packet packet = PacketOf(e);
        Services.Output.Write(packet.Number, Encoding.ASCII.GetBytes($"{packet.Number} {Convert.ToHexStringLower(packet.Network)}"));
    }
}
