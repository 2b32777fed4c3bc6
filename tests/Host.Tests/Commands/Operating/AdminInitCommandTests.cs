using Microboxes.Host.Admin;
using Microboxes.Host.Admin.Certificates;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Commands.Operating;

public sealed class AdminInitCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Init_MakesCertificates_ThatAreAcceptedInTheirRolesOnly()
    {
        Assert.Equal(0, Init("--for", "monitor1", "--for", "10.0.0.5", "--operator", "alice").ExitCode);
        foreach (string address in new[] { "monitor1", "10.0.0.5" })
        {
            using Credentials host = Credentials.Load(folder.File($"hosts/{address}"), CertificateRole.Host);
            using Credentials operators = Credentials.Load(folder.File("operators/alice"), CertificateRole.Operator);
            Assert.Null(new PeerCheck(operators.Authority, CertificateRole.Host, address).Fault(host.Own));
            Assert.Equal("it is not made for 'monitor2'", new PeerCheck(operators.Authority, CertificateRole.Host, "monitor2").Fault(host.Own));
            Assert.Equal("it is no operator's certificate", new PeerCheck(operators.Authority, CertificateRole.Operator, null).Fault(host.Own));
            Assert.Equal("it is no host's certificate", new PeerCheck(host.Authority, CertificateRole.Host, null).Fault(operators.Own));
        }
    }

    [Fact]
    public void Init_Keys_CanBeReadByTheirOwnerOnly()
    {
        Init();
        string[] keys = Directory.GetFiles(folder.FullName, Credentials.KeyFile, SearchOption.AllDirectories);
        Assert.Equal(3, keys.Length);
        Assert.All(keys, key => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key)));
        Assert.All(keys, key => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(key)!)));
    }

    [Fact]
    public void Init_Again_KeepsWhatIsThereAndAddsWhatIsMissing()
    {
        Init("--for", "monitor1");
        string authority = File.ReadAllText(folder.File("authority/certificate.pem"));
        string host = File.ReadAllText(folder.File("hosts/monitor1/certificate.pem"));
        CommandRun again = Init("--for", "monitor1", "--for", "monitor2");
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("hosts/monitor1: was there", again.Output, StringComparison.Ordinal);
        Assert.Contains("hosts/monitor2: made", again.Output, StringComparison.Ordinal);
        Assert.Equal((authority, host), (File.ReadAllText(folder.File("authority/certificate.pem")), File.ReadAllText(folder.File("hosts/monitor1/certificate.pem"))));
        Assert.Equal(authority, File.ReadAllText(folder.File("hosts/monitor2/ca.pem")));
    }

    [Fact]
    public void Init_WithJson_ListsFolders() =>
        Assert.Equal(folder.File("hosts/127.0.0.1"), (string)Init("--json").Json["certificates"]![0]!["folder"]!);

    [Theory]
    [InlineData("--for", "no host")]
    [InlineData("--operator", "../x")]
    public void Init_OfANameThatCannotBe_IsAMistake(string option, string name)
    {
        CommandRun run = Init(option, name);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"mb: {option} is '{name}': ", Assert.Single(run.Sentences), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.FullName));
    }

    [Fact]
    public void Load_OfAFolderWithoutCertificate_IsAMistake() =>
        Assert.Contains("make one with ./mb admin init", Assert.Throws<AdminMistakeException>(() => Credentials.Load(folder.File("none"), CertificateRole.Host)).Message, StringComparison.Ordinal);

    private CommandRun Init(params string[] arguments) => CommandRun.Of(new FakePlane(), ["admin", "init", "--folder", folder.FullName, .. arguments]);
}
