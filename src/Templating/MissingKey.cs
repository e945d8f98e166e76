namespace Hotaru.Templating;

/// <summary>What an absent map key gives.</summary>
public enum MissingKey
{
    /// <summary>Nothing, which prints as <c>&lt;no value&gt;</c>.</summary>
    NoValue,

    /// <summary>The zero value of the map's elements: both peers' choice.</summary>
    Zero,

    /// <summary>The execution ends with an error.</summary>
    Error,
}
