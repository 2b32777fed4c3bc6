namespace Microboxes.Paper.Charts;

/// <summary>Letters of five by seven dots, for plots where there is no other font.</summary>
internal static class PixelFont
{
    internal const int Width = 5;
    internal const int Height = 7;

    private static readonly byte[] Blank = new byte[Height];

    // Seven rows of five dots from the top, two hexadecimal digits each.
    private static readonly Dictionary<char, string> Rows = new()
    {
        ['A'] = "0E11111F111111",
        ['B'] = "1E11111E11111E",
        ['C'] = "0E11101010110E",
        ['D'] = "1E11111111111E",
        ['E'] = "1F10101E10101F",
        ['F'] = "1F10101E101010",
        ['G'] = "0E11101711110F",
        ['H'] = "1111111F111111",
        ['I'] = "0E04040404040E",
        ['J'] = "0702020202120C",
        ['K'] = "11121418141211",
        ['L'] = "1010101010101F",
        ['M'] = "111B1515111111",
        ['N'] = "11191513111111",
        ['O'] = "0E11111111110E",
        ['P'] = "1E11111E101010",
        ['Q'] = "0E11111115120D",
        ['R'] = "1E11111E141211",
        ['S'] = "0F10100E01011E",
        ['T'] = "1F040404040404",
        ['U'] = "1111111111110E",
        ['V'] = "11111111110A04",
        ['W'] = "11111115151B11",
        ['X'] = "11110A040A1111",
        ['Y'] = "11110A04040404",
        ['Z'] = "1F01020408101F",
        ['a'] = "00000E010F110F",
        ['b'] = "10101E1111111E",
        ['c'] = "00000E1110110E",
        ['d'] = "01010F1111110F",
        ['e'] = "00000E111F100E",
        ['f'] = "06081C08080808",
        ['g'] = "000F11110F010E",
        ['h'] = "10101E11111111",
        ['i'] = "04000C0404040E",
        ['j'] = "0200060202120C",
        ['k'] = "10101214181412",
        ['l'] = "0C04040404040E",
        ['m'] = "00001A15151515",
        ['n'] = "00001E11111111",
        ['o'] = "00000E1111110E",
        ['p'] = "001E11111E1010",
        ['q'] = "000F11110F0101",
        ['r'] = "00001619101010",
        ['s'] = "00000F100E011E",
        ['t'] = "08081C08080906",
        ['u'] = "0000111111130D",
        ['v'] = "00001111110A04",
        ['w'] = "0000111515150A",
        ['x'] = "0000110A040A11",
        ['y'] = "001111110F010E",
        ['z'] = "00001F0204081F",
        ['0'] = "0E13151515190E",
        ['1'] = "040C040404040E",
        ['2'] = "0E11010608101F",
        ['3'] = "0E11010601110E",
        ['4'] = "02060A121F0202",
        ['5'] = "1F101E0101110E",
        ['6'] = "0608101E11110E",
        ['7'] = "1F010204080808",
        ['8'] = "0E11110E11110E",
        ['9'] = "0E11110F01020C",
        ['.'] = "00000000000C0C",
        [','] = "000000000C0408",
        [':'] = "000C0C000C0C00",
        ['/'] = "01010204081010",
        ['('] = "02040808080402",
        [')'] = "08040202020408",
        ['+'] = "0004041F040400",
        ['-'] = "0000001F000000",
        ['%'] = "18190204081303",
        ['×'] = "00110A040A1100",
        ['µ'] = "00001212121D10",
        ['='] = "00001F001F0000",
    };

    private static readonly Dictionary<char, byte[]> Glyphs = Rows.ToDictionary(glyph => glyph.Key, glyph => Convert.FromHexString(glyph.Value));

    /// <summary>A letter's rows; those of a space where there is no such letter.</summary>
    internal static ReadOnlySpan<byte> Of(char letter) => Glyphs.GetValueOrDefault(letter == '−' ? '-' : letter, Blank);
}
