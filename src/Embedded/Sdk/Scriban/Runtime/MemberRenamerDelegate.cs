using System.Reflection;

namespace Scriban.Runtime;

/// <summary>The name that a .NET member has in templates.</summary>
public delegate string MemberRenamerDelegate(MemberInfo member);
