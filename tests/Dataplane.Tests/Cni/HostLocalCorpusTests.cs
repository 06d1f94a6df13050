using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Dataplane.Cni;
using PolicyEngine.Sets;
using TestKit;
using static Dataplane.Tests.Flannel.FlannelText;

namespace Dataplane.Tests.Cni;

/// <summary>Replays what the plug-in's own allocator was asked, which serves one set of ranges.</summary>
public sealed class HostLocalCorpusTests
{
    public static TheoryData<string> Cases => IpamCase.NamesOf("host-local.json");

    [CorpusTheory("dataplane")]
    [MemberData(nameof(Cases))]
    public void A_case_has_the_plug_ins_answer(string id)
    {
        JsonElement entry = IpamCase.Named(id);
        CorpusShape.CaseHasOnly(entry, "input");
        Assert.Equal("host-local", CorpusShape.TextOf(entry, "kind"));
        JsonElement input = entry.GetProperty("input");
        JsonElement expect = entry.GetProperty("expect");
        CorpusShape.HasOnly(input, "subnet", "start", "end", "gateway", "steps");
        CorpusShape.HasOnly(expect, "error", "files", "range", "steps");

        AddressRange range = new(Block(input.GetProperty("subnet").GetString()!))
        {
            Start = AddressOf(input, "start"),
            End = AddressOf(input, "end"),
            Gateway = AddressOf(input, "gateway"),
        };
        HostLocalIpam? ipam = HostLocalIpam.Create([[range]], out HostLocalError? error);
        Assert.Equal(HostLocalErrorText.KindOf(CorpusShape.TextOf(expect, "error")), error?.Kind);
        if (ipam is null)
        {
            return;
        }

        JsonElement filled = expect.GetProperty("range");
        AddressSpan span = range.Span();
        Assert.Equal(
            (CorpusShape.TextOf(filled, "start"), CorpusShape.TextOf(filled, "end"), CorpusShape.TextOf(filled, "gateway")),
            ($"{span.First}", $"{span.Last}", $"{span.Gateway}"));
        Assert.Equal(
            CorpusShape.ListOf(expect, "steps").Select(Expected).ToArray(),
            CorpusShape.ListOf(input, "steps").Select(step => Run(ipam, step)).ToArray());
        Assert.Equal(
            CorpusShape.ListOf(expect, "files").Select(file => file.GetString()!).ToArray(),
            Files(ipam));
    }

    private static string Run(HostLocalIpam ipam, JsonElement step)
    {
        CorpusShape.HasOnly(step, "Op", "ID", "If", "IP");
        string container = step.GetProperty("ID").GetString()!;
        CniAttachment attachment = new(container, step.GetProperty("If").GetString()!);
        switch (step.GetProperty("Op").GetString())
        {
            case "add":
                IpAddress? requested = AddressOf(step, "IP");
                HostLocalError? error = ipam.Give(0, attachment, requested, out HostLocalAddress? given);
                return $"add {container} {requested}: {error?.Kind} {given} {given?.Gateway}";
            case "del":
                ipam.Release(attachment);
                return $"del {container}";
            case string unknown:
                throw new InvalidDataException(unknown);
            case null:
                throw new InvalidDataException("no operation");
        }
    }

    private static string Expected(JsonElement step)
    {
        CorpusShape.HasOnly(step, "op", "id", "ok", "address", "gateway", "error", "requested");
        string container = step.GetProperty("id").GetString()!;
        if (step.GetProperty("op").GetString() == "del")
        {
            Assert.True(step.GetProperty("ok").GetBoolean());
            return $"del {container}";
        }

        return $"add {container} {CorpusShape.TextOf(step, "requested")}: {HostLocalErrorText.KindOf(CorpusShape.TextOf(step, "error"))} "
            + $"{CorpusShape.TextOf(step, "address")} {CorpusShape.TextOf(step, "gateway")}";
    }

    private static string[] Files(HostLocalIpam ipam) =>
    [
        .. ipam.Reserved.Select(entry => $"{entry.Key}")
            .Concat(ipam.LastReserved.Select((last, set) => last is null ? null : $"last_reserved_ip.{set}").OfType<string>())
            .Order(StringComparer.Ordinal),
    ];

    private static IpAddress? AddressOf(JsonElement element, string name) => CorpusShape.TextOf(element, name) is { Length: > 0 } text ? Ip(text) : null;
}
