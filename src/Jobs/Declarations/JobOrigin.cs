namespace Hotaru.Jobs;

/// <summary>Who said what is known of a job. Where several did, the first of these counts.</summary>
public enum JobOrigin
{
    /// <summary>jobs: of hotaru.yml; it cannot be edited on the page.</summary>
    File,

    /// <summary>The page or the API; kept in the store.</summary>
    Page,

    /// <summary>A cluster that is watched.</summary>
    Cluster,

    /// <summary>Nobody: it was made by its first sign of life and has defaults only.</summary>
    Heard,
}
