using System.Text;

namespace Hotaru.Templating;

/// <summary>len, index and slice. Texts count in bytes, as in Go.</summary>
internal static class Collections
{
    public static long Length(TemplateValue value) => value switch
    {
        StringValue text => Encoding.UTF8.GetByteCount(text.Value),
        ListValue list => list.Items.Count,
        MapValue map => map.Count,
        NilValue => throw new TemplateCallException("len of nil pointer"),
        _ => throw new TemplateCallException($"len of type {value.TypeName}"),
    };

    public static TemplateValue Index(TemplateValue item, IEnumerable<TemplateValue> indexes)
    {
        if (item.IsNil) throw new TemplateCallException("index of untyped nil");
        foreach (var index in indexes)
        {
            item = item switch
            {
                ListValue list => list.Items[At(index, list.Items.Count)],
                StringValue text => Byte(text.Value, index),
                MapValue map => Entry(map, index),
                NilValue => throw new TemplateCallException("index of nil pointer"),
                _ => throw new TemplateCallException($"can't index item of type {item.TypeName}"),
            };
        }

        return item;
    }

    public static TemplateValue Slice(TemplateValue item, IReadOnlyList<TemplateValue> indexes)
    {
        if (item.IsNil) throw new TemplateCallException("slice of untyped nil");
        if (indexes.Count > 3) throw new TemplateCallException($"too many slice indexes: {indexes.Count}");
        var bytes = item is StringValue text ? Encoding.UTF8.GetBytes(text.Value) : null;
        if (bytes is not null && indexes.Count == 3)
            throw new TemplateCallException("cannot 3-index slice a string");
        var length = bytes?.Length ?? (item as ListValue)?.Items.Count
            ?? throw new TemplateCallException($"can't slice item of type {item.TypeName}");
        var from = indexes.Count > 0 ? At(indexes[0], length + 1) : 0;
        var until = indexes.Count > 1 ? At(indexes[1], length + 1) : length;
        if (from > until) throw new TemplateCallException($"invalid slice index: {from} > {until}");
        if (bytes is not null)
            return TemplateValue.Of(Encoding.UTF8.GetString(bytes.AsSpan(from, until - from)));
        return new ListValue([.. ((ListValue)item).Items.Skip(from).Take(until - from)], item.TypeName);
    }

    private static TemplateValue Byte(string text, TemplateValue index)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return TemplateValue.Of((long)bytes[At(index, bytes.Length)]);
    }

    private static TemplateValue Entry(MapValue map, TemplateValue index)
    {
        if (index is not StringValue key)
        {
            throw new TemplateCallException(index.IsNil
                ? "value is nil; should be of type string"
                : $"value has type {index.TypeName}; should be string");
        }

        map.TryGet(key.Value, out var value);
        return value;
    }

    private static int At(TemplateValue index, int bound)
    {
        if (index.IsNil) throw new TemplateCallException("cannot index slice/array with nil");
        if (index.Kind is not (TemplateKind.Int or TemplateKind.Duration))
            throw new TemplateCallException($"cannot index slice/array with type {index.TypeName}");
        var at = index.Whole();
        return at >= 0 && at < bound ? (int)at : throw new TemplateCallException($"index out of range: {at}");
    }
}
