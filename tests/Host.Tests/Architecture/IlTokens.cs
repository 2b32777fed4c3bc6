using System.Collections.Frozen;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Microboxes.Host.Tests.Architecture;

/// <summary>The metadata tokens that a method's instructions carry (ECMA-335 III).</summary>
internal static class IlTokens
{
    private static readonly FrozenDictionary<ushort, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(f => f.GetValue(null)).OfType<OpCode>().ToFrozenDictionary(c => unchecked((ushort)c.Value));

    internal static IEnumerable<EntityHandle> Of(MethodBodyBlock body)
    {
        List<EntityHandle> tokens = [];
        BlobReader il = body.GetILReader();
        while (il.RemainingBytes > 0)
        {
            OpCode code = ReadCode(ref il);
            switch (code.OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType or OperandType.InlineSig:
                    tokens.Add(MetadataTokens.EntityHandle(il.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    int targets = il.ReadInt32();
                    il.Offset += 4 * targets;
                    break;
                default:
                    il.Offset += Size(code.OperandType);
                    break;
            }
        }

        return tokens;
    }

    private static OpCode ReadCode(ref BlobReader il)
    {
        ushort value = il.ReadByte();
        if (value == 0xFE) value = (ushort)(0xFE00 | il.ReadByte());
        return Codes[value];
    }

    private static int Size(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
