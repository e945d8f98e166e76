using Hotaru.Model;

namespace Hotaru.Gateway.Tests;

public sealed class GroupingPathTests
{
    [Theory]
    [InlineData("job/a", "{job=\"a\"}")]
    [InlineData("job/a/", "{job=\"a\"}")]
    [InlineData("job/a/x/1/instance/i", "{instance=\"i\", job=\"a\", x=\"1\"}")]
    [InlineData("job/a/x/1/x/2", "{job=\"a\", x=\"2\"}")]
    [InlineData("job/a/job/b", "{job=\"a\"}")]
    [InlineData("job@base64/YS9i/x@base64/=", "{job=\"a/b\", x=\"\"}")]
    [InlineData("job/a/x@base64/YQ=====", "{job=\"a\", x=\"a\"}")]
    [InlineData("job/a/path@base64/L3Zhci90bXA", "{job=\"a\", path=\"/var/tmp\"}")]
    public void Good_paths_name_a_group(string path, string expected)
    {
        Assert.Equal(expected, GroupingPath.Parse(path, false, out var isUtf8).ToString());
        Assert.True(isUtf8);
    }

    [Theory]
    [InlineData("job/a/x", "odd number of components in label string \"/x\"")]
    [InlineData("job/a/x/1/", "odd number of components in label string \"/x/1/\"")]
    [InlineData("job/a/x-y/1", "improper label name \"x-y\"")]
    [InlineData("job/a/__x/1", "improper label name \"__x\"")]
    [InlineData("job/a/x@base32/1", "improper label name \"x@base32\"")]
    [InlineData("job@base64/=", "job name is required")]
    [InlineData("job/a/x@base64/!!", "invalid base64 encoding for label x=\"!!\"")]
    [InlineData("job/a/x@base64/YWJjZ", "invalid base64 encoding for label x=\"YWJjZ\"")]
    public void Bad_paths_are_refused(string path, string expected) =>
        Assert.Equal(
            expected,
            Assert.Throws<GroupingException>(() => GroupingPath.Parse(path, false, out _)).Message);

    [Fact]
    public void Utf8_label_names_come_escaped()
    {
        var key = GroupingPath.Parse("job/a/U__x_2e_y/1", allowUtf8Names: true, out _);
        Assert.Equal(Labels.Of("job", "a", "x.y", "1"), key);
    }
}
