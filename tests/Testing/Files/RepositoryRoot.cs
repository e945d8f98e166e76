namespace Hotaru.Testing;

/// <summary>The folder that holds Appliance.sln, found upwards from the test's own.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Find();

    /// <summary>The folder of shared data beside the repository, or null where there is none.</summary>
    public static string? Shared
    {
        get
        {
            var shared = System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, "..", "shared"));
            return Directory.Exists(shared) ? shared : null;
        }
    }

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, "Appliance.sln"))) return at.FullName;
        }

        throw new InvalidOperationException("Appliance.sln is not above the test's folder");
    }
}
