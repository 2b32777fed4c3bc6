using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Loading;

/// <summary>What a plugin's file says about itself, read without loading it.</summary>
/// <param name="Contract">The version of the contract it was built against; null where it knows nothing of Microboxes.</param>
/// <param name="Functions">The names of the NFs it has.</param>
/// <param name="References">The assemblies it refers to.</param>
internal sealed record PluginMetadata(Version? Contract, IReadOnlyList<string> Functions, IReadOnlyList<string> References)
{
    private static readonly string ContractName = typeof(NetworkFunction).Assembly.GetName().Name!;

    /// <exception cref="BadImageFormatException">The file is damaged or no assembly.</exception>
    internal static PluginMetadata Read(byte[] image)
    {
        using PEReader file = new([.. image]);
        if (!file.HasMetadata) throw new BadImageFormatException();
        MetadataReader metadata = file.GetMetadataReader();
        AssemblyReference[] references = [.. metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)];
        return new(
            references.Where(r => metadata.GetString(r.Name) == ContractName).Select(r => r.Version).FirstOrDefault(),
            [.. metadata.TypeDefinitions.SelectMany(t => metadata.GetTypeDefinition(t).GetCustomAttributes()).Select(a => NameIn(metadata, metadata.GetCustomAttribute(a))).OfType<string>()],
            [.. references.Select(r => metadata.GetString(r.Name))]);
    }

    /// <summary>As above, or null where the file cannot be read.</summary>
    internal static PluginMetadata? TryRead(string path)
    {
        try
        {
            return Read(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // [NetworkFunction("Name")]: the name is the first argument of the constructor (ECMA-335 II.23.3).
    private static string? NameIn(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference) return null;
        EntityHandle owner = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        if (owner.Kind != HandleKind.TypeReference) return null;
        TypeReference type = metadata.GetTypeReference((TypeReferenceHandle)owner);
        if (metadata.GetString(type.Name) != nameof(NetworkFunctionAttribute) || metadata.GetString(type.Namespace) != typeof(NetworkFunctionAttribute).Namespace) return null;
        BlobReader blob = metadata.GetBlobReader(attribute.Value);
        blob.ReadUInt16();
        return blob.ReadSerializedString();
    }
}
