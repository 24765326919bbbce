namespace Postern.Verdicts.Previews;

/// <summary>The input is not a preview: nothing can be judged, and nothing may pass.</summary>
public sealed class PreviewFormatException(string message, Exception? cause) : Exception(message, cause);
