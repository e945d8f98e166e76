using Xunit;

namespace Hotaru.Testing;

/// <summary>
/// A test that needs programs or shared data which may not be there; then it is reported as not run, with the
/// reason. A need is a program's name, or <c>shared/…</c> for a path in the folder of shared data.
/// </summary>
public sealed class FactWithAttribute : FactAttribute
{
    public FactWithAttribute(params string[] needs)
    {
        if (Needs.Missing(needs) is { } missing) Skip = missing;
    }
}
