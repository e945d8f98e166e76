namespace Hotaru.Indicator;

/// <summary>
/// The chips of a machine and their lines. Every member may throw <see cref="GpioException"/> with a text for
/// people; lines are held until they are disposed, and the kernel takes them back when the process ends.
/// </summary>
public interface IGpio
{
    /// <summary>The chips this process may open; <see cref="ChipProblem"/> tells of the others.</summary>
    IReadOnlyList<GpioChip> Chips();

    /// <summary>Why a chip cannot be opened, empty where it can.</summary>
    string ChipProblem(string path);

    /// <summary>Takes lines as outputs, all inactive at first.</summary>
    IGpioOutputs RequestOutputs(GpioChip chip, IReadOnlyList<int> lines, bool isActiveLow);

    /// <summary>
    /// Takes a line as an input with pull-up that is active when low, and watches both edges.
    /// </summary>
    IGpioButton RequestButton(GpioChip chip, int line, TimeSpan debounce);
}
