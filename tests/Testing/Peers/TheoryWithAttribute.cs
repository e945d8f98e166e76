using Xunit;

namespace Hotaru.Testing;

/// <summary>A theory that is reported as not run where what it needs is not there.</summary>
public sealed class TheoryWithAttribute : TheoryAttribute
{
    public TheoryWithAttribute(params string[] needs)
    {
        if (Needs.Missing(needs) is { } missing) Skip = missing;
    }
}
