extension ReCap {
    private static let preamble =
        "I further authorize the stated URI to perform the following actions on my behalf:"

    /// What is granted, in words: the text with which a message's statement must end (EIP-5573).
    ///
    /// Resources in the order of their characters; for each, its abilities in the order of
    /// `namespace/name`, one numbered entry per namespace. Restrictions are not told.
    public var statement: String {
        var text = Self.preamble
        var number = 0
        for resource in resources {
            var namespace: String?
            for ability in abilities(on: resource) {
                if ability.namespace == namespace {
                    text += ", "
                } else {
                    if namespace != nil { text += " for '\(resource)'." }
                    number += 1
                    text += " (\(number)) '\(ability.namespace)': "
                    namespace = ability.namespace
                }
                text += "'\(ability.name)'"
            }
            if namespace != nil { text += " for '\(resource)'." }
        }
        return text
    }
}
