using System.Collections.Immutable;
using System.Globalization;
using Amazon.S3.Model;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.S3.Buckets;

/// <summary>Life cycle rules, from the SDK's model to inputs: <see cref="LifecycleRules"/> backwards.</summary>
internal static class LifecycleReading
{
    /// <param name="rules">What the store has, in its own order.</param>
    /// <param name="wanted">The rules that were given: known ones keep their place, and their way to say a
    /// prefix.</param>
    public static PropertyList Read(IReadOnlyList<LifecycleRule> rules, ImmutableArray<PropertyMap> wanted)
    {
        var places = wanted.Select(static rule => rule.Text("id") ?? "").ToList();
        return new PropertyList(
        [
            .. rules.OrderBy(rule => places.IndexOf(rule.Id ?? "") is >= 0 and var place ? place : int.MaxValue)
                .Select(rule => (PropertyValue)Rule(
                    rule, wanted.FirstOrDefault(given => given.Text("id") == rule.Id) ?? PropertyMap.Empty)),
        ]);
    }

    private static PropertyMap Rule(LifecycleRule rule, PropertyMap wanted)
    {
        var result = new PropertyMapBuilder().Set("id", rule.Id).Set("status", rule.Status?.Value);
        var filter = Filter(rule.Filter?.LifecycleFilterPredicate);
        if (wanted.ContainsKey("prefix") && filter.Text("prefix") is { } prefix) result.Set("prefix", prefix);
        else if (filter.Count > 0) result.Set("filter", filter);
        else if (wanted.Map("filter") is { } all
            && all.Values.All(static value => value is PropertyString { Value: "" }))
        {
            result.Set("filter", all);
        }
        if (rule.Expiration is { } expiration)
        {
            var read = new PropertyMapBuilder();
            Set(read, "days", expiration.Days);
            Set(read, expiration.Date);
            if (expiration.ExpiredObjectDeleteMarker is { } marker) read.Set("expiredObjectDeleteMarker", marker);
            result.Set("expiration", read.Build());
        }
        if (rule.NoncurrentVersionExpiration is { } noncurrent)
        {
            var read = new PropertyMapBuilder();
            Set(read, "noncurrentDays", noncurrent.NoncurrentDays);
            Set(read, "newerNoncurrentVersions", noncurrent.NewerNoncurrentVersions);
            result.Set("noncurrentVersionExpiration", read.Build());
        }
        if (rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation is { } days)
        {
            result.Set("abortIncompleteMultipartUpload",
                new PropertyMapBuilder().Set("daysAfterInitiation", days).Build());
        }
        if (rule.Transitions is { Count: > 0 } transitions)
        {
            result.Set("transitions", transitions.Select(Transition));
        }
        if (rule.NoncurrentVersionTransitions is { Count: > 0 } older)
        {
            result.Set("noncurrentVersionTransitions", older.Select(Transition));
        }
        return result.Build();
    }

    private static PropertyMap Filter(LifecycleFilterPredicate? predicate)
    {
        var result = new PropertyMapBuilder();
        if (predicate is LifecycleAndOperator and)
        {
            var both = new PropertyMapBuilder();
            foreach (var operand in and.Operands ?? []) AddPredicate(both, operand);
            var tags = (and.Operands ?? []).OfType<LifecycleTagPredicate>().Select(
                static one => KeyValuePair.Create(one.Tag.Key, one.Tag.Value)).ToList();
            if (tags.Count > 0) both.Set("tags", tags);
            return result.Set("and", both.Build()).Build();
        }
        if (predicate is LifecycleTagPredicate tag)
        {
            result.Set("tag",
                new PropertyMapBuilder().Set("key", tag.Tag.Key).Set("value", tag.Tag.Value).Build());
        }
        else AddPredicate(result, predicate);
        return result.Build();
    }

    private static void AddPredicate(PropertyMapBuilder result, LifecycleFilterPredicate? predicate)
    {
        // The empty prefix is how a rule for all objects is sent.
        if (predicate is LifecyclePrefixPredicate { Prefix.Length: > 0 } prefix) result.Set("prefix", prefix.Prefix);
        if (predicate is LifecycleObjectSizeGreaterThanPredicate { ObjectSizeGreaterThan: { } least })
        {
            result.Set("objectSizeGreaterThan", least);
        }
        if (predicate is LifecycleObjectSizeLessThanPredicate { ObjectSizeLessThan: { } most })
        {
            result.Set("objectSizeLessThan", most);
        }
    }

    private static PropertyValue Transition(LifecycleTransition transition)
    {
        var read = new PropertyMapBuilder().Set("storageClass", transition.StorageClass?.Value);
        Set(read, "days", transition.Days);
        Set(read, transition.Date);
        return read.Build();
    }

    private static PropertyValue Transition(LifecycleRuleNoncurrentVersionTransition transition)
    {
        var read = new PropertyMapBuilder().Set("storageClass", transition.StorageClass?.Value);
        Set(read, "noncurrentDays", transition.NoncurrentDays);
        Set(read, "newerNoncurrentVersions", transition.NewerNoncurrentVersions);
        return read.Build();
    }

    private static void Set(PropertyMapBuilder result, string name, int? number)
    {
        if (number is { } whole) result.Set(name, whole);
    }

    private static void Set(PropertyMapBuilder result, DateTime? date)
    {
        if (date is not { } moment) return;
        result.Set("date", moment.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }
}
