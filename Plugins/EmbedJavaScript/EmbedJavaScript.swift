import Foundation
import PackagePlugin

/// Puts the JavaScript of a target's folder `JavaScript` into the target, as text.
@main
struct EmbedJavaScript: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let folder = target.directoryURL.appending(path: "JavaScript", directoryHint: .isDirectory)
        let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let sources = (found?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "js" }
            .sorted { $0.path < $1.path }
        let output = context.pluginWorkDirectoryURL.appending(path: "JavaScriptSources.swift")
        return [
            .buildCommand(
                displayName: "Embedding JavaScript",
                executable: try context.tool(named: "embed-javascript").url,
                arguments: [folder.path, output.path] + sources.map(\.path),
                inputFiles: sources,
                outputFiles: [output]
            )
        ]
    }
}
