using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>The verbs of Go's fmt that the peers' messages are made of.</summary>
internal static class Go
{
    /// <summary>%q of a string.</summary>
    public static string Quote(string text) => GoText.Quote(text);

    /// <summary>%q of a character.</summary>
    public static string Quote(char c) => c switch
    {
        '\'' => @"'\''",
        '"' => "'\"'",
        _ => $"'{GoText.Quote(c.ToString())[1..^1]}'",
    };

    /// <summary>%v, or %g, of a float.</summary>
    public static string Float(double value) => GoFloat.General(value);
}
