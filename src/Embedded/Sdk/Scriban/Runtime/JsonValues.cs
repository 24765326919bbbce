using System.Text.Json;

namespace Scriban.Runtime;

/// <summary>JSON as the values of templates.</summary>
internal static class JsonValues
{
    public static object? Of(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var result = new ScriptObject();
                result.Import(json);
                return result;
            case JsonValueKind.Array:
                return new ScriptArray(json.EnumerateArray().Select(Of));
            case JsonValueKind.String:
                return json.GetString();
            case JsonValueKind.Number:
                return Number(json);
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                return null;
        }
    }

    private static object Number(JsonElement json)
    {
        if (json.TryGetInt32(out var number)) return number;
        if (json.TryGetInt64(out var longNumber)) return longNumber;
        return json.TryGetDecimal(out var fraction) ? fraction : json.GetDouble();
    }
}
