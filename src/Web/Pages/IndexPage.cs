using System.Text;

namespace Hotaru.Web;

/// <summary>The one HTML page, with the two places that depend on the request.</summary>
internal sealed class IndexPage
{
    private const string Base = "<base href=\"./\" />";
    private const string Settings = "<meta name=\"hotaru\" content=\"{}\" />";

    private readonly string _head;
    private readonly string _middle;
    private readonly string _tail;

    private IndexPage(string head, string middle, string tail) =>
        (_head, _middle, _tail) = (head, middle, tail);

    public static IndexPage Parse(string html)
    {
        var first = html.IndexOf(Base, StringComparison.Ordinal);
        var second = html.IndexOf(Settings, StringComparison.Ordinal);
        if (first < 0 || second < first)
            throw new InvalidOperationException($"BUG: index.html has no {Base} followed by {Settings}");
        return new IndexPage(
            html[..first], html[(first + Base.Length)..second], html[(second + Settings.Length)..]);
    }

    /// <param name="place">Where the browser sees this page.</param>
    /// <param name="nonce">What style elements made by scripts carry; letters and digits.</param>
    public byte[] Render(PagePlace place, string nonce) => Encoding.UTF8.GetBytes(
        $"{_head}<base href=\"{place.Base}\" />{_middle}"
        + $"<meta name=\"hotaru\" content='{place.Settings(nonce)}' />{_tail}");
}
