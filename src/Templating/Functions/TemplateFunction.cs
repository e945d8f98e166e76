namespace Hotaru.Templating;

/// <summary>
/// A function a template can call. Arguments are checked against the parameters before the call; what the
/// call throws as <see cref="TemplateCallException"/> ends the execution with "error calling NAME: ...".
/// </summary>
/// <param name="Parameters">The fixed ones; where the function is variadic, the last repeats (from zero times
/// on).</param>
public sealed record TemplateFunction(
    string Name, IReadOnlyList<ParameterKind> Parameters, bool IsVariadic,
    Func<IReadOnlyList<TemplateValue>, TemplateValue> Call)
{
    public static TemplateFunction Of(
        string name, IReadOnlyList<ParameterKind> parameters,
        Func<IReadOnlyList<TemplateValue>, TemplateValue> call) => new(name, parameters, false, call);

    public static TemplateFunction Variadic(
        string name, IReadOnlyList<ParameterKind> parameters,
        Func<IReadOnlyList<TemplateValue>, TemplateValue> call) => new(name, parameters, true, call);

    internal ParameterKind ParameterAt(int index) =>
        IsVariadic && index >= Parameters.Count - 1 ? Parameters[^1] : Parameters[index];
}
