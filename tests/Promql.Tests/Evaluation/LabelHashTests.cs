using Hotaru.Model;

namespace Hotaru.Promql.Evaluation;

public sealed class LabelHashTests
{
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("Call me Ishmael. Some years ago--never mind how long precisely-", 0x02A2E85470D6FD96)]
    public void Known_texts_have_their_known_xxHash64(string text, ulong hash) =>
        Assert.Equal(hash, LabelHash.Hash(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void A_series_is_sampled_the_same_whichever_way_its_labels_were_given() =>
        Assert.Equal(LabelHash.Of(Labels.Of("a", "1", "b", "2")),
            LabelHash.Of(Labels.Of("b", "2", "a", "1")));
}
