using Scriban.Lexing;
using Scriban.Tree;

namespace Scriban.Parsing;

/// <summary>`func name(a, b = 1, rest...)` and `do`.</summary>
internal sealed partial class Parser
{
    private Function ParseFunction(bool isAnonymous)
    {
        var start = Current.Start;
        var level = expressionLevel;
        expressionLevel = 0;
        try
        {
            Next();
            var placeholder = new Function(null) { Span = SpanFrom(start) };
            var function = new Function(isAnonymous ? null : ExpectVariable(placeholder)) { Span = placeholder.Span };
            if (Current.Type == TokenType.OpenParen) function.Parameters = ParseParameters(function);
            ExpectEndOfStatement();
            function.Body = ParseBlock(function, takesEndOfStatement: !isAnonymous);
            return Close(function, start);
        }
        finally
        {
            expressionLevel = level;
        }
    }

    private List<FunctionParameter> ParseParameters(Function function)
    {
        Next();
        var parameters = new List<FunctionParameter>();
        while (Current.Type != TokenType.CloseParen)
        {
            if (parameters.Count > 0)
            {
                if (Current.Type == TokenType.Comma) Next();
                else Log("Expecting a comma to separate arguments in a function call.");
            }
            if (!IsStartOfExpression())
            {
                Log("Expecting an expression for argument function calls instead of this token.");
                break;
            }
            if (ParseParameter(function, parameters) is not { } parameter) break;
            parameters.Add(parameter);
        }
        if (Current.Type == TokenType.CloseParen) Next();
        else Log("Expecting a closing parenthesis for a function call.");
        return parameters;
    }

    private FunctionParameter? ParseParameter(Function function, List<FunctionParameter> before)
    {
        if (ExpectVariable(function) is not { } name) return null;
        if (name.IsLocal) Log(name.Span, "Expecting only a simple name parameter for a function");
        var hasRest = before.Exists(parameter => parameter.TakesRest);
        switch (Current.Type)
        {
            case TokenType.Equal:
                if (hasRest)
                    Log(name.Span, "Cannot declare an optional parameter after a variable parameter (`...`).");
                Next();
                if (ExpectExpression(function) is Literal value) return new FunctionParameter(name, value);
                Log(name.Span, "Expecting only a literal for an optional parameter value.");
                return new FunctionParameter(name);
            case TokenType.TripleDot:
                if (hasRest) Log(name.Span, "Cannot declare multiple variable parameters.");
                Next();
                return new FunctionParameter(name, TakesRest: true);
            default:
                if (hasRest || before.Exists(parameter => parameter.Default is not null))
                    Log(name.Span, "Cannot declare a normal parameter after an optional parameter.");
                return new FunctionParameter(name);
        }
    }
}
