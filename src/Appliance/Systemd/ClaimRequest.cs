namespace Hotaru.Appliance.Systemd;

/// <summary>
/// Hands a token that a person chose to the image's hotaru-claim.service, which may change appliance.toml and
/// nginx; this process may not. The unit of the image makes the directory and names it.
/// </summary>
internal sealed class ClaimRequest(string? directory)
{
    public static string? DirectoryOfEnvironment =>
        Environment.GetEnvironmentVariable("HOTARU_CLAIM_DIRECTORY");

    /// <summary>Whether anybody would take it.</summary>
    public bool IsTaken => Directory.Exists(directory);

    /// <exception cref="IOException">The card takes no more.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory is not ours.</exception>
    public void Write(string token)
    {
        var file = Path.Combine(directory!, "token");
        var next = file + ".next";
        // The unit waits for the name: the file has it when it is whole. The directory is nobody else's.
        File.WriteAllText(next, token + "\n");
        File.Move(next, file, overwrite: true);
    }
}
