namespace Microboxes.Host.Flows.Filters;

/// <summary>The words of a filter's text, one at a time. A parenthesis is a word of its own.</summary>
internal ref struct FilterWords
{
    private readonly ReadOnlySpan<char> text;
    private int start;
    private int end;

    internal FilterWords(ReadOnlySpan<char> text)
    {
        this.text = text;
        Next();
    }

    /// <summary>The word to look at; empty at the end of the text.</summary>
    internal readonly ReadOnlySpan<char> Current => text[start..end];

    internal readonly bool IsAtEnd => start == text.Length;

    internal readonly bool Is(string word) => Current.Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Goes on when the word is the one named.</summary>
    internal bool Take(string word)
    {
        if (!Is(word)) return false;
        Next();
        return true;
    }

    /// <summary>Goes on to the next word.</summary>
    internal void Next()
    {
        start = end;
        while (start < text.Length && char.IsWhiteSpace(text[start])) start++;
        end = start;
        if (end < text.Length && IsParenthesis(text[end])) end++;
        else
        {
            while (end < text.Length && !IsParenthesis(text[end]) && !char.IsWhiteSpace(text[end])) end++;
        }
    }

    /// <summary>The sentence about a word that cannot stand where it stands.</summary>
    internal readonly FormatException Mistake(string expected)
    {
        string found = IsAtEnd ? "the filter ends" : $"'{Current}' was found";
        return new($"at character {start + 1} {found} where {expected} was expected.");
    }

    private static bool IsParenthesis(char character) => character is '(' or ')';
}
