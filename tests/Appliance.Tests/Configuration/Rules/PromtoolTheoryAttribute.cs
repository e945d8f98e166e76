using Xunit;

namespace Hotaru.Appliance.Tests.Configuration.Rules;

/// <summary>
/// A theory that asks promtool; where it is not installed, the test says that it did not run.
/// </summary>
internal sealed class PromtoolTheoryAttribute : TheoryAttribute
{
    public PromtoolTheoryAttribute()
    {
        if (!Promtool.IsThere) Skip = "not run: promtool is not installed (Debian package prometheus)";
    }
}
