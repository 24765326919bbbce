namespace Scriban.Evaluation;

internal readonly record struct CallableParameter(
    string Name, Type Type, bool HasDefault = false, object? Default = null);
