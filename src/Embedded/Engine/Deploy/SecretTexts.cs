using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Engine.Deploy;

/// <summary>
/// The secret texts that a run has met, to be hidden where programs and providers put them into messages. Very short
/// ones are left: hiding them would make every message unreadable and protects nothing.
/// </summary>
public sealed class SecretTexts
{
    private const string Mask = "[secret]";
    private const int ShortestAlone = 3;

    /// <summary>Below a structure that is secret as a whole most texts are none.</summary>
    private const int ShortestWithin = 8;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private string[]? _longestFirst;

    /// <summary>Notes every text below a secret mark.</summary>
    public void Add(PropertyValue value)
    {
        switch (value)
        {
            case PropertySecret { Element: PropertyString text }:
                Add(text.Value, ShortestAlone);
                break;
            case PropertySecret secret:
                AddWithin(secret.Element);
                break;
            case PropertyMap map:
                foreach (var (name, member) in map) AddMember(name, member);
                break;
            case PropertyList list:
                foreach (var item in list.Items) Add(item);
                break;
        }
    }

    /// <summary>The text with every secret in it masked.</summary>
    public string Hide(string text)
    {
        string[] secrets;
        lock (_gate) secrets = _longestFirst ??= [.. _texts.OrderByDescending(secret => secret.Length)];
        foreach (var secret in secrets)
        {
            if (text.Contains(secret, StringComparison.Ordinal))
                text = text.Replace(secret, Mask, StringComparison.Ordinal);
        }
        return text;
    }

    // A provider's record of its inputs is secret as a whole, and full of names that messages are about: an image's, a
    // platform, a folder. What is secret among the inputs is marked where they stand themselves.
    private void AddMember(string name, PropertyValue member) => Add(
        member is PropertySecret { Element: PropertyMap record } && name.StartsWith("__", StringComparison.Ordinal)
            ? record : member);

    private void AddWithin(PropertyValue value)
    {
        switch (value)
        {
            case PropertyString text when !IsPath(text.Value):
                Add(text.Value, ShortestWithin);
                break;
            case PropertySecret secret:
                Add(secret);
                break;
            case PropertyMap map:
                foreach (var entry in map) AddWithin(entry.Value);
                break;
            case PropertyList list:
                foreach (var item in list.Items) AddWithin(item);
                break;
        }
    }

    /// <summary>A list of uploads is secret because of their contents; messages may still say which file is
    /// meant.</summary>
    private static bool IsPath(string text) => text.StartsWith('/') && text.IndexOf('/', 1) > 0
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-');

    private void Add(string text, int shortest)
    {
        // A message may quote a key or a certificate line by line.
        var parts = text.Contains('\n') ? text.Split('\n').Where(line => line.Length > 16).Append(text) : [text];
        lock (_gate)
        {
            foreach (var part in parts.Select(part => part.Trim()).Where(part => part.Length >= shortest))
            {
                if (_texts.Add(part)) _longestFirst = null;
            }
        }
    }
}
