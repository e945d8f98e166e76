namespace Hotaru.Remote;

/// <summary>
/// Is led through a request by the decoder of one of its two forms: resource, scope, metric, its points, and
/// the resource's end. What is handed over is filled again afterwards.
/// </summary>
internal interface IOtlpVisitor
{
    void BeginResource(List<KeyValuePair<string, string>> attributes);

    void BeginScope(OtlpScope scope);

    void BeginMetric(OtlpMetric metric);

    void Point(OtlpPoint point);

    void EndResource();
}
