namespace Hotaru.Appliance.CommandLine;

/// <summary>Where the verbs that ask an appliance find it.</summary>
internal static class ApplianceUrl
{
    public const string Usual = "http://127.0.0.1:9090";

    /// <summary>For the help of an option that names it.</summary>
    public const string Default = "(default: $HOTARU_URL, else " + Usual + ")";

    /// <summary>What was given, else $HOTARU_URL, else this machine's; without a slash at its end.</summary>
    public static string Of(string? given = null) =>
        (given ?? (Environment.GetEnvironmentVariable("HOTARU_URL") is { Length: > 0 } set ? set : Usual))
        .TrimEnd('/');
}
