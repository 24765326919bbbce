using System.Reflection;

namespace Scriban.Runtime;

/// <summary>Whether templates see a .NET member.</summary>
public delegate bool MemberFilterDelegate(MemberInfo member);
