using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Dataplane.Doctor;

namespace Dataplane.Tests.Doctor;

/// <summary>What the doctor says stays short, and the time it takes in proportion, however large and however wrong a dump is.</summary>
public sealed class DoctorBoundsTests
{
    private const int Many = 3000;

    private static readonly string[] s_words = ["null", "x", "[]", "{}", "-1", "99999999999999999999", "true", "0.0.0.0/0", "::/0", "10.0.0.1", "\"\"", "[null, {}]"];

    [Fact]
    public void A_healthy_Flannel_has_no_finding() => Assert.Empty(Patient.Examine(FlannelPatient.Healthy));

    [Theory]
    [InlineData("PE6502", "{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pNUMBER}, spec: {cidr: 10.244.0.0/16}}", "pool `p0` (10.244.0.0/16) overlaps `p1` (10.244.0.0/16), `p10` (10.244.0.0/16), `p100` (10.244.0.0/16) and 2996 more")]
    [InlineData("PE6525", "{apiVersion: v1, kind: Service, metadata: {name: sNUMBER}, spec: {clusterIP: 10.96.0.1, ports: [{port: 80}]}}", "Services `default/s0`, `default/s1`, `default/s10` and 2997 more have one cluster address, 10.96.0.1")]
    [InlineData("PE6510", "{apiVersion: v1, kind: Pod, metadata: {name: pNUMBER}, spec: {nodeName: w1}, status: {podIP: 10.244.0.5}}", "10.244.0.5 is the address of pod `default/p0`, pod `default/p1`, pod `default/p10` and 2997 more")]
    [InlineData("PE6511", "{apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: nNUMBER}, spec: {vxlanTunnelMACAddr: 02:00:00:00:00:01, ipv4VXLANTunnelAddr: 10.244.HIGH.LOW, bgp: {ipv4Address: 10.1.HIGH.LOW/16}}}", "the VXLAN interfaces of nodes `n0`, `n1`, `n10` and 2997 more all have 02:00:00:00:00:01")]
    public void One_complaint_names_a_few_and_counts_the_rest(string code, string document, string message) =>
        Assert.Equal(message, Assert.Single(Patient.Examine(Repeated(document)), finding => finding.Code == code).Message);

    [Fact]
    public void A_pool_that_overlaps_many_is_complained_of_once()
    {
        string dump = Patient.Of(
            "{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pods}, spec: {cidr: 10.96.0.0/16}}",
            "{apiVersion: networking.k8s.io/v1, kind: ServiceCIDR, metadata: {name: kubernetes}, spec: {cidrs: [10.96.0.0/12]}}",
            Repeated("{apiVersion: v1, kind: Service, metadata: {name: sNUMBER}, spec: {clusterIP: 10.96.HIGH.LOW, ports: [{port: 80}]}}"));

        Assert.Equal(
            "pool `pods` (10.96.0.0/16) overlaps the range of Services (10.96.0.0/12), Service `default/s0` (10.96.0.0/32), Service `default/s1` (10.96.0.1/32) and 2998 more",
            Assert.Single(Patient.Examine(dump), finding => finding.Code == "PE6503").Message);
    }

    [Fact]
    public void Of_the_nodes_that_disagree_with_one_the_first_is_named()
    {
        string dump = Patient.Of(
            "{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pods}, spec: {cidr: 10.244.0.0/16, vxlanMode: CrossSubnet}}",
            Repeated("{apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: nNUMBER}, spec: {bgp: {ipv4Address: 10.1.HIGH.LOW/16}}}"),
            "{apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: odd}, spec: {bgp: {ipv4Address: 10.1.0.1/24}}}");

        NetworkFinding finding = Assert.Single(Patient.Examine(dump), finding => finding.Code == "PE6506");
        Assert.Equal("node `n1000` (10.1.3.232/16) takes node `odd` (10.1.0.1/24) to be on its subnet, and not the other way round", finding.Message);
    }

    [Fact]
    public void No_dump_makes_the_doctor_throw()
    {
        string[] tokens = Patient.With(FlannelPatient.Healthy, FlannelPatient.Pod, Repeated("{apiVersion: v1, kind: Service, metadata: {name: sNUMBER}, spec: {clusterIP: 10.96.0.1, ports: [{port: 80, nodePort: 30000}]}}", 2)).Split(' ');
        TestKit.Property.Holds(Arb.From(from place in Gen.Choose(0, tokens.Length - 1) from word in Gen.Elements(s_words) select (place, word)), change =>
        {
            string[] changed = [.. tokens];
            string old = changed[change.place].Trim('{', '}', '[', ']', ',', '\n', '-', '\'', '"');
            changed[change.place] = old.Length == 0 ? change.word : changed[change.place].Replace(old, change.word, StringComparison.Ordinal);

            Assert.All(Patient.Examine(string.Join(' ', changed)), finding => Assert.NotEmpty(finding.Message));
        });
    }

    private static string Repeated(string document, int times = Many) => Patient.Of([.. Enumerable.Range(0, times).Select(number => document
        .Replace("NUMBER", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("HIGH", (number >> 8).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("LOW", (number & 255).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))]);
}
