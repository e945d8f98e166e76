namespace Hotaru.Scraper;

/// <summary>A truth value in a label, in the spellings that Prometheus takes.</summary>
internal static class TargetFlag
{
    /// <summary>Null where it is none.</summary>
    public static bool? Read(string text) => text switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => null,
    };
}
