using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Microboxes.Host.Tests.Architecture;

/// <summary>Which types use which, read from a compiled assembly: bases, fields, signatures, local variables and instructions.</summary>
internal sealed class AssemblyModel
{
    private readonly PEReader file;
    private readonly MetadataReader metadata;
    private readonly Dictionary<string, HashSet<string>> uses = [];

    private AssemblyModel(PEReader file)
    {
        this.file = file;
        metadata = file.GetMetadataReader();
    }

    /// <summary>The types used by each top-level type, by full names.</summary>
    internal IReadOnlyDictionary<string, HashSet<string>> Uses => uses;

    /// <summary>The simple names of the assemblies it refers to.</summary>
    internal IReadOnlyList<string> References { get; private set; } = [];

    internal static AssemblyModel Read(string path)
    {
        using PEReader file = new(File.OpenRead(path));
        AssemblyModel model = new(file);
        model.ReadAll();
        return model;
    }

    private void ReadAll()
    {
        References = [.. metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name))];
        foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
        {
            string name = UsedTypes.NameOf(metadata, handle);
            UsedTypes used = new(metadata);
            AddType(metadata.GetTypeDefinition(handle), used);
            if (!uses.TryGetValue(name, out HashSet<string>? all)) uses.Add(name, all = []);
            all.UnionWith(used.Names);
        }
    }

    private void AddType(TypeDefinition type, UsedTypes used)
    {
        used.Add(type.BaseType);
        foreach (InterfaceImplementationHandle i in type.GetInterfaceImplementations()) used.Add(metadata.GetInterfaceImplementation(i).Interface);
        foreach (FieldDefinitionHandle field in type.GetFields()) metadata.GetFieldDefinition(field).DecodeSignature(used, false);
        foreach (MethodDefinitionHandle method in type.GetMethods()) AddMethod(metadata.GetMethodDefinition(method), used);
    }

    private void AddMethod(MethodDefinition method, UsedTypes used)
    {
        method.DecodeSignature(used, false);
        if (method.RelativeVirtualAddress == 0) return;
        MethodBodyBlock body = file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil) metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(used, false);
        foreach (EntityHandle token in IlTokens.Of(body)) AddToken(token, used);
    }

    private void AddToken(EntityHandle token, UsedTypes used)
    {
        switch (token.Kind)
        {
            case HandleKind.MethodDefinition: used.Add(metadata.GetMethodDefinition((MethodDefinitionHandle)token).GetDeclaringType()); break;
            case HandleKind.FieldDefinition: used.Add(metadata.GetFieldDefinition((FieldDefinitionHandle)token).GetDeclaringType()); break;
            case HandleKind.MemberReference: AddMember(metadata.GetMemberReference((MemberReferenceHandle)token), used); break;
            case HandleKind.MethodSpecification: AddSpecification(metadata.GetMethodSpecification((MethodSpecificationHandle)token), used); break;
            default: used.Add(token); break;
        }
    }

    private static void AddMember(MemberReference member, UsedTypes used) => used.Add(member.Parent);

    private void AddSpecification(MethodSpecification specification, UsedTypes used)
    {
        specification.DecodeSignature(used, false);
        AddToken(specification.Method, used);
    }
}
