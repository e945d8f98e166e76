using Hotaru.Model;
using Xunit;

namespace Hotaru.Model.Tests.Text;

public sealed class GoFloatTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(100000, "100000")]
    [InlineData(1000000, "1e+06")]
    [InlineData(123456789, "1.23456789e+08")]
    [InlineData(1234.5678, "1234.5678")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(-2e21, "-2e+21")]
    public void The_general_form_is_that_of_Go(double value, string expected) =>
        Assert.Equal(expected, GoFloat.General(value));
}
