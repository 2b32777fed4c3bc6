using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microboxes.Plugins.Functions;
using Xunit;

namespace Microboxes.Plugins.Tests.Functions;

public sealed class PayloadLayoutTests
{
    [Fact]
    public void Of_NestedStruct_ListsItsFieldsWhereTheyLie() => Assert.Equal(
        ["Byte Kind at 0", "Int64 Score at 8", "UInt16 Port at 16", "16 bytes of Byte Name at 18"],
        PayloadLayout.Of<Nested>().Fields);

    [Fact]
    public void Of_PackedAndExplicit_SayWhereFieldsLie()
    {
        Assert.Equal((9, "Byte Kind at 0, Int64 Score at 1"), (PayloadLayout.Of<Packed>().Size, PayloadLayout.Of<Packed>().ToString()));
        Assert.Equal((8, "Int32 Low at 0, Int32 High at 4"), (PayloadLayout.Of<Explicit>().Size, PayloadLayout.Of<Explicit>().ToString()));
    }

    [Fact]
    public void Fingerprint_SameFieldsInAnotherStruct_IsEqual() =>
        Assert.Equal(PayloadLayout.Of<Alert>().Fingerprint, PayloadLayout.Of<SameAlert>().Fingerprint);

    [Fact]
    public void Fingerprint_OtherNameTypeOrOrder_Differs() =>
        Assert.Equal(4, new[] { PayloadLayout.Of<Alert>(), PayloadLayout.Of<OtherName>(), PayloadLayout.Of<OtherType>(), PayloadLayout.Of<OtherOrder>() }.Select(l => l.Fingerprint).Distinct().Count());

    [Fact]
    public void BeginsWith_ChildOfAParent_IsTrueOneWayOnly()
    {
        Assert.True(PayloadLayout.Of<Child>().BeginsWith(PayloadLayout.Of<Alert>()));
        Assert.True(PayloadLayout.Of<Child>().BeginsWith(PayloadLayout.None));
        Assert.False(PayloadLayout.Of<Alert>().BeginsWith(PayloadLayout.Of<Child>()));
        Assert.False(PayloadLayout.Of<OtherOrder>().BeginsWith(PayloadLayout.Of<Alert>()));
    }

    [Fact]
    public void Of_AutomaticLayout_IsRefusedWithOneSentence() => Assert.Equal(
        "The payload Automatic has a layout that other builds need not share: use a struct of numbers, enums and fixed arrays, with LayoutKind.Sequential or Explicit.",
        Assert.Throws<NfConfigurationException>(() => PayloadLayout.Of<Automatic>()).Message);

#pragma warning disable CS0649, CA1823, IDE0044, IDE0051 // Laid out, never filled in.
    private enum Kind : byte
    {
    }

    private struct Head
    {
        internal Kind Kind;
        internal long Score;
    }

    private struct Nested
    {
        internal Head Head;
        internal ushort Port;
        internal Text Name;
    }

    [InlineArray(16)]
    private struct Text
    {
        private byte first;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Packed
    {
        internal Kind Kind;
        internal long Score;
    }

    [StructLayout(LayoutKind.Explicit)]
    private struct Explicit
    {
        [FieldOffset(0)]
        internal int Low;

        [FieldOffset(4)]
        internal int High;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Automatic
    {
        internal int Low;
    }

    private struct Alert
    {
        internal int Severity;
        internal ushort Port;
    }

    private struct SameAlert
    {
        internal int Severity;
        internal ushort Port;
    }

    private struct OtherName
    {
        internal int Level;
        internal ushort Port;
    }

    private struct OtherType
    {
        internal uint Severity;
        internal ushort Port;
    }

    private struct OtherOrder
    {
        internal ushort Port;
        internal int Severity;
    }

    private struct Child
    {
        internal Alert Alert;
        internal long Since;
    }
#pragma warning restore CS0649, CA1823, IDE0044, IDE0051
}
