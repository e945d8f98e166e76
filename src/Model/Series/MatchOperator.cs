namespace Hotaru.Model;

public enum MatchOperator
{
    Equal,
    NotEqual,
    Regex,
    NotRegex,
}
