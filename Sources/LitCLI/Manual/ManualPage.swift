import Primitives

/// A page of the manual in the mdoc language, from what the parser tells of a command.
struct ManualPage {
    /// As it is typed, such as `lit`, `pkp`, `sign`.
    let names: [String]
    /// The parser's description of the command.
    let command: JSON

    /// Such as `lit-pkp-sign.1`.
    var fileName: String { names.joined(separator: "-") + ".1" }

    /// The pages of a command and of all below it that are shown.
    static func all(of command: JSON, under parents: [String] = []) -> [ManualPage] {
        guard command["shouldDisplay"]?.bool != false, let name = command["commandName"]?.string,
            name != "help"
        else { return [] }
        let names = parents + [name]
        return [ManualPage(names: names, command: command)]
            + subcommands(of: command).flatMap { all(of: $0, under: names) }
    }

    var text: String {
        var lines = [
            ".\\\" Written by lit manual.", ".Dd $Mdocdate$", ".Dt \(title) 1", ".Os lit \(litVersion)",
            ".Sh NAME", ".Nm \(names.joined(separator: "-"))",
            ".Nd \(Self.escaped(Self.withoutStop(command["abstract"]?.string ?? "")))",
        ]
        lines += [".Sh SYNOPSIS", ".Nm \(names.joined(separator: " "))"]
        lines += arguments.map(synopsis)
        let children = Self.subcommands(of: command).filter { $0["shouldDisplay"]?.bool != false }
            .compactMap { child in
                child["commandName"]?.string.map { (name: $0, abstract: child["abstract"]?.string ?? "") }
            }.filter { $0.name != "help" }
        if !children.isEmpty { lines.append(".Ar command") }
        if let discussion = command["discussion"]?.string {
            lines.append(".Sh DESCRIPTION")
            for paragraph in discussion.split(separator: "\n", omittingEmptySubsequences: false) {
                lines.append(paragraph.isEmpty ? ".Pp" : Self.escaped(String(paragraph)))
            }
        }
        if !arguments.isEmpty {
            lines += [".Sh OPTIONS", ".Bl -tag -width indent"] + arguments.flatMap(item) + [".El"]
        }
        if !children.isEmpty {
            lines += [".Sh COMMANDS", ".Bl -tag -width indent"]
            for child in children {
                lines += [
                    ".It Xr \((names + [child.name]).joined(separator: "-")) 1", Self.escaped(child.abstract),
                ]
            }
            lines.append(".El")
        }
        if names.count > 1 {
            lines += [".Sh SEE ALSO", ".Xr \(names.dropLast().joined(separator: "-")) 1"]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var title: String { names.joined(separator: "-").uppercased() }

    private var arguments: [JSON] {
        (command["arguments"]?.array ?? []).filter { $0["shouldDisplay"]?.bool != false }
    }

    private static func subcommands(of command: JSON) -> [JSON] { command["subcommands"]?.array ?? [] }

    /// One argument in the line that shows them all.
    private func synopsis(_ argument: JSON) -> String {
        let isOptional = argument["isOptional"]?.bool ?? false
        let more = argument["isRepeating"]?.bool == true ? " ..." : ""
        return "." + (isOptional ? "Op " : "") + form(argument) + more
    }

    /// The item that explains an argument.
    private func item(_ argument: JSON) -> [String] {
        var lines = [".It \(forms(argument))"]
        if let abstract = argument["abstract"]?.string { lines.append(Self.escaped(abstract)) }
        if let value = argument["defaultValue"]?.string, argument["kind"]?.string == "option" {
            lines += [".br", "Default: \(Self.escaped(value))."]
        }
        return lines
    }

    private func forms(_ argument: JSON) -> String {
        let names = argument["names"]?.array ?? []
        guard !names.isEmpty else { return form(argument) }
        let flags = names.map { "Fl \(Self.flag($0))" }.joined(separator: " , ")
        return flags + value(argument)
    }

    private func form(_ argument: JSON) -> String {
        guard argument["kind"]?.string != "positional", let name = argument["preferredName"] else {
            return "Ar \(argument["valueName"]?.string ?? "argument")"
        }
        return "Fl \(Self.flag(name))\(value(argument))"
    }

    private func value(_ argument: JSON) -> String {
        argument["kind"]?.string == "option" ? " Ar \(argument["valueName"]?.string ?? "value")" : ""
    }

    /// Without the first hyphen, which `Fl` adds.
    private static func flag(_ name: JSON) -> String {
        let text = name["name"]?.string ?? ""
        return name["kind"]?.string == "short" ? text : "-" + text
    }

    private static func withoutStop(_ text: String) -> String {
        text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    /// A line that the formatter takes as text: a period or an apostrophe at its start would be an instruction, a
    /// plain hyphen becomes another character, and what is not ASCII is written by its number.
    static func escaped(_ text: String) -> String {
        var safe = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": safe += "\\e"
            case "-": safe += "\\-"
            case _ where scalar.isASCII: safe.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                safe += "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
            }
        }
        return safe.hasPrefix(".") || safe.hasPrefix("'") ? "\\&" + safe : safe
    }
}
