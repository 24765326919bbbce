using System.Collections.Immutable;
using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.S3.Buckets;

/// <summary>Life cycle rules, from inputs to the SDK's model.</summary>
internal static class LifecycleRules
{
    private static readonly ImmutableArray<SchemaProperty> TagMembers = [new("key"), new("value")];

    public static ImmutableArray<SchemaProperty> Members { get; } =
    [
        new("abortIncompleteMultipartUpload", SchemaShape.Object) { Members = [new("daysAfterInitiation")] },
        new("expiration",
            SchemaShape.Object) { Members = [new("date"), new("days"), new("expiredObjectDeleteMarker")] },
        new("filter", SchemaShape.Object)
        {
            Members =
            [
                new("and", SchemaShape.Object)
                {
                    Members = [
                        new("objectSizeGreaterThan"), new("objectSizeLessThan"), new("prefix"), new(
                        "tags", SchemaShape.Map)],
                },
                new("objectSizeGreaterThan"), new("objectSizeLessThan"), new("prefix"),
                new("tag", SchemaShape.Object) { Members = TagMembers },
            ],
        },
        new("id"),
        new("noncurrentVersionExpiration", SchemaShape.Object)
        {
            Members = [new("newerNoncurrentVersions"), new("noncurrentDays")],
        },
        new("noncurrentVersionTransitions", SchemaShape.Set)
        {
            Members = [new("newerNoncurrentVersions"), new("noncurrentDays"), new("storageClass")],
        },
        new("prefix"),
        new("status"),
        new("transitions", SchemaShape.Set) { Members = [new("date"), new("days"), new("storageClass")] },
    ];

    public static LifecycleRule ToModel(PropertyMap rule)
    {
        var model = new LifecycleRule
        {
            Id = rule.Text("id"),
            Status = LifecycleRuleStatus.FindValue(rule.Text("status") ?? "Enabled"),
            Filter = new LifecycleFilter { LifecycleFilterPredicate = Filter(rule) },
        };
        if (rule.Map("expiration") is { } expiration)
        {
            model.Expiration = new LifecycleRuleExpiration
            {
                Days = Whole(expiration, "days"),
                Date = Date(expiration),
                ExpiredObjectDeleteMarker = expiration.Flag("expiredObjectDeleteMarker"),
            };
        }
        if (rule.Map("noncurrentVersionExpiration") is { } noncurrent)
        {
            model.NoncurrentVersionExpiration = new LifecycleRuleNoncurrentVersionExpiration
            {
                NoncurrentDays = Whole(noncurrent, "noncurrentDays"),
                NewerNoncurrentVersions = Whole(noncurrent, "newerNoncurrentVersions"),
            };
        }
        if (rule.Map("abortIncompleteMultipartUpload") is { } abort)
        {
            model.AbortIncompleteMultipartUpload = new LifecycleRuleAbortIncompleteMultipartUpload
            {
                DaysAfterInitiation = Whole(abort, "daysAfterInitiation"),
            };
        }
        model.Transitions = [.. rule.Maps("transitions").Select(Transition)];
        model.NoncurrentVersionTransitions = [
            .. rule.Maps("noncurrentVersionTransitions").Select(NoncurrentTransition)];
        return model;
    }

    private static LifecycleFilterPredicate Filter(PropertyMap rule)
    {
        var filter = rule.Map("filter") ?? PropertyMap.Empty;
        if (filter.Map("and") is { } and)
        {
            var operands = new List<LifecycleFilterPredicate>();
            if (and.Text("prefix") is { Length: > 0 } both)
            {
                operands.Add(new LifecyclePrefixPredicate { Prefix = both });
            }
            operands.AddRange(and.TextMap("tags").Select(static tag => TagPredicate(tag.Key, tag.Value)));
            AddSizes(operands, and);
            return new LifecycleAndOperator { Operands = operands };
        }
        if (filter.Map("tag") is { } single) return TagPredicate(single.Text("key") ?? "", single.Text("value") ?? "");
        var sizes = new List<LifecycleFilterPredicate>();
        AddSizes(sizes, filter);
        return sizes is [var size]
            ? size : new LifecyclePrefixPredicate { Prefix = filter.Text("prefix") ?? rule.Text("prefix") ?? "" };
    }

    private static void AddSizes(List<LifecycleFilterPredicate> operands, PropertyMap filter)
    {
        if (filter.Integer("objectSizeGreaterThan") is { } least)
        {
            operands.Add(new LifecycleObjectSizeGreaterThanPredicate { ObjectSizeGreaterThan = least });
        }
        if (filter.Integer("objectSizeLessThan") is { } most)
        {
            operands.Add(new LifecycleObjectSizeLessThanPredicate { ObjectSizeLessThan = most });
        }
    }

    private static LifecycleTagPredicate TagPredicate(string key, string value) =>
        new() { Tag = new Tag { Key = key, Value = value } };

    private static LifecycleTransition Transition(PropertyMap transition) => new()
    {
        Days = Whole(transition, "days"),
        Date = Date(transition),
        StorageClass = S3StorageClass.FindValue(transition.Text("storageClass")),
    };

    private static LifecycleRuleNoncurrentVersionTransition NoncurrentTransition(PropertyMap transition) => new()
    {
        NoncurrentDays = Whole(transition, "noncurrentDays"),
        NewerNoncurrentVersions = Whole(transition, "newerNoncurrentVersions"),
        StorageClass = S3StorageClass.FindValue(transition.Text("storageClass")),
    };

    private static int? Whole(PropertyMap map, string name) => (int?)map.Integer(name);

    private static DateTime? Date(PropertyMap map) => map.Text("date") is { Length: > 0 } date
        ? DateTime.Parse(
            date, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)
        : null;
}
