namespace Scriban.Lexing;

/// <summary>The kinds of tokens; their names appear in messages ("Invalid token `Integer`").</summary>
internal enum TokenType
{
    Invalid, Eof, Raw, Escape, CodeEnter, CodeExit, EscapeEnter, EscapeExit,
    NewLine, SemiColon, Comment, CommentMulti, Whitespace, WhitespaceFull,
    Identifier, IdentifierSpecial, Integer, HexaInteger, BinaryInteger, Float,
    String, VerbatimString, InterpolatedString, BeginInterpolatedString, ContinuationInterpolatedString,
    EndingInterpolatedString, OpenInterpolatedBrace, CloseInterpolatedBrace,
    Colon, Arroba, Caret, DoubleCaret, Asterisk, AsteriskEqual, Divide, DivideEqual, DoubleDivide, DoubleDivideEqual,
    Plus, PlusEqual, DoublePlus, Minus, MinusEqual, DoubleMinus, Percent, PercentEqual, Comma, Amp, DoubleAmp,
    Question, DoubleQuestion, QuestionDot, QuestionExclamation, VerticalBar, DoubleVerticalBar, PipeGreater,
    Dot, DoubleDot, DoubleDotLess, TripleDot, Exclamation, ExclamationEqual, Equal, DoubleEqual,
    Less, LessEqual, DoubleLessThan, Greater, GreaterEqual, DoubleGreaterThan,
    OpenParen, CloseParen, OpenBracket, CloseBracket, OpenBrace, CloseBrace,
}
