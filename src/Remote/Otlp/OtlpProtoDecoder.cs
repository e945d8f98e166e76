namespace Hotaru.Remote;

/// <summary>
/// ExportMetricsServiceRequest in protobuf. Each message is gone through twice: once for what it says of
/// itself, once for what is in it, so that the order of fields does not matter and nothing is kept. Source:
/// opentelemetry/proto/metrics/v1/metrics.proto.
/// </summary>
internal sealed class OtlpProtoDecoder(IOtlpVisitor visitor)
{
    private readonly OtlpPointDecoder _points = new();
    private readonly List<KeyValuePair<string, string>> _resource = [];

    /// <exception cref="FormatException">The message is not valid.</exception>
    public void Decode(ReadOnlySpan<byte> request)
    {
        var reader = new ProtoReader(request);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x0A) Resource(reader.Bytes());
            else reader.Skip(tag);
        }
    }

    private void Resource(ReadOnlySpan<byte> message)
    {
        _resource.Clear();
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x0A) ResourceAttributes(reader.Bytes());
            else reader.Skip(tag);
        }

        visitor.BeginResource(_resource);
        reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x12) Scope(reader.Bytes());
            else reader.Skip(tag);
        }

        visitor.EndResource();
    }

    private void ResourceAttributes(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x0A) _resource.Add(OtlpPointDecoder.Attribute(reader.Bytes()));
            else reader.Skip(tag);
        }
    }

    private void Scope(ReadOnlySpan<byte> message)
    {
        var scope = new OtlpScope();
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x0A) ScopeFields(reader.Bytes(), scope);
            else if (tag == 0x1A) scope.SchemaUrl = OtlpText.Read(reader.Bytes());
            else reader.Skip(tag);
        }

        visitor.BeginScope(scope);
        reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x12) Metric(reader.Bytes());
            else reader.Skip(tag);
        }
    }

    private static void ScopeFields(ReadOnlySpan<byte> message, OtlpScope scope)
    {
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x0A) scope.Name = OtlpText.Read(reader.Bytes());
            else if (tag == 0x12) scope.Version = OtlpText.Read(reader.Bytes());
            else if (tag == 0x1A) scope.Attributes.Add(OtlpPointDecoder.Attribute(reader.Bytes()));
            else reader.Skip(tag);
        }
    }

    private void Metric(ReadOnlySpan<byte> message)
    {
        var metric = new OtlpMetric();
        ReadOnlySpan<byte> data = default;
        var reader = new ProtoReader(message);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            switch (tag)
            {
                case 0x0A: metric.Name = OtlpText.Read(reader.Bytes()); break;
                case 0x12: metric.Description = OtlpText.Read(reader.Bytes()); break;
                case 0x1A: metric.Unit = OtlpText.Read(reader.Bytes()); break;
                case 0x2A or 0x3A or 0x4A or 0x52 or 0x5A:
                    metric.Kind = Kind(tag);
                    data = reader.Bytes();
                    break;
                default: reader.Skip(tag); break;
            }
        }

        DataFields(data, metric);
        visitor.BeginMetric(metric);
        Points(data, metric.Kind);
    }

    private static OtlpKind Kind(uint tag) => tag switch
    {
        0x2A => OtlpKind.Gauge,
        0x3A => OtlpKind.Sum,
        0x4A => OtlpKind.Histogram,
        0x52 => OtlpKind.ExponentialHistogram,
        _ => OtlpKind.Summary,
    };

    private static void DataFields(ReadOnlySpan<byte> data, OtlpMetric metric)
    {
        var reader = new ProtoReader(data);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x10) metric.Temporality = (int)reader.Varint();
            else if (tag == 0x18) metric.IsMonotonic = reader.Varint() != 0;
            else reader.Skip(tag);
        }
    }

    private void Points(ReadOnlySpan<byte> data, OtlpKind kind)
    {
        var reader = new ProtoReader(data);
        while (!reader.AtEnd)
        {
            var tag = reader.Tag();
            if (tag == 0x0A) visitor.Point(_points.Decode(reader.Bytes(), kind));
            else reader.Skip(tag);
        }
    }
}
