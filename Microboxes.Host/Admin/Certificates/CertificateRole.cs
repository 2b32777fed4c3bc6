namespace Microboxes.Host.Admin.Certificates;

/// <summary>What a certificate entitles its owner to.</summary>
internal enum CertificateRole
{
    /// <summary>To be asked: a plane. Extended key usage serverAuth.</summary>
    Host,

    /// <summary>To ask: an operator. Extended key usage clientAuth.</summary>
    Operator,
}
