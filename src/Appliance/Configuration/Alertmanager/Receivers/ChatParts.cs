using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>Reads what the configurations of chats have in common.</summary>
internal static class ChatParts
{
    /// <summary>Templates by their field's name, with a default for those that are left out.</summary>
    public static Dictionary<string,
    string> Texts(ConfigMap map, params (string Name, string Otherwise)[] fields) =>
        fields.ToDictionary(f => f.Name, f => map.Text(f.Name, f.Otherwise), StringComparer.Ordinal);

    /// <summary>A call of the built-in template of a name.</summary>
    public static string Default(string name) => $"{{{{ template \"{name}\" . }}}}";

    public static List<MessageField> Fields(ConfigMap map)
    {
        List<MessageField> fields = [];
        foreach (var node in map.List("fields"))
        {
            var field = node.Map();
            fields.Add(new MessageField(
                field.Required("title", "a field"), field.Required("value", "a field"),
                field["short"]?.Flag()));
            field.End();
        }

        return fields;
    }

    public static List<MessageAction> Actions(ConfigMap map)
    {
        List<MessageAction> actions = [];
        foreach (var node in map.List("actions"))
        {
            var action = node.Map();
            var type = action.Required("type", "an action");
            var text = action.Required("text", "an action");
            var (url, name) = (action.Text("url"), action.Text("name"));
            if (url.Length == 0 && name.Length == 0)
                action.Problems.Add(action.At, "the action has neither url nor name", "add one of them");
            actions.Add(new MessageAction(
                type, text, url, action.Text("style"), name, action.Text("value"),
                Confirmation(action["confirm"])));
            action.End();
        }

        return actions;
    }

    private static MessageConfirmation? Confirmation(ConfigNode? node)
    {
        if (node is null || node.IsNull) return null;
        var map = node.Map();
        var confirmation = new MessageConfirmation(
            map.Text("title"), map.Required("text", "a confirmation"), map.Text("ok_text"),
            map.Text("dismiss_text"));
        map.End();
        return confirmation;
    }
}
