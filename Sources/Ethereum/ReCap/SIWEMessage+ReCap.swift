extension SIWEMessage {
    /// The capabilities that the message grants; nil if none of its resources is a ReCap.
    ///
    /// By EIP-5573 the ReCap is the last resource and the only one, and the statement ends with its
    /// text. Whether the message is signed and valid now is another question.
    public func recap() throws(ReCapError) -> ReCap? {
        guard let urn = try recapURN() else { return nil }
        let recap = try ReCap(urn: urn)
        guard let statement = fields.statement, statement.utf8.hasSuffix(recap.statement.utf8) else {
            throw ReCapError(.statementMismatch)
        }
        return recap
    }

    /// The message with these capabilities granted too.
    ///
    /// If it has none, their text is added to the statement after one blank, and their URN to the
    /// resources. If it has a ReCap already, both are merged, the text and the URN replaced.
    public func adding(_ recap: ReCap) throws(ReCapError) -> SIWEMessage {
        let present = try self.recap()
        let merged = present.map { $0.merging(recap) } ?? recap
        do throws(SIWEError) {
            return try changing { fields in
                if let present {
                    let kept = (fields.statement ?? "").dropLast(present.statement.count)
                    fields.statement = kept + merged.statement
                    fields.resources?.removeLast()
                } else {
                    fields.statement = (fields.statement.map { $0 + " " } ?? "") + merged.statement
                }
                fields.resources = (fields.resources ?? []) + [merged.urn]
            }
        } catch {
            throw ReCapError(.badMessage(error))
        }
    }

    private func recapURN() throws(ReCapError) -> String? {
        guard let resources = fields.resources else { return nil }
        let places = resources.indices.filter { resources[$0].utf8.starts(with: ReCap.urnPrefix.utf8) }
        guard let place = places.first else { return nil }
        guard places.count == 1, place == resources.count - 1 else { throw ReCapError(.notLastResource) }
        return resources[place]
    }
}

extension String.UTF8View {
    fileprivate func hasSuffix(_ other: String.UTF8View) -> Bool {
        count >= other.count && suffix(other.count).elementsEqual(other)
    }
}
