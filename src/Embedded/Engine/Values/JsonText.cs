using System.Globalization;
using System.Text;

namespace Postern.Embedded.Engine.Values;

/// <summary>
/// Writes JSON as Go's encoder does without HTML escaping, so that a state file that the Pulumi CLI wrote and one that
/// is written here differ only in what changed: control characters and U+2028, U+2029 are escaped, everything else is
/// written as it is.
/// </summary>
public sealed class JsonText(int indentSize = 0)
{
    private readonly StringBuilder _text = new();
    private readonly Stack<bool> _hasItems = new();
    private bool _afterName;

    public override string ToString() => _text.ToString();

    public JsonText BeginObject() => Open('{');

    public JsonText EndObject() => Close('}');

    public JsonText BeginArray() => Open('[');

    public JsonText EndArray() => Close(']');

    public JsonText Name(string name)
    {
        Separate();
        Quote(name);
        _text.Append(indentSize > 0 ? ": " : ":");
        _afterName = true;
        return this;
    }

    public JsonText String(string value)
    {
        Separate();
        Quote(value);
        return this;
    }

    public JsonText Number(double value) => Raw(GoNumber.Format(value));

    public JsonText Number(long value) => Raw(value.ToString(CultureInfo.InvariantCulture));

    public JsonText Bool(bool value) => Raw(value ? "true" : "false");

    public JsonText Null() => Raw("null");

    /// <summary>JSON that was written before, as it is.</summary>
    public JsonText Raw(string json)
    {
        Separate();
        _text.Append(json);
        return this;
    }

    public JsonText Member(string name, string value) => Name(name).String(value);

    public JsonText Strings(string name, IEnumerable<string> values)
    {
        Name(name).BeginArray();
        foreach (var value in values) String(value);
        return EndArray();
    }

    private JsonText Open(char bracket)
    {
        Separate();
        _text.Append(bracket);
        _hasItems.Push(false);
        return this;
    }

    private JsonText Close(char bracket)
    {
        if (_hasItems.Pop()) NewLine();
        _text.Append(bracket);
        return this;
    }

    private void Separate()
    {
        if (_afterName)
        {
            _afterName = false;
            return;
        }
        if (_hasItems.Count == 0) return;
        if (_hasItems.Pop()) _text.Append(',');
        _hasItems.Push(true);
        NewLine();
    }

    private void NewLine()
    {
        if (indentSize == 0) return;
        _text.Append('\n').Append(' ', indentSize * _hasItems.Count);
    }

    private void Quote(string value)
    {
        _text.Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"': _text.Append("\\\""); break;
                case '\\': _text.Append("\\\\"); break;
                case '\n': _text.Append("\\n"); break;
                case '\r': _text.Append("\\r"); break;
                case '\t': _text.Append("\\t"); break;
                case '\b': _text.Append("\\b"); break;
                case '\f': _text.Append("\\f"); break;
                case < ' ' or '\u2028' or '\u2029':
                    _text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default: _text.Append(c); break;
            }
        }
        _text.Append('"');
    }
}
